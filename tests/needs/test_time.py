"""What the clock does: reminders at the desks, the end of what nobody met in time."""

from datetime import timedelta

import pytest

from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.foundation.db import value
from match.needs.commands import confirm_need, move_units, sweep_needs
from match.needs.commands.time import poke_need
from match.needs.commands.units import Place
from tests.needs import make


async def overdue() -> int:
    return await value("SELECT count(*) FROM outbox WHERE topic = 'need.overdue'")


@pytest.mark.parametrize("made", [make.waiting, make.checked])
async def test_a_desk_that_lets_a_need_wait_is_told_daily(db: None, made) -> None:
    scene = await made()
    before = await make.status(scene.need)
    assert await sweep_needs(SYSTEM) == 0

    with clock.freeze(clock.now() + timedelta(days=12)):
        assert await sweep_needs(SYSTEM) == 1
        assert await sweep_needs(SYSTEM) == 0
    assert await overdue() == 1
    with clock.freeze(clock.now() + timedelta(days=13, hours=1)):
        assert await sweep_needs(SYSTEM) == 1

    assert await overdue() == 2
    assert await make.status(scene.need) == before


async def test_a_need_ends_the_day_after_it_was_wanted(db: None) -> None:
    scene = await make.published()

    with clock.freeze(clock.now() + timedelta(days=29)):
        assert await sweep_needs(SYSTEM) == 0
    with clock.freeze(clock.now() + timedelta(days=31)):
        assert await sweep_needs(SYSTEM) == 1

    assert await make.status(scene.need) == "expired"


async def test_a_need_without_a_date_ends_after_its_validity(db: None) -> None:
    scene = await make.published(due_on=None)

    with clock.freeze(clock.now() + timedelta(days=179)):
        assert await sweep_needs(SYSTEM) == 0
    with clock.freeze(clock.now() + timedelta(days=181)):
        assert await sweep_needs(SYSTEM) == 1

    assert await make.status(scene.need) == "expired"


@pytest.mark.parametrize("place", [Place.reserved, Place.committed, Place.in_transit])
async def test_what_is_on_its_way_is_waited_for(db: None, place: Place) -> None:
    scene = await make.published()
    await move_units(SYSTEM, scene.line, 1, source=Place.open, target=place)
    held = await make.status(scene.need)

    with clock.freeze(clock.now() + timedelta(days=31)):
        assert await sweep_needs(SYSTEM) == 1
        assert await make.status(scene.need) == held
        await move_units(SYSTEM, scene.line, 1, source=place, target=Place.open)
    with clock.freeze(clock.now() + timedelta(days=40)):
        assert await sweep_needs(SYSTEM) == 1

    assert await make.status(scene.need) == "expired"


async def test_a_need_that_waits_past_its_own_date_ends_at_the_desk(db: None) -> None:
    scene = await make.waiting()

    with clock.freeze(clock.now() + timedelta(days=35)):
        await sweep_needs(SYSTEM)

    assert await make.status(scene.need) == "expired"


async def test_a_met_need_waits_for_nobody_until_it_opens_again(db: None) -> None:
    scene = await make.published(lines=[make.Line("加厚棉被", 4, "床")])
    await move_units(SYSTEM, scene.line, 4, source=Place.open, target=Place.received, by=make.GIFT)
    later = clock.now() + timedelta(days=31)
    with clock.freeze(later):
        assert await sweep_needs(SYSTEM) == 0

    await move_units(
        SYSTEM,
        scene.line,
        4,
        source=Place.received,
        target=Place.open,
        by=make.GIFT,
        reason="数错了四床",
    )

    with clock.freeze(later):
        assert await sweep_needs(SYSTEM) == 1
    assert await make.status(scene.need) == "expired"


async def test_a_sweep_that_comes_late_changes_nothing(db: None) -> None:
    """The need moved between the sweep's look and its hand."""
    scene = await make.published(lines=[make.Line("加厚棉被", 4, "床")])
    await move_units(SYSTEM, scene.line, 4, source=Place.open, target=Place.received, by=make.GIFT)
    await confirm_need(scene.director, scene.need)

    await poke_need(SYSTEM, scene.need)

    assert await make.status(scene.need) == "confirmed"
