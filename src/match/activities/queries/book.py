"""A home's book of activities as it is given out: every one, with its numbers."""

from typing import Any

import msgspec

from match.foundation.db import rows


class BookLine(msgspec.Struct, frozen=True):
    """One activity as the table has it, and its head counts: code of age band or group, heads."""

    row: dict[str, Any]
    parts: list[dict[str, Any]]


async def book(home_id: int, limit: int) -> list[BookLine]:
    """All activities of a home whatever their state, the latest first. The caller looks who may."""
    found = await rows(
        "SELECT * FROM activity WHERE home_id = $1 ORDER BY starts_at DESC, id DESC LIMIT $2",
        home_id,
        limit,
    )
    parts: dict[int, list[dict[str, Any]]] = {row["id"]: [] for row in found}
    for part in await rows(
        "SELECT activity_id, code, heads FROM activity_heads WHERE activity_id = ANY($1)",
        list(parts),
    ):
        parts[part["activity_id"]].append(part)
    return [BookLine(row, parts[row["id"]]) for row in found]
