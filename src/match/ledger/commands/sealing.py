"""Keeping a seal."""

import msgspec

from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, value
from match.ledger.twin import Seal


@command
async def keep_seal(actor: Actor, seal: Seal) -> None:
    """Write *seal* beside those before it. Two with one number cannot be: the second one fails."""
    columns = msgspec.structs.asdict(seal)
    marks = ", ".join(f"${place}" for place in range(1, len(columns) + 1))
    kept: int = await value(
        f"INSERT INTO ledger_seal ({', '.join(columns)}) VALUES ({marks}) RETURNING id",  # noqa: S608 # the struct's own names
        *columns.values(),
    )
    await record(actor, "ledger.sealed", subject=("ledger_seal", kept))
