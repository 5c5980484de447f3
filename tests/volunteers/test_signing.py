"""Pledging time: the gate, places, clashes, the waiting list, and two people at one moment."""

import asyncio
from datetime import date, time, timedelta
from typing import Any

import asyncpg
import pytest

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import command, connection, unit_of_work, value
from match.foundation.embedded.services import Services
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.needs.commands import withdraw_need
from match.volunteers import commands
from match.volunteers.policy import Person, Task, may_serve
from tests.lasting import lasting
from tests.people import make as people
from tests.volunteers import make


async def join(scene: make.Scene, actor: Actor) -> str:
    return await commands.sign_up(actor, scene.shift, risk_accepted=True)


async def test_a_place_is_taken_and_its_units_are_held(db: None) -> None:
    scene = await make.opened()
    _actor, signup = await make.signed(scene)

    assert await make.standing(signup) == "signed"
    assert await make.line(scene) == (18, 2, 0)
    assert await value("SELECT taken FROM shift WHERE id = $1", scene.shift) == 1
    await make.commit_time()


async def test_the_last_place_fills_and_a_free_one_opens_again(db: None) -> None:
    scene = await make.opened()
    first, _ = await make.signed(scene)
    await make.signed(scene)
    assert await make.status(scene) == "full"

    await commands.withdraw(first, scene.shift)

    assert await make.status(scene) == "open"
    assert await make.line(scene) == (18, 2, 0)
    await make.commit_time()


async def test_the_risk_notice_must_be_confirmed_and_is_kept_on_record(db: None) -> None:
    scene = await make.opened()
    actor = await make.volunteer()

    with pytest.raises(Invalid) as refusal:
        await commands.sign_up(actor, scene.shift, risk_accepted=False)
    await join(scene, actor)

    assert refusal.value.fields.keys() == {"risk_accepted"}
    # sha256 of the notice in tests/volunteers/make.py, computed with sha256sum.
    kept = await value("SELECT risk_hash FROM shift_signup WHERE shift_id = $1", scene.shift)
    assert kept == RISK_SHA256


RISK_SHA256 = "86888da7bdf490e41e952bd918297bbc1a131eee7d9ecf45391d9c3cbdc79e3a"

BASE = Person(7, "张三丰", True, date(1990, 1, 1), frozenset(), False, 18)
TASK = Task(date(2026, 12, 5), 3, 18, False)
# Seventeen on the day; the guardian agreed and has a place in the same shift.
MINOR = {"born_on": date(2008, 12, 6), "consented": True, "accompanied": True}


@pytest.mark.parametrize(
    ("person", "task", "words"),
    [
        ({"born_on": None}, {}, "先登记"),
        ({"name": " "}, {}, "实名"),
        ({"has_phone": False}, {}, "实名"),
        ({"directs": frozenset({3})}, {}, "本职工作"),
        ({"identified": False}, {}, "证件号码"),
        ({"born_on": date(2008, 12, 6)}, {}, "年满 18"),
        ({"born_on": date(2008, 12, 6)}, {"minimum_age": 14}, "监护人同意"),
        ({"born_on": date(2008, 12, 6), "consented": True}, {"minimum_age": 14}, "先报名"),
        (MINOR, {"minimum_age": 14}, None),
        (MINOR, {"minimum_age": 14, "child_contact": True}, None),
        (MINOR | {"trained": False}, {"minimum_age": 14, "child_contact": True}, "保护课程"),
        ({"checked": True, "trained": False}, {"child_contact": True}, "保护课程"),
        ({}, {"skill": "READ"}, "相应专长"),
        ({"declared": frozenset({"READ"})}, {"skill": "READ"}, None),
        ({"declared": frozenset({"MED-N"})}, {"skill": "MED-N", "must_prove": True}, "职业资格"),
        ({"proved": frozenset({"MED-N"})}, {"skill": "MED-N", "must_prove": True}, None),
        ({"born_on": date(2006, 1, 1)}, {"minimum_age": 22}, "年满 22"),
        ({}, {"child_contact": True}, "违法犯罪记录"),
        ({}, {}, None),
        ({"born_on": date(2008, 12, 5)}, {}, None),
        ({"checked": True}, {"child_contact": True}, None),
        ({"directs": frozenset({4})}, {}, None),
    ],
)
def test_the_gate(person: dict[str, Any], task: dict[str, Any], words: str | None) -> None:
    import msgspec

    verdict = may_serve(
        msgspec.structs.replace(BASE, **person), msgspec.structs.replace(TASK, **task)
    )

    assert verdict is True if words is None else words in str(verdict)


@pytest.mark.parametrize(
    ("result", "days_ago", "may"),
    [("clear", 0, True), ("clear", 360, False), ("not_clear", 0, False), (None, 0, False)],
)
async def test_contact_with_children_asks_for_a_check_that_holds_on_that_day(
    db: None, result: str | None, days_ago: int, may: bool
) -> None:
    """A check of 360 days ago holds today, but not in ten days."""
    scene = await make.opened(child_contact=True)
    actor = await make.volunteer()
    await make.course(actor)
    if result:
        await make.check(actor, result, clock.today() - timedelta(days=days_ago))

    if may:
        assert await join(scene, actor) == "signed"
    else:
        with pytest.raises(Denied, match="违法犯罪记录"):
            await join(scene, actor)
        assert await make.line(scene) == (20, 0, 0)


