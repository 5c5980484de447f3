"""A volunteer's first shift on a phone: from a stranger to a certificate that anybody can check."""

import os
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.bids.browsing import browser
from tests.browser.chromium import SIZES, Watch, sideways, violations, window
from tests.browser.staged import Staged, staged

__all__ = ["browser"]  # pytest finds fixtures by name
pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
RIGHT = {"q1": "b", "q2": "a", "q3": "c", "q4": "b", "q5": "a"}


class Walk:
    """One stage, one browser, and a window for everybody."""

    def __init__(self, staged: Staged, browser: Browser) -> None:
        self.staged, self.browser, self.watch = staged, browser, Watch()
        self.told, self.url, self.do = staged.told, staged.url, staged.do
        self.contexts: dict[str, BrowserContext] = {}

    def at(self, minutes: int) -> None:
        """The house's clock moves, and with it everybody's phone; they sign in anew."""
        sessions = self.do(f"at {minutes}")
        now = datetime.fromisoformat(self.do("now")[0])
        for who, context in self.contexts.items():
            self.staged.enter(context, sessions[who])
            context.clock.set_fixed_time(now)
        self.sessions, self.now = sessions, now

    def page(self, who: str, path: str) -> Page:
        """The page that *who* has open; one window each, phone size, with offline copies."""
        if who not in self.contexts:
            context = window(self.browser, "m", service_workers="allow", accept_downloads=True)
            if who:
                self.staged.enter(context, self.sessions[who])
                context.clock.set_fixed_time(self.now)
                self.contexts[who] = context
            page = context.new_page()
            self.watch.over(page)
        else:
            page = self.contexts[who].pages[0]
        page.goto(self.url + path)
        return page

    def look(self, page: Page, name: str) -> None:
        """Nothing sideways, nothing that axe finds; kept as a picture where SHOTS says where."""
        assert sideways(page, "m") == 0, name
        assert violations(page) == [], name
        if folder := os.environ.get("SHOTS"):
            page.screenshot(path=f"{folder}/{name}_m.png", full_page=True)
            width, height = SIZES["d"]
            page.set_viewport_size({"width": width, "height": height})
            page.screenshot(path=f"{folder}/{name}_d.png", full_page=True)
            width, height = SIZES["m"]
            page.set_viewport_size({"width": width, "height": height})


@pytest.fixture
def walk(browser: Browser, tmp_path: Path) -> Iterator[Walk]:
    with staged("tests.volunteers.stage", tmp_path) as playing:
        yield Walk(playing, browser)


def register(walk: Walk) -> None:
    """Who I am: kind, identity, age."""
    page = walk.page("new", "/desk/shifts/profile")
    page.get_by_label("大中专学生志愿者").check()
    page.get_by_label("证件号码").fill(walk.told["identity"])
    page.get_by_label("出生日期").fill(walk.told["born"])
    page.get_by_label("想在哪里服务").select_option("433101")
    page.get_by_label("以上信息真实、完整").check()
    walk.look(page, "profile")
    page.get_by_role("button", name="保存").click()
    page.wait_for_url(f"{walk.url}/desk/shifts")


def study(walk: Walk, begins_at: int) -> None:
    """The course: too early after ten minutes, done after forty."""
    page = walk.page("new", "/desk/shifts/course")
    page.get_by_role("button", name="开始学习").click()
    for name, right in RIGHT.items():
        page.locator(f'input[name="{name}"][value="{right}"]').check()
    walk.look(page, "course")
    page.get_by_role("button", name="提交答案").click()
    expect(page.get_by_text("课程至少 40 分钟").first).to_be_visible()
    walk.at(begins_at + 41)
    page = walk.page("new", "/desk/shifts/course")
    for name, right in RIGHT.items():
        page.locator(f'input[name="{name}"][value="{right}"]').check()
    page.get_by_role("button", name="提交答案").click()
    page.wait_for_url(f"{walk.url}/desk/shifts/proofs")
    expect(page.get_by_text("已完成")).to_be_visible()
    walk.look(page, "proofs")


def be_checked(walk: Walk) -> None:
    """The county asks the police and writes down result, authority and day."""
    page = walk.page("county", "/desk/checks?q=王小青")
    card = page.locator("article", has_text="王小青")
    expect(card.get_by_text("没有查询记录")).to_be_visible()
    walk.look(page, "checks")
    card.get_by_text("登记查询结果").click()
    card.get_by_label("查询机关").fill("吉首市公安局")
    card.locator('form[action="/desk/checks"] button').click()
    page.goto(f"{walk.url}/desk/checks?q=王小青")
    expect(page.locator("article", has_text="王小青").get_by_text("有效")).to_be_visible()


