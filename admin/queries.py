"""Reading the house's own books: facts that wait or died, the trail, and what each desk holds."""

from datetime import datetime
from typing import Any

import msgspec

from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, rows, value
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.foundation.permissions import Permission


class Fact(msgspec.Struct, frozen=True):
    """One row of the outbox that is not done."""

    id: int
    topic: str
    created_at: datetime
    attempts: int
    failures: int
    last_error: str | None
    dead: bool


class Entry(msgspec.Struct, frozen=True):
    """One line of the trail."""

    id: int
    at: datetime
    actor_id: int | None
    covering_id: int | None
    verb: str
    subject_kind: str
    subject_id: int | None
    division: str | None
    reason: str
    changes: dict[str, Any]


async def undelivered(*, dead: bool, limit: int = 100) -> list[Fact]:
    """Facts that wait (oldest first), or that were given up (newest first)."""
    found = await rows(
        "SELECT id, topic, created_at, attempts, failures, last_error,"
        " dead_at IS NOT NULL AS dead FROM outbox"
        " WHERE done_at IS NULL AND (dead_at IS NOT NULL) = $1"
        " ORDER BY CASE WHEN $1 THEN -id ELSE id END LIMIT $2",
        dead,
        limit,
    )
    return [Fact(**row) for row in found]


async def trail(
    actor: Actor,
    *,
    kind: str = "",
    subject: int | None = None,
    before: int | None = None,
    limit: int = 50,
) -> list[Entry]:
    """Lines of the trail within the reader's divisions, newest first."""
    scopes = [f"{prefix}%" for prefix in actor.scope(Permission.audit_read)]
    found = await rows(
        "SELECT id, at, actor_id, covering_id, verb, subject_kind, subject_id, division, reason,"
        " changes FROM audit WHERE ($1 = '' OR subject_kind = $1)"
        " AND ($2::bigint IS NULL OR subject_id = $2) AND ($3::bigint IS NULL OR id < $3)"
        " AND (division LIKE ANY($4) OR (division IS NULL AND '43%' = ANY($4)))"
        " ORDER BY id DESC LIMIT $5",
        kind,
        subject,
        before,
        scopes,
        limit,
    )
    return [Entry(**{**row, "changes": msgspec.json.decode(row["changes"])}) for row in found]


@command
async def redrive(actor: Actor, fact_id: int) -> None:
    """Give a dead fact another five tries."""
    found = await one(
        "UPDATE outbox SET dead_at = NULL, failures = 0, starts = 0, next_at = now()"
        " WHERE id = $1 AND dead_at IS NOT NULL AND done_at IS NULL RETURNING topic",
        fact_id,
    )
    if found is None:
        raise NotFound(_("没有找到这条停下的消息，可能已重新投递。"))
    await record(actor, "outbox.redriven", subject=("outbox", fact_id))
    await value("SELECT pg_notify('outbox', '')")