async def test_who_did_not_register_or_directs_the_home_is_told_so(db: None) -> None:
    scene = await make.opened()
    with pytest.raises(Denied, match="先登记"):
        await join(scene, await people.account())
    await commands.register_volunteer(scene.director, make.profile(date(1980, 1, 1), kind="VK-WOM"))
    with pytest.raises(Denied, match="本职工作"):
        await join(scene, scene.director)


async def test_nobody_pledges_twice(db: None) -> None:
    scene = await make.opened(places=3)
    actor, _ = await make.signed(scene)
    with pytest.raises(Conflict, match="已经报名"):
        await join(scene, actor)
    await commands.withdraw(actor, scene.shift)
    assert await join(scene, actor) == "signed"


@pytest.mark.parametrize(
    ("starts", "ends", "same_home", "fits"),
    [
        (time(16), time(18), True, False),
        (time(17), time(18), True, True),
        (time(13), time(15), True, True),
        (time(17), time(18), False, False),
        (time(17, 59), time(19), False, False),
        (time(18), time(19), False, True),
        (time(12), time(14), False, True),
        (time(12), time(14, 1), False, False),
    ],
)
async def test_two_shifts_need_the_time_between_them(
    db: None, starts: time, ends: time, same_home: bool, fits: bool
) -> None:
    """Travel between two homes takes 60 minutes (volunteers.travel_minutes)."""
    scene = await make.opened()
    actor, _ = await make.signed(scene)
    need = scene.need if same_home else await make.lessons(division="433101001202")
    other = await make.of(need, line_id=need.line, starts=starts, ends=ends)

    if fits:
        assert await join(other, actor) == "signed"
    else:
        with pytest.raises(Conflict, match="时间冲突"):
            await join(other, actor)


async def test_the_waiting_list_moves_up_in_order_past_who_cannot_come(db: None) -> None:
    scene = await make.opened(places=1, units_each=5)
    first, _ = await make.signed(scene)
    second, third, fourth = [await make.volunteer() for _ in range(3)]
    assert [await join(scene, one) for one in (second, third, fourth)] == ["waiting"] * 3
    busy = await make.of(await make.lessons(division="433101001202"), starts=time(16))
    await join(busy, second)

    await commands.withdraw(first, scene.shift)

    stands = [await make.standing(await make.signup(scene, one)) for one in (second, third, fourth)]
    assert stands == ["waiting", "signed", "waiting"]
    assert await make.line(scene) == (15, 5, 0)
    assert await value("SELECT count(*) FROM outbox WHERE topic = 'signup.promoted'") == 1
    await make.commit_time()


@pytest.mark.parametrize(("hours_before", "late"), [(25, False), (23, True)])
async def test_who_steps_back_near_the_start_steps_back_late(
    db: None, hours_before: int, late: bool
) -> None:
    scene = await make.opened()
    actor, signup = await make.signed(scene)

    with clock.freeze(scene.starts - timedelta(hours=hours_before)):
        assert await commands.withdraw(actor, scene.shift) is late

    assert await value("SELECT late FROM shift_signup WHERE id = $1", signup) is late
    assert await make.line(scene) == (20, 0, 0)


async def test_after_the_start_nobody_steps_back_or_gets_in(db: None) -> None:
    scene = await make.opened()
    actor, _ = await make.signed(scene)
    with clock.freeze(scene.starts):
        with pytest.raises(Conflict, match="已经开始"):
            await commands.withdraw(actor, scene.shift)
        with pytest.raises(Conflict, match="不能报名"):
            await join(scene, await make.volunteer())


async def test_strangers_and_drafts(db: None) -> None:
    need = await make.lessons()
    draft = await commands.draft_shift(need.director, make.form(need.home))
    actor = await make.volunteer()
    for shift in (draft, 0, 10**15):
        with pytest.raises(NotFound):
            await commands.sign_up(actor, shift, risk_accepted=True)
    with pytest.raises(NotFound):
        await commands.open_shift(actor, draft)
    scene = await make.of(need)
    with pytest.raises(Denied):
        await commands.cancel_shift(actor, scene.shift, "我不想让它开")
    with pytest.raises(NotFound, match="没有报名"):
        await commands.withdraw(actor, scene.shift)


async def test_units_that_somebody_else_took_are_not_promised_again(db: None) -> None:
    need = await make.lessons(units=4)
    one = await make.of(need, line_id=need.line, units_each=2)
    two = await make.of(need, line_id=need.line, units_each=2, starts=time(9), ends=time(10))
    await make.signed(one)
    await make.signed(one)

    with pytest.raises(Conflict, match="只剩 0"):
        await make.signed(two)
    assert await value("SELECT taken FROM shift WHERE id = $1", two.shift) == 0


