"""The allowance of directors: never under 200, grades add, active months only, two persons."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from match.foundation import clock
from match.foundation.db import DatabaseError, rows, unit_of_work, value
from match.foundation.errors import Conflict, Denied, NotFound
from match.posts.queries import active_months
from match.upkeep import commands, forms, queries
from match.upkeep.sheet import allowance_xlsx
from tests.people import make as people
from tests.upkeep import make

pytestmark = pytest.mark.usefixtures("db")
SECOND = "433101001202"


@pytest.mark.notice
async def test_nobody_is_paid_under_two_hundred() -> None:
    """Notice 5.2c: 200 yuan per person and month, more where possible, never under."""
    at = await make.scene()
    with make.complaint("200"):
        await commands.set_rule(at.county, make.COUNTY, make.rule_form(base_fen=19_999))
    low = [forms.GradeForm("A", 60, 120), forms.GradeForm("B", 0, 90)]
    with make.complaint("1.00"):
        await commands.set_rule(at.county, make.COUNTY, make.rule_form(grades=low))
    await commands.set_rule(at.county, make.COUNTY, make.rule_form(base_fen=26_000))
    sheet = await commands.draw_sheet(at.county, make.COUNTY, forms.SheetForm(make.month_ago()))
    await make.settle()

    amounts = await rows("SELECT amount_fen FROM allowance_line WHERE sheet_id = $1", sheet)
    assert [row["amount_fen"] for row in amounts] == [26_000]
    for amount in ("19999", "26001"):
        with pytest.raises(DatabaseError):
            async with unit_of_work():
                await rows(
                    f"UPDATE allowance_line SET amount_fen = {amount} WHERE sheet_id = $1",
                    sheet,
                )


@pytest.mark.notice
async def test_grades_follow_what_the_period_showed() -> None:
    """Notice 5.2d: paid by the county in grades by performance, by a monthly or quarterly sheet."""
    at = await make.scene()
    month = make.month_ago()
    for day in range(2, 12):
        await rows(
            "INSERT INTO opening_log (home_id, day, logged_by) VALUES ($1, $2, $3)",
            at.home,
            month + timedelta(days=day),
            at.director.id,
        )
    await _held(at, month + timedelta(days=3), heads=14)
    sheet = await make.drawn(at)

    # One of two activities: 25; ten of twelve days: 33⅓; no course: 58 of 100, so B of 50.
    (one,) = (await queries.sheet_file(at.county, sheet)).people
    assert (one.activities, one.heads, one.open_days, one.trained) == (1, 14, 10, False)
    assert (one.points, one.grade, one.month_fen) == (58, "B", 22_000)

    await _held(at, month + timedelta(days=9), heads=9)
    await commands.discard_sheet(at.county, sheet, "补登了一次活动，重新做表。")
    again = await commands.draw_sheet(at.county, make.COUNTY, forms.SheetForm(month))
    (one,) = (await queries.sheet_file(at.county, again)).people
    assert (one.points, one.grade, one.month_fen) == (83, "A", 25_000)


@pytest.mark.notice
async def test_the_money_is_that_of_the_stations() -> None:
    """Notice 5.2e: from the township social-work stations' funds."""
    at = await make.scene()
    sheet = await make.checked(at)
    await commands.pay_sheet(at.county, sheet, make.voucher())
    await make.settle()

    assert (await queries.sheet_file(at.county, sheet)).source == "FS-STATION"
    fund = await value(
        "SELECT balance FROM ledger_account WHERE (owner_kind, owner_id) ="
        " ('station_fund', 433101000000)"
    )
    assert fund == -20_000
    assert await make.balances("allowance_sheet", sheet) == {"used": 20_000}
    with pytest.raises(DatabaseError):
        async with unit_of_work():
            await rows("UPDATE allowance_sheet SET source = 'FS-LOTTERY' WHERE id = $1", sheet)


