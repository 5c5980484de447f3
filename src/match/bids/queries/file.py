"""The board as one file, for `match verify-board` and for whoever counts for themselves."""

from typing import Any

import msgspec

from match.bids.queries.board import board
from match.bids.queries.opened import PUBLISHED
from match.foundation.db import one, rows

_CONTENTS = """
SELECT bid_id AS bid, envelope, said, encode(salt, 'hex') AS salt, encode(dek, 'hex') AS dek
FROM bid_content WHERE tender_id = $1 AND (envelope = 'price' OR $2) ORDER BY bid_id, envelope
"""
# Shares of what is published: they lie on one polynomial, and anybody may see that.
_SHARES = """
SELECT * FROM (
  SELECT DISTINCT ON (s.bid_id, s.envelope, s.key_id) s.bid_id AS bid, s.envelope,
         k.position AS official, encode(s.share, 'hex') AS share
  FROM opening_share s JOIN tender_key k ON k.tender_id = s.tender_id AND k.key_id = s.key_id
  JOIN bid_content c ON c.bid_id = s.bid_id AND c.envelope = s.envelope
  WHERE s.tender_id = $1 AND (s.envelope = 'price' OR $2) AND s.at <= c.opened_at
  ORDER BY s.bid_id, s.envelope, s.key_id, s.id DESC) AS newest
WHERE share <> '' ORDER BY bid, envelope, official
"""
# The sealed text of what is published: with the key beside it, anybody can open it again.
_SEALED = """
SELECT e.bid_id AS bid, e.envelope, convert_from(e.body, 'UTF8') AS body
FROM bid_envelope e JOIN bid_content c ON c.bid_id = e.bid_id AND c.envelope = e.envelope
WHERE c.tender_id = $1 AND (c.envelope = 'price' OR $2) ORDER BY e.bid_id, e.envelope
"""
# A receipt names its bidder: those of bids that were never opened stay with whoever has them.
_RECEIPTS = """
SELECT said, signature, public_key FROM bid_receipt r WHERE tender_id = $1
AND EXISTS (SELECT FROM bid_content c WHERE c.bid_id = r.bid_id) ORDER BY id
"""
_ALL = 1_000_000


async def board_file(tender_id: int) -> dict[str, Any] | None:
    """
    Version 1 of the published file (docs/sealed-bids.md); None where no officials were chosen.
    Technical contents and their shares are in it once the result is out (``published``: all).
    """
    purchase = await one(
        f"SELECT {PUBLISHED} AS whole, t.closes_at, t.document_version, t.min_bids FROM tender t"  # noqa: S608 # our own words
        " JOIN bid_sealing s ON s.tender_id = t.id WHERE t.id = $1",
        tender_id,
    )
    if purchase is None:
        return None
    whole = purchase["whole"]
    return {
        "v": 1,
        "tender": tender_id,
        "closes_at": purchase["closes_at"],
        "document": purchase["document_version"],
        "min_bids": purchase["min_bids"],
        "published": "all" if whole else "price",
        "lines": [msgspec.to_builtins(line) for line in await board(tender_id, limit=_ALL)],
        "contents": await rows(_CONTENTS, tender_id, whole),
        "shares": await rows(_SHARES, tender_id, whole),
        "sealed": await rows(_SEALED, tender_id, whole),
        "receipts": await rows(_RECEIPTS, tender_id),
    }