async def test_a_need_that_goes_takes_its_shifts_along(db: None) -> None:
    scene = await make.opened()
    _actor, signup = await make.signed(scene)
    await withdraw_need(scene.director, scene.need.need, "不需要了，孩子们放假")

    assert await commands.need_gone(scene.director, scene.need.need) == 1

    assert await make.status(scene) == "cancelled"
    assert await make.standing(signup) == "cancelled"
    assert await make.line(scene) == (20, 0, 0)
    await make.commit_time()


async def test_an_erased_account_frees_its_places(db: None) -> None:
    scene = await make.opened(places=1)
    gone, _ = await make.signed(scene)
    nextone = await make.volunteer()
    await join(scene, nextone)

    await commands.volunteer_gone(gone, gone.id or 0)

    assert await make.standing(await make.signup(scene, nextone)) == "signed"
    assert await value("SELECT count(*) FROM volunteer WHERE account_id = $1", gone.id) == 0


@command
async def _scene(places: int) -> make.Scene:
    return await make.opened(places=places, units_each=1)


@command
async def _crowd(count: int) -> list[Actor]:
    return [await make.volunteer() for _ in range(count)]


@pytest.mark.bank
async def test_at_one_moment_places_are_not_oversold(services: Services, database: None) -> None:
    """Six people on real connections of their own, two places."""
    async with lasting(services):
        scene = await _scene(2)
        crowd = await _crowd(6)

        got = await asyncio.gather(*(join(scene, one) for one in crowd))

        assert sorted(got) == ["signed"] * 2 + ["waiting"] * 4
        assert await make.line(scene) == (18, 2, 0)
        assert await make.status(scene) == "full"


@pytest.mark.bank
async def test_one_person_at_one_moment_gets_one_of_two_shifts(
    services: Services, database: None
) -> None:
    async with lasting(services):
        one = await _scene(2)
        other = await _other(one)
        (actor,) = await _crowd(1)

        got = await asyncio.gather(join(one, actor), join(other, actor), return_exceptions=True)

        assert sorted(type(answer).__name__ for answer in got) == ["Conflict", "SignupStatus"]


@command
async def _other(scene: make.Scene) -> make.Scene:
    return await make.of(scene.need, starts=time(16), ends=time(18))


@pytest.mark.bank
@pytest.mark.parametrize(("guarded", "held"), [(True, 2), (False, 6)])
async def test_a_program_that_only_counts_first_oversells_without_the_guards(
    services: Services, database: None, guarded: bool, held: int
) -> None:
    """The naive twin: everybody counts, then everybody writes. The table's guards stop it; without
    them it sells two places six times."""
    async with lasting(services) as superuser:
        if not guarded:
            await superuser.execute("ALTER TABLE shift DROP CONSTRAINT shift_never_oversold")
        try:
            async with lasting(services):
                sold = await _sold_carelessly(services)
        finally:
            if not guarded:
                await superuser.execute(
                    'ALTER TABLE shift ADD CONSTRAINT shift_never_oversold CHECK ("taken" BETWEEN 0'
                    ' AND "places")'
                )

    assert sold == held


async def _sold_carelessly(services: Services) -> int:
    scene = await _scene(2)
    everybody_counted = asyncio.Barrier(6)
    await asyncio.gather(
        *(_careless(services, scene, one, everybody_counted) for one in await _crowd(6)),
        return_exceptions=True,
    )
    return await value(
        "SELECT count(*) FROM shift_signup WHERE shift_id = $1 AND status = 'signed'", scene.shift
    )


async def _careless(services: Services, scene: make.Scene, actor: Actor, counted: Any) -> None:
    own = await asyncpg.connect(services.owner_database_url)
    try:
        async with own.transaction():
            taken = await own.fetchval("SELECT taken FROM shift WHERE id = $1", scene.shift)
            await counted.wait()
            if taken < 2:
                await own.execute(
                    "INSERT INTO shift_signup (shift_id, volunteer_id, division, status,"
                    " starts_at, ends_at, risk_hash) VALUES ($1, $2, '433101001201', 'signed',"
                    " $3, $4, '')",
                    scene.shift,
                    actor.id,
                    scene.starts,
                    scene.ends,
                )
                await own.execute("UPDATE shift SET taken = taken + 1 WHERE id = $1", scene.shift)
    finally:
        await own.close()


async def test_the_database_counts_who_holds_a_place(db: None) -> None:
    scene = await make.opened()
    await make.signed(scene)
    for bent in (
        f"UPDATE shift SET taken = 2 WHERE id = {scene.shift}",
        f"UPDATE shift_signup SET status = 'withdrawn' WHERE shift_id = {scene.shift}",
    ):
        with pytest.raises(asyncpg.CheckViolationError, match="places taken"):
            async with unit_of_work():
                await value(bent)
                async with connection() as held:
                    await held.execute("SET CONSTRAINTS ALL IMMEDIATE")
