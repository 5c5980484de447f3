"""What the opened envelopes say: for the panel and the contract, and what everybody may read."""

import json
from datetime import datetime
from typing import Any

import msgspec

from match.foundation.db import rows

PUBLISHED = """
(t.status IN ('awarded', 'contracted') OR (t.status = 'archived' AND t.contracted_at IS NOT NULL))
"""
"""From here on the technical envelopes of tender t are public too; before, they are the panel's
alone, which may have to judge them without names. What failed is put away without a result."""


class OpenedBid(msgspec.Struct, frozen=True):
    """
    One opened bid. ``technical`` and ``price`` are the envelopes' JSON, {} where not opened;
    ``price_fen`` is None until the price is. The caller decides who sees it.
    """

    id: int
    organisation_id: int
    name: str
    technical: dict[str, Any]
    price_fen: int | None
    valid: bool
    void_reason: str
    price: dict[str, Any] = {}


class PublicEnvelope(msgspec.Struct, frozen=True):
    """One envelope for recounting: SHA-256(salt ‖ content) is the commitment on the board."""

    envelope: str
    content: str
    salt: str
    dek: str
    bid_commitment: str
    dek_commitment: str


class PublicBid(msgspec.Struct, frozen=True):
    """One bid as everybody reads it after the opening."""

    id: int
    organisation_id: int
    name: str
    status: str
    valid: bool
    void_reason: str
    price_fen: int | None
    submitted_at: datetime
    envelopes: tuple[PublicEnvelope, ...]


class CorrectionView(msgspec.Struct, frozen=True):
    """A formal defect and its answer, "" while there is none."""

    id: int
    bid_id: int
    organisation_id: int
    defect: str
    asked_at: datetime
    answer_by: datetime
    answer: str
    answered_at: datetime | None


_OPENED = """
SELECT b.id, b.organisation_id, o.name, b.status, b.void_reason, b.submitted_at,
       t.said AS technical, p.said AS price, p.price_fen
FROM bid b JOIN organisation o ON o.id = b.organisation_id
JOIN bid_sealing s ON s.tender_id = b.tender_id
LEFT JOIN bid_content t ON t.bid_id = b.id AND t.envelope = 'technical'
LEFT JOIN bid_content p ON p.bid_id = b.id AND p.envelope = 'price'
WHERE b.tender_id = $1 AND b.status IN ('opened', 'void')
AND s.status IN ('technical', 'pricing', 'opened') ORDER BY b.id
"""
_ENVELOPES = f"""
SELECT c.bid_id, c.envelope, c.said AS content, encode(c.salt, 'hex') AS salt,
       encode(c.dek, 'hex') AS dek, e.bid_commitment, e.dek_commitment
FROM bid_content c JOIN bid_envelope e ON e.bid_id = c.bid_id AND e.envelope = c.envelope
JOIN tender t ON t.id = c.tender_id
WHERE c.tender_id = $1 AND (c.envelope = 'price' OR {PUBLISHED}) ORDER BY c.bid_id, c.envelope
"""  # noqa: S608 # our own words


async def opened(tender_id: int) -> tuple[OpenedBid, ...]:
    """Every bid that was opened, void ones too, first submitted first; () before the opening."""
    return tuple(
        OpenedBid(
            id=row["id"],
            organisation_id=row["organisation_id"],
            name=row["name"],
            technical=json.loads(row["technical"] or "{}"),
            price_fen=row["price_fen"],
            valid=row["status"] == "opened",
            void_reason=row["void_reason"],
            price=json.loads(row["price"] or "{}"),
        )
        for row in await rows(_OPENED, tender_id)
    )


async def public_bids(tender_id: int) -> tuple[PublicBid, ...]:
    """
    What everybody may read: from the opening on who bid and for how much, with what is needed to
    recount the price's commitment; the technical envelopes once the result is published.
    """
    envelopes: dict[int, list[PublicEnvelope]] = {}
    for row in await rows(_ENVELOPES, tender_id):
        envelopes.setdefault(row.pop("bid_id"), []).append(PublicEnvelope(**row))
    return tuple(
        PublicBid(
            id=row["id"],
            organisation_id=row["organisation_id"],
            name=row["name"],
            status=row["status"],
            valid=row["status"] == "opened",
            void_reason=row["void_reason"],
            price_fen=row["price_fen"],
            submitted_at=row["submitted_at"],
            envelopes=tuple(envelopes.get(row["id"], ())),
        )
        for row in await rows(_OPENED, tender_id)
    )


async def corrections(tender_id: int) -> tuple[CorrectionView, ...]:
    """Every formal defect that was asked about in this tender, oldest first."""
    found = await rows(
        "SELECT c.id, c.bid_id, b.organisation_id, c.defect, c.asked_at, c.answer_by, c.answer,"
        " c.answered_at FROM bid_correction c JOIN bid b ON b.id = c.bid_id"
        " WHERE c.tender_id = $1 ORDER BY c.id",
        tender_id,
    )
    return tuple(CorrectionView(**row) for row in found)
