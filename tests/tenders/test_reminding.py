"""The next step's last day: told a working day ahead, told when it is over, then quiet."""

import json
from datetime import date, datetime, timedelta

import pytest

from jobs.hearing import TOPICS
from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.foundation.db import rows, value
from match.tenders import commands, queries
from match.tenders.facts import Decision
from tests.tenders import make
from tests.tenders.recount import recount, works

pytestmark = pytest.mark.usefixtures("hunan", "db")

CHOSEN = Decision("湘西州某社会工作服务中心", 17_000_000)


def at(day, hour=9):
    return datetime(day.year, day.month, day.day, hour, tzinfo=clock.HERE)


async def told():
    return [
        row["topic"]
        for row in await rows(
            "SELECT topic FROM outbox WHERE topic IN ('tender.due_soon', 'tender.overdue')"
            " ORDER BY id"
        )
    ]


async def reported(on):
    """A purchase whose report came in on a day."""
    with clock.freeze(at(on)):
        officer, tender_id = await make.published()
        for verb in ("close", "open", "report"):
            await commands.advance(SYSTEM, tender_id, verb)
    return officer, tender_id


def workday_before(day):
    day -= timedelta(days=1)
    while not works(day):
        day -= timedelta(days=1)
    return day


async def test_a_purchaser_hears_a_working_day_ahead_and_once_when_it_is_late():
    officer, tender_id = await reported(date(2026, 9, 23))
    last = recount("PROC.DECIDE", date(2026, 9, 23))
    assert last == date(2026, 10, 8), "the Mid-Autumn and national holidays lie between"
    ahead = workday_before(last)
    assert ahead == date(2026, 9, 30)
    for moment, topics in (
        (at(ahead) - timedelta(seconds=1), []),
        (at(ahead), ["tender.due_soon"]),
        (at(last, 23), ["tender.due_soon"]),
        (at(last + timedelta(days=1), 0), ["tender.due_soon", "tender.overdue"]),
        (at(last + timedelta(days=60)), ["tender.due_soon", "tender.overdue"]),
    ):
        with clock.freeze(moment):
            await commands.sweep_tender_dues(SYSTEM)
            assert await told() == topics, moment
    payload = {"tender_id": tender_id, "key": "PROC.DECIDE", "on": last.isoformat()}
    for topic in ("tender.due_soon", "tender.overdue"):
        for hear in TOPICS[topic]:
            await hear(4711 if topic == "tender.due_soon" else 4712, payload)
    kinds = await rows(
        "SELECT kind FROM message WHERE account_id = $1 AND kind LIKE 'purchase_%' ORDER BY id",
        officer.id,
    )
    assert [row["kind"] for row in kinds] == ["purchase_due", "purchase_overdue"]


async def test_each_step_has_its_own_day_and_the_last_has_none():
    _officer, tender_id = await reported(date(2026, 3, 2))
    for verb, key in (("decide", "PROC.AWARD"), ("award", "PROC.CONTRACT.SIGN")):
        with clock.freeze(at(date(2026, 3, 3))):
            await commands.advance(SYSTEM, tender_id, verb, decision=CHOSEN)
        held = await value("SELECT next_check_at FROM tender WHERE id = $1", tender_id)
        ahead = workday_before(recount(key, date(2026, 3, 3)))
        assert held == max(at(ahead), at(date(2026, 3, 3)))
    await commands.advance(SYSTEM, tender_id, "contract")
    assert await value("SELECT next_check_at FROM tender WHERE id = $1", tender_id) is None


async def test_a_suspended_purchase_is_not_pressed():
    _officer, tender_id = await reported(date(2026, 3, 2))
    await commands.suspend(SYSTEM, tender_id, "财政部门要求暂停采购活动")
    assert await commands.sweep_tender_dues(SYSTEM) == 0
    await commands.resume(SYSTEM, tender_id)
    assert await commands.sweep_tender_dues(SYSTEM) == 1
    assert (await queries.facts(tender_id)).status == "reported"


async def test_bid_bonds_go_back_within_five_working_days_of_award_and_contract():
    monday = date(2026, 9, 21)
    with clock.freeze(at(monday)):
        officer, tender_id = await make.published(bond_fen=300_000)
        _other, free = await make.published()
        for one in (tender_id, free):
            for verb in ("close", "open", "report", "decide", "award"):
                await commands.advance(
                    SYSTEM, one, verb, decision=CHOSEN if verb == "decide" else None
                )
    losers = recount("PROC.BOND.LOSER", monday)
    assert losers == date(2026, 9, 29), "the Mid-Autumn holiday lies between"
    with clock.freeze(at(workday_before(losers)) - timedelta(seconds=1)):
        assert await commands.sweep_bonds(SYSTEM) == 0
    for moment, told in ((at(workday_before(losers)), 1), (at(losers), 0)):
        with clock.freeze(moment):
            assert await commands.sweep_bonds(SYSTEM) == told
    signed = date(2026, 10, 9)
    with clock.freeze(at(signed)):
        await commands.advance(SYSTEM, tender_id, "contract")
    winner = recount("PROC.BOND.WINNER", signed)
    with clock.freeze(at(winner)):
        assert await commands.sweep_bonds(SYSTEM) == 1
        assert await commands.sweep_bonds(SYSTEM) == 0

    found = await rows("SELECT payload FROM outbox WHERE topic = 'tender.bond_due' ORDER BY id")
    told = [json.loads(row["payload"]) for row in found]
    assert [(one["tender_id"], one["on"]) for one in told] == [
        (tender_id, losers.isoformat()),
        (tender_id, winner.isoformat()),
    ]
    for hear in TOPICS["tender.bond_due"]:
        await hear(4713, told[0])
    [message] = await rows(
        "SELECT kind FROM message WHERE account_id = $1 AND kind = 'purchase_bond'", officer.id
    )
    assert message["kind"] == "purchase_bond"
