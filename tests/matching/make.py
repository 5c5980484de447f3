"""A village with a home, a need that is open, an offer that fits: what a run begins with."""

from dataclasses import dataclass
from datetime import time
from itertools import count
from typing import Any

from match.foundation.actor import SYSTEM, Actor
from match.foundation.db import one, value
from match.homes import commands as homes
from match.homes.forms import HomeForm, Opening, OpeningSpan
from match.matching.commands import run_matching
from match.needs import commands as needs
from match.needs.forms import Line, NeedForm
from match.people.sessions import actor_of_account
from tests.homes.make import papers
from tests.offers import make as offers
from tests.people import make as people

COUNTY = "433101"
_villages = count(1)


@dataclass(frozen=True)
class Village:
    """A home and the people around it, each with a second factor."""

    division: str
    home: int
    director: Actor
    supervisor: Actor
    county: Actor


async def village(township: str = f"{COUNTY}101") -> Village:
    """An open home in a village of its own."""
    code = f"{township}{200 + next(_villages) % 700}"
    await people.place(code)
    officer = await people.account("county", township[:6])
    form = HomeForm(
        f"第{code[-3:]}村儿童之家",
        code,
        "SITE-SVC",
        indoor_area_m2=80,
        facilities=["FAC-VIDEO", "FAC-READ", "FAC-PLAY", "FAC-OUT"],
        documents=["DOC-WORK", "DOC-EQUIP", "DOC-SAFE"],
        director_kind="DK-WF",
    )
    home = await homes.register_home(officer, form)
    director = await people.account("director", code, home=home)
    assert director.id is not None
    await homes.seat_director(officer, home, director.id)
    await homes.set_opening(officer, home, Opening([OpeningSpan(6, time(9), time(17))]))
    await papers(officer, home)
    await homes.check_outdoor(officer, home, safe=True)
    await homes.open_home(officer, home)
    refreshed = await actor_of_account(director.id)
    assert refreshed is not None
    supervisor = await people.account("supervisor", township)
    return Village(code, home, refreshed, supervisor, officer)


async def open_need(at: Village, **other: Any) -> int:
    """A need that went the whole way: director, township, county."""
    fields: dict[str, Any] = {
        "home_id": at.home,
        "category": "MAT-BOOK",
        "title": "阅读角想添一批注音绘本",
        "purpose": "周末来看书的孩子多了，书架上的绘本翻旧了，想补一些低年级能看的。",
        "lines": [Line("注音绘本", 60, "册")],
        "bands": {"6-8": 12, "9-11": 8},
        **other,
    }
    need = await needs.write_need(at.director, NeedForm(**fields))
    await needs.submit_need(at.director, need)
    await needs.check_need(at.supervisor, need)
    await needs.approve_need(at.county, need)
    return need


async def proposed(**other: Any) -> tuple[Village, int, int]:
    """A village, the proposal of a run, and the offer's manager's organisation."""
    at = await village()
    await open_need(at, **other)
    await offers.published()
    await run_matching(SYSTEM, COUNTY)
    found = await one("SELECT id, organisation_id FROM proposal ORDER BY id DESC LIMIT 1")
    assert found is not None
    return at, found["id"], found["organisation_id"]


async def manager_of(organisation: int) -> Actor:
    """Somebody who may act for the organisation."""
    account = await value(
        "SELECT account FROM membership WHERE organisation = $1 AND ended_at IS NULL"
        " ORDER BY id LIMIT 1",
        organisation,
    )
    actor = await actor_of_account(account)
    assert actor is not None
    return actor


async def another_officer() -> Actor:
    """A county officer who has had no part in anything yet."""
    return await people.account("county", COUNTY)


async def units(table: str, row: int) -> dict[str, int]:
    """The ledger columns of a need line or an offer."""
    found = await one(f"SELECT * FROM {table} WHERE id = $1", row)
    assert found is not None
    names = ("reserved", "committed", "in_transit", "received", "delivered")
    return {name: found[name] for name in names if name in found}
