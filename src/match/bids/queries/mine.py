"""A bidder's own submissions and receipts."""

from datetime import datetime
from typing import Any

import msgspec

from match.bids import policy
from match.bids.receipts import Receipt
from match.bids.states import BidStatus
from match.foundation.actor import Actor
from match.foundation.db import one, rows
from match.foundation.errors import NotFound
from match.foundation.language import _


class MyBid(msgspec.Struct, frozen=True):
    """One submission, as its bidder sees it. ``stale``: the documents changed; confirm anew."""

    id: int
    tender_id: int
    organisation_id: int
    status: BidStatus
    document_version: int
    confirmed_version: int
    stale: bool
    submitted_at: datetime
    replaces: int | None
    void_reason: str


async def standing_bids(actor: Actor, tender_id: int | None = None) -> tuple[MyBid, ...]:
    """The submissions of the reader's organisations, newest first; of one tender, or of all."""
    found = await rows(
        "SELECT b.*, b.status = 'sealed' AND b.confirmed_version <> t.document_version AS stale"
        " FROM bid b JOIN tender t ON t.id = b.tender_id"
        " WHERE b.organisation_id = ANY($1::bigint[])"
        " AND ($2::bigint IS NULL OR b.tender_id = $2) ORDER BY b.id DESC LIMIT 200",
        list(actor.organisations),
        tender_id,
    )
    return tuple(
        _mine(row) for row in found if policy.can_bid(actor, row["organisation_id"]) is True
    )


async def receipts_of(actor: Actor, bid_id: int) -> tuple[Receipt, ...]:
    """Every receipt of one bid, oldest first. Raises NotFound for other people's bids."""
    bid = await one("SELECT organisation_id FROM bid WHERE id = $1", bid_id)
    if bid is None or policy.can_bid(actor, bid["organisation_id"]) is not True:
        raise NotFound(_("没有找到这份投标。"))
    found = await rows(
        "SELECT bid_id, number, kind, said, signature, public_key FROM bid_receipt"
        " WHERE bid_id = $1 ORDER BY id",
        bid_id,
    )
    return tuple(Receipt(**row) for row in found)


def _mine(row: dict[str, Any]) -> MyBid:
    return MyBid(
        **{name: row[name] for name in MyBid.__struct_fields__ if name != "status"},
        status=BidStatus(row["status"]),
    )
