"""What a purchase's evaluation came to: for contracts, objections, open data."""

from typing import Any

import msgspec

from match.foundation.db import one, rows

_RANKED = """
SELECT b.bid_id, b.organisation_id, g.name, b.price_fen, b.points, b.place
FROM panel_bid b JOIN organisation g ON g.id = b.organisation_id
WHERE b.panel_id = $1 AND b.place IS NOT NULL ORDER BY b.place
"""
_LAST = """
SELECT id, status FROM panel WHERE tender_id = $1 AND status <> 'dissolved'
ORDER BY round DESC LIMIT 1
"""
_NAMES = """
SELECT a.name FROM panel_seat s JOIN account a ON a.id = s.account_id
WHERE s.panel_id = $1 AND s.status = 'confirmed' ORDER BY s.id
"""
_DECIDED = """
SELECT bid_id, awarded_at FROM tender_decision
WHERE tender_id = $1 AND undone_at IS NULL ORDER BY id DESC LIMIT 1
"""


class Ranked(msgspec.Struct, frozen=True):
    """One valid bid in the order of the count. ``points`` in hundredths, ``price_fen`` as bid."""

    bid_id: int
    organisation_id: int
    name: str
    price_fen: int
    points: int
    place: int


class Outcome(msgspec.Struct, frozen=True):
    """
    The ranking of the last panel once it has reported; empty before, and while it judges anew.

    ``experts`` are names, and empty until the result is published (评审专家管理办法: names are
    secret until then). ``winner``: whom the purchaser named, None before.
    """

    ranking: tuple[Ranked, ...]
    experts: tuple[str, ...]
    winner: Ranked | None


async def outcome(tender_id: int) -> Outcome:
    """What came of a purchase. Callers answer for who may see it before the result is out."""
    panel = await one(_LAST, tender_id)
    if panel is None or panel["status"] != "reported":
        return Outcome((), (), None)
    ranking = tuple(_ranked(row) for row in await rows(_RANKED, panel["id"]))
    decided = await one(_DECIDED, tender_id)
    awarded = decided is not None and decided["awarded_at"] is not None
    names = await rows(_NAMES, panel["id"]) if awarded else []
    winner = next((r for r in ranking if decided and r.bid_id == decided["bid_id"]), None)
    return Outcome(ranking, tuple(row["name"] for row in names), winner)


def _ranked(row: dict[str, Any]) -> Ranked:
    return Ranked(
        row["bid_id"],
        row["organisation_id"],
        row["name"],
        row["price_fen"],
        row["points"],
        row["place"],
    )
