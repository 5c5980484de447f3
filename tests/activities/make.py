"""Activities for tests: a working home with its people, and forms filled in."""

from datetime import date, timedelta
from typing import Any

import msgspec

from match.activities import commands
from match.activities.forms import ActivityForm, HeadsForm
from match.foundation import clock
from match.foundation.actor import Actor
from match.people.commands.checks import record_check
from tests.homes import make as homes
from tests.people import make as people

VILLAGE = homes.VILLAGE


class Scene(msgspec.Struct, frozen=True):
    """A home that works, its director, somebody of its rota, its township's supervisor."""

    home: int
    director: Actor
    rota: Actor
    supervisor: Actor


async def scene(division: str = VILLAGE) -> Scene:
    """Everybody around one home that opened by the real way."""
    home, director = await homes.working(division)
    return Scene(
        home,
        director,
        await people.account("rota", division, home=home),
        await people.account("supervisor", division[:9]),
    )


def form(day: date | None = None, **other: Any) -> ActivityForm:
    """A reading afternoon in a week, for twenty children."""
    fields: dict[str, Any] = {
        "kind": "ACT-READ",
        "day": day or clock.today() + timedelta(days=7),
        "starts": "15:00",
        "ends": "16:30",
        "capacity": 20,
        **other,
    }
    return ActivityForm(**fields)


async def held(at: Scene, kind: str, day: date, **other: Any) -> int:
    """An activity that took place, twelve children of 6–8 and three adults, by the director."""
    heads = other.pop("heads", HeadsForm(age_6_8=12, adults=3))
    return await commands.note_activity(at.director, at.home, form(day, kind=kind, **other), heads)


async def checked(person: Actor, result: str = "clear", on: date | None = None) -> None:
    """What the county records of a background check."""
    assert person.id is not None
    await people.place("433101000000")
    county = await people.account("county", "433101")
    await record_check(
        county,
        person.id,
        result=result,
        issuer="吉首市公安局",
        checked_on=on or clock.today(),
        division="433101000000",
    )
