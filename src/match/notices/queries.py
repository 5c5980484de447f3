"""Reading an inbox, and finding who must hear of something."""

from datetime import datetime
from typing import Any

import msgspec

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import one, rows, value
from match.foundation.permissions import ROLES, Permission
from match.notices.words import Kind, title


class Mail(msgspec.Struct, frozen=True):
    """One message, said in the reader's language."""

    id: int
    title: str
    link: str
    created_at: datetime
    read: bool


class Outgoing(msgspec.Struct, frozen=True):
    """What a port needs to carry one delivery."""

    id: int
    channel: str
    key: str
    attempts: int
    phone: bytes | None
    language: str
    kind: Kind
    facts: dict[str, Any]


async def inbox(actor: Actor, limit: int = 100, *, before: int | None = None) -> list[Mail]:
    """The reader's messages, newest first; *before* is the last id of the page before."""
    found = await rows(
        "SELECT id, kind, facts, link, created_at, read_at FROM message WHERE account_id = $1"
        " AND ($3::bigint IS NULL OR id < $3) ORDER BY id DESC LIMIT $2",
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


async def outgoing(delivery_id: int) -> Outgoing | None:
    """A delivery that still waits."""
    row = await one(
        "SELECT v.id, v.channel, v.key, v.attempts, m.kind, m.facts, a.phone, a.language"
        " FROM delivery v JOIN message m ON m.id = v.message_id"
        " JOIN account a ON a.id = m.account_id WHERE v.id = $1 AND v.state = 'waiting'",
        delivery_id,
    )
    if row is None:
        return None
    return Outgoing(
        **{**row, "kind": Kind(row["kind"]), "facts": msgspec.json.decode(row["facts"])}
    )


async def holders(permission: Permission, division: str) -> list[int]:
    """Accounts that hold *permission* over the thing at *division*, closest level only."""
    roles = [str(role) for role, held in ROLES.items() if permission in held]
    found = await rows(
        "SELECT m.account, m.division FROM membership m JOIN account a ON a.id = m.account"
        " WHERE m.role = ANY($1) AND $2 LIKE m.division || '%' AND m.ended_at IS NULL"
        " AND a.disabled_at IS NULL AND NOT m.waiting AND m.home IS NULL AND m.organisation IS NULL"
        " AND m.valid_from <= $3 AND (m.valid_until IS NULL OR m.valid_until >= $3)",
        roles,
        division,
        clock.today(),
    )
    closest = max((len(row["division"]) for row in found), default=0)
    return [row["account"] for row in found if len(row["division"]) == closest]


async def members_of(organisation_id: int) -> list[int]:
    """Accounts that may act for an organisation."""
    found = await rows(
        "SELECT DISTINCT account FROM membership WHERE organisation = $1 AND ended_at IS NULL",
        organisation_id,
    )
    return [row["account"] for row in found]
