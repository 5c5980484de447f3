"""What facts of purchases mean for sealed bids: seals that stay, people who must come in time."""

from collections.abc import Awaitable, Callable
from typing import Any

from match.bids.commands import refuse_bids
from match.bids.queries import official_accounts
from match.foundation.actor import SYSTEM
from match.foundation.db import one, rows
from match.notices.commands import notify
from match.notices.queries import members_of
from match.notices.words import Kind

Payload = dict[str, Any]
Hear = Callable[[int, Payload], Awaitable[None]]


async def keep_seals_shut(event_id: int, payload: Payload) -> None:
    """A purchase failed or was withdrawn: what is still sealed stays so for ever."""
    del event_id
    tender = await one("SELECT status FROM tender WHERE id = $1", payload["tender_id"])
    if tender is not None and tender["status"] in ("failed", "withdrawn"):
        await refuse_bids(SYSTEM, payload["tender_id"])


async def call_officials(event_id: int, payload: Payload) -> None:
    """The opening has begun, or the prices may be opened: the officials are asked to come."""
    tender_id = payload["tender_id"]
    await notify(
        SYSTEM,
        await official_accounts(tender_id),
        Kind.opening_waits,
        link=f"/purchases/{tender_id}/opening",
        event_id=event_id,
        facts={"title": await _title(tender_id)},
    )


async def ask_to_confirm(event_id: int, payload: Payload) -> None:
    """The documents were corrected: whoever has a bid stands by it anew, or it lapses."""
    tender_id = payload["tender_id"]
    stale = await rows(
        "SELECT b.organisation_id FROM bid b JOIN tender t ON t.id = b.tender_id"
        " WHERE b.tender_id = $1 AND b.status = 'sealed'"
        " AND b.confirmed_version <> t.document_version",
        tender_id,
    )
    for row in stale:
        await notify(
            SYSTEM,
            await members_of(row["organisation_id"]),
            Kind.bid_unconfirmed,
            link=f"/purchases/{tender_id}/bid",
            event_id=event_id,
            facts={"title": await _title(tender_id)},
        )


async def ask_to_correct(event_id: int, payload: Payload) -> None:
    """A formal defect: the bidder has a day."""
    bid = await one("SELECT tender_id, organisation_id FROM bid WHERE id = $1", payload["bid_id"])
    if bid is not None:
        await notify(
            SYSTEM,
            await members_of(bid["organisation_id"]),
            Kind.bid_correction,
            link=f"/purchases/{bid['tender_id']}/bid",
            event_id=event_id,
            facts={"title": await _title(bid["tender_id"])},
        )


async def _title(tender_id: int) -> str:
    tender = await one("SELECT title FROM tender WHERE id = $1", tender_id)
    return tender["title"] if tender else ""


TOPICS: dict[str, tuple[Hear, ...]] = {
    "tender.failed": (keep_seals_shut,),
    "tender.withdrawn": (keep_seals_shut,),
    "tender.changed": (ask_to_confirm,),
    "bids.opening_begun": (call_officials,),
    "bids.prices_allowed": (call_officials,),
    "bid.correction_asked": (ask_to_correct,),
}
