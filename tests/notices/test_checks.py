"""The live checks of notices are silent on what the commands make, and each finds its fault."""

import pytest

from jobs.checks import run_checks
from jobs.checks.notices import CHECKS
from match.foundation.db import value
from match.notices.words import Kind
from tests.notices.make import MAIL, at, deliveries, reader, tell

pytestmark = pytest.mark.openness

_DEADLINE = (
    "INSERT INTO deadline (clock, subject_id, division, title, link, step{more})"
    " VALUES ('need_check', 1, '433101000000', 'x', '/x', {step}{values}) RETURNING id"
)
_STEP = "INSERT INTO deadline_step (deadline_id, step, told, at) VALUES ({id}, 'due', '{{}}', {at})"


async def broken() -> list[str]:
    """The checks of this room that found something."""
    return [each.name for each in await run_checks(set(CHECKS)) if each.rows]


async def told() -> tuple[int, int]:
    """A text that waits and a digest that gathers, of one clerk; their deliveries."""
    clerk = await reader("county", mail=MAIL)
    with at(10):
        await tell(clerk, Kind.need_met)
        await tell(clerk, Kind.report_waiting)
    found = {(row["channel"], row["pace"]): row["id"] for row in await deliveries(clerk)}
    return found["sms", "now"], found["mail", "daily"]


async def test_what_the_commands_make_breaks_nothing(db: None):
    await told()

    assert await broken() == []


async def test_a_message_twice_is_found(db: None):
    text, digest = await told()
    await value(
        "INSERT INTO digest_line (delivery_id, message_id, channel)"
        " SELECT $1, message_id, 'sms' FROM delivery WHERE id = $2",
        digest,
        text,
    )

    assert "no message leaves twice by one channel" in await broken()
    assert "a digest holds messages of its person only" in await broken()


async def test_a_delivery_that_the_sweep_forgot_is_found(db: None):
    _text, digest = await told()
    await value(
        "UPDATE delivery SET next_check_at = now() - interval '2 hours' WHERE id = $1", digest
    )

    assert await broken() == ["nothing is held long past its time"]


async def test_a_delivery_whose_fact_died_is_found(db: None):
    await told()
    await value("UPDATE outbox SET dead_at = now() WHERE topic = 'delivery.wanted'")

    assert await broken() == ["a delivery that waits has a fact under way"]


async def test_an_empty_digest_is_found(db: None):
    await told()
    await value("DELETE FROM digest_line")

    assert await broken() == ["a digest has its messages"]


async def test_an_alarm_that_stays_inside_is_found(db: None):
    await told()
    await value(
        "DELETE FROM delivery WHERE message_id IN"
        " (SELECT id FROM message WHERE kind = 'report_waiting')"
    )

    assert await broken() == ["an alarm leaves the house"]


async def test_a_step_that_was_not_written_down_is_found(db: None):
    await value(_DEADLINE.format(more="", step=2, values=""))

    assert await broken() == ["a deadline has as many steps as it took"]


async def test_a_deadline_that_climbs_after_it_was_taken_in_hand_is_found(db: None):
    made = await value(
        _DEADLINE.format(
            more=", acknowledged_at, acknowledged_by, note",
            step=1,
            values=", now() - interval '1 day', 1, '已督促办理'",
        )
    )
    await value(_STEP.format(id=made, at="now()"))

    assert await broken() == ["what was taken in hand climbs no further"]


async def test_a_clock_that_outlived_its_need_is_found(db: None):
    from tests.needs import make as needs

    scene = await needs.published()
    await value("UPDATE outbox SET done_at = now()")
    made = await value(_DEADLINE.format(more="", step=3, values=""))
    await value("UPDATE deadline SET subject_id = $2 WHERE id = $1", made, scene.need)

    assert "a running clock has something that waits" in await broken()
