"""What the verbs of this room share."""

from typing import Any

import msgspec

from match.care.access import File
from match.foundation.actor import Actor
from match.foundation.db import one


async def log_change(
    actor: Actor, file: File, before: dict[str, Any], after: dict[str, Any]
) -> list[str]:
    """Add a line to the dated log of a file (notice 2.1a); the names of what changed."""
    fields = sorted(name for name in after if before.get(name) != after[name])
    if not fields:
        return []
    await one(
        "INSERT INTO care.child_change (child_id, division, by, fields, before, after)"
        " VALUES ($1, $2, $3, $4, $5, $6) RETURNING id",
        file.id,
        file.division,
        actor.id,
        fields,
        file.seal(_told(before, fields), "child_change.before"),
        file.seal(_told(after, fields), "child_change.after"),
    )
    return fields


def _told(values: dict[str, Any], fields: list[str]) -> str:
    told = {name: values.get(name) for name in fields}
    return msgspec.json.encode(told, enc_hook=str).decode()
