"""Somebody drops out: the nearest are asked in order, the first yes has it, others are told."""

from datetime import timedelta

import pytest

from match.foundation import clock
from match.foundation.actor import SYSTEM, Actor
from match.foundation.db import one, rows, value
from match.foundation.errors import Conflict, NotFound
from match.volunteers import commands
from tests.people import make as people
from tests.volunteers import make


async def ready(county: str, radius: int = 0, **other: object) -> Actor:
    """A volunteer of a county who wants to be called."""
    await people.place(county.ljust(12, "0"))
    actor = await make.volunteer(registered=False)
    fields = {"area": county, "radius_km": radius, "calls": True, **other}
    await commands.register_volunteer(actor, make.profile(**fields))
    return actor


async def points() -> None:
    """吉首, 花垣 (some 40 km away) and 长沙 (over 300 km) on the map, roughly."""
    for code, lon, lat in (
        ("433101", 109.70, 28.26),
        ("433124", 109.48, 28.57),
        ("430102", 113.0, 28.2),
    ):
        await people.place(code.ljust(12, "0"))
        await rows(
            "UPDATE division SET lon = $2, lat = $3 WHERE code = $1", code.ljust(12, "0"), lon, lat
        )
    await rows("UPDATE division SET lon = 109.70, lat = 28.26 WHERE starts_with(code, '433101')")


async def dropped() -> tuple[make.Scene, int]:
    """One of two dropped out a day before; returns the scene and the call's id, or 0."""
    scene = await make.opened()
    first, _signup = await make.signed(scene)
    await make.signed(scene)
    with clock.freeze(scene.starts - timedelta(hours=20)):
        await commands.withdraw(first, scene.shift)
    found = await value("SELECT max(id) FROM replacement_call WHERE shift_id = $1", scene.shift)
    return scene, found or 0


async def asked(call: int) -> list[tuple[int, str]]:
    found = await rows(
        "SELECT volunteer_id, answer FROM replacement_ask WHERE call_id = $1 ORDER BY place", call
    )
    return [(row["volunteer_id"], row["answer"]) for row in found]


async def test_the_nearest_are_asked_in_order(db: None) -> None:
    await points()
    near = await ready("433124", 80)
    here = await ready("433101")
    await ready("430102", 200)
    await ready("433124", 10)
    await ready("433101", calls=False)
    await ready("433101", times=["1e"])

    _scene, call = await dropped()

    assert await asked(call) == [(here.id, "asked"), (near.id, "asked")]


async def test_the_first_yes_has_the_place_and_the_others_are_told(db: None) -> None:
    await points()
    people_asked = [await ready("433101") for _at in range(3)]
    scene, call = await dropped()
    slow, quick, third = people_asked

    with clock.freeze(scene.starts - timedelta(hours=19)):
        await commands.answer_call(third, call, accepts=False)
        await commands.answer_call(quick, call, accepts=True, risk_accepted=True)
        with pytest.raises(Conflict, match="有人接替"):
            await commands.answer_call(slow, call, accepts=True, risk_accepted=True)

    assert await asked(call) == [(slow.id, "late"), (quick.id, "yes"), (third.id, "no")]
    assert await make.status(scene) == "full"
    told = await one(
        "SELECT payload FROM outbox WHERE topic = 'call.over' ORDER BY id DESC LIMIT 1"
    )
    assert told is not None
    assert str(slow.id) in str(told["payload"])
    await make.commit_time()


async def test_the_next_are_asked_when_nobody_answers_in_time(db: None) -> None:
    await points()
    for _at in range(5):
        await ready("433101")
    scene, call = await dropped()
    assert [answer for _who, answer in await asked(call)].count("asked") == 3

    at = scene.starts - timedelta(hours=20)
    with clock.freeze(at + timedelta(minutes=19)):
        await commands.sweep_calls(SYSTEM)
    assert [answer for _who, answer in await asked(call)].count("asked") == 3
    with clock.freeze(at + timedelta(minutes=20)):
        await commands.sweep_calls(SYSTEM)
    assert [answer for _who, answer in await asked(call)].count("asked") == 5
    with clock.freeze(at + timedelta(minutes=40)):
        await commands.sweep_calls(SYSTEM)
    assert await value("SELECT status FROM replacement_call WHERE id = $1", call) == "closed"


async def test_with_somebody_in_line_or_time_left_nobody_is_called(db: None) -> None:
    await points()
    await ready("433101")
    scene = await make.opened()
    first, _signup = await make.signed(scene)
    await make.signed(scene)
    await make.signed(scene)
    with clock.freeze(scene.starts - timedelta(hours=20)):
        await commands.withdraw(first, scene.shift)
    early = await make.of(scene.need, line_id=scene.line, units_each=1)
    other, _signup = await make.signed(early)
    await commands.withdraw(other, early.shift)

    assert await value("SELECT count(*) FROM replacement_call WHERE shift_id = ANY($1)",
                       [scene.shift, early.shift]) == 0  # fmt: skip


async def test_who_was_not_asked_finds_nothing(db: None) -> None:
    await points()
    await ready("433101")
    _scene, call = await dropped()
    stranger = await make.volunteer()

    with pytest.raises(NotFound):
        await commands.answer_call(stranger, call, accepts=True, risk_accepted=True)
