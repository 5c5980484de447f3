"""Who came, for how long, and what it closed: confirmed by the home, never by who served."""

from datetime import timedelta

import asyncpg
import pytest

from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.foundation.db import one, rows, unit_of_work, value
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.needs.commands import close_need, confirm_need
from match.volunteers import commands
from match.volunteers.queries import my_shifts
from tests.needs import make as needs
from tests.people import make as people
from tests.volunteers import make

MINUTE = timedelta(minutes=1)


async def came(scene: make.Scene, late_minutes: int = 0, left_early_minutes: int | None = None):
    """Somebody who signed up, checked in, and perhaps checked out."""
    actor, signup = await make.signed(scene)
    code = await make.code(scene)
    with clock.freeze(scene.starts + late_minutes * MINUTE):
        await commands.check_in(actor, scene.shift, code)
    if left_early_minutes is not None:
        with clock.freeze(scene.ends - left_early_minutes * MINUTE):
            await commands.check_out(actor, scene.shift, code)
    return actor, signup


async def over(scene: make.Scene) -> None:
    """The clock finds the shift begun and ended."""
    for moment in (scene.starts, scene.ends + timedelta(hours=2)):
        with clock.freeze(moment):
            await commands.sweep_shifts(SYSTEM)


@pytest.mark.parametrize(
    ("minutes_from_start", "opens"),
    [(-31, False), (-30, True), (0, True), (120, True), (121, False)],
)
async def test_one_checks_in_from_half_an_hour_before_to_the_end(
    db: None, minutes_from_start: int, opens: bool
) -> None:
    scene = await make.opened()
    actor, signup = await make.signed(scene)
    with clock.freeze(scene.starts + minutes_from_start * MINUTE):
        if opens:
            await commands.check_in(actor, scene.shift, await make.code(scene))
        else:
            with pytest.raises(Conflict, match="签到时间"):
                await commands.check_in(actor, scene.shift, await make.code(scene))

    assert await make.standing(signup) == ("checked_in" if opens else "signed")


async def test_the_code_is_read_as_it_was_typed_and_a_wrong_one_is_refused(db: None) -> None:
    scene = await make.opened()
    actor, _signup = await make.signed(scene)
    code = await make.code(scene)
    assert len(code) == 8
    with clock.freeze(scene.starts):
        for wrong in ("", "00000000", code[:7], code + "A", "'; DROP TABLE shift; --", "\x00"):
            with pytest.raises(Invalid):
                await commands.check_in(actor, scene.shift, wrong)
        await commands.check_in(actor, scene.shift, f" {code[:4].lower()}-{code[4:]} ")
        with pytest.raises(Conflict, match="已经签到"):
            await commands.check_in(actor, scene.shift, code)


async def test_who_waits_or_never_signed_up_does_not_check_in(db: None) -> None:
    scene = await make.opened(places=1)
    await make.signed(scene)
    waiting, _ = await make.signed(scene)
    code = await make.code(scene)
    with clock.freeze(scene.starts):
        with pytest.raises(Conflict, match="候补"):
            await commands.check_in(waiting, scene.shift, code)
        with pytest.raises(NotFound):
            await commands.check_in(await make.volunteer(), scene.shift, code)


@pytest.mark.parametrize(
    ("late", "left_early", "minutes"),
    [(-20, None, 120), (0, 0, 120), (15, None, 105), (15, 30, 75), (0, -45, 120), (119, 1, 0)],
)
async def test_minutes_are_proposed_from_inside_the_shift_only(
    db: None, late: int, left_early: int | None, minutes: int
) -> None:
    """Two hours, 15:00 to 17:00; waiting before and staying after are not counted."""
    scene = await make.opened()
    actor, _signup = await came(scene, late, left_early)

    with clock.freeze(scene.ends + timedelta(minutes=50)):
        (pledge,) = (await my_shifts(actor)).past

    assert pledge.proposed == minutes


async def test_confirming_closes_units_of_the_need_by_this_signup(db: None) -> None:
    scene = await make.opened(units_each=2)
    actor, signup = await came(scene, left_early_minutes=0)
    await over(scene)
    before = await my_shifts(actor)

    await commands.confirm_hours(scene.director, signup, 115)

    assert await make.standing(signup) == "confirmed"
    assert await make.status(scene) == "confirmed"
    assert await make.line(scene) == (18, 0, 2)
    closures = await rows("SELECT kind, source_id, units FROM need_closure")
    assert [tuple(row.values()) for row in closures] == [("shift", signup, 2)]
    after = await my_shifts(actor)
    assert (before.confirmed_minutes, before.waiting_minutes) == (0, 120)
    assert (after.confirmed_minutes, after.waiting_minutes) == (115, 0)
    await make.commit_time()


async def test_a_need_closed_by_shifts_alone_is_confirmed_and_closed(db: None) -> None:
    need = await make.lessons(units=4)
    scene = await make.of(need, line_id=need.line, units_each=2)
    for signup in [(await came(scene))[1] for _ in range(2)]:
        with clock.freeze(scene.starts):
            await commands.sweep_shifts(SYSTEM)
        with clock.freeze(scene.ends):
            await commands.confirm_hours(scene.director, signup, 120)

    assert await needs.status(need.need) == "met"
    await confirm_need(need.director, need.need)
    await close_need(need.county, need.need)
    await make.commit_time()
    with clock.freeze(scene.ends), pytest.raises(Conflict, match="已经确认办结"):
        await commands.revoke_hours(scene.director, signup, "登记错了人")


