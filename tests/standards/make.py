"""Rounds and findings for tests: `found()` is an inspection in which everything is in order."""

from typing import Any

from match.foundation import clock
from match.foundation.actor import Actor
from match.standards.commands import inspect_home, plan_round
from match.standards.forms import Findings, Found, RoundForm
from match.standards.lines import AREA, lines
from match.standards.states import Result
from tests.homes import make as homes
from tests.people import make as people

TOWNSHIP = homes.VILLAGE[:9]


async def supervisor(township: str = TOWNSHIP) -> Actor:
    """The supervisor of a township."""
    return await people.account("supervisor", township)


def found(*failed: str, area: int = 80, note: str = "检查时没有看到", **other: Any) -> Findings:
    """Everything in order but the lines of *failed*, which all say *note*."""
    said = {
        line.code: Found(Result.failed, note) if line.code in failed else Found(Result.passed)
        for line in lines()
        if line.code != AREA
    }
    fields: dict[str, Any] = {
        "inspected_on": clock.today(),
        "lines": said,
        "area_m2": area,
        **other,
    }
    return Findings(**fields)


async def round_of(actor: Actor, *home_ids: int) -> int:
    """A round of today through these homes."""
    return await plan_round(actor, RoundForm(clock.today(), list(home_ids)))


async def inspected(actor: Actor, home_id: int, *failed: str, **other: Any) -> int:
    """A home looked at on a round of its own; returns the inspection's id."""
    tour = await round_of(actor, home_id)
    return await inspect_home(actor, tour, home_id, found(*failed, **other))