async def test_only_active_months_are_paid() -> None:
    """Started in the second month of a quarter, ended in the third: two months, as posts say."""
    quarter = make.month_ago(1)
    while quarter.month not in (1, 4, 7, 10) or quarter > make.month_ago(3):
        quarter = (quarter - timedelta(days=1)).replace(day=1)
    second = (quarter + timedelta(days=32)).replace(day=1)
    at = await make.scene(since=second + timedelta(days=9))
    sheet = await _quarter(at, quarter)

    (one,) = (await queries.sheet_file(at.county, sheet)).people
    number = (quarter.month + 2) // 3
    wanted = await active_months(at.home, quarter.year, number)
    assert (
        tuple(month.month for month in one.months)
        == wanted
        == (
            second.month,
            second.month + 1,
        )
    )
    assert one.total_fen == 2 * one.month_fen == 40_000
    with pytest.raises(DatabaseError, match="not active"):
        async with unit_of_work():
            await rows(
                "INSERT INTO allowance_line (sheet_id, review_id, home_id, account_id, month,"
                " amount_fen) SELECT sheet_id, review_id, home_id, account_id, $2, amount_fen"
                " FROM allowance_line WHERE sheet_id = $1 LIMIT 1",
                sheet,
                quarter,
            )


async def test_a_month_has_one_line_a_person_and_a_home() -> None:
    at = await make.scene()
    sheet = await make.drawn(at)
    await commands.propose_sheet(at.county, sheet)
    with pytest.raises(Conflict, match="都已经在表里"):
        await commands.draw_sheet(at.county, make.COUNTY, forms.SheetForm(make.month_ago()))

    late = await make.scene(SECOND, name="岩洞村儿童之家")
    more = await commands.draw_sheet(at.county, make.COUNTY, forms.SheetForm(make.month_ago()))
    (one,) = (await queries.sheet_file(at.county, more)).people
    assert one.home == "岩洞村儿童之家"
    with pytest.raises(Conflict, match="草稿"):
        await commands.draw_sheet(at.county, make.COUNTY, forms.SheetForm(make.month_ago(2)))
    assert late.home != at.home


async def test_after_a_handover_the_month_belongs_to_who_directed_longer() -> None:
    at = await make.scene(since=make.month_ago(2))
    month = make.month_ago()
    post = await value("SELECT id FROM post WHERE home_id = $1", at.home)
    await rows(
        "UPDATE post SET status = 'ended', ended_on = $2, end_reason = '任期届满' WHERE id = $1",
        post,
        month + timedelta(days=8),
    )
    after = await people.account("director", make.VILLAGE, home=at.home)
    await rows(
        "INSERT INTO post (office, home_id, division, account_id, deputy, status, note, named_at,"
        " starts_on) SELECT office, home_id, division, $2, false, 'active', note, named_at, $3"
        " FROM post WHERE id = $1",
        post,
        after.id,
        month + timedelta(days=9),
    )
    sheet = await make.drawn(at)

    accounts = await rows("SELECT account_id FROM allowance_line WHERE sheet_id = $1", sheet)
    assert [row["account_id"] for row in accounts] == [after.id]


async def test_nobody_checks_their_own_sheet_and_the_checker_does_not_pay() -> None:
    at = await make.scene()
    sheet = await make.drawn(at)
    await commands.propose_sheet(at.county, sheet)
    with pytest.raises(Denied, match="另一个人复核"):
        await commands.check_sheet(at.county, sheet)
    with pytest.raises(Conflict):
        await commands.pay_sheet(at.county, sheet, make.voucher())
    await commands.check_sheet(at.second, sheet)
    with pytest.raises(Denied, match="另一个人登记"):
        await commands.pay_sheet(at.second, sheet, make.voucher())
    with make.complaint("早于"):
        early = make.voucher(paid_on=make.days_ago(1))
        await commands.pay_sheet(at.county, sheet, early)
    await commands.pay_sheet(at.county, sheet, make.voucher())
    assert await make.status("allowance_sheet", sheet) == "paid"


async def test_another_grade_needs_a_reason_and_only_a_draft_changes() -> None:
    at = await make.scene()
    sheet = await make.drawn(at)
    (one,) = (await queries.sheet_file(at.county, sheet)).people
    with make.complaint("原因"):
        await commands.regrade(at.county, one.review_id, forms.RegradeForm("A"))
    with make.complaint("等级"):
        await commands.regrade(at.county, one.review_id, forms.RegradeForm("E", "没有这一档。"))
    raised = forms.RegradeForm("A", "汛期组织转移，表现突出。")
    await commands.regrade(at.county, one.review_id, raised)
    assert await value("SELECT total_fen FROM allowance_sheet WHERE id = $1", sheet) == 25_000
    await commands.propose_sheet(at.county, sheet)
    with pytest.raises(Conflict):
        await commands.regrade(at.county, one.review_id, forms.RegradeForm("C"))
    await commands.return_sheet(at.second, sheet, "请核对活动场次。")
    await commands.regrade(at.county, one.review_id, forms.RegradeForm("C"))
    assert await value("SELECT total_fen FROM allowance_sheet WHERE id = $1", sheet) == 20_000


