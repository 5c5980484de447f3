"""What a bid is sealed under: asked of the tender, its key set and the database's clock."""

from datetime import datetime
from typing import Any

import msgspec

from match.bids.queries import keyset, opening
from match.foundation.actor import Actor
from match.foundation.errors import Conflict
from match.foundation.language import _
from match.tenders.queries import facts, public_tender


class Terms(msgspec.Struct, frozen=True):
    """
    The terms file (docs/sealed-bids.md): it goes into the page and, as terms.json, to the offline
    tool. Times are aware; ``server_time`` is the database's.
    """

    tender: int
    title: str
    bidder: int
    document: int
    n: int
    k: int
    keyset: str
    recipients: tuple[dict[str, str], ...]
    criteria: tuple[dict[str, Any], ...]
    closes_at: datetime
    server_time: datetime
    v: int = 1


async def terms(actor: Actor, tender_id: int, bidder: int) -> Terms:
    """
    The terms for one bidder. Raises NotFound for a plan, Conflict while no officials are chosen.
    """
    await public_tender(tender_id)
    purchase, keys, view = (
        await facts(tender_id),
        await keyset(tender_id),
        await opening(actor, tender_id),
    )
    if keys is None or view is None:
        raise Conflict(_("这次采购还没有指定开标人，请联系采购单位。"))
    return Terms(
        tender=tender_id,
        title=purchase.title,
        bidder=bidder,
        document=purchase.document_version,
        n=keys.n,
        k=keys.k,
        keyset=keys.keyset,
        recipients=tuple(
            {"recipient": each.recipient, "body": each.body_name, "name": ""}
            for each in keys.officials
        ),
        criteria=tuple(
            {
                "id": each.id,
                "title": each.title,
                "indicator": each.indicator,
                "kind": str(each.kind),
            }
            for each in purchase.criteria
        ),
        closes_at=purchase.closes_at,
        server_time=view.server_now,
    )
