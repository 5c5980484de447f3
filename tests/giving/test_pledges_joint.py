"""Several givers fill one line together: all of them by the day, or none of them."""

from datetime import timedelta

import pytest

from match.foundation import clock
from match.foundation.actor import SYSTEM, Actor
from match.foundation.db import rows, value
from match.foundation.errors import Conflict, Invalid
from match.giving.pledging import commands
from match.giving.pledging.forms import JoinForm, JointForm, PledgeForm
from tests.giving import pledges as make
from tests.matching import make as matching
from tests.matching.make import Village


async def begun(target: int = 60, own: int = 30) -> tuple[Village, int, int, Actor]:
    """A lead who gathers a line within ten days: village, line, joint, lead."""
    at, _need, line = await make.books()
    lead = await make.giver()
    due = clock.today() + timedelta(days=10)
    return at, line, await commands.open_joint(lead, JointForm(line, own, target, due)), lead


async def state(joint: int) -> tuple[str, list[str]]:
    """Where the joint stands, and each of its pledges."""
    pledges = await rows("SELECT status FROM pledge WHERE joint_id = $1 ORDER BY id", joint)
    return (
        await value("SELECT status FROM joint_pledge WHERE id = $1", joint),
        [row["status"] for row in pledges],
    )


async def first_pledge(joint: int) -> int:
    return await value("SELECT min(id) FROM pledge WHERE joint_id = $1", joint)


async def test_each_keeps_a_pledge_and_the_last_unit_completes_it(db: None):
    at, line, joint, _lead = await begun()
    second, third = await make.giver(), await make.giver()
    await commands.join_joint(second, joint, JoinForm(20))
    assert await state(joint) == ("gathering", ["offered", "offered"])
    with pytest.raises(Conflict):
        await commands.accept_pledge(at.director, await first_pledge(joint))
    await commands.join_joint(third, joint, JoinForm(10))

    assert await state(joint) == ("complete", ["offered"] * 3)
    assert (await matching.units("need_line", line))["reserved"] == 60
    givers = await rows("SELECT giver_id, units FROM pledge WHERE joint_id = $1 ORDER BY id", joint)
    assert [row["units"] for row in givers] == [30, 20, 10]
    assert len({row["giver_id"] for row in givers}) == 3


async def test_one_answer_and_one_approval_are_for_all_of_them(db: None):
    at, line, joint, _lead = await begun()
    await commands.join_joint(await make.giver(), joint, JoinForm(30))
    await commands.accept_pledge(at.director, await first_pledge(joint))
    assert await state(joint) == ("complete", ["accepted"] * 2)
    await commands.approve_pledge(await matching.another_officer(), await first_pledge(joint))

    assert await state(joint) == ("complete", ["agreed"] * 2)
    assert (await matching.units("need_line", line))["committed"] == 60
    assert await value("SELECT count(*) FROM donation") == 2


async def test_nobody_joins_with_more_than_is_missing_or_after_it_is_full(db: None):
    _at, line, joint, _lead = await begun()
    with pytest.raises(Conflict) as refused:
        await commands.join_joint(await make.giver(), joint, JoinForm(31))
    assert refused.value.facts["left"] == 30
    await commands.join_joint(await make.giver(), joint, JoinForm(30))
    with pytest.raises(Conflict):
        await commands.join_joint(await make.giver(), joint, JoinForm(1))

    assert (await matching.units("need_line", line))["reserved"] == 60


async def test_what_others_promised_meanwhile_cannot_be_joined_with(db: None):
    """The joint aims at all sixty; somebody else promised forty of them alone."""
    _at, line, joint, _lead = await begun(own=20)
    await commands.offer_pledge(await make.giver(), PledgeForm(line, 40))

    with pytest.raises(Conflict):
        await commands.join_joint(await make.giver(), joint, JoinForm(40))


