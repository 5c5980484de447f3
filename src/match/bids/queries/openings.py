"""Where an opening stands: which officials have brought their shares, what is still missing."""

from datetime import datetime
from typing import Any

import msgspec

from match.bids.states import SealingStatus
from match.foundation.actor import Actor
from match.foundation.db import one, rows


class OfficialProgress(msgspec.Struct, frozen=True):
    """One official in the ceremony. ``posted_at`` is None until shares of this step came."""

    position: int
    body: str
    body_name: str
    mine: bool
    posted_at: datetime | None


class OpeningView(msgspec.Struct, frozen=True):
    """One tender's opening, as the page and its officials see it."""

    tender_id: int
    title: str
    status: SealingStatus
    closes_at: datetime
    server_now: datetime
    bids: int
    min_bids: int
    n: int
    k: int
    officials: tuple[OfficialProgress, ...]
    reason: str


_ROW = """
SELECT s.tender_id, t.title, s.status, t.closes_at, clock_timestamp() AS server_now, t.min_bids,
       s.n, s.k, s.reason, (SELECT count(*) FROM bid b WHERE b.tender_id = s.tender_id
       AND b.status IN ('sealed', 'opened', 'void')) AS bids
FROM bid_sealing s JOIN tender t ON t.id = s.tender_id WHERE s.tender_id = $1
"""
_OFFICIALS = """
SELECT k.position, k.body, o.body_name, k.account_id,
       (SELECT max(h.at) FROM opening_share h WHERE h.tender_id = k.tender_id
        AND h.key_id = k.key_id AND h.envelope = $2) AS posted_at
FROM tender_key k JOIN official_key o ON o.id = k.key_id WHERE k.tender_id = $1 ORDER BY k.position
"""


async def opening(actor: Actor, tender_id: int) -> OpeningView | None:
    """Where it stands; None where no officials were chosen. Public but for ``mine``."""
    row = await one(_ROW, tender_id)
    if row is None:
        return None
    status = SealingStatus(row["status"])
    step = "price" if status is SealingStatus.pricing else "technical"
    return OpeningView(
        **{name: row[name] for name in row if name != "status"},
        status=status,
        officials=tuple(_progress(actor, each) for each in await rows(_OFFICIALS, tender_id, step)),
    )


async def openings_of(actor: Actor) -> tuple[OpeningView, ...]:
    """The tenders that this official helps to open, what waits first."""
    found = await rows(
        "SELECT s.tender_id FROM tender_key k JOIN bid_sealing s ON s.tender_id = k.tender_id"
        " JOIN tender t ON t.id = k.tender_id WHERE k.account_id = $1"
        " ORDER BY s.status IN ('opened', 'refused'), t.closes_at DESC LIMIT 100",
        actor.id,
    )
    views = [await opening(actor, row["tender_id"]) for row in found]
    return tuple(view for view in views if view is not None)


def _progress(actor: Actor, row: dict[str, Any]) -> OfficialProgress:
    return OfficialProgress(
        row["position"],
        row["body"],
        row["body_name"],
        actor.id is not None and row["account_id"] == actor.id,
        row["posted_at"],
    )
