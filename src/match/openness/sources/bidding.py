"""Opened bids, as the room of sealed bids shows them to everybody."""

from datetime import datetime

from match.bids.queries import public_bids
from match.openness.process import Bid, Body
from match.openness.sources.bodies import bodies


async def bids(tender_id: int, opened_at: datetime | None) -> tuple[Bid, ...]:
    """
    Every opened bid with its price; () before the purchase counts as opened, whatever that room
    knows by then. What a technical envelope says is in no release.
    """
    if opened_at is None:
        return ()
    found = await public_bids(tender_id)
    known = await bodies(each.organisation_id for each in found)
    return tuple(
        Bid(
            id=str(each.id),
            bidder=known.get(each.organisation_id) or Body(each.organisation_id, each.name),
            at=each.submitted_at,
            valid=each.valid,
            price_fen=each.price_fen,
            void_reason=each.void_reason,
        )
        for each in found
    )
