"""One person's inbox."""

from datetime import datetime

import msgspec

from match.foundation.actor import Actor
from match.foundation.db import rows, value
from match.notices.words import Kind, title


class Mail(msgspec.Struct, frozen=True):
    """One message, said in the reader's language."""

    id: int
    title: str
    link: str
    created_at: datetime
    read: bool


async def inbox(actor: Actor, limit: int = 100, *, before: int | None = None) -> list[Mail]:
    """The reader's messages, newest first; *before* is the last id of the page before."""
    found = await rows(
        "SELECT id, kind, facts, link, created_at, read_at FROM message WHERE account_id = $1"
        " AND handed_over_at IS NULL AND ($3::bigint IS NULL OR id < $3) ORDER BY id DESC LIMIT $2",
        actor.id,
        limit,
        before,
    )
    return [
        Mail(
            row["id"],
            title(Kind(row["kind"]), msgspec.json.decode(row["facts"])),
            row["link"],
            row["created_at"],
            row["read_at"] is not None,
        )
        for row in found
    ]


async def unread(actor: Actor) -> int:
    """How many messages nobody has read yet, for the bell."""
    if actor.id is None:
        return 0
    return await value(
        "SELECT count(*) FROM message WHERE account_id = $1 AND read_at IS NULL", actor.id
    )
