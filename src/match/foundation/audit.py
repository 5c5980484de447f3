"""The trail: who, what, when, why. Of personal data: that it changed, not its value."""

from collections.abc import Sequence
from typing import Any

import msgspec
import structlog

from match.foundation.actor import Actor
from match.foundation.db import in_transaction, one


async def record(
    actor: Actor,
    verb: str,
    *,
    subject: tuple[str, int | None],
    division: str | None = None,
    reason: str = "",
    changes: dict[str, tuple[Any, Any]] | None = None,
    hidden: frozenset[str] | set[str] = frozenset(),
) -> None:
    """
    Add one line to the trail inside the open command.

    *subject* is (kind, id); *changes* maps a field to (old, new). Fields named in *hidden*
    (data class personal, child or secret) are kept as ``"changed"`` only.
    """
    assert in_transaction(), "record() only inside a command"
    said = {
        field: "changed" if field in hidden else [old, new]
        for field, (old, new) in (changes or {}).items()
        if old != new
    }
    bound = structlog.contextvars.get_contextvars()
    await one(
        "INSERT INTO audit (actor_id, covering_id, verb, subject_kind, subject_id, division,"
        " reason, changes, request_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8::jsonb, $9)"
        " RETURNING id",
        actor.id,
        actor.covering,
        verb,
        subject[0],
        subject[1],
        division,
        reason,
        msgspec.json.encode(said, enc_hook=str).decode(),
        bound.get("request_id"),
    )


async def record_all(
    actor: Actor,
    verb: str,
    *,
    kind: str,
    subjects: Sequence[tuple[int, str | None]],
    reason: str = "",
    changes: dict[str, tuple[Any, Any]] | None = None,
) -> None:
    """
    One line for each of many things that the same command did the same to, in one statement.

    *subjects* are (id, division). What `record` promises holds for every line.
    """
    assert in_transaction(), "record_all() only inside a command"
    if not subjects:
        return
    said = {field: [old, new] for field, (old, new) in (changes or {}).items() if old != new}
    await one(
        "INSERT INTO audit (actor_id, covering_id, verb, subject_kind, subject_id, division,"
        " reason, changes, request_id) SELECT $1, $2, $3, $4, s.id, s.division, $5, $6::jsonb, $7"
        " FROM unnest($8::bigint[], $9::varchar[]) AS s(id, division)",
        actor.id,
        actor.covering,
        verb,
        kind,
        reason,
        msgspec.json.encode(said, enc_hook=str).decode(),
        structlog.contextvars.get_contextvars().get("request_id"),
        [subject for subject, _ in subjects],
        [division for _, division in subjects],
    )


async def record_each(
    actor: Actor,
    verb: str,
    *,
    kind: str,
    lines: Sequence[tuple[int, str | None, dict[str, tuple[Any, Any]]]],
) -> None:
    """
    One line for each of many things that a command changed, each in its own way, in one
    statement. *lines* are (id, division, changes). What `record` promises holds for every line.
    """
    assert in_transaction(), "record_each() only inside a command"
    said = [
        {field: [old, new] for field, (old, new) in changes.items() if old != new}
        for _id, _division, changes in lines
    ]
    await one(
        "INSERT INTO audit (actor_id, covering_id, verb, subject_kind, subject_id, division,"
        " reason, changes, request_id) SELECT $1, $2, $3, $4, s.id, s.division, '',"
        " s.changes::jsonb, $5 FROM unnest($6::bigint[], $7::varchar[], $8::text[])"
        " AS s(id, division, changes)",
        actor.id,
        actor.covering,
        verb,
        kind,
        structlog.contextvars.get_contextvars().get("request_id"),
        [subject for subject, _division, _changes in lines],
        [division for _id, division, _changes in lines],
        [msgspec.json.encode(each, enc_hook=str).decode() for each in said],
    )