@pytest.mark.parametrize("minutes", [0, -5, 151, 10**6])
async def test_not_more_than_the_shift_and_half_an_hour(db: None, minutes: int) -> None:
    scene = await make.opened()
    _actor, signup = await came(scene, left_early_minutes=0)
    await over(scene)
    with pytest.raises(Invalid) as refusal:
        await commands.confirm_hours(scene.director, signup, minutes)
    assert "1 到 150 分钟" in refusal.value.fields["minutes"]
    await commands.confirm_hours(scene.director, signup, 150)


async def test_who_served_never_confirms_nor_does_the_organisation(db: None) -> None:
    """The township's supervisor stands in for the home; but not for her own hours."""
    scene = await make.opened()
    supervisor = scene.need.supervisor
    await commands.register_volunteer(
        supervisor, make.profile(make.date(1980, 1, 1), kind="VK-WOM")
    )
    _supervisor, own = await make.signed(scene, supervisor)
    actor, signup = await make.signed(scene)
    with clock.freeze(scene.starts):
        for each in (own, signup):
            await commands.tick_present(scene.director, each)
    await over(scene)

    with pytest.raises(Denied, match="自己的服务时长"):
        await commands.confirm_hours(supervisor, own, 60)
    with pytest.raises(NotFound):
        await commands.confirm_hours(actor, signup, 60)
    with pytest.raises(NotFound):
        await commands.confirm_hours(await people.account("donor"), signup, 60)
    with clock.freeze(scene.ends):
        await commands.confirm_hours(supervisor, signup, 60)

    with pytest.raises(asyncpg.CheckViolationError):
        async with unit_of_work():
            await value("UPDATE shift_signup SET confirmed_by = volunteer_id WHERE id = $1", signup)


async def test_a_correction_says_why_and_every_figure_is_kept(db: None) -> None:
    scene = await make.opened()
    actor, signup = await came(scene, left_early_minutes=0)
    await over(scene)
    await commands.confirm_hours(scene.director, signup, 120)

    for minutes, reason, field in (
        (90, " ", "reason"),
        (120, "再看一遍", "minutes"),
        (90, "电话 13800138000 说的", "reason"),
    ):
        with pytest.raises(Invalid) as refusal:
            await commands.correct_hours(scene.director, signup, minutes, reason)
        assert refusal.value.fields.keys() == {field}
    await commands.correct_hours(scene.director, signup, 90, "提前离开，签退忘了")

    kept = await rows("SELECT minutes, reason FROM shift_hours ORDER BY id")
    assert [tuple(row.values()) for row in kept] == [(120, ""), (90, "提前离开，签退忘了")]
    assert (await my_shifts(actor)).confirmed_minutes == 90
    assert await make.line(scene) == (18, 0, 2)
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with unit_of_work():
            await value("UPDATE shift_hours SET minutes = 120")


async def test_a_confirmation_taken_back_gives_the_units_back(db: None) -> None:
    scene = await make.opened()
    actor, signup = await came(scene, left_early_minutes=0)
    await over(scene)
    await commands.confirm_hours(scene.director, signup, 120)

    await commands.revoke_hours(scene.director, signup, "登记错了人")

    assert await make.standing(signup) == "absent"
    assert await make.line(scene) == (20, 0, 0)
    moved = await rows("SELECT units, reason FROM need_closure ORDER BY id")
    assert [tuple(row.values()) for row in moved] == [(2, ""), (-2, "登记错了人")]
    assert (await my_shifts(actor)).confirmed_minutes == 0
    await make.commit_time()


async def test_hours_wait_until_the_shift_is_over_or_the_volunteer_left(db: None) -> None:
    scene = await make.opened()
    _actor, signup = await came(scene)
    with clock.freeze(scene.starts):
        await commands.sweep_shifts(SYSTEM)
        with pytest.raises(Conflict, match="结束或本人签退"):
            await commands.confirm_hours(scene.director, signup, 60)


async def test_the_home_ticks_who_has_no_phone_and_corrects_an_absence(db: None) -> None:
    scene = await make.opened()
    _actor, signup = await make.signed(scene)
    with pytest.raises(Conflict, match="还没到"):
        await commands.tick_present(scene.director, signup)
    await over(scene)
    with clock.freeze(scene.ends):
        await commands.mark_absent(scene.director, signup, "没有到场，电话未接")
        assert await make.line(scene) == (20, 0, 0)
        assert await make.status(scene) == "confirmed"

        await commands.tick_present(scene.director, signup)
        await commands.confirm_hours(scene.director, signup, 120)

    assert await make.line(scene) == (18, 0, 2)
    await make.commit_time()


async def test_an_absence_can_be_corrected_while_hours_are_open(db: None) -> None:
    scene = await make.opened()
    _one, first = await make.signed(scene)
    _two, second = await make.signed(scene)
    await over(scene)
    await commands.mark_absent(scene.director, first, "没有到场，电话未接")
    assert await make.line(scene) == (18, 2, 0)

    with clock.freeze(scene.ends):
        await commands.tick_present(scene.director, first)

    assert await make.line(scene) == (16, 4, 0)
    row = await one("SELECT checked_in_at FROM shift_signup WHERE id = $1", first)
    assert row is not None
    assert row["checked_in_at"] == scene.starts
    with clock.freeze(scene.ends):
        await commands.tick_present(scene.director, second)
        for each in (first, second):
            await commands.confirm_hours(scene.director, each, 120)
    assert await make.line(scene) == (16, 0, 4)
    assert await make.status(scene) == "confirmed"
    await make.commit_time()


async def test_nobody_is_absent_before_the_shift_begins(db: None) -> None:
    scene = await make.opened()
    _actor, signup = await make.signed(scene)
    with pytest.raises(Conflict, match="开始以后"):
        await commands.mark_absent(scene.director, signup, "没有到场")
