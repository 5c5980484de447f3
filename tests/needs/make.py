"""Needs for tests: `form()` fills one in; `draft()`, `waiting()`, `checked()`, `published()`."""

from datetime import timedelta
from typing import Any

import msgspec

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import one, rows
from match.needs import commands
from match.needs.commands import Closure
from match.needs.forms import Line, NeedForm
from match.needs.states import ClosureKind
from tests.homes import make as homes
from tests.people import make as people

VILLAGE = homes.VILLAGE
# The rooms above say which agreement it was; here any will do.
GIFT = Closure(ClosureKind.gift, 1)


class Scene(msgspec.Struct, frozen=True):
    """A need and the people around it. ``line`` is the first line's id."""

    need: int
    home: int
    director: Actor
    supervisor: Actor
    county: Actor
    line: int


def form(home_id: int, **other: Any) -> NeedForm:
    """Forty quilts for twenty-five children, wanted in thirty days."""
    fields: dict[str, Any] = {
        "home_id": home_id,
        "category": "MAT-BED",
        "title": "过冬棉被四十床",
        "purpose": "冬天活动室和午休室太冷，给来午休的孩子准备加厚棉被。",
        "lines": [Line("加厚棉被", 40, "床"), Line("床单", 40, "条")],
        "bands": {"6-8": 15, "9-11": 10},
        "due_on": clock.today() + timedelta(days=30),
        **other,
    }
    return NeedForm(**fields)


async def draft(division: str = VILLAGE, **other: Any) -> Scene:
    """A draft of a working home, with its director, its township's and its county's clerk."""
    home_id, director = await homes.working(division)
    return await _scene(home_id, director, division, form(home_id, **other))


async def another(scene: Scene, **other: Any) -> Scene:
    """One more draft of the same home."""
    need_id = await commands.write_need(scene.director, form(scene.home, **other))
    return msgspec.structs.replace(scene, need=need_id, line=await _first_line(need_id))


async def waiting(division: str = VILLAGE, **other: Any) -> Scene:
    """Handed in: at the township's desk, or at the privacy check."""
    scene = await draft(division, **other)
    await commands.submit_need(scene.director, scene.need)
    return scene


async def checked(division: str = VILLAGE, **other: Any) -> Scene:
    """At the county's desk."""
    scene = await waiting(division, **other)
    await commands.check_need(scene.supervisor, scene.need)
    return scene


async def published(division: str = VILLAGE, **other: Any) -> Scene:
    """Open to everybody."""
    scene = await checked(division, **other)
    await commands.approve_need(scene.county, scene.need)
    return scene


async def status(need_id: int) -> str:
    """Where a need stands now."""
    row = await one("SELECT status FROM need WHERE id = $1", need_id)
    assert row is not None
    return row["status"]


async def lines(need_id: int) -> list[dict[str, Any]]:
    """The lines of a need as rows."""
    return await rows("SELECT * FROM need_line WHERE need_id = $1 ORDER BY position", need_id)


async def _scene(home_id: int, director: Actor, division: str, filled: NeedForm) -> Scene:
    need_id = await commands.write_need(director, filled)
    return Scene(
        need_id,
        home_id,
        director,
        await people.account("supervisor", division[:9]),
        await people.account("county", division[:6]),
        await _first_line(need_id),
    )


async def _first_line(need_id: int) -> int:
    row = await one("SELECT id FROM need_line WHERE need_id = $1 ORDER BY position", need_id)
    assert row is not None
    return row["id"]
