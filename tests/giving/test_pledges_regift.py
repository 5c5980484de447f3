"""A promise whose target is gone: to the like need with the highest score, back, or the county."""

from datetime import timedelta

import pytest

from match.foundation import clock
from match.foundation.actor import SYSTEM, Actor
from match.foundation.db import one, rows, value
from match.foundation.errors import Conflict, Denied
from match.giving.pledging import commands
from match.giving.pledging.forms import PledgeForm
from match.giving.pledging.like import like_need
from match.giving.pledging.states import Regift
from match.needs.commands import withdraw_need
from match.needs.states import Urgency
from tests.giving import pledges as make
from tests.matching import make as matching


async def orphaned(units: int = 30) -> tuple[int, Actor, int]:
    """A pledge whose need was withdrawn: pledge, giver, the old line."""
    at, need, line = await make.books()
    giver = await make.giver()
    pledge = await commands.offer_pledge(giver, PledgeForm(line, units))
    await withdraw_need(at.director, need, "学校已经送来")
    assert await commands.need_ended(SYSTEM, need) == 1
    return pledge, giver, line


async def where(pledge: int) -> tuple[str, int, int]:
    """State, line and units of a pledge."""
    row = await one("SELECT status, line_id, units FROM pledge WHERE id = $1", pledge)
    assert row is not None
    return row["status"], row["line_id"], row["units"]


async def days_later(pledge: int, days: int) -> None:
    with clock.freeze(clock.now() + timedelta(days=days)):
        await commands.sweep_pledges(SYSTEM)


async def test_the_giver_is_asked_and_the_old_units_are_free(db: None):
    pledge, _giver, line = await orphaned()

    assert (await where(pledge))[0] == "choosing"
    assert (await matching.units("need_line", line))["reserved"] == 0
    until = await value("SELECT choose_until FROM pledge WHERE id = $1", pledge)
    assert until == clock.today() + timedelta(days=30)


async def test_what_is_agreed_goes_on_whatever_becomes_of_the_need(db: None):
    at, need, line = await make.books()
    pledge = await make.agreed(at, await make.giver(), PledgeForm(line, 30))
    await rows("UPDATE need SET status = 'expired' WHERE id = $1", need)
    await commands.need_ended(SYSTEM, need)

    assert await make.status(pledge) == "agreed"


async def test_an_open_need_asks_nobody(db: None):
    _at, need, line = await make.books()
    await commands.offer_pledge(await make.giver(), PledgeForm(line, 30))

    assert await commands.need_ended(SYSTEM, need) == 0


async def test_it_goes_to_the_like_need_with_the_highest_score_not_to_the_first(db: None):
    """The later one is urgent: 15 points more than the routine one that was published before."""
    pledge, giver, _line = await orphaned()
    await make.books()
    _at, _need, urgent = await make.books(urgency=Urgency.urgent)
    await make.books()
    await commands.choose_regift(giver, pledge, Regift.like)

    assert await where(pledge) == ("offered", urgent, 30)
    assert (await matching.units("need_line", urgent))["reserved"] == 30


async def test_a_line_of_another_category_or_unit_is_not_like(db: None):
    pledge, _giver, _line = await orphaned()
    await make.books(category="MAT-STAT", title="给孩子们添一批画笔和本子")
    row = await one("SELECT * FROM pledge WHERE id = $1", pledge)
    assert row is not None

    assert await like_need(row) is None


async def test_a_smaller_like_need_takes_its_part_and_the_rest_is_the_givers(db: None):
    pledge, giver, _line = await orphaned(units=60)
    _at, _need, line = await make.books()
    await commands.offer_pledge(await make.giver(), PledgeForm(line, 40))
    await commands.choose_regift(giver, pledge, Regift.like)

    assert await where(pledge) == ("offered", line, 20)


async def test_the_giver_takes_it_back(db: None):
    pledge, giver, _line = await orphaned()
    with pytest.raises(Denied):
        await commands.choose_regift(await matching.another_officer(), pledge, Regift.back)
    await commands.choose_regift(giver, pledge, Regift.back)

    assert await make.status(pledge) == "withdrawn"
    with pytest.raises(Conflict):
        await commands.choose_regift(giver, pledge, Regift.back)


async def test_the_county_decides_once_it_was_asked(db: None):
    pledge, giver, _line = await orphaned()
    _at, _need, line = await make.books()
    officer = await matching.another_officer()
    await commands.choose_regift(giver, pledge, Regift.county)
    with pytest.raises(Conflict):
        await commands.choose_regift(giver, pledge, Regift.county)
    await commands.choose_regift(officer, pledge, Regift.like)

    assert (await where(pledge))[:2] == ("offered", line)
    choices = await rows("SELECT choice, by FROM regift_choice ORDER BY id")
    assert [(row["choice"], row["by"]) for row in choices] == [
        ("county", giver.id),
        ("like", officer.id),
    ]


async def test_without_a_like_need_there_is_none_to_choose(db: None):
    pledge, giver, _line = await orphaned()

    with pytest.raises(Conflict):
        await commands.choose_regift(giver, pledge, Regift.like)
    assert await make.status(pledge) == "choosing"


async def test_after_thirty_days_it_goes_to_a_like_need(db: None):
    pledge, _giver, _line = await orphaned()
    _at, _need, line = await make.books()
    await days_later(pledge, 30)
    assert await make.status(pledge) == "choosing"
    await days_later(pledge, 31)

    assert (await where(pledge))[:2] == ("offered", line)
    assert await value("SELECT by FROM regift_choice WHERE pledge_id = $1", pledge) is None


async def test_after_thirty_days_without_a_like_need_it_goes_back(db: None):
    pledge, _giver, _line = await orphaned()
    await days_later(pledge, 31)

    assert await make.status(pledge) == "withdrawn"
