"""What waits to leave the house, and what failed to."""

from datetime import datetime
from typing import Any

import msgspec

from match.foundation.db import one, rows
from match.notices.states import Channel, Pace
from match.notices.words import Kind


class Item(msgspec.Struct, frozen=True):
    """One message of a delivery."""

    kind: Kind
    facts: dict[str, Any]
    link: str


class Outgoing(msgspec.Struct, frozen=True):
    """
    What a port needs to carry one delivery. ``items`` leaves out what was read, or went with a
    post to the next holder, while the delivery was held; ``address`` is sealed.
    """

    id: int
    channel: Channel
    pace: Pace
    key: str
    attempts: int
    account_id: int
    address: bytes | None
    language: str
    items: tuple[Item, ...]


class Failed(msgspec.Struct, frozen=True):
    """One delivery that could not be carried; nothing of its person."""

    id: int
    channel: Channel
    pace: Pace
    kind: Kind | None
    attempts: int
    last_error: str
    ended_at: datetime | None


async def outgoing(delivery_id: int) -> Outgoing | None:
    """A delivery that still waits."""
    row = await one(
        "SELECT v.id, v.channel, v.pace, v.key, v.attempts, v.next_check_at IS NOT NULL AS held,"
        " a.id AS account_id, a.language, CASE WHEN v.channel = 'sms' THEN a.phone ELSE (SELECT"
        " address FROM contact WHERE account = a.id AND kind = v.channel) END AS address"
        " FROM delivery v LEFT JOIN message m ON m.id = v.message_id"
        " JOIN account a ON a.id = COALESCE(v.account_id, m.account_id)"
        " WHERE v.id = $1 AND v.state = 'waiting'",
        delivery_id,
    )
    if row is None:
        return None
    held = row.pop("held")
    found = await rows(
        "SELECT m.kind, m.facts, m.link FROM message m WHERE (m.id ="
        " (SELECT message_id FROM delivery WHERE id = $1) OR m.id IN"
        " (SELECT message_id FROM digest_line WHERE delivery_id = $1))"
        " AND m.handed_over_at IS NULL AND (NOT $2 OR m.read_at IS NULL) ORDER BY m.id",
        delivery_id,
        held,
    )
    items = tuple(
        Item(Kind(each["kind"]), msgspec.json.decode(each["facts"]), each["link"]) for each in found
    )
    return Outgoing(
        **{**row, "channel": Channel(row["channel"]), "pace": Pace(row["pace"]), "items": items}
    )


async def failed(limit: int = 100, *, before: int | None = None) -> list[Failed]:
    """Failed deliveries, newest first; *before* is the last id of the page before."""
    found = await rows(
        "SELECT v.id, v.channel, v.pace, m.kind, v.attempts, v.last_error, v.ended_at"
        " FROM delivery v LEFT JOIN message m ON m.id = v.message_id WHERE v.state = 'failed'"
        " AND ($2::bigint IS NULL OR v.id < $2) ORDER BY v.id DESC LIMIT $1",
        limit,
        before,
    )
    return [
        Failed(
            row["id"],
            Channel(row["channel"]),
            Pace(row["pace"]),
            Kind(row["kind"]) if row["kind"] else None,
            row["attempts"],
            row["last_error"] or "",
            row["ended_at"],
        )
        for row in found
    ]


async def standing() -> dict[str, int]:
    """How many deliveries stand where, of what is still remembered."""
    return {
        row["state"]: row["count"]
        for row in await rows("SELECT state, count(*) AS count FROM delivery GROUP BY state")
    }