def sign_up(walk: Walk) -> None:
    """Sign up with the risk notice read."""
    page = walk.page("new", f"/shifts/{walk.told['shift']}")
    page.get_by_label("我已阅读风险告知，自愿无偿参加").check()
    walk.look(page, "shift")
    page.get_by_role("button", name="报名").click()
    expect(page.get_by_text("已报名", exact=True)).to_be_visible()


def come_and_go_without_network(walk: Walk) -> None:
    """The phone is out of reach at the door; it keeps both times and sends them later."""
    sheet = walk.page("director", f"/desk/shifts/{walk.told['shift']}/sheet")
    walk.look(sheet, "sheet")
    here = f"/shifts/{walk.told['shift']}/presence?code={walk.told['code']}"
    page = walk.page("new", here)
    page.wait_for_function("navigator.serviceWorker.ready.then(() => true)", timeout=30_000)
    page.wait_for_function("caches.match('/shifts/door').then((kept) => Boolean(kept))")
    context = walk.contexts["new"]
    context.set_offline(True)
    page.goto(walk.url + here)
    expect(page.get_by_text("现在没有网络")).to_be_visible()
    expect(page.get_by_label("签到码")).to_have_value(walk.told["code"])
    page.get_by_role("button", name="签到").click()
    context.clock.set_fixed_time(walk.now + timedelta(minutes=100))
    page.get_by_role("button", name="签退").click()
    expect(page.locator("[data-presence-list] li")).to_have_count(2)
    walk.look(page, "offline")
    assert walk.do("now")[1] == "signed"

    walk.at(walk.told["begins"] + 130)
    # A page that is open loads itself again when the network is back, whenever that is: a tab that
    # is opened afterwards is cut off by nobody.
    page.close()
    context.set_offline(False)
    walk.watch.over(context.new_page())
    page = walk.page("new", f"/shifts/{walk.told['shift']}/presence")
    expect(page.get_by_text("由儿童之家确认后计入时长")).to_be_visible(timeout=15_000)
    assert page.evaluate("localStorage.getItem('presence')") == "[]"


def be_confirmed(walk: Walk) -> None:
    """The home sees that the phone told the time, and confirms the minutes."""
    walk.do("sweep")
    page = walk.page("director", f"/desk/shifts/{walk.told['shift']}")
    expect(page.get_by_text("手机离线记录的时间")).to_be_visible()
    minutes = page.get_by_label(re.compile("服务时长"))
    expect(minutes).to_have_value("100")
    walk.look(page, "roster")
    page.get_by_role("button", name="确认时长").click()
    expect(page.get_by_text("确认时长 1 小时 40 分钟")).to_be_visible()


def show_it(walk: Walk) -> None:
    """A certificate, and what anybody sees who checks it: no name."""
    page = walk.page("new", "/desk/shifts/certificates")
    page.get_by_role("button", name="开具证明").click()
    expect(page.get_by_text("1 次，共 1 小时 40 分钟")).to_be_visible()
    walk.look(page, "certificates")
    with page.expect_download() as download:
        page.get_by_role("link", name="下载 PDF").click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF-")
    code = page.locator("article .figures").inner_text()
    public = walk.page("", "/service-certificates")
    public.get_by_label("查验码").fill(code.lower())
    public.get_by_role("button", name="查验").click()
    expect(public.get_by_text("这份证明是本平台出具的。")).to_be_visible()
    expect(public.get_by_text("1 小时 40 分钟")).to_be_visible()
    assert "王小青" not in public.content()
    walk.look(public, "check")
    public.goto(f"{walk.url}/service-certificates/AAAABBBBCCCC")
    expect(public.get_by_text("没有这个查验码")).to_be_visible()


def test_a_volunteers_first_shift(walk: Walk) -> None:
    """Registration, course, check, sign-up, the door without network, hours, the certificate."""
    walk.at(0)
    register(walk)
    study(walk, 0)
    be_checked(walk)
    sign_up(walk)
    walk.at(walk.told["begins"] + 1)
    walk.do("sweep")
    come_and_go_without_network(walk)
    be_confirmed(walk)
    show_it(walk)

    # While the phone is offline its requests fail, and the stranger's wrong code is a 404: both
    # are part of the walk.
    wanted = re.compile(r"ERR_INTERNET_DISCONNECTED|404|409|Failed to load resource")
    assert [trouble for trouble in walk.watch.troubles if not wanted.search(trouble)] == []
