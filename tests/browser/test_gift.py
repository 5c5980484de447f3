"""A gift through real screens: a foundation's rule, a home, a county, a shelf, and thanks."""

import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from .chromium import Watch, window
from .shots import sign_in
from .test_journey import decide_by_key, write_on_a_phone

pytestmark = pytest.mark.browser
SENT, ARRIVED = 20, 18
RULE = "乡村收纳计划"
# Nothing alike: a home is asked why it wants the same thing twice.
TITLES = {"m": "图书漂流用的手推车", "d": "放跳绳和皮球的箱子"}
USED = "放在门口，进门先换鞋，地面不滑了。"
# What the trail must say: of the gift by its number, and of what was promised before it.
GIFT_TRAIL = (
    "待双方确认协议 → 协议已生效",
    "协议已生效，待交付 → 交付中",
    "交付中 → 已清点",
    "开箱少了两个",
    "已清点 → 已开具凭证",
    "已开具凭证 → 已分配到儿童之家",
    "已分配到儿童之家 → 已使用",
    "已使用 → 已反馈",
)
PLEDGE_TRAIL = (
    "提出承诺",
    "已提出，待儿童之家接受 → 已接受",
    "待县级审批 → 已约定",
    "已约定 → 已兑现",
)


class Walk:
    """One browser, one demo, and whoever is at the screen."""

    def __init__(self, browser: Browser, url: str, watch: Watch, size: str) -> None:
        self.browser, self.url, self.watch, self.size = browser, url, watch, size
        self.windows: dict[str, Page] = {}

    def page(self, role: str, path: str = "") -> Page:
        """The page that *role* has open; with a path, gone there first."""
        if role not in self.windows:
            context = window(self.browser, self.size)
            sign_in(context, self.url, role)
            self.windows[role] = context.new_page()
            self.watch.over(self.windows[role])
        page = self.windows[role]
        if path:
            page.goto(f"{self.url}{path}")
        return page

    def close(self) -> None:
        """Every window."""
        for page in self.windows.values():
            page.context.close()


def until(page: Page, text: str, seconds: int = 40) -> None:
    """Load the page again until a worker has done what makes it say *text*."""
    for _turn in range(seconds):
        if page.get_by_text(text).count():
            return
        page.wait_for_timeout(1000)
        page.reload()
    raise AssertionError(f"{page.url} never said {text}")


def promise_by_rule(walk: Walk, title: str) -> str:
    """The foundation writes a rule, tries it, sets it to work; the address of its pledge."""
    page = walk.page("manager", "/desk/rules/new")
    page.get_by_label("机构").select_option(index=1)
    page.get_by_label("规则名称").fill(RULE)
    page.get_by_label("类别").select_option("MAT-OTH")
    page.get_by_label("单位", exact=True).select_option("个")
    page.get_by_label("湖南全省").check()
    page.get_by_label("总数上限").fill("400")
    page.get_by_label("每个儿童之家上限").fill("400")
    page.get_by_label("每条需求上限").fill(str(SENT))
    page.get_by_label("结束日期").fill("2027-12-31")
    page.get_by_role("button", name="保存并试算").click()
    expect(page.locator("#dry")).to_contain_text(title)
    page.get_by_role("button", name="启用规则").click()
    page.get_by_role("button", name="现在挑选一次").click()
    home = walk.page("director", "/desk/pledges")
    until(home, f"{title}：{SENT}")
    home.get_by_role("link", name=re.compile(f"{title}：{SENT}")).first.click()
    return home.url.removeprefix(walk.url)


def agree(walk: Walk, pledge: str) -> str:
    """The home accepts, the county approves, both confirm; the address of the gift."""
    home = walk.page("director", pledge)
    home.get_by_role("button", name="接受", exact=True).click()
    county = walk.page("county", pledge)
    county.get_by_role("button", name="同意", exact=True).click()
    giver = walk.page("manager", pledge)
    until(giver, "看协议与送达")
    giver.get_by_role("link", name="看协议与送达").click()
    gift = giver.url.removeprefix(walk.url)
    giver.goto(f"{walk.url}{gift}/steps/change_terms")
    giver.get_by_label("质量要求").fill("不锈钢，能承重十公斤")
    giver.get_by_label("全新").check()
    giver.get_by_label("价值").fill("1200")
    giver.get_by_role("button", name="保存，双方重新确认").click()
    giver.get_by_label(re.compile("我方声明")).check()
    giver.get_by_role("button", name="确认协议").click()
    home.goto(f"{walk.url}{gift}")
    home.get_by_role("button", name="确认协议").click()
    return gift


