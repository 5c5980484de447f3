"""Officials' public keys, and which of them open a tender."""

from datetime import datetime
from typing import Any

import msgspec

from match.foundation.actor import Actor
from match.foundation.db import one, rows


class Official(msgspec.Struct, frozen=True):
    """One of a tender's officials, as everybody sees them: a body and a key, no person's name."""

    position: int
    key_id: int
    body: str
    body_name: str
    recipient: str
    fingerprint: str
    revoked: bool


class KeySet(msgspec.Struct, frozen=True):
    """What a bid is sealed to: any *k* of the *n* officials open it."""

    tender_id: int
    status: str
    n: int
    k: int
    keyset: str
    officials: tuple[Official, ...]


class OfficialKeyView(msgspec.Struct, frozen=True):
    """A registered key. ``account_id`` is for choosing, not for showing."""

    id: int
    account_id: int
    role: str
    body: str
    body_name: str
    recipient: str
    fingerprint: str
    statement: str
    signature: str
    created_at: datetime
    revoked_at: datetime | None


_KEY = (
    "SELECT id, account_id, role, body, body_name, recipient, fingerprint, statement, signature,"
    " created_at, revoked_at FROM official_key "
)


async def keyset(tender_id: int) -> KeySet | None:
    """The tender's key set, public; None where the purchaser has not chosen yet."""
    held = await one(
        "SELECT tender_id, status, n, k, keyset FROM bid_sealing WHERE tender_id = $1", tender_id
    )
    if held is None:
        return None
    found = await rows(
        "SELECT t.position, t.key_id, t.body, k.body_name, t.recipient, k.fingerprint,"
        " k.revoked_at IS NOT NULL AS revoked FROM tender_key t"
        " JOIN official_key k ON k.id = t.key_id WHERE t.tender_id = $1 ORDER BY t.position",
        tender_id,
    )
    return KeySet(**held, officials=tuple(Official(**row) for row in found))


async def official_accounts(tender_id: int) -> frozenset[int]:
    """The people who open this tender: none of them may judge it (87号令40)."""
    found = await rows("SELECT account_id FROM tender_key WHERE tender_id = $1", tender_id)
    return frozenset(row["account_id"] for row in found)


async def registered_keys(division: str) -> tuple[OfficialKeyView, ...]:
    """The valid keys whose holders may open a tender of *division* (12 digits), by body."""
    found = await rows(
        _KEY + "WHERE revoked_at IS NULL AND EXISTS (SELECT FROM membership m"
        " WHERE m.account = account_id AND m.role = official_key.role AND m.ended_at IS NULL"
        " AND starts_with($1, coalesce(m.division, ''))) ORDER BY role, body_name, id",
        division,
    )
    return tuple(_view(row) for row in found)


async def my_key(actor: Actor) -> OfficialKeyView | None:
    """The reader's own valid key."""
    row = await one(_KEY + "WHERE account_id = $1 AND revoked_at IS NULL", actor.id)
    return _view(row) if row else None


def _view(row: dict[str, Any]) -> OfficialKeyView:
    return OfficialKeyView(**row)
