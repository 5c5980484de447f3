"""A deadline reminds who must act, then climbs by working days; taken in hand it climbs no more."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

import httpx
import msgspec
import pytest

from jobs.clocks import begin_missing, sweep_deadlines
from jobs.listeners import listeners_of
from match.foundation import clock
from match.foundation.actor import SYSTEM, Actor
from match.foundation.db import one, rows, value
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.foundation.workdays import working_days
from match.giving import commands as giving
from match.needs import commands as needs
from match.notices.clocks.commands import acknowledge, keep_deadline
from match.notices.clocks.queries import late, late_count
from match.notices.clocks.rules import Pause, next_step
from match.notices.clocks.states import Clock
from tests.giving import make as gifts
from tests.needs import make as made
from tests.objections import make as disputes
from tests.people import make as people

pytestmark = pytest.mark.openness


@contextmanager
def on(day: str, hour: int = 10) -> Iterator[None]:
    """That day of December 2026 in Hunan; the 7th is a Monday."""
    moment = datetime.fromisoformat(f"2026-12-{day}").replace(hour=hour, tzinfo=clock.HERE)
    with clock.freeze(moment):
        yield


async def hear() -> None:
    """Every fact that waits is heard."""
    for _each in range(4):
        found = await rows(
            "SELECT id, topic, payload FROM outbox WHERE done_at IS NULL ORDER BY id"
        )
        for fact in found:
            for listener in listeners_of(fact["topic"]):
                if not listener.outside:
                    await listener.hear(fact["id"], msgspec.json.decode(fact["payload"]))
            await value("UPDATE outbox SET done_at = now() WHERE id = $1", fact["id"])


async def told(kind: str) -> set[int]:
    """Who has a message of *kind*."""
    found = await rows("SELECT account_id FROM message WHERE kind = $1", kind)
    return {row["account_id"] for row in found}


async def counties() -> set[int]:
    """Everybody of the county, by their rows."""
    found = await rows(
        "SELECT account FROM membership WHERE role = 'county' AND division = '433101'"
    )
    return {row["account"] for row in found}


async def strikes() -> dict[str, set[int]]:
    """Let the clock strike once; who was told what by it."""
    await value("DELETE FROM message")
    await sweep_deadlines(SYSTEM)
    found: dict[str, set[int]] = {}
    for row in await rows("SELECT kind, account_id FROM message"):
        found.setdefault(row["kind"], set()).add(row["account_id"])
    return found


# The rule ----------------------------------------------------------------------------------------


async def test_steps_come_on_working_days_at_eight(db: None):
    """Due on Thursday the 10th: Wednesday, Thursday, Friday, and three working days later."""
    days, pause = await working_days(), Pause(1, 1, 3)
    last, begun = date(2026, 12, 10), datetime(2026, 12, 7, 10, tzinfo=clock.HERE)
    found = [next_step(taken, last, begun, pause, days) for taken in range(5)]

    assert [each and f"{each:%d %H:%M}" for each in found] == [
        "09 08:00",
        "10 08:00",
        "11 08:00",
        "16 08:00",
        None,
    ]


async def test_a_reminder_that_would_be_too_early_comes_at_once(db: None):
    days, begun = await working_days(), datetime(2026, 12, 10, 15, tzinfo=clock.HERE)

    assert next_step(0, begun.date(), begun, Pause(1, 1, 3), days) == begun


# A need that waits -------------------------------------------------------------------------------


async def waiting_need() -> tuple[made.Scene, Actor]:
    """Handed in on Monday the 7th, so to be checked by Thursday the 10th; and the prefecture."""
    prefecture = await people.account("prefecture", "4331")
    at = await made.waiting()
    await hear()
    return at, prefecture


async def test_a_need_that_nobody_checks_climbs_to_the_county_and_the_prefecture(db: None):
    with on("07"):
        at, prefecture = await waiting_need()
        assert await strikes() == {}
    with on("09", 7):
        assert await strikes() == {}
    with on("09", 8):
        assert await strikes() == {"deadline_ahead": {at.supervisor.id}}
        assert await strikes() == {}, "each step once"
    with on("10", 8):
        assert await strikes() == {"deadline_due": {at.supervisor.id}}
    with on("11", 8):
        assert await strikes() == {"deadline_climbed": await counties()}
        assert await late_count(at.county) == 1
    with on("15", 8):
        assert await strikes() == {}, "the weekend counts for nothing"
    with on("16", 8):
        assert await strikes() == {"deadline_climbed": {prefecture.id}}
    with on("30", 8):
        assert await strikes() == {}, "there is nobody above"


async def test_what_was_done_in_time_reminds_nobody(db: None):
    with on("07"):
        at, _prefecture = await waiting_need()
        await needs.check_need(at.supervisor, at.need)
        # The news of it is lost: the clock asks the need itself before it strikes.
        await value("UPDATE outbox SET done_at = now()")
    with on("09", 8):
        assert await strikes() == {}
    ended = await one("SELECT ended_at FROM deadline WHERE clock = 'need_check'")
    assert ended is not None
    assert ended["ended_at"] is not None


async def test_the_next_desk_has_a_clock_of_its_own(db: None):
    with on("07"):
        at, _prefecture = await waiting_need()
        await needs.check_need(at.supervisor, at.need)
        await hear()
    running = await rows("SELECT clock FROM deadline WHERE ended_at IS NULL")
    assert [row["clock"] for row in running] == ["need_approval"]
    with on("09", 8):
        assert await strikes() == {"deadline_ahead": await counties()}


async def test_hearing_of_it_twice_is_one_clock(db: None):
    with on("07"):
        at, _prefecture = await waiting_need()
        await value("UPDATE outbox SET done_at = NULL WHERE topic LIKE 'need.%'")
        await hear()
        assert await begin_missing(SYSTEM) == 0

    assert await value("SELECT count(*) FROM deadline WHERE subject_id = $1", at.need) == 1


async def test_what_waited_before_there_were_clocks_gets_one_at_night(db: None):
    with on("07"):
        await made.waiting()
        await value("UPDATE outbox SET done_at = now()")
        assert await begin_missing(SYSTEM) == 1
        assert await begin_missing(SYSTEM) == 0


async def test_nobody_but_the_system_turns_a_clock(db: None):
    with pytest.raises(Denied):
        await keep_deadline(await people.account("county", "433101"), Clock.need_check, 1, None)


# Taken in hand -----------------------------------------------------------------------------------


async def climbed() -> tuple[made.Scene, int]:
    """A need that climbed to the county on Friday the 11th."""
    with on("07"):
        at, _prefecture = await waiting_need()
    for day in ("09", "10", "11"):
        with on(day, 8):
            await strikes()
    return at, await value("SELECT id FROM deadline")


async def test_taken_in_hand_it_climbs_no_further_and_stays_on_the_list(db: None):
    at, deadline = await climbed()
    neighbour = await people.account("county", "433122")
    for who, error in ((neighbour, NotFound), (at.director, NotFound)):
        with pytest.raises(error):
            await acknowledge(who, deadline, "已电话督促乡镇，周一前核实。")
    with pytest.raises(Invalid):
        await acknowledge(at.county, deadline, " 好 ")
    await acknowledge(at.county, deadline, "已电话督促乡镇，周一前核实。")
    with pytest.raises(Conflict):
        await acknowledge(at.county, deadline, "再写一次，看看会怎样。")
    with on("16", 8):
        assert await strikes() == {}
    [line] = await late(at.county)
    assert (line.note, await late_count(at.county)) == ("已电话督促乡镇，周一前核实。", 0)
    assert await late(neighbour) == []

    await needs.check_need(at.supervisor, at.need)
    await hear()
    assert await late(at.county) == [], "what is done leaves the list by itself"


async def test_the_page_shows_what_climbed_and_takes_the_note(client: httpx.AsyncClient):
    at, deadline = await climbed()
    with on("11", 9):
        await people.sign_in(client, at.county)
        shown = await client.get("/desk/deadlines")
        assert "过冬棉被四十床" in shown.text
        token = {"_csrf_token": client.cookies["__Host-csrf"]}
        path = f"/desk/deadlines/{deadline}/acknowledgement"
        refused = await client.post(path, data={**token, "note": "好"})
        assert refused.status_code == 422
        assert "至少 4 个字" in refused.text
        taken = await client.post(path, data={**token, "note": "已督促，周一前办结。"})
        assert taken.status_code == 303
        assert "已督促，周一前办结。" in (await client.get("/desk/deadlines")).text
        desk = (await client.get("/desk")).text
        assert "/desk/deadlines" in desk


# Gifts and objections ----------------------------------------------------------------------------


async def test_an_agreement_that_nobody_confirms_climbs_to_township_and_county(db: None):
    with on("07"):
        deal = await gifts.promised()
        await hear()
        parties = {deal.director.id, deal.manager.id}
    with on("11", 8):
        assert parties <= (await strikes())["deadline_ahead"]
    with on("14", 8):
        due = await strikes()
        assert parties <= due["gift_unconfirmed"]
    with on("15", 8):
        assert (await strikes())["deadline_climbed"] == {deal.supervisor.id}
    with on("18", 8):
        assert deal.county.id in (await strikes())["deadline_climbed"]


async def test_a_confirmed_agreement_has_no_clock(db: None):
    deal = await gifts.promised()
    await hear()
    await giving.confirm(deal.director, deal.agreement, 1)
    await hear()
    assert (
        await value(
            "SELECT count(*) FROM deadline WHERE ended_at IS NULL AND clock = 'gift_confirmation'"
        )
        == 1
    ), "one side alone"
    await giving.confirm(deal.manager, deal.agreement, 1, declared=True)
    await hear()

    assert (
        await value(
            "SELECT count(*) FROM deadline WHERE ended_at IS NULL AND clock = 'gift_confirmation'"
        )
        == 0
    )


async def test_an_objection_has_the_seven_working_days_of_the_law(db: None):
    """94号令13: an answer within seven working days; its last day is the objection's own."""
    at = await disputes.bought("award")
    await hear()
    made_ = await disputes.raised(at)
    await hear()
    held = await one("SELECT due_at FROM deadline WHERE subject_id = $1", made_)
    last = await value("SELECT reply_by FROM objection WHERE id = $1", made_)
    assert held is not None
    assert held["due_at"].astimezone(clock.HERE).date() == last

    days = await working_days()
    moments = [next_step(taken, last, clock.now(), Pause(1, 1, 3), days) for taken in range(3)]
    said: list[dict[str, set[int]]] = []
    for moment in moments:
        assert moment is not None
        with clock.freeze(moment):
            said.append(await strikes())
    department = {at.officer.id, at.colleague.id}
    assert said[0] == {"objection_near": department}
    assert said[1] == {"deadline_due": department}
    assert {at.finance.id, at.manager.id} | department <= said[2]["objection_overdue"]
    assert at.rival.id not in said[2]["objection_overdue"]
