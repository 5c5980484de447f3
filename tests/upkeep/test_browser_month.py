"""
A county closes its month in a real Chromium, at phone size: the allowance is proposed, checked by
a second person and paid; a grant is asked for and approved; a title is named; minutes are entered.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.bids.browsing import browser
from tests.browser.chromium import Watch, sideways, violations, window
from tests.browser.staged import Staged, staged
from tests.upkeep.make import days_ago, month_ago

__all__ = ["browser"]  # pytest finds fixtures by name
pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
MONTH, DESK = "/desk/month", "/desk/upkeep"
# Where pictures of each page go, when somebody wants to look at them.
PICTURES = os.environ.get("UPKEEP_PICTURES", "")


class Month:
    """A phone for each of the people on the stage."""

    def __init__(self, staged: Staged, browser: Browser) -> None:
        self.staged, self.browser, self.watch = staged, browser, Watch()
        self.told, self.url, self.ask = staged.told, staged.url, staged.do
        self.phones: dict[str, Page] = {}

    def phone(self, who: str, path: str) -> Page:
        """The phone of *who*, gone to *path*; every page fits it and axe finds nothing."""
        if who not in self.phones:
            context = window(self.browser, "m")
            self.staged.enter(context, self.told[who])
            self.phones[who] = context.new_page()
            self.watch.over(self.phones[who])
        page = self.phones[who]
        page.goto(self.url + path)
        self.look(page, who)
        return page

    def look(self, page: Page, who: str) -> None:
        """No sideways scrolling, nothing that axe finds; a picture where one is wanted."""
        assert sideways(page, "m") == 0, page.url
        assert violations(page) == [], page.url
        if PICTURES:
            name = page.url.removeprefix(self.url).strip("/").replace("/", "-").partition("?")[0]
            for width in (1440, 360):
                page.set_viewport_size({"width": width, "height": 740})
                page.screenshot(path=f"{PICTURES}/{who}-{name}_{width}.png", full_page=True)


@pytest.fixture
def stage(browser: Browser, tmp_path: Path) -> Iterator[Month]:
    with staged("tests.upkeep.stage", tmp_path) as playing:
        month = Month(playing, browser)
        try:
            yield month
        finally:
            for page in month.phones.values():
                page.context.close()
    assert month.watch.troubles == []


def press(page: Page, name: str) -> None:
    """The one button of a step's form."""
    page.locator("main").get_by_role("button", name=name, exact=True).tap()


def follow(page: Page, name: str) -> None:
    """A link of the page itself."""
    page.locator("main").get_by_role("link", name=name).first.tap()


def test_a_county_closes_its_month(stage: Month) -> None:
    month = stage.phone("county", MONTH)
    main = month.locator("main")
    for due in ("设定津贴标准和等级", "保险即将到期", "登记本级协调机构"):
        expect(main).to_contain_text(due)
    pay_the_directors(stage)
    approve_a_grant(stage)
    name_a_title(stage)
    enter_the_minutes(stage)

    left = stage.phone("county", MONTH).locator("main")
    for done in ("设定津贴标准和等级", "登记本级协调机构", "登记津贴已发放"):
        expect(left).not_to_contain_text(done)
    expect(left).to_contain_text("有示范称号")
    own = stage.phone("director", f"{DESK}/allowance/own").locator("main")
    expect(own).to_contain_text("¥260")
    expect(own).to_contain_text("已发放")
    assert stage.ask("check") == ""


