"""A verb on one thing: its state moves, the trail keeps it, the house is told."""

# `_meta` is how Piccolo offers a table's facts.
# pyright: reportPrivateUsage=false

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from piccolo.table import Table

from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.outbox import tell
from match.foundation.states import Machine, Move


async def carry_out(
    actor: Actor,
    machine: Machine,
    table: type[Table],
    row: Mapping[str, Any],
    state: StrEnum,
    verb: str,
    *,
    reason: str = "",
    sets: Mapping[str, Any] | None = None,
    **told: Any,
) -> Move:
    """
    Fire *verb* on *row*, which stands in *state* and has an id and a division; *sets* are columns
    that change with the state, *told* goes with the fact. Raises Conflict for a verb that the
    state does not know, or that came too late.
    """
    step = await machine.fire(table, row["id"], state, verb, sets)
    await record(
        actor,
        step.event,
        subject=(table._meta.tablename, row["id"]),
        division=row["division"],
        reason=reason,
        changes={"status": (state.value, str(step.to))},
    )
    await tell(step.event, **told)
    return step
