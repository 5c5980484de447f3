"""Marking messages read."""

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import command, one, rows
from match.foundation.errors import NotFound
from match.foundation.language import _


@command
async def read_message(actor: Actor, message_id: int) -> str:
    """Mark one of the reader's messages read; returns where it leads."""
    found = await one(
        "UPDATE message SET read_at = coalesce(read_at, $3) WHERE id = $1 AND account_id = $2"
        " AND handed_over_at IS NULL RETURNING link",
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
