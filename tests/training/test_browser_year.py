"""
A training year in a real Chromium at phone size: a new director is named and may not act; the
county asks, opens a course, she signs up, comes, is examined and certified; only then her need goes
to the township. And whoever was not trained is on the list and reminded by one tap.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from match.foundation.sheets import write_xlsx
from match.training.sheet import sheet
from tests.bids.browsing import browser
from tests.browser.chromium import Watch, sideways, violations, window
from tests.browser.staged import Staged, staged
from tests.browser.test_journey import write_on_a_phone

__all__ = ["browser"]  # pytest finds fixtures by name
pytestmark = [pytest.mark.browser, pytest.mark.notice]
ROOT = Path(__file__).parents[2]
NAME = "龙秀英"


class Walk:
    """One phone for each person, with the session of the day."""

    def __init__(
        self, browser: Browser, stage: Staged, watch: Watch, shots: Path | None, size: str
    ) -> None:
        self.browser, self.stage, self.watch, self.shots = browser, stage, watch, shots
        self.size = size
        self.sessions: dict[str, str] = dict(stage.told)
        self.windows: dict[str, BrowserContext] = {}

    def page(self, who: str, path: str) -> Page:
        """What *who* has open at *path*."""
        if who not in self.windows:
            self.windows[who] = window(self.browser, self.size)
            self.windows[who].new_page()
            self.watch.over(self.windows[who].pages[0])
        self.stage.enter(self.windows[who], self.sessions[who])
        page = self.windows[who].pages[0]
        page.goto(f"{self.stage.url}{path}")
        return page

    def day(self, days: int) -> None:
        """So many days after the beginning; everybody signs in anew."""
        self.sessions |= self.stage.do(f"on {days}")

    def look(self, page: Page, name: str) -> None:
        """The page fits the phone, can be used by all, and has its picture taken where asked."""
        assert sideways(page, self.size) == 0, name
        assert violations(page) == [], name
        if self.shots is not None:
            page.screenshot(path=self.shots / f"year-{name}-{self.size}.png", full_page=True)

    def close(self) -> None:
        """Every phone."""
        for context in self.windows.values():
            context.close()


@pytest.fixture(scope="module")
def stage(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Staged]:
    with staged("tests.training.stage", tmp_path_factory.mktemp("year")) as playing:
        yield playing


@pytest.fixture
def walk(browser: Browser, stage: Staged) -> Iterator[Walk]:
    import os

    kept = os.environ.get("OUTSIDE_MATCH_SHOTS") or os.environ.get("YEAR_SHOTS")
    watch = Watch()
    walking = Walk(browser, stage, watch, Path(kept) if kept else None, "m")
    yield walking
    walking.close()
    assert watch.troubles == []


def name_a_director(walk: Walk) -> None:
    """The county sees the vacancy; the township names somebody, who accepts."""
    home = walk.stage.told["home"]
    county = walk.page("county", "/desk/posts")
    expect(county.locator("main")).to_contain_text("空缺")
    walk.look(county, "vacant")
    page = walk.page("supervisor", f"/desk/posts/homes/{home}")
    page.get_by_label("姓名").first.fill(NAME)
    page.get_by_label("手机号").first.fill(walk.stage.told["phone"])
    page.get_by_label(re.compile("其他人员")).check()
    page.get_by_role("button", name="提名").click()
    expect(page.locator("#error-reason")).to_contain_text("请写明原因")
    page.get_by_label(re.compile("村妇联主席")).check()
    page.get_by_role("button", name="提名").click()
    link = page.locator("b", has_text="/invitations/").inner_text()
    walk.look(page, "named")
    walk.sessions |= walk.stage.do(f"accept {link.rsplit('/', 1)[1]}")


def she_may_not_act(walk: Walk) -> None:
    """Her desk tells what to do; no home is there to write for."""
    page = walk.page("director", "/desk")
    expect(page.get_by_role("link", name="报名本县的儿童主任培训")).to_be_visible()
    expect(page.get_by_role("link", name="发布一条需求")).to_have_count(0)
    walk.look(page, "pending-desk")
    page = walk.page("director", "/desk/needs/new")
    expect(page.get_by_role("radio")).to_have_count(0)
    page = walk.page("director", f"/desk/posts/homes/{walk.stage.told['home']}")
    expect(page.locator("main")).to_contain_text("待考核，暂不履职")
    walk.look(page, "pending-home")
    assert walk.stage.do("ask SELECT count(*) FROM need") == "0"


def open_a_course(walk: Walk) -> str:
    """The county asks first, then publishes a course; the address of the course."""
    page = walk.page("county", "/desk/training/surveys")
    page.get_by_label("儿童主任").check()
    page.get_by_label("回答截止日期").fill("2026-10-15")
    page.get_by_role("button", name="发起调查").click()
    answer = walk.page("director", "/desk/training")
    answer.get_by_role("link", name="现在回答").click()
    answer.get_by_label("强制报告").check()
    answer.get_by_role("button", name="提交回答").click()
    page = walk.page("county", page.url.removeprefix(walk.stage.url))
    expect(page.locator("main")).to_contain_text("1 人已回答")
    walk.look(page, "survey")
    page.get_by_role("link", name="按这份调查举办培训").click()
    page.get_by_label("培训名称").fill("吉首市 2026 年儿童主任培训")
    page.get_by_label("开班日期").fill("2026-10-20")
    page.get_by_label("结束日期").fill("2026-10-21")
    page.get_by_label("报名截止日期").fill("2026-10-19")
    page.get_by_label("地点").fill("吉首市民政局会议室")
    walk.look(page, "course-form")
    page.get_by_role("button", name="保存").click()
    page.get_by_role("button", name="发布，开始报名").click()
    expect(page.locator("main")).to_contain_text("已发布")
    return page.url.removeprefix(walk.stage.url)


def attend(walk: Walk, course: str) -> None:
    """She signs up; the county imports the sheet, sees the wrong row, completes."""
    page = walk.page("director", course)
    page.get_by_role("button", name="报名").click()
    expect(page.locator("main")).to_contain_text("已报名")
    walk.look(page, "signed-up")
    there = {"day1": "到", "day2": "到"}
    book = write_xlsx(
        sheet({"has_exam": True, "days": 2}),
        [
            {
                "name": NAME,
                "phone": walk.stage.told["phone"],
                **there,
                "before": 48,
                "after": 86,
                "score": 91,
            },
            {"name": "没报名的人", "phone": "13712345678", **there},
        ],
    )
    walk.day(9)
    page = walk.page("county", f"/desk/imports/attendance?course={course.rpartition('/')[2]}")
    page.get_by_label("名单文件").set_input_files(
        {"name": "attendance.xlsx", "mimeType": "application/octet-stream", "buffer": book}
    )
    page.get_by_role("button", name="检查名单").click()
    expect(page.locator("main")).to_contain_text("没有报名这次培训")
    walk.look(page, "attendance")
    page.get_by_role("button", name="导入可以导入的 1 行").click()
    page.get_by_role("link", name="这次培训").last.click()
    page.get_by_role("button", name="结业，发证书").click()
    expect(page.locator("main")).to_contain_text("已发证书")
    walk.look(page, "completed")


def begin(walk: Walk, course: str) -> None:
    """The certificate makes her the director; anybody may check it; her need goes its way."""
    walk.stage.do("hear")
    page = walk.page("director", "/desk/training")
    expect(page.locator("main")).to_contain_text("有效到")
    walk.look(page, "certificate")
    code = walk.stage.do("ask SELECT code FROM training_certificate")
    public = walk.page("neighbour", f"/training-certificates/{code}")
    expect(public.locator("main")).to_contain_text("现在有效")
    expect(public.locator("main")).not_to_contain_text(NAME)
    walk.look(public, "check")
    page = walk.page("director", course)
    page.locator("label", has=page.get_by_label("很有用", exact=True)).click()  # a pill
    page.get_by_role("button", name="提交评价").click()
    page = walk.page("director", "/desk")
    expect(page.get_by_role("link", name="发布一条需求").first).to_be_visible()
    need = write_on_a_phone(page, walk.stage.url)
    assert walk.stage.do(f"ask SELECT status FROM need WHERE id = {need}") == "township"
    began = (
        "SELECT exam_passed_on <= starts_on FROM post WHERE status = 'active' AND kind = 'DK-WF'"
    )
    assert walk.stage.do(f"ask {began}") == "True"


def remind(walk: Walk) -> None:
    """The neighbour was not trained this year; one tap reminds her, and a second does not."""
    page = walk.page("county", "/desk/training/due")
    expect(page.locator("main")).to_contain_text("还有 1 人没有完成今年的培训")
    walk.look(page, "due")
    page.get_by_role("button", name="一键提醒").click()
    expect(page.locator("main")).to_contain_text("已提醒 1 人")
    page.get_by_role("button", name="一键提醒").click()
    expect(page.locator("main")).to_contain_text("已提醒 0 人")
    walk.stage.do("hear")
    told = walk.page("neighbour", "/desk")
    expect(told.locator("main")).to_contain_text("您今年还没有参加培训")


def test_a_training_year_with_a_director_who_waits_for_the_exam(walk: Walk) -> None:
    """Notice 4.4d, 4.4c, 4.1d: named, waiting, trained, examined, in office; others reminded."""
    name_a_director(walk)
    she_may_not_act(walk)
    course = open_a_course(walk)
    attend(walk, course)
    begin(walk, course)
    remind(walk)
