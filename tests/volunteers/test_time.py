"""What the clock does: a reminder, the start, the end, who was never seen."""

from datetime import timedelta

from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.foundation.db import value
from match.volunteers import commands
from tests.volunteers import make


async def told(topic: str) -> int:
    return await value("SELECT count(*) FROM outbox WHERE topic = $1", topic)


async def sweep(moment) -> int:
    with clock.freeze(moment):
        return await commands.sweep_shifts(SYSTEM)


async def test_who_signed_up_is_reminded_once_a_day_ahead(db: None) -> None:
    scene = await make.opened()
    await make.signed(scene)

    assert await sweep(scene.starts - timedelta(hours=25)) == 0
    assert await sweep(scene.starts - timedelta(hours=24)) == 1
    assert await sweep(scene.starts - timedelta(hours=1)) == 0

    assert await told("shift.near") == 1


async def test_it_begins_and_the_waiting_list_lapses(db: None) -> None:
    scene = await make.opened(places=1)
    await make.signed(scene)
    _late, waiting = await make.signed(scene)
    await sweep(scene.starts - timedelta(hours=24))

    await sweep(scene.starts)

    assert await make.status(scene) == "running"
    assert await make.standing(waiting) == "lapsed"


async def test_without_anybody_it_is_off(db: None) -> None:
    scene = await make.opened()
    await sweep(scene.starts)

    assert await make.status(scene) == "cancelled"
    assert await value("SELECT reason FROM shift WHERE id = $1", scene.shift) == "没有人报名"


async def test_who_was_never_ticked_is_absent_after_three_days(db: None) -> None:
    scene = await make.opened()
    _one, signup = await make.signed(scene)
    await sweep(scene.starts)
    closes = scene.ends + timedelta(hours=1)
    await sweep(closes)
    assert await make.status(scene) == "done"
    assert await make.standing(signup) == "signed"

    assert await sweep(closes + timedelta(days=2, hours=23)) == 0
    await sweep(closes + timedelta(days=3))

    assert await make.standing(signup) == "absent"
    assert await make.line(scene) == (20, 0, 0)
    assert await make.status(scene) == "confirmed"
    await make.commit_time()


async def test_hours_that_nobody_confirmed_are_asked_for_again_and_again(db: None) -> None:
    scene = await make.opened()
    actor, signup = await make.signed(scene)
    with clock.freeze(scene.starts):
        await commands.check_in(actor, scene.shift, await make.code(scene))
    await sweep(scene.starts)
    closes = scene.ends + timedelta(hours=1)
    await sweep(closes)
    for days in (3, 6):
        await sweep(closes + timedelta(days=days))

    assert await told("shift.finished") == 1
    assert await told("shift.unconfirmed") == 2
    assert await make.standing(signup) == "checked_in"
    assert await make.line(scene) == (18, 2, 0)


async def test_a_sweep_that_comes_late_changes_nothing(db: None) -> None:
    scene = await make.opened()
    await commands.cancel_shift(scene.director, scene.shift, "下大雨，改天再来")

    assert await sweep(scene.ends + timedelta(days=9)) == 0
    assert await make.status(scene) == "cancelled"
