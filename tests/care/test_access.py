"""Leave, and looks: exactly one row for each act, also when it fails or is refused."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from match.care import access, commands
from match.care.forms import LeaveForm
from match.care.queries import child_file, found, home_files, looks, waiting_leave
from match.care.states import Purpose
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import one, rows
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.foundation.restricted import restricted
from tests.care import make
from tests.people import make as people


async def seen(child: int) -> list[tuple[str, str]]:
    """(part, refused) of every look at a child, oldest first."""
    async with restricted((make.COUNTY,)):
        found = await rows(
            "SELECT part, refused FROM care.look WHERE children @> ARRAY[$1::bigint] ORDER BY id",
            child,
        )
    return [(row["part"], row["refused"]) for row in found]


async def test_opening_a_file_leaves_one_look(db: None) -> None:
    scene = await make.scene()
    child = await make.child(scene)

    await child_file(scene.director, child)

    assert await seen(child) == [("file", "")]


async def test_a_list_and_a_search_leave_one_look_each(db: None) -> None:
    scene = await make.scene()
    child = await make.child(scene, name="欧阳寻找")

    listed = await home_files(scene.director, scene.home)
    hits = await found(scene.director, " 欧阳 寻找 ")

    assert listed is not None
    assert [line.id for line in listed.children] == [child]
    assert [line.name for line in hits] == ["欧阳寻找"]
    assert await seen(child) == [("list", ""), ("search", "")]


async def test_without_leave_nothing_opens_and_the_attempt_is_written_down(db: None) -> None:
    scene = await make.scene()
    child = await make.child(scene)

    for actor in (scene.supervisor, scene.county):
        with pytest.raises(NotFound):
            await child_file(actor, child)

    assert await seen(child) == [("file", "leave"), ("file", "leave")]


async def test_an_error_while_reading_still_leaves_exactly_one_look(db: None) -> None:
    scene = await make.scene()
    child = await make.child(scene)

    with pytest.raises(ZeroDivisionError):
        async with access.opened(scene.director, child, "file"):
            await one("SELECT 1 FROM care.child WHERE id = $1", child)
            raise ZeroDivisionError

    assert await seen(child) == [("file", "")]


async def test_a_twin_that_writes_the_look_with_the_reading_loses_it(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The broken twin: the look in the reading's own transaction goes with it when that fails."""
    scene = await make.scene()
    child = await make.child(scene)

    async def together(sql: str, *values: object, prefixes: object) -> object:
        del prefixes
        return await one(sql, *values)

    @asynccontextmanager
    async def twin(actor: Actor, child_id: int) -> AsyncIterator[None]:
        monkeypatch.setattr(access, "apart", together)
        place = {"division": make.VILLAGE, "home_id": scene.home}
        async with access.restricted((make.COUNTY,)):
            await access.looked(actor, "twin", [child_id], place=place, leave=None)
            yield

    with pytest.raises(ZeroDivisionError):
        async with twin(scene.director, child):
            raise ZeroDivisionError

    assert await seen(child) == []


async def test_leave_ends_with_its_day_with_a_revocation_and_with_the_post(db: None) -> None:
    scene = await make.scene(leave=False)
    grant = await make.give_leave(scene, scene.director, home_id=scene.home)
    child = await make.child(scene)
    await child_file(scene.director, child)

    later = clock.now() + timedelta(days=91)
    with clock.freeze(later), pytest.raises(NotFound):
        await child_file(scene.director, child)
    await child_file(scene.director, child)
    elsewhere = Actor(id=scene.director.id, grants=())
    with pytest.raises(NotFound):
        await child_file(elsewhere, child)
    await commands.revoke_leave(scene.supervisor, grant, "换了主任")
    with pytest.raises(NotFound):
        await child_file(scene.director, child)


async def test_nobody_approves_their_own_leave_nor_one_of_their_own_level(db: None) -> None:
    scene = await make.scene(leave=False)
    form = LeaveForm(
        purpose=Purpose.review, reason="检查档案更新情况", division=make.TOWNSHIP, days=30
    )
    grant = await commands.ask_leave(scene.supervisor, form)
    other = await people.account("supervisor", make.TOWNSHIP)

    for actor in (scene.supervisor, other, scene.director):
        with pytest.raises((Denied, NotFound)):
            await commands.approve_leave(actor, grant)
    assert [line.mine for line in await waiting_leave(scene.county) if line.id == grant] == [True]
    await commands.approve_leave(scene.county, grant)
    with pytest.raises(Conflict):
        await commands.approve_leave(scene.county, grant)


async def test_only_the_named_person_decides(db: None) -> None:
    scene = await make.scene(leave=False)
    form = LeaveForm(purpose=Purpose.daily, reason="日常照护和关爱服务", home_id=scene.home)
    grant = await commands.ask_leave(scene.director, form)
    unnamed = await people.account("supervisor", make.TOWNSHIP)

    with pytest.raises(Denied):
        await commands.approve_leave(unnamed, grant)
    assert unnamed.id is not None
    await commands.name_in_charge(scene.county, make.TOWNSHIP, unnamed.id)
    with pytest.raises(Denied):
        await commands.name_in_charge(scene.supervisor, make.TOWNSHIP, unnamed.id)
    await commands.approve_leave(unnamed, grant)


async def test_county_staff_are_let_in_by_the_prefecture_which_sees_no_file(db: None) -> None:
    scene = await make.scene()
    child = await make.child(scene)
    await make.give_leave(scene, scene.county, division=make.COUNTY)

    assert (await child_file(scene.county, child)).home_id == scene.home
    with pytest.raises(Denied):
        await make.give_leave(scene, scene.prefecture, division=make.PREFECTURE)
    with pytest.raises(NotFound):
        await child_file(scene.prefecture, child)


async def test_leave_for_one_child_opens_that_one_only(db: None) -> None:
    scene = await make.scene()
    one_child, other = await make.child(scene), await make.child(scene)
    await make.give_leave(
        scene, scene.supervisor, division=make.TOWNSHIP, child_id=one_child, purpose=Purpose.case
    )

    await child_file(scene.supervisor, one_child)
    with pytest.raises(NotFound):
        await child_file(scene.supervisor, other)
    assert await home_files(scene.supervisor, scene.home) is None


async def test_leave_is_asked_for_ones_own_place_and_a_bounded_time(db: None) -> None:
    scene = await make.scene(leave=False)
    daily = Purpose.daily
    for form, error in (
        (LeaveForm(purpose=daily, reason="日常照护服务", division=make.COUNTY), Denied),
        (LeaveForm(purpose=daily, reason="日常照护服务", home_id=scene.home, days=366), Invalid),
        (LeaveForm(purpose=daily, reason="看看", home_id=scene.home), Invalid),
    ):
        with pytest.raises(error):
            await commands.ask_leave(scene.director, form)


async def test_a_supervisor_sees_who_looked_in_her_township_and_no_name_of_a_child(
    db: None,
) -> None:
    scene = await make.scene()
    child = await make.child(scene, name="欧阳被看")
    await child_file(scene.director, child)

    lines = await looks(scene.supervisor, child=child)

    assert [(line.name, line.part, line.children) for line in lines] == [
        (scene.director.name, "file", (child,))
    ]
    assert "欧阳被看" not in str(lines)
    far = await people.account("supervisor", "433122100")
    assert await looks(far, child=child) == []
    with pytest.raises(Denied):
        await looks(scene.director)
