"""What the bids room says once bids are public: the one place where this room asks it."""

from typing import Any

import msgspec

from match.bids.commands import allow_prices as bids_allow_prices
from match.bids.queries import corrections, opened
from match.foundation import clock
from match.foundation.actor import SYSTEM


class Opened(msgspec.Struct, frozen=True):
    """A bid that everybody may read. ``price_fen`` None while its price envelope is sealed."""

    id: int
    organisation_id: int
    name: str
    technical: dict[str, Any]
    price_fen: int | None
    valid: bool
    void_reason: str
    price: dict[str, Any] = {}


async def opened_bids(tender_id: int) -> tuple[Opened, ...]:
    """Every opened bid, by id; empty before the opening."""
    return tuple(
        Opened(
            bid.id,
            bid.organisation_id,
            bid.name,
            bid.technical,
            bid.price_fen,
            bid.valid,
            bid.void_reason,
            bid.price,
        )
        for bid in sorted(await opened(tender_id), key=lambda bid: bid.id)
    )


async def allow_prices(tender_id: int) -> None:
    """The technical sheets are signed: the officials may open the price envelopes."""
    await bids_allow_prices(SYSTEM, tender_id)


async def correcting(tender_id: int) -> bool:
    """Whether a bidder still has time to mend a formal defect: nothing is signed before."""
    now = clock.now()
    return any(
        each.answered_at is None and each.answer_by > now for each in await corrections(tender_id)
    )