async def test_on_the_day_after_none_of_them_gives_and_every_unit_is_open(db: None):
    _at, line, joint, _lead = await begun()
    await commands.join_joint(await make.giver(), joint, JoinForm(20))
    with clock.freeze(clock.now() + timedelta(days=10)):
        assert await commands.sweep_pledges(SYSTEM) == 0
    with clock.freeze(clock.now() + timedelta(days=11)):
        assert await commands.sweep_pledges(SYSTEM) == 1

    assert await state(joint) == ("failed", ["expired", "expired"])
    assert (await matching.units("need_line", line))["reserved"] == 0


async def test_a_giver_who_steps_back_leaves_the_others_to_gather_on(db: None):
    at, line, joint, _lead = await begun()
    second = await make.giver()
    pledge = await commands.join_joint(second, joint, JoinForm(30))
    await commands.withdraw_pledge(second, pledge, "预算被砍掉了")
    assert await state(joint) == ("gathering", ["offered", "withdrawn"])
    with pytest.raises(Conflict):
        await commands.accept_pledge(at.director, await first_pledge(joint))
    await commands.join_joint(await make.giver(), joint, JoinForm(30))

    assert (await state(joint))[0] == "complete"
    assert (await matching.units("need_line", line))["reserved"] == 60


async def test_after_the_home_took_it_a_missing_giver_stops_the_approval(db: None):
    at, _line, joint, _lead = await begun()
    second = await make.giver()
    pledge = await commands.join_joint(second, joint, JoinForm(30))
    await commands.accept_pledge(at.director, pledge)
    await commands.withdraw_pledge(second, pledge, "预算被砍掉了")
    officer = await matching.another_officer()
    with pytest.raises(Conflict):
        await commands.approve_pledge(officer, await first_pledge(joint))
    joined = await commands.join_joint(await make.giver(), joint, JoinForm(30))
    with pytest.raises(Conflict):
        await commands.approve_pledge(officer, await first_pledge(joint))
    await commands.accept_pledge(at.director, joined)

    assert await commands.approve_pledge(officer, joined)
    assert (await state(joint))[1] == ["agreed", "withdrawn", "agreed"]


async def test_declining_one_declines_all_of_them(db: None):
    at, line, joint, _lead = await begun()
    await commands.join_joint(await make.giver(), joint, JoinForm(30))
    await commands.decline_pledge(at.director, await first_pledge(joint), "学校刚送来一批")

    assert await state(joint) == ("failed", ["declined", "declined"])
    assert (await matching.units("need_line", line))["reserved"] == 0


async def test_gathering_small_parts_does_not_slip_under_the_limit_of_two(db: None):
    """Two pledges of 30 books at 1,000 yuan are 60,000 yuan together."""
    at, _line, joint, _lead = await begun()
    await rows("UPDATE need_line SET reference_price_fen = 100000")
    await commands.join_joint(await make.giver(), joint, JoinForm(30))
    await commands.accept_pledge(at.director, await first_pledge(joint))

    assert not await commands.approve_pledge(
        await matching.another_officer(), await first_pledge(joint)
    )


@pytest.mark.parametrize(
    ("own", "target", "days", "field"),
    [(60, 60, 10, "units"), (0, 60, 10, "units"), (30, 60, -1, "due_on"), (30, 60, 61, "due_on")],
)
async def test_a_gathering_that_makes_no_sense_is_refused(
    db: None, own: int, target: int, days: int, field: str
):
    _at, _need, line = await make.books()
    form = JointForm(line, own, target, clock.today() + timedelta(days=days))

    with pytest.raises(Invalid) as refused:
        await commands.open_joint(await make.giver(), form)
    assert set(refused.value.fields) == {field}


async def test_more_than_the_line_has_left_is_not_gathered(db: None):
    _at, _need, line = await make.books()
    form = JointForm(line, 1, 61, clock.today() + timedelta(days=5))

    with pytest.raises(Conflict):
        await commands.open_joint(await make.giver(), form)
    assert await value("SELECT count(*) FROM joint_pledge") == 0
