"""The organisations somebody may bid for, found by id or by credit code."""

import msgspec

from match.foundation.actor import Actor
from match.foundation.db import one, rows
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.suppliers import policy


class OwnSupplier(msgspec.Struct, frozen=True):
    """An organisation whose manager this person is."""

    id: int
    name: str
    uscc: str


class Offered(msgspec.Struct, frozen=True):
    """What a joint agreement must know of a purchase; ``consortium``: whether it takes any."""

    id: int
    title: str
    consortium: bool


async def own_suppliers(actor: Actor) -> list[OwnSupplier]:
    """In the order in which they were registered."""
    found = await rows(
        "SELECT id, name, coalesce(uscc, '') AS uscc FROM organisation"
        " WHERE id = ANY($1::bigint[]) ORDER BY id",
        sorted(actor.organisations),
    )
    return [OwnSupplier(**row) for row in found if policy.acts_for(actor, row["id"])]


async def supplier_by_code(code: str) -> int | None:
    """The organisation with this unified credit code, or None."""
    row = await one("SELECT id FROM organisation WHERE uscc = $1", code.strip().upper())
    return row["id"] if row is not None else None


async def offered(tender_id: int) -> Offered:
    """A published purchase. Raises NotFound."""
    row = await one(
        "SELECT id, title, consortium FROM tender WHERE id = $1 AND published_at IS NOT NULL",
        tender_id,
    )
    if row is None:
        raise NotFound(_("没有找到这条采购公告。"))
    return Offered(**row)
