"""Telling the rest of the house what happened, in the same transaction as the change."""

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
