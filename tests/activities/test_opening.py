"""Hours by date, published in several ways; one tap for an open day."""

import re
from datetime import UTC, date, datetime, time, timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from match.activities import commands, queries
from match.activities.forms import ExceptionForm
from match.activities.pages.wechat import wechat_text
from match.activities.states import ExceptionKind
from match.foundation import clock
from match.foundation.db import value
from match.foundation.errors import Denied, Invalid, NotFound
from tests.activities import make
from tests.offers.browser import send
from tests.people import make as people

pytestmark = pytest.mark.usefixtures("db")
MONDAY = datetime(2026, 6, 1, 8, 0, tzinfo=UTC)  # 16:00 in Hunan; the home opens at 15:00
WEDNESDAY = date(2026, 6, 3)


def shut(since=WEDNESDAY, until=None, **other):
    return ExceptionForm(ExceptionKind.closed, since, until, **other)


@pytest.mark.notice
async def test_an_exception_reaches_the_page_the_calendar_the_notice_and_wechat(client):
    """Notice 5.4b: times are flexible, and published in several ways."""
    with clock.freeze(MONDAY):
        at = await make.scene()
        reading = make.form(date(2026, 6, 5), title="夏夜读书会")
        await commands.plan_activity(at.director, at.home, reading)
        before = (await client.get(f"/homes/{at.home}/calendar.ics")).text
        await commands.add_exception(at.director, at.home, shut(note="村里开会"))
        page = (await client.get(f"/homes/{at.home}")).text
        ics = await client.get(f"/homes/{at.home}/calendar.ics")
        notice = await client.get(f"/homes/{at.home}/notice.pdf")
        home = await queries.kept_home(at.director, at.home)
        rule = await queries.opening_rule(at.home)
        wechat = await wechat_text(home, rule, date(2026, 6, 1), date(2026, 6, 14))

    assert "6月1日 周一" in page
    assert "6月3日 周三" in page
    assert "不开放 村里开会" in page
    assert "夏夜读书会" in page
    assert "EXDATE" not in before
    assert "EXDATE;TZID=Asia/Shanghai:20260603T150000" in ics.text
    assert ics.headers["content-type"].startswith("text/calendar")
    assert notice.headers["content-type"] == "application/pdf"
    printed = printed_text(notice.content)
    for words in ("15:00–18:00", "村里开会", "夏夜读书会", f"/homes/{at.home}", "免费"):
        assert words in printed, words
    assert "临时安排：6月3日 周三 不开放 村里开会" in wechat
    assert "周一 15:00–18:00" in wechat


def printed_text(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


async def test_the_holidays_have_a_week_of_their_own():
    with clock.freeze(MONDAY):
        at = await make.scene()
        summer = ExceptionForm(
            ExceptionKind.hours,
            date(2026, 7, 6),
            date(2026, 8, 30),
            weekdays=[2, 4],
            opens="09:00",
            closes="11:00",
            second_opens="14:00",
            second_closes="16:30",
        )
        await commands.add_exception(at.director, at.home, summer)
        rule = await queries.opening_rule(at.home)

    assert rule.hours_on(date(2026, 7, 7)) == (
        (time(9), time(11)),
        (time(14), time(16, 30)),
    )
    assert rule.hours_on(date(2026, 7, 6)) == ()
    assert rule.hours_on(date(2026, 7, 5)) == ()
    assert rule.hours_on(date(2026, 8, 31)) == ((time(15), time(18)),)


async def test_a_removed_exception_holds_no_more():
    with clock.freeze(MONDAY):
        at = await make.scene()
        made = await commands.add_exception(at.director, at.home, shut())
        await commands.remove_exception(at.director, made)
        rule = await queries.opening_rule(at.home)
        with pytest.raises(NotFound):
            await commands.remove_exception(at.director, made)

    assert rule.hours_on(WEDNESDAY) == ((time(15), time(18)),)


@pytest.mark.parametrize(
    ("form", "field"),
    [
        (shut(date(2026, 5, 31)), "starts_on"),
        (shut(WEDNESDAY, date(2026, 6, 2)), "ends_on"),
        (shut(WEDNESDAY, date(2026, 10, 5)), "ends_on"),
        (ExceptionForm(ExceptionKind.hours, WEDNESDAY), "opens"),
        (ExceptionForm(ExceptionKind.hours, WEDNESDAY, opens="11:00", closes="09:00"), "opens"),
        (
            ExceptionForm(
                ExceptionKind.hours, WEDNESDAY, opens="09:00", closes="11:00", second_opens="10:00"
            ),
            "second_opens",
        ),
        (shut(weekdays=[8]), "weekdays"),
        (shut(note="送小明（8岁，三年级2班）回家"), "note"),
    ],
)
async def test_what_cannot_be_kept_is_complained_about_at_its_box(form, field):
    with clock.freeze(MONDAY):
        at = await make.scene()
        with pytest.raises(Invalid) as refusal:
            await commands.add_exception(at.director, at.home, form)

    assert field in refusal.value.fields


async def test_only_the_director_changes_the_hours():
    with clock.freeze(MONDAY):
        at = await make.scene()
        stranger = await people.account("director", "433101001202", home=10**9)
        with pytest.raises(Denied):
            await commands.add_exception(at.rota, at.home, shut())
        with pytest.raises(NotFound):
            await commands.add_exception(stranger, at.home, shut())


async def test_opened_today_is_one_line_a_day_and_a_sign_of_life():
    with clock.freeze(MONDAY - timedelta(days=90)):
        at = await make.scene()
    with clock.freeze(MONDAY):
        first = await commands.log_opening(at.rota, at.home)
        second = await commands.log_opening(at.director, at.home)
        seen = await value("SELECT last_sign_at FROM home WHERE id = $1", at.home)
        days = await queries.open_days_logged(at.home, date(2026, 6, 1), date(2026, 6, 30))

    assert (first, second) == (True, False)
    assert seen == MONDAY
    assert days == 1


async def test_strangers_log_nothing():
    at = await make.scene()
    with pytest.raises(Denied):
        await commands.log_opening(at.supervisor, at.home)
    with pytest.raises(NotFound):
        await commands.log_opening(await people.account("donor"), at.home)


async def test_the_tap_on_the_desk_logs_the_day_and_is_gone(client):
    with clock.freeze(MONDAY):
        at = await make.scene()
        await people.sign_in(client, at.director)
        desk = (await client.get("/desk")).text
        action = re.search(r'action="(/desk/activities/\d+/opened)"', desk)
        assert action, "today is an open day that nobody logged"
        done = await send(client, action.group(1))
        after = (await client.get("/desk")).text

    assert done.status_code == 303
    assert "/opened" not in after
