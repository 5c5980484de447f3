"""Telling the rest of the house what happened, in the same transaction as the change."""

from collections.abc import Sequence
from typing import Any

import msgspec

from match.foundation.db import in_transaction, value


async def tell(topic: str, **payload: Any) -> int:
    """
    Write one fact (past tense, ``need.published``) to the outbox; returns its id.

    Payloads are ids and small facts, never personal data: they pass through the queue.
    """
    assert in_transaction(), "tell() only inside a command"
    return await value(
        "INSERT INTO outbox (topic, payload) VALUES ($1, $2::jsonb) RETURNING id",
        topic,
        msgspec.json.encode(payload).decode(),
    )


async def tell_each(topic: str, payloads: Sequence[dict[str, Any]]) -> None:
    """The same kind of fact about many things, in one statement; otherwise as `tell`."""
    assert in_transaction(), "tell_each() only inside a command"
    await value(
        "INSERT INTO outbox (topic, payload) SELECT $1, p::jsonb FROM unnest($2::text[]) AS p",
        topic,
        [msgspec.json.encode(payload).decode() for payload in payloads],
    )
