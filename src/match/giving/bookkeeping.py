"""What the rows of donations say, in the shape the books are worked out from."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from match.foundation.db import rows
from match.giving.books import BookFacts, Lot, Owner, ParcelFacts, Part
from match.giving.states import DonationStatus, GiftKind
from match.ledger.kinds import MONEY

# A donation with its pledge's proposal and the homes that had a part, as commands lock it.
DONATION = """
SELECT d.*, p.proposal_id, p.status AS pledge_status, p.decided_by,
       (SELECT array_agg(DISTINCT a.home_id) FROM allocation_line a
         WHERE a.donation_id = d.id) AS homes
  FROM donation d JOIN pledge p ON p.id = d.pledge_id
"""
_DONATIONS = """
SELECT id, kind, unit, status, organisation_id, giver_id, charity_id, home_id, amount_fen, paid_fen
  FROM donation WHERE id = ANY ($1::bigint[]) ORDER BY id
"""
_PARCELS = """
SELECT donation_id, id, units, recalled_at IS NOT NULL AS recalled, good, broken, short, surplus
  FROM parcel WHERE donation_id = ANY ($1::bigint[]) ORDER BY id
"""
_ALLOCATIONS = """
SELECT donation_id, id, home_id, coalesce(units, fen) AS amount
  FROM allocation_line WHERE donation_id = ANY ($1::bigint[]) ORDER BY id
"""
_USES = """
SELECT donation_id, id, home_id, coalesce(units, fen) AS amount
  FROM use_report WHERE donation_id = ANY ($1::bigint[]) AND status = 'accepted' ORDER BY id
"""
_RETURNS = """
SELECT donation_id, id, home_id, units AS amount
  FROM goods_return WHERE donation_id = ANY ($1::bigint[])
 UNION ALL
SELECT donation_id, id, NULL, fen
  FROM money_return WHERE donation_id = ANY ($1::bigint[]) AND consented ORDER BY 1, 2
"""
_PAYMENTS = """
SELECT donation_id, id, NULL::bigint AS home_id, fen AS amount
  FROM money_payment WHERE donation_id = ANY ($1::bigint[]) ORDER BY id
"""


_MAY_BE_PAID = frozenset({DonationStatus.promised, DonationStatus.agreed})


async def book_facts(donations: Sequence[int]) -> dict[int, BookFacts]:
    """Donation → what its rows say, for `match.giving.books.expected_postings`."""
    numbers = list(donations)
    parcels: defaultdict[int, list[ParcelFacts]] = defaultdict(list)
    for row in await rows(_PARCELS, numbers):
        parcels[row["donation_id"]].append(_parcel(row))
    allocations, uses = await _parts(_ALLOCATIONS, numbers), await _parts(_USES, numbers)
    returns, payments = await _parts(_RETURNS, numbers), await _parts(_PAYMENTS, numbers)
    return {
        row["id"]: BookFacts(
            lot_of(row),
            parcels[row["id"]],
            allocations[row["id"]],
            uses[row["id"]],
            returns[row["id"]],
            promised=row["amount_fen"] or 0,
            payments=payments[row["id"]],
            released=_released(row),
        )
        for row in await rows(_DONATIONS, numbers)
    }


def lot_of(donation: dict[str, Any]) -> Lot:
    """A row of ``donation`` as the books know it."""
    return Lot(
        donation["id"],
        MONEY if donation["kind"] == GiftKind.money else donation["unit"],
        giver_of(donation),
        holder_of(donation),
    )


def giver_of(donation: dict[str, Any]) -> Owner:
    """Whose account it comes from: the organisation's, or the person's."""
    if donation["organisation_id"] is not None:
        return ("organisation", donation["organisation_id"])
    return ("account", donation["giver_id"])


def holder_of(donation: dict[str, Any]) -> Owner:
    """Who receives it: a charity for the homes, or the home itself."""
    if donation["charity_id"] is not None:
        return ("organisation", donation["charity_id"])
    return ("home", donation["home_id"])


def _released(row: dict[str, Any]) -> int:
    """Of a promise of money for which no more will come, what was not paid."""
    if row["kind"] != GiftKind.money or row["status"] in _MAY_BE_PAID:
        return 0
    return row["amount_fen"] - row["paid_fen"]


def _parcel(row: dict[str, Any]) -> ParcelFacts:
    return ParcelFacts(
        row["id"],
        row["units"],
        row["recalled"],
        row["good"],
        row["broken"] or 0,
        row["short"] or 0,
        row["surplus"] or 0,
    )


async def _parts(sql: str, numbers: list[int]) -> defaultdict[int, list[Part]]:
    parts: defaultdict[int, list[Part]] = defaultdict(list)
    for row in await rows(sql, numbers):
        parts[row["donation_id"]].append(Part(row["id"], row["home_id"], row["amount"]))
    return parts