def pay_the_directors(stage: Month) -> None:
    """The rule, the sheet; one proposes, another checks, the first records what was paid."""
    page = stage.phone("county", MONTH)
    follow(page, "设定津贴标准和等级")
    follow(page, "设定津贴标准和等级")
    page.get_by_label("每人每月标准").fill("260")
    page.get_by_label("从哪个月起执行").select_option(month_ago(2).isoformat())
    page.get_by_label("A 档：最低得分").fill("60")
    page.get_by_label("A 档：系数").fill("1.2")
    page.get_by_label("B 档：最低得分").fill("0")
    page.get_by_label("B 档：系数").fill("1")
    stage.look(page, "county")
    press(page, "设定津贴标准和等级")
    follow(page, "做津贴发放表")
    page.get_by_label("哪一期").select_option(f"{month_ago()}|1")
    press(page, "做津贴发放表")
    expect(page.locator("main")).to_contain_text("在岗 1 个月 × ¥260")
    stage.look(page, "county")
    sheet = page.url.removeprefix(stage.url)
    follow(page, "提交复核")
    press(page, "提交复核")
    expect(page.locator("main")).to_contain_text("做表的人不能复核")

    second = stage.phone("second", MONTH)
    follow(second, "复核津贴发放表")
    follow(second, "复核无误")
    press(second, "复核无误")
    expect(second.locator("main")).to_contain_text("已复核，待发放")
    page = stage.phone("county", sheet)
    follow(page, "登记已发放")
    page.get_by_label("发放凭证号").fill("JT-2026-11")
    press(page, "登记已发放")
    expect(page.locator("main")).to_contain_text("JT-2026-11")
    assert stage.ask("SELECT status FROM allowance_sheet") == "paid"


def approve_a_grant(stage: Month) -> None:
    """The county asks with sums that are exact or refused; the prefecture approves."""
    page = stage.phone("county", f"{DESK}/homes/{stage.told['home']}")
    follow(page, "申请建设补助")
    page.get_by_label("市级补助").fill("8000")
    page.get_by_label("县级补助").fill("11000")
    press(page, "申请建设补助")
    expect(page.get_by_role("alert")).to_contain_text("必须正好是 20000 元")
    page.get_by_label("县级补助").fill("12000")
    press(page, "申请建设补助")
    expect(page.locator("main")).to_contain_text("待市州批准")
    grant = page.url.removeprefix(stage.url)

    above = stage.phone("prefecture", MONTH)
    follow(above, "批准建设补助")
    expect(above).to_have_url(stage.url + grant)
    stage.look(above, "prefecture")
    follow(above, "批准建设补助")
    press(above, "批准建设补助")
    expect(above.locator("main")).to_contain_text("已批准，待下达")
    assert stage.ask("SELECT sum(amount_fen)::bigint FROM build_grant_line") == "3000000"


def name_a_title(stage: Month) -> None:
    """One home of five: the number differs from the plan, and the county says why."""
    page = stage.phone("county", MONTH)
    follow(page, "命名示范儿童之家")
    page.get_by_label("和平村儿童之家").check()
    page.get_by_label("命名文件号").fill("吉民发〔2026〕21号")
    press(page, "命名示范儿童之家")
    expect(page.get_by_role("alert")).to_contain_text("计划是 5 个")
    page.get_by_label("数量与计划不同的原因").fill("今年先命名一个，其余的还在培训。")
    press(page, "命名示范儿童之家")
    expect(page.locator("main")).to_contain_text("1 / 1，占 100%")
    stage.look(page, "county")
    public = stage.phone("county", "/titles").locator("main")
    expect(public).to_contain_text("吉民发〔2026〕21号")


def enter_the_minutes(stage: Month) -> None:
    """The joint meeting, its minutes, and a decision with a last day."""
    page = stage.phone("county", MONTH)
    follow(page, "登记本级协调机构")
    follow(page, "登记协调机构")
    page.get_by_text("联席会议", exact=True).tap()
    page.get_by_label("名称").fill("吉首市儿童工作联席会议")
    page.get_by_label("成立文件号").fill("吉政办函〔2026〕8号")
    page.get_by_label("成立日期").fill(days_ago(30).isoformat())
    for department in ("民政部门", "财政部门", "教育部门", "妇联"):
        page.get_by_label(department, exact=True).check()
    stage.look(page, "county")
    press(page, "登记协调机构")
    follow(page, "登记会议纪要")
    page.get_by_label("会议名称").fill("十一月联席会议")
    page.get_by_label("民政部门").check()
    page.get_by_label("财政部门").check()
    page.get_by_label("会议纪要", exact=True).fill("研究了运行经费和津贴，明确了分工。")
    press(page, "登记会议纪要")
    follow(page, "登记议定事项")
    page.get_by_label("由谁办").select_option("finance")
    page.get_by_label("议定事项", exact=True).fill("把运行经费列入明年预算。")
    page.get_by_label("完成期限").fill(days_ago(-20).isoformat())
    press(page, "登记议定事项")
    expect(page.locator("main")).to_contain_text("把运行经费列入明年预算")
    stage.look(page, "county")
