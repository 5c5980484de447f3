"""A home whose director, supervisor and county have leave, and children in it."""

from datetime import date
from itertools import count
from typing import Any

import msgspec

from match.care import commands
from match.care.forms import ChildForm, LeaveForm
from match.care.states import Purpose
from match.foundation.actor import Actor
from match.foundation.db import value as any_value
from match.foundation.restricted import restricted
from tests.people import make as people

VILLAGE, TOWNSHIP, COUNTY, PREFECTURE = "433101001201", "433101001", "433101", "4331"
_numbers = count(1)


class Scene(msgspec.Struct, frozen=True):
    """Everybody around one home, each in charge where they should be."""

    home: int
    director: Actor
    supervisor: Actor
    county: Actor
    prefecture: Actor


async def scene(village: str = VILLAGE, *, leave: bool = True) -> Scene:
    """A home; with *leave* its director may open its files, by the supervisor's word."""
    for code in (village, village[:9], village[:6]):
        await people.place(code.ljust(12, "0"))
    home = await people.home(village)
    director = await people.account("director", village, home=home)
    supervisor = await people.account("supervisor", village[:9])
    county = await people.account("county", village[:6])
    prefecture = await people.account("prefecture", village[:4])
    for actor, place in (
        (supervisor, village[:9]),
        (county, village[:6]),
        (prefecture, village[:4]),
    ):
        assert actor.id is not None
        namer = prefecture if len(place) == 4 else county
        await commands.name_in_charge(namer, place, actor.id)
    made = Scene(home, director, supervisor, county, prefecture)
    if leave:
        await give_leave(made, director, home_id=home)
    return made


async def give_leave(scene: Scene, actor: Actor, **where: Any) -> int:
    """Leave for *actor*, decided one level up as it must be."""
    form = LeaveForm(
        **{"purpose": Purpose.daily, "reason": "日常照护和关爱服务需要", "days": 90, **where}
    )
    grant = await commands.ask_leave(actor, form)
    decider = {scene.director.id: scene.supervisor, scene.supervisor.id: scene.county}
    await commands.approve_leave(decider.get(actor.id, scene.prefecture), grant)
    return grant


def form(**other: Any) -> ChildForm:
    """A child of ten, invented, with a name that occurs nowhere else."""
    fields: dict[str, Any] = {
        "name": f"欧阳测{next(_numbers)}",
        "born": date(2016, 5, 20),
        "address": "河溪村三组石板屋旁",
        "phone": "13874300000",
        "school": "河溪小学四年级二班",
        "health": "对青霉素过敏",
        "groups": ("LBC",),
        **other,
    }
    return ChildForm(**fields)


async def child(scene: Scene, **other: Any) -> int:
    """A registered child in the scene's home."""
    return await commands.register_child(scene.director, scene.home, form(**other))


async def value(sql: str, *values: Any, scope: str = COUNTY) -> Any:
    """One value as the room itself sees it."""
    async with restricted((scope,)):
        return await any_value(sql, *values)
