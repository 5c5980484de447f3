"""Putting messages into inboxes, marking them read, and recording what left the house."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import msgspec

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import command, one, rows, value
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.foundation.outbox import tell
from match.notices.words import BY_SMS, Kind

ATTEMPTS_MOST = 60
"""The outbox tries about once a minute: an hour. Who has heard nothing by then finds the inbox."""

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
    Kinds that are worth it also get a delivery by SMS, carried by a task after this commits.
    """
    del actor
    new = 0
    for account_id in sorted(set(accounts)):
        made = await one(
            "INSERT INTO message (account_id, event_id, kind, facts, link)"
            " SELECT $1::bigint, $2::bigint, $3::varchar, $4::jsonb, $5::varchar WHERE NOT EXISTS"
            " (SELECT FROM message WHERE account_id = $1 AND kind = $3 AND link = $5"
            "   AND read_at IS NULL AND created_at > $6) ON CONFLICT DO NOTHING RETURNING id",
            account_id,
            event_id,
            kind.value,
            msgspec.json.encode(facts or {}).decode(),
            link,
            clock.now() - SAME,
        )
        if made is None:
            continue
        new += 1
        if kind in BY_SMS:
            delivery_id: int = await value(
                "INSERT INTO delivery (message_id, channel, key) VALUES ($1, 'sms', $2)"
                " RETURNING id",
                made["id"],
                f"xth-m{made['id']}-sms",
            )
            await tell("delivery.wanted", delivery_id=delivery_id)
    return new


@command
async def read_message(actor: Actor, message_id: int) -> str:
    """Mark one of the reader's messages read; returns where it leads."""
    found = await one(
        "UPDATE message SET read_at = coalesce(read_at, $3) WHERE id = $1 AND account_id = $2"
        " RETURNING link",
        message_id,
        actor.id,
        clock.now(),
    )
    if found is None:
        raise NotFound(_("没有找到这条消息。"))
    return found["link"]


@command
async def read_all(actor: Actor) -> int:
    """Mark everything read; returns how many were not."""
    marked = await rows(
        "UPDATE message SET read_at = $2 WHERE account_id = $1 AND read_at IS NULL RETURNING id",
        actor.id,
        clock.now(),
    )
    return len(marked)


@command
async def record_delivery(
    actor: Actor, delivery_id: int, state: str, *, provider_id: str | None, error: str | None
) -> None:
    """What came of one attempt; ``waiting`` where it is to be tried again."""
    del actor
    await value(
        "UPDATE delivery SET state = $2::varchar, attempts = attempts + 1, provider_id = $3,"
        " last_error = $4, ended_at = CASE WHEN $2::varchar <> 'waiting' THEN $5::timestamptz END"
        " WHERE id = $1 AND state = 'waiting'",
        delivery_id,
        state,
        provider_id,
        error,
        clock.now(),
    )
