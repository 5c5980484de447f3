"""The disclosure clock on real gifts: reminders in time, out of search, and back at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest

from match.files.commands import keep_photo
from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.foundation.db import one, rows, value
from match.giving.commands import answer, return_goods
from match.giving.disclosure.commands import (
    follow_hidden,
    keep_duties,
    poke_duty,
    sweep_duties,
)
from match.giving.forms import EvaluationForm
from match.giving.reports import commands as reports
from match.giving.reports.forms import YesNo
from tests.giving import make
from tests.giving.reporting import home_of, picture, told

pytestmark = pytest.mark.usefixtures("db")


@contextmanager
def in_days(days: int) -> Iterator[datetime]:
    """So many days from now, at nine in the morning."""
    then = datetime.combine(clock.today() + timedelta(days=days), datetime.min.time(), clock.HERE)
    with clock.freeze(then + timedelta(hours=9)):
        yield then


async def duty(deal: make.Deal, kind: str) -> dict[str, Any]:
    found = await rows(
        "SELECT * FROM duty WHERE donation_id = $1 AND kind = $2 ORDER BY id", deal.agreement, kind
    )
    assert len(found) == 1, found
    return found[0]


async def topics(kind: str) -> list[str]:
    found = await rows(
        "SELECT topic FROM outbox WHERE topic LIKE 'duty.%' AND (payload->>'duty_id')::bigint IN"
        " (SELECT id FROM duty WHERE kind = $1) ORDER BY id",
        kind,
    )
    return [row["topic"] for row in found]


async def test_a_part_on_the_shelf_owes_a_report_in_sixty_days():
    deal = await make.allocated()

    assert await keep_duties(SYSTEM, deal.agreement) > 0

    owed = await duty(deal, "first_use")
    assert owed["status"] == "waiting"
    assert owed["home_id"] == home_of(deal)
    assert owed["due_on"] == clock.today() + timedelta(days=60)


async def test_the_same_facts_change_nothing():
    deal = await make.allocated()
    await keep_duties(SYSTEM, deal.agreement)
    before = await rows("SELECT * FROM duty ORDER BY id")
    told_before = await value("SELECT count(*) FROM outbox")

    assert [await keep_duties(SYSTEM, deal.agreement) for _ in range(3)] == [0, 0, 0]

    assert await rows("SELECT * FROM duty ORDER BY id") == before
    assert await value("SELECT count(*) FROM outbox") == told_before


async def test_a_report_settles_it_on_its_day():
    deal = await make.allocated()
    await keep_duties(SYSTEM, deal.agreement)
    await told(deal)

    await keep_duties(SYSTEM, deal.agreement)

    owed = await duty(deal, "first_use")
    assert (owed["status"], owed["settled_on"]) == ("settled", clock.today())
    assert owed["next_check_at"] is None


async def test_a_returned_report_is_owed_again():
    deal = await make.allocated()
    photo = await keep_photo(deal.director, picture())
    report = await told(deal, photos=(photo,), person=YesNo.no)
    await keep_duties(SYSTEM, deal.agreement)
    assert (await duty(deal, "first_use"))["status"] == "settled"

    await reports.return_report(deal.supervisor, report, "照片里有写着姓名的牌子")
    await keep_duties(SYSTEM, deal.agreement)

    owed = await duty(deal, "first_use")
    assert (owed["status"], owed["settled_on"]) == ("waiting", None)
    assert owed["next_check_at"] is not None


async def test_due_is_reminded_then_again_then_hidden():
    deal = await make.allocated()
    await keep_duties(SYSTEM, deal.agreement)

    statuses = []
    for days in (59, 60, 66, 67, 74, 200):
        with in_days(days):
            await sweep_duties(SYSTEM)
        statuses.append((await duty(deal, "first_use"))["status"])

    assert statuses == [
        "waiting",
        "reminded",
        "reminded",
        "reminded_again",
        "hidden",
        "hidden",
    ]
    assert await topics("first_use") == [
        "duty.begun",
        "duty.reminded",
        "duty.reminded_again",
        "duty.hidden",
    ]


async def hidden() -> make.Deal:
    """A deal whose home has not reported for seventy-four days."""
    deal = await make.allocated()
    await keep_duties(SYSTEM, deal.agreement)
    for days in (60, 67, 74):
        with in_days(days):
            await sweep_duties(SYSTEM)
    await follow_hidden(SYSTEM, home_id=home_of(deal))
    return deal


async def test_whoever_owes_for_too_long_is_out_of_search_and_back_at_once():
    deal = await hidden()
    assert await value("SELECT withheld_at IS NOT NULL FROM home WHERE id = $1", home_of(deal))

    with in_days(80):
        await told(deal, 20)
        await keep_duties(SYSTEM, deal.agreement)
        await follow_hidden(SYSTEM, home_id=home_of(deal))

    home = await one("SELECT withheld_at FROM home WHERE id = $1", home_of(deal))
    assert home == {"withheld_at": None}
    trail = await rows("SELECT verb, reason FROM audit WHERE subject_kind = 'home' ORDER BY id")
    assert [
        (t["verb"], t["reason"]) for t in trail if t["verb"] in ("home.withheld", "home.released")
    ] == [
        ("home.withheld", "首次使用报告"),
        ("home.released", ""),
    ]


async def test_a_home_with_two_debts_is_back_only_after_the_second():
    deal = await hidden()
    other = await make.allocated()
    await keep_duties(SYSTEM, other.agreement)
    await value(
        "UPDATE duty SET home_id = $2, status = 'hidden', next_check_at = NULL"
        " WHERE donation_id = $1 AND kind = 'first_use'",
        other.agreement,
        home_of(deal),
    )

    with in_days(80):
        await told(deal, 20)
        await keep_duties(SYSTEM, deal.agreement)
        await follow_hidden(SYSTEM, home_id=home_of(deal))

    assert await value("SELECT withheld_at IS NOT NULL FROM home WHERE id = $1", home_of(deal))


async def test_nobody_is_reminded_of_what_is_done_though_the_news_was_lost():
    deal = await make.allocated()
    await keep_duties(SYSTEM, deal.agreement)
    await told(deal)  # and nobody hears of it

    with in_days(60):
        await sweep_duties(SYSTEM)

    assert (await duty(deal, "first_use"))["status"] == "settled"
    assert "duty.reminded" not in await topics("first_use")


async def test_who_is_hidden_is_asked_every_day():
    deal = await hidden()
    with in_days(75):
        await sweep_duties(SYSTEM)
        owed = await duty(deal, "first_use")
        assert (owed["status"], owed["next_check_at"] > clock.now()) == ("hidden", True)
        await told(deal, 20)  # and nobody hears of it
    with in_days(76):
        await sweep_duties(SYSTEM)

    assert (await duty(deal, "first_use"))["status"] == "settled"


async def test_poked_too_early_nothing_happens():
    deal = await make.allocated()
    await keep_duties(SYSTEM, deal.agreement)

    await poke_duty(SYSTEM, (await duty(deal, "first_use"))["id"])

    assert (await duty(deal, "first_use"))["status"] == "waiting"


async def test_poked_twice_at_once_it_moves_one_step():
    deal = await make.allocated()
    await keep_duties(SYSTEM, deal.agreement)

    with in_days(60):
        for _ in range(2):
            await poke_duty(SYSTEM, (await duty(deal, "first_use"))["id"])

    assert (await duty(deal, "first_use"))["status"] == "reminded"


async def test_a_parcel_nobody_counted_goes_to_the_county():
    deal, _parcel = await make.sent()
    await keep_duties(SYSTEM, deal.agreement)

    for days in (21, 28, 35):
        with in_days(days):
            await sweep_duties(SYSTEM)

    owed = await duty(deal, "transport")
    assert owed["due_on"] == clock.today() + timedelta(days=21)
    assert owed["status"] == "escalated"
    assert await value("SELECT withheld_at FROM home WHERE id = $1", home_of(deal)) is None


async def test_an_unanswered_question_goes_to_the_county():
    deal = await make.allocated()
    await reports.ask_about_use(deal.manager, deal.agreement, "书放在哪里，怎么借？")
    await keep_duties(SYSTEM, deal.agreement)
    due = (await duty(deal, "answer"))["due_on"]
    wait = (due - clock.today()).days

    for days in (wait, wait + 7, wait + 14):
        with in_days(days):
            await sweep_duties(SYSTEM)

    assert (await duty(deal, "answer"))["status"] == "escalated"
    assert wait >= 14  # ten working days hold at least two weekends


async def test_what_ends_without_use_is_owed_no_longer():

    deal = await make.counted()
    await keep_duties(SYSTEM, deal.agreement)
    await value("UPDATE duty SET status = 'waiting', settled_on = NULL, next_check_at = now()")

    await return_goods(deal.director, deal.agreement, 60, "尺寸不合，全部退回")
    await keep_duties(SYSTEM, deal.agreement)

    assert {row["status"] for row in await rows("SELECT status FROM duty")} == {"void"}


async def test_thanks_are_owed_once_all_is_used():
    deal = await make.allocated()
    await told(deal)
    await keep_duties(SYSTEM, deal.agreement)
    owed = await duty(deal, "thanks")
    assert (owed["status"], owed["due_on"]) == ("waiting", clock.today() + timedelta(days=30))

    await answer(deal.director, deal.agreement, EvaluationForm(5, "大家很喜欢。"))
    await keep_duties(SYSTEM, deal.agreement)

    assert (await duty(deal, "thanks"))["status"] == "settled"