def send_and_count(walk: Walk, gift: str) -> None:
    """The giver sends all, the home counts two short from the parcel's code, and acknowledges."""
    giver = walk.page("manager", gift)
    giver.get_by_label("承运").fill("邮政快递")
    giver.get_by_label("运单号").fill("EMS20261126")
    giver.get_by_role("button", name="已发出，通知接受方").click()
    home = walk.page("director", gift)
    home.get_by_role("link", name=re.compile("清点第 1 件")).click()
    home.get_by_label("完好的有多少").fill(str(ARRIVED))
    home.locator("#field-note").fill("开箱少了两个，包装完好")
    home.get_by_role("button", name="确认清点").click()
    home.goto(f"{walk.url}{gift}")
    home.get_by_role("button", name="出具凭证").click()
    expect(home.locator(".lead")).to_contain_text(f"{ARRIVED} 个已到")


def tell_use(walk: Walk, gift: str) -> None:
    """The home tells with a photo, the township looks at it, the home says how it was."""
    number = gift.rpartition("/")[2]
    home = walk.page("director", f"/desk/donations/{number}/use")
    home.get_by_label("用了多少").fill(str(ARRIVED))
    home.get_by_label("怎么用的").fill(USED)
    home.locator("input[type=file]").set_input_files(
        {"name": "shelf.jpg", "mimeType": "image/jpeg", "buffer": photo()}
    )
    home.get_by_label("没有人，只有物品和场地").check()
    home.get_by_role("button", name="提交使用报告").click()
    township = walk.page("supervisor", f"/desk/donations/{number}/use")
    township.get_by_role("button", name="放行，捐赠人可见").click()
    home.goto(f"{walk.url}{gift}")
    home.get_by_text("5 很好").click()
    home.get_by_role("button", name="提交评价").click()


def photo() -> bytes:
    """A shelf, as a phone sends it."""
    written = BytesIO()
    Image.new("RGB", (320, 240), "tan").save(written, "JPEG")
    return written.getvalue()


def read_as_giver(walk: Walk, gift: str) -> None:
    """From the desk to the list to the gift: what it did, in words, on the map, in the books."""
    giver = walk.page("manager", "/desk")
    giver.get_by_role("link", name="捐赠做了什么").click()
    giver.locator(f'a[href="{gift}"]').click()
    expect(giver.locator(".lead")).to_contain_text(f"{ARRIVED} 个已在")
    expect(giver.locator(".lead")).to_contain_text("25 名儿童受益")
    main = giver.locator("main")
    for said in ("物资发出", "短少", "在库 → 已使用", USED, "捐赠收条", "EMS20261126"):
        expect(main).to_contain_text(said)
    expect(giver.locator("circle.map-dot")).to_have_count(1)


@pytest.mark.parametrize("size", ["m", "d"])
def test_a_gift_goes_from_a_rule_to_a_shelf_and_back_as_thanks(
    browser: Browser, demo_url: str, demo_folder: Path, watch: Watch, size: str
):
    title = TITLES[size]
    walk = Walk(browser, demo_url, watch, size)
    try:
        need = write_on_a_phone(walk.page("director"), demo_url, title, title, str(SENT))
        decide_by_key(browser, demo_url, "supervisor", need, watch, title)
        decide_by_key(browser, demo_url, "county", need, watch, title)
        pledge = promise_by_rule(walk, title)
        gift = agree(walk, pledge)
        send_and_count(walk, gift)
        tell_use(walk, gift)
        read_as_giver(walk, gift)
        for kind, thing, lines in (
            ("donation", gift, GIFT_TRAIL),
            ("pledge", pledge, PLEDGE_TRAIL),
        ):
            number = thing.rpartition("/")[2]
            trail = walk.page("auditor", f"/admin/audit?kind={kind}&subject={number}")
            for said in lines:
                expect(trail.locator("main")).to_contain_text(said)
    finally:
        walk.close()
    assert check(demo_folder) == (0, "")


def check(folder: Path) -> tuple[int, str]:
    """What `match check` says of the demo as it runs: its exit code, and what it found."""
    done = subprocess.run(  # our own command
        [sys.executable, "-m", "match.cli", "check"],
        env={"MATCH_DATA_DIR": str(folder / "data"), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
    )
    found = [line for line in done.stdout.splitlines() if not line.startswith("ok")]
    return done.returncode, "\n".join(found)
