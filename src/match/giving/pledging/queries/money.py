"""A charity's desk of money: what was promised, what came, what is to be divided or sent back."""

import msgspec

from match.foundation.actor import Actor
from match.foundation.db import one, rows
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.giving.pledging.shapes import MoneyLine

_UNDER_WAY = (
    "SELECT d.id, d.number, d.status, d.organisation_id, d.charity_id, g.name AS giver,"
    " c.name AS charity, h.name AS home_name, d.amount_fen,"
    " d.paid_fen, d.allocated_fen, d.returned_fen,"
    " (SELECT count(*) FROM money_payment m WHERE m.donation_id = d.id) AS payments,"
    " (SELECT fen FROM money_return r WHERE r.donation_id = d.id AND r.consented IS NULL)"
    "   AS return_fen"
    " FROM donation d JOIN organisation g ON g.id = d.organisation_id"
    " JOIN organisation c ON c.id = d.charity_id"
    " LEFT JOIN home h ON h.id = d.home_id WHERE d.kind = 'money'"
    " AND (d.charity_id = ANY($1) OR d.organisation_id = ANY($1))"
    " AND d.status NOT IN ('answered', 'cancelled', 'returned')"
)


async def money_desk(actor: Actor, limit: int = 200) -> list[MoneyLine]:
    """Money donations of the reader's charities that are under way, oldest first."""
    found = await rows(f"{_UNDER_WAY} ORDER BY d.id LIMIT $2", sorted(actor.organisations), limit)
    return [msgspec.convert(row, MoneyLine) for row in found]


async def money_line(actor: Actor, donation_id: int) -> MoneyLine:
    """One of them, however many there are. Raises NotFound."""
    row = await one(f"{_UNDER_WAY} AND d.id = $2", sorted(actor.organisations), donation_id)
    if row is None:
        raise NotFound(_("没有找到这项资金捐赠。"))
    return msgspec.convert(row, MoneyLine)
