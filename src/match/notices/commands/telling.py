"""One message into each inbox, and what of it leaves the house."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import msgspec

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import command, rows
from match.notices.commands.routing import send_out
from match.notices.words import Kind

SAME = timedelta(hours=1)


@command
async def notify(
    actor: Actor,
    accounts: Iterable[int],
    kind: Kind,
    *,
    link: str,
    event_id: int | None = None,
    facts: dict[str, Any] | None = None,
) -> int:
    """
    Put one message into each inbox, once per person and fact; returns how many were new.

    Several facts that say the same of the same thing within an hour (a need that was handed in,
    cleared and checked waits at one desk) are one message, as long as nobody has read it.
    What of it leaves the house, and when, each reader has chosen; a task carries it after this
    commits. The fact ``day`` (ISO date) is when the thing happens: what is near may ring at night.
    """
    del actor
    given = facts or {}
    made = await rows(
        "INSERT INTO message (account_id, event_id, kind, facts, link, created_at)"
        " SELECT p, $2::bigint, $3::varchar, $4::jsonb, $5::varchar, $7"
        " FROM unnest($1::bigint[]) AS p WHERE NOT EXISTS"
        " (SELECT FROM message WHERE account_id = p AND kind = $3 AND link = $5"
        "   AND read_at IS NULL AND created_at > $6) ON CONFLICT DO NOTHING"
        " RETURNING id, account_id",
        sorted(set(accounts)),
        event_id,
        kind.value,
        msgspec.json.encode(given).decode(),
        link,
        clock.now() - SAME,
        clock.now(),
    )
    await send_out({row["account_id"]: row["id"] for row in made}, kind, given)
    return len(made)
