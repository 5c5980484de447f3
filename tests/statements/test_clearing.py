"""What does not return to zero in time is a case; one person handles it, another closes it."""

from datetime import datetime, timedelta
from typing import Any

import asyncpg
import pytest

from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.foundation.db import one, rows, unit_of_work, value
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.statements import rules
from match.statements.commands import (
    close_case,
    explain_case,
    match_row,
    return_case,
    sweep_statements,
    unmatch_row,
)
from match.statements.commands.sweeping import follow_account
from match.statements.forms import Part
from match.statements.states import CaseKind
from tests.people import make as people
from tests.statements import make

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=clock.HERE)
TUESDAY_LATE = datetime(2026, 11, 24, 23, 0, tzinfo=clock.HERE)
WEDNESDAY = datetime(2026, 11, 25, 0, 5, tzinfo=clock.HERE)


async def the_case() -> dict[str, Any]:
    found = await one("SELECT * FROM clearing_case ORDER BY id DESC")
    assert found is not None
    return found


async def swept(moment: datetime) -> int:
    """The sweep at that moment; how many cases there are then."""
    with clock.freeze(moment):
        await sweep_statements(SYSTEM)
    return await value("SELECT count(*) FROM clearing_case")


async def test_confirmed_money_that_no_row_shows_is_a_case_after_one_workday(db: None):
    charity = await make.charity()
    gift = await make.gift(charity, 500_000)
    with clock.freeze(MONDAY):
        await make.confirm(gift)
    assert await swept(MONDAY) == 0
    assert await swept(TUESDAY_LATE) == 0
    assert await swept(WEDNESDAY) == 1
    assert await swept(WEDNESDAY + timedelta(days=3)) == 1

    case = await the_case()
    assert (case["kind"], case["donation_id"]) == ("no_row", gift.id)
    assert case["difference_fen"] == -500_000
    trail = await one("SELECT * FROM audit WHERE verb = 'clearing_case.opened'")
    assert trail is not None
    assert (trail["actor_id"], trail["subject_id"]) == (None, case["id"])


async def test_a_friday_is_followed_by_monday(db: None):
    charity = await make.charity()
    gift = await make.gift(charity)
    friday = MONDAY + timedelta(days=4)
    with clock.freeze(friday):
        await make.confirm(gift)
        await sweep_statements(SYSTEM)

    assert await swept(friday + timedelta(days=3)) == 0
    assert await swept(friday + timedelta(days=4)) == 1


async def test_money_that_came_before_it_was_confirmed_waits_for_the_later_event(db: None):
    charity = await make.charity()
    gift = await make.gift(charity, 500_000)
    with clock.freeze(MONDAY):
        await make.take_in(charity, make.line(500_000, gift.number))
    with clock.freeze(TUESDAY_LATE):
        await make.confirm(gift)
    assert await swept(TUESDAY_LATE) == 0
    assert await swept(WEDNESDAY + timedelta(days=9)) == 0

    assert await value("SELECT open_fen FROM clearing WHERE donation_id = $1", gift.id) == 0


async def test_money_nobody_confirms_and_amounts_that_differ_are_cases_too(db: None):
    charity = await make.charity()
    late, less = await make.gift(charity, 500_000), await make.gift(charity, 500_000)
    with clock.freeze(MONDAY):
        await make.take_in(
            charity, make.line(500_000, late.number), make.line(400_000, less.number)
        )
        await make.confirm(less, 450_000)
    await swept(MONDAY)
    await swept(WEDNESDAY)

    kinds = await rows("SELECT kind, difference_fen FROM clearing_case ORDER BY donation_id")
    assert [tuple(row.values()) for row in kinds] == [
        ("not_confirmed", 500_000),
        ("amount_differs", -50_000),
    ]


async def test_a_return_that_nobody_sends_is_a_case(db: None):
    charity = await make.charity()
    gift = await make.gift(charity, 500_000)
    with clock.freeze(MONDAY):
        await make.take_in(charity, make.line(500_000, gift.number))
        await make.confirm(gift)
        await make.send_back(gift, 120_000)
    await swept(MONDAY)
    await swept(WEDNESDAY)

    assert (await the_case())["kind"] == "not_sent_back"


async def test_rows_without_donation_are_cases_by_whether_the_payer_is_known(db: None):
    charity = await make.charity()
    with clock.freeze(MONDAY):
        await make.take_in(charity, make.line(700), make.line(800, payer="", personal=True))
    assert await swept(TUESDAY_LATE) == 0
    await swept(WEDNESDAY)

    kinds = await rows("SELECT kind, difference_fen FROM clearing_case ORDER BY difference_fen")
    assert [tuple(row.values()) for row in kinds] == [
        ("unmatched_row", 700),
        ("unknown_payer", 800),
    ]


async def test_a_row_that_came_before_its_donation_is_matched_by_the_sweep(db: None):
    """The number was in the remark all along; the agreement came into force a day later."""
    charity = await make.charity()
    gift = await make.gift(charity, 500_000)
    await rows("UPDATE donation SET status = 'promised' WHERE id = $1", gift.id)
    with clock.freeze(MONDAY):
        await make.take_in(charity, make.line(500_000, gift.number))
        await sweep_statements(SYSTEM)
    await rows("UPDATE donation SET status = 'agreed' WHERE id = $1", gift.id)
    await swept(WEDNESDAY)

    assert await value("SELECT status FROM statement_row") == "matched"
    assert await value("SELECT count(*) FROM clearing_case") == 0


