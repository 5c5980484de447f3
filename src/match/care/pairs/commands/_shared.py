"""What every verb on a pair begins and ends with."""

from collections.abc import Mapping
from typing import Any

from match.care.pairs.states import PAIR_MACHINE, PairStatus
from match.care.pairs.tables import Pair
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import one
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.foundation.outbox import tell


async def held(pair_id: int) -> dict[str, Any]:
    """The pair as this transaction may see it, locked."""
    pair = await one("SELECT * FROM care.pair WHERE id = $1 FOR UPDATE", pair_id)
    if pair is None:
        raise NotFound(_("没有找到这个结对。"))
    return pair


async def move(
    actor: Actor,
    pair: Mapping[str, Any],
    verb: str,
    sets: Mapping[str, Any] | None = None,
) -> None:
    """
    Fire a verb, with columns that change with the state. The trail and the outbox hear of it, not
    of the reason: that stays in the room.
    """
    step = await PAIR_MACHINE.fire(Pair, pair["id"], PairStatus(pair["status"]), verb, sets)
    await note(actor, step.event, pair["id"], pair["division"])
    await tell(
        step.event,
        pair_id=pair["id"],
        home_id=pair["home_id"],
        helper_id=pair["helper_id"],
        division=pair["division"],
    )


async def note(actor: Actor, what: str, pair_id: int, division: str) -> None:
    """One line of the trail; which child it is for is never in it."""
    await record(actor, what, subject=("pair", pair_id), division=division)
