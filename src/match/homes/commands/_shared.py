"""What every verb on a home begins and ends with."""

from typing import Any

from match.foundation.actor import Actor
from match.foundation.db import one
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.foundation.moves import carry_out
from match.homes.states import HOME_MACHINE, HomeStatus
from match.homes.tables import Home


async def main_home(division: str) -> dict[str, Any] | None:
    return await one(
        "SELECT * FROM home WHERE division = $1 AND kind = 'main' AND status <> 'closed'", division
    )


async def locked(home_id: int) -> dict[str, Any]:
    home = await one("SELECT * FROM home WHERE id = $1 FOR UPDATE", home_id)
    if home is None:
        raise NotFound(_("没有找到这个儿童之家。"))
    return home


async def move(actor: Actor, home: dict[str, Any], verb: str, reason: str = "") -> None:
    state = HomeStatus(home["status"])
    await carry_out(actor, HOME_MACHINE, Home, home, state, verb, reason=reason, home_id=home["id"])