async def test_a_director_sees_her_own_and_nobody_elses() -> None:
    at = await make.scene()
    other = await make.scene(SECOND, name="岩洞村儿童之家")
    sheet = await make.checked(at)

    (own,) = await queries.own_allowance(at.director)
    assert (own.month, own.amount_fen, own.home) == (make.month_ago(), 20_000, "和平村儿童之家")
    (hers,) = await queries.own_allowance(other.director)
    assert hers.home == "岩洞村儿童之家"
    supervisor = await people.account("supervisor", "433101001")
    elsewhere = await people.account("county", "433122")
    for stranger in (at.director, supervisor, elsewhere):
        with pytest.raises(NotFound):
            await queries.sheet_file(stranger, sheet)
    assert await queries.own_allowance(at.county) == []


async def test_a_sheet_goes_out_as_excel_and_adds_up() -> None:
    at = await make.scene()
    await make.scene(SECOND, name="=岩洞村儿童之家")
    sheet = await make.drawn(at)
    file = await queries.sheet_file(at.county, sheet)

    book = CalamineWorkbook.from_filelike(BytesIO(allowance_xlsx(file, "吉首市")))
    grid = book.get_sheet_by_index(0).to_python()
    total = grid[0].index("合计（元）")
    assert [row[total] for row in grid[1:]] == [200, 200, 400]
    assert grid[3][0] == "合计"
    assert not any(str(cell).startswith("=") for row in grid for cell in row)


SHEET_FAULTS = {
    "a total that is not the sum": "UPDATE allowance_sheet SET total_fen = 20001 WHERE id = $1",
    "checked by who proposed": "UPDATE allowance_sheet SET checked_by = proposed_by,"
    " status = 'checked' WHERE id = $1",
    "paid without a check": "UPDATE allowance_sheet SET status = 'paid', paid_by = 1,"
    " paid_on = now(), voucher = 'x' WHERE id = $1",
    "a line after it was proposed": "UPDATE allowance_line SET amount_fen = 22000"
    " WHERE sheet_id = $1",
    "a line gone": "DELETE FROM allowance_line WHERE sheet_id = $1",
    "a grade after it was proposed": "UPDATE allowance_review SET grade = 'A',"
    " reason = '没有原因' WHERE sheet_id = $1",
    "a rule that changes": "UPDATE allowance_rule SET base_fen = 30000 WHERE $1 > 0",
}


@pytest.mark.parametrize("fault", SHEET_FAULTS, ids=str)
async def test_the_database_itself_refuses(fault: str) -> None:
    at = await make.scene()
    sheet = await make.drawn(at)
    await commands.propose_sheet(at.county, sheet)
    await make.settle()

    with pytest.raises(DatabaseError):
        async with unit_of_work():
            await rows(SHEET_FAULTS[fault], sheet)
            await make.settle()


async def _held(at: make.Scene, day: date, heads: int) -> None:
    """An activity that took place: written as the room below leaves it."""
    await rows(
        "INSERT INTO activity (home_id, division, kind, status, title, audiences, starts_at,"
        " ends_at, capacity, children, adults, photos, created_by, recorded_at) VALUES ($1, $2,"
        " 'ACT-READ', 'done', '阅读', '{}', ($3::date + time '15:00') AT TIME ZONE 'Asia/Shanghai',"
        " ($3::date + time '16:00') AT TIME ZONE 'Asia/Shanghai', 20, $4, 2, '{}', $5, $6)",
        at.home,
        make.VILLAGE,
        day,
        heads - 2,
        at.director.id,
        clock.now(),
    )


async def _quarter(at: make.Scene, first: date) -> int:
    await commands.set_rule(at.county, make.COUNTY, make.rule_form(from_month=first))
    form = forms.SheetForm(first, 3)
    return await commands.draw_sheet(at.county, make.COUNTY, form)