async def explained() -> tuple[make.Charity, dict[str, Any]]:
    charity = await make.charity()
    with clock.freeze(MONDAY):
        await make.take_in(charity, make.line(700))
    await swept(WEDNESDAY)
    case = await the_case()
    await explain_case(charity.manager, case["id"], "本季度的银行存款利息")
    return charity, case


async def test_an_explained_row_is_closed_by_a_second_person_and_set_aside(db: None):
    _charity, case = await explained()
    officer = await people.account("finance", "433101")
    await close_case(officer, case["id"])

    closed = await the_case()
    assert (closed["status"], closed["closed_by"]) == ("closed", officer.id)
    assert await value("SELECT status FROM statement_row") == "aside"
    assert await swept(WEDNESDAY + timedelta(days=30)) == 1
    verbs = await rows("SELECT verb FROM audit WHERE subject_kind = 'clearing_case' ORDER BY id")
    assert [row["verb"] for row in verbs] == [
        "clearing_case.opened",
        "clearing_case.explained",
        "clearing_case.closed",
    ]


async def test_who_handled_it_or_only_reads_does_not_close_it(db: None):
    charity, case = await explained()
    for person in (charity.manager, await people.account("auditor", "43")):
        with pytest.raises(Denied):
            await close_case(person, case["id"])
    with pytest.raises(NotFound):
        await close_case(await people.account("finance", "430102"), case["id"])
    assert (await the_case())["status"] == "explained"


async def test_the_database_keeps_the_two_apart_as_well(db: None):
    charity, case = await explained()
    with pytest.raises(asyncpg.CheckViolationError):
        async with unit_of_work():
            await value(
                "UPDATE clearing_case SET status = 'closed', closed_at = now(), closed_by = $2"
                " WHERE id = $1",
                case["id"],
                charity.manager.id,
            )


async def test_a_second_person_sends_an_explanation_back(db: None):
    charity, case = await explained()
    officer = await people.account("county", "433101")
    with pytest.raises(Invalid):
        await return_case(officer, case["id"], "不")
    await return_case(officer, case["id"], "利息没有这么多，请核对")
    with pytest.raises(Conflict):
        await close_case(officer, case["id"])
    await explain_case(charity.manager, case["id"], "两个季度的利息，附银行回单")

    assert (await the_case())["status"] == "explained"


async def test_words_of_a_case_name_no_person(db: None):
    charity = await make.charity()
    with clock.freeze(MONDAY):
        await make.take_in(charity, make.line(700))
    await swept(WEDNESDAY)
    with pytest.raises(Invalid):
        await explain_case(charity.manager, (await the_case())["id"], "问过了，电话13812345678")


async def test_a_match_corrects_the_case_of_its_row_and_of_its_donation(db: None):
    charity = await make.charity()
    gift = await make.gift(charity, 500_000)
    with clock.freeze(MONDAY):
        await make.take_in(charity, make.line(500_000))
        await make.confirm(gift)
        await sweep_statements(SYSTEM)
    assert await swept(WEDNESDAY) == 2
    row = await value("SELECT id FROM statement_row")
    await match_row(charity.manager, row, [Part(gift.id, 500_000)])
    states = await rows("SELECT DISTINCT status FROM clearing_case")
    assert [each["status"] for each in states] == ["corrected"]
    officer = await people.account("finance", "433101")
    await unmatch_row(charity.manager, row, "付款方说是另一笔")

    for case in await rows("SELECT id FROM clearing_case"):
        with pytest.raises(Conflict):
            await close_case(officer, case["id"])


async def test_what_the_ledger_posts_to_clearing_is_never_overlooked(db: None):
    """The mark follows the account's own versions, two hundred at a time."""
    charity = await make.charity()
    gift = await make.gift(charity, 10**9)
    for _ in range(3):
        await make.confirm(gift, 100)
    account = await value("SELECT id FROM ledger_account WHERE kind = 'clearing'")
    assert await follow_account(SYSTEM, account) == 1
    assert await value("SELECT version FROM clearing_mark") == 3
    assert await follow_account(SYSTEM, account) == 0
    await make.confirm(gift, 100)
    await sweep_statements(SYSTEM)

    assert await value("SELECT open_fen FROM clearing") == -400


@pytest.mark.parametrize(
    ("left", "came", "back", "kind"),
    [
        (-100, 0, 0, CaseKind.no_row),
        (100, 100, 0, CaseKind.not_confirmed),
        (40, 100, 0, CaseKind.amount_differs),
        (-60, 40, 0, CaseKind.amount_differs),
        (30, 100, 30, CaseKind.not_sent_back),
        (-30, 100, 30, CaseKind.amount_differs),
    ],
)
def test_what_is_the_matter(left: int, came: int, back: int, kind: CaseKind):
    assert rules.donation_case(left, came, back) is kind
