"""Shifts for tests: `scene()` has a home with a service need; `opened()` a shift in it."""

from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Any

import msgspec

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import one, value
from match.needs.forms import Line
from match.people.commands.checks import record_check
from match.volunteers import commands
from match.volunteers.forms import CourseForm, ShiftForm, VolunteerForm
from tests.needs import make as needs
from tests.people import make as people

_numbers = count(1)
RISK = "乡村道路和活动场地可能跌倒，请听从现场安排。"


class Scene(msgspec.Struct, frozen=True):
    """A need for lessons, its people, and one shift of two places."""

    need: needs.Scene
    shift: int
    starts: datetime
    ends: datetime

    @property
    def director(self) -> Actor:
        return self.need.director

    @property
    def line(self) -> int:
        return self.need.line


def day() -> date:
    """Ten days ahead."""
    return clock.today() + timedelta(days=10)


def form(home: int, **other: Any) -> ShiftForm:
    """Saturday-like: two people for two hours in the afternoon."""
    fields: dict[str, Any] = {
        "home_id": home,
        "title": "下午陪孩子们读绘本",
        "asked": "带孩子们读绘本、整理阅读角。",
        "day": day(),
        "starts": time(15),
        "ends": time(17),
        "places": 2,
        "risk": RISK,
        "child_contact": False,
        "children": 20,
        **other,
    }
    for name in ("starts", "ends"):
        fields[name] = f"{fields[name]:%H:%M}"
    return ShiftForm(**fields)


async def lessons(units: int = 20, **other: Any) -> needs.Scene:
    """A published need for lessons."""
    return await needs.published(
        **{
            "category": "SVC-TUT",
            "title": "周末阅读陪伴二十课时",
            "purpose": "希望周末有人带孩子们读书。",
            "lines": [Line("阅读陪伴", units, "课时", "SVC-TUT")],
            **other,
        }
    )


async def opened(units_each: int = 2, **other: Any) -> Scene:
    """An open shift for a line of a need; each participation closes two lessons."""
    need = await lessons()
    return await of(need, line_id=need.line, units_each=units_each, **other)


async def of(need: needs.Scene, **other: Any) -> Scene:
    """An open shift at this need's home."""
    shift = await commands.draft_shift(need.director, form(need.home, **other))
    await commands.open_shift(need.director, shift)
    row = await one("SELECT starts_at, ends_at FROM shift WHERE id = $1", shift)
    assert row is not None
    return Scene(need, shift, row["starts_at"], row["ends_at"])


async def volunteer(
    *, born: date = date(1995, 5, 1), checked: bool = False, registered: bool = True, **other: Any
) -> Actor:
    """A person who said who they are; *checked*: the county recorded a clear background check."""
    actor = await people.account("volunteer", **other)
    if registered:
        await commands.register_volunteer(actor, profile(born))
    if checked:
        assert actor.id is not None
        await check(actor)
        await course(actor)
    return actor


def profile(born: date = date(1995, 5, 1), **other: Any) -> VolunteerForm:
    """What a person says of themselves, with a citizen's number nobody else of this run has."""
    fields: dict[str, Any] = {
        "kind": "VK-PER",
        "born_on": born,
        "true_and_complete": True,
        "identity": citizen_number(born),
        **other,
    }
    return VolunteerForm(**fields)


def citizen_number(born: date) -> str:
    """A well-formed number (GB 11643) for this birth date; the check is worked out here anew."""
    digits = f"433101{born:%Y%m%d}{next(_numbers) % 1000:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    left = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) % 11
    return digits + "10X98765432"[left]


async def course(actor: Actor, on: date | None = None) -> None:
    """A safeguarding course that the county held and wrote down."""
    assert actor.id is not None
    await people.place("433101000000")
    county = await people.account("county", "433101")
    held = CourseForm(actor.id, "吉首市民政局", on or clock.today(), 60)
    await commands.record_course(county, held, "433101000000")


async def check(actor: Actor, result: str = "clear", on: date | None = None) -> None:
    """What the county records."""
    assert actor.id is not None
    await people.place("433101000000")
    county = await people.account("county", "433101")
    await record_check(
        county,
        actor.id,
        result=result,
        issuer="吉首市公安局",
        checked_on=on or clock.today(),
        division="433101000000",
    )


async def signed(scene: Scene, actor: Actor | None = None) -> tuple[Actor, int]:
    """Somebody who signed up, and the sign-up's id."""
    actor = actor or await volunteer()
    await commands.sign_up(actor, scene.shift, risk_accepted=True)
    return actor, await signup(scene, actor)


async def signup(scene: Scene, actor: Actor) -> int:
    """The newest sign-up of this person."""
    return await value(
        "SELECT max(id) FROM shift_signup WHERE shift_id = $1 AND volunteer_id = $2",
        scene.shift,
        actor.id,
    )


async def status(scene: Scene) -> str:
    """Where the shift stands now."""
    return await value("SELECT status FROM shift WHERE id = $1", scene.shift)


async def standing(signup_id: int) -> str:
    """Where the sign-up stands now."""
    return await value("SELECT status FROM shift_signup WHERE id = $1", signup_id)


async def line(scene: Scene) -> tuple[int, int, int]:
    """(open, reserved, received) of the need's line."""
    row = await one("SELECT * FROM need_line WHERE id = $1", scene.line)
    assert row is not None
    held = row["reserved"] + row["committed"] + row["in_transit"] + row["received"]
    return row["quantity"] - held, row["reserved"], row["received"]


async def code(scene: Scene) -> str:
    """What hangs at the door."""
    return await value("SELECT code FROM shift WHERE id = $1", scene.shift)


async def commit_time() -> None:
    """Ask now what the database asks at commit."""
    await value("SET CONSTRAINTS ALL IMMEDIATE")
    await value("SET CONSTRAINTS ALL DEFERRED")
