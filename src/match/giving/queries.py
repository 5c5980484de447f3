"""Reading donations: one in full, what waits for somebody, and the list of a party or an area."""

from collections.abc import Sequence
from typing import Any

import msgspec

from match.foundation.actor import Actor
from match.foundation.db import one, rows
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.foundation.permissions import Permission
from match.giving import policy, rules
from match.giving.bookkeeping import DONATION
from match.giving.shapes import (
    Allocation,
    DonationFile,
    DonationLine,
    Feedback,
    ParcelView,
    Step,
    Terms,
    UseQuestion,
    line,
)
from match.giving.states import DonationStatus, GiftKind

D = DonationStatus
HOMES_MOST = 200
_LINE = f"""
SELECT d.*, a.number AS agreement_number, n.title AS need_title, h.name AS home_name,
       v.path, g.name AS giver, c.name AS charity, a.giver_confirmed_at, a.recipient_confirmed_at
  FROM ({DONATION}) d JOIN agreement a ON a.id = d.agreement_id
  LEFT JOIN need n ON n.id = d.need_id LEFT JOIN home h ON h.id = d.home_id
  LEFT JOIN division v ON v.code = h.division LEFT JOIN organisation g ON g.id = d.organisation_id
  LEFT JOIN organisation c ON c.id = d.charity_id
"""  # noqa: S608 # our own text
_PICK = "SELECT d.id FROM donation d JOIN agreement a ON a.id = d.agreement_id"
_FIGURES = (
    "dispatched", "dropped", "good", "broken", "short", "surplus", "allocated_units",
    "allocated_fen", "used_units", "used_fen", "returned_units", "returned_fen", "paid_fen",
)  # fmt: skip


async def donation_file(actor: Actor, donation_id: int) -> DonationFile:
    """One donation with everything that came of it. Raises NotFound."""
    row = await one(_LINE + " WHERE d.id = $1", donation_id)
    if row is None or not policy.can_see(actor, row):
        raise NotFound(_("没有找到这项捐赠。"))
    agreement = await one("SELECT * FROM agreement WHERE id = $1", donation_id)
    assert agreement is not None, "a donation has its agreement"
    parcels = await _parcels(donation_id)
    question = await _question(donation_id)
    may = _may(actor, row)
    return DonationFile(
        line=line(row),
        donation_number=row["number"],
        terms=msgspec.convert(agreement, Terms),
        figures={name: row[name] for name in _FIGURES},
        parcels=parcels,
        allocations=await _allocations(donation_id),
        question=question,
        feedback=await _feedback(donation_id),
        steps=await _steps(donation_id),
        receipt_number=row["receipt_number"],
        receipt_file=row["receipt_file"],
        ack_code=row["ack_code"] or "",
        surplus_until=row["surplus_until"],
        boxes=await _boxes(row),
        may=may,
        verbs=_verbs(actor, row, may, parcels, question),
        left=_left(row),
        to_allocate=_to_allocate(row),
        side=_side(actor, row),
    )


async def parcel_of(actor: Actor, code: str) -> tuple[DonationFile, ParcelView]:
    """The parcel whose label bears *code*, with its donation. Raises NotFound for strangers."""
    found = await one("SELECT id, donation_id FROM parcel WHERE code = $1", code.upper())
    if found is None:
        raise NotFound(_("没有找到这件包裹，请核对标签上的编码。"))
    file = await donation_file(actor, found["donation_id"])
    return file, next(parcel for parcel in file.parcels if parcel.id == found["id"])


async def my_donations(
    actor: Actor, limit: int = 100, *, after: int | None = None
) -> list[DonationLine]:
    """Donations of the reader's homes and organisations: newest change first, or by number."""
    mine = (
        "(d.home_id = ANY($1) OR d.organisation_id = ANY($2) OR d.charity_id = ANY($2)"
        " OR (d.organisation_id IS NULL AND d.giver_id = $3)"
        " OR d.id IN (SELECT donation_id FROM allocation_line WHERE home_id = ANY($1)))"
    )
    values = [list(actor.homes), list(actor.organisations), actor.id]
    if after is None:
        return await _list(f"{mine} ORDER BY d.changed_at DESC", values, limit)
    return await _list(f"{mine} AND d.id < $4 ORDER BY d.id DESC", [*values, after], limit)


async def waiting_donations(actor: Actor, limit: int = 100) -> list[DonationLine]:
    """
    Donations whose next step is the reader's: to confirm and to send for the giver; to confirm, to
    count, to give the receipt, to say how it was for who receives. The first due comes first.
    """
    return await _list(
        "((d.organisation_id = ANY($2) OR (d.organisation_id IS NULL AND d.giver_id = $3))"
        "  AND ((d.kind <> 'money' AND d.status = 'agreed')"
        "   OR (d.status = 'promised' AND a.giver_confirmed_at IS NULL)))"
        " OR ((CASE WHEN d.charity_id IS NULL THEN d.home_id = ANY($1)"
        "      ELSE d.charity_id = ANY($2) END) AND (d.status IN ('in_transit', 'counted', 'paid')"
        "   OR (d.status = 'receipted' AND d.charity_id IS NOT NULL)"
        "   OR (d.status = 'promised' AND a.recipient_confirmed_at IS NULL)))"
        " OR (d.status = 'used'"
        "  AND d.id IN (SELECT donation_id FROM allocation_line WHERE home_id = ANY($1)))"
        " ORDER BY d.due_on NULLS LAST, d.id",
        [list(actor.homes), list(actor.organisations), actor.id],
        limit,
    )


async def donations_in(actor: Actor, limit: int = 100) -> list[DonationLine]:
    """Donations of the reader's area, newest change first."""
    scopes = [f"{prefix}%" for prefix in actor.scope(Permission.giving_read)]
    return await _list("d.division LIKE ANY($1) ORDER BY d.changed_at DESC", [scopes], limit)


async def donation_lines(donations: Sequence[int]) -> list[DonationLine]:
    """These donations, newest first; the caller has asked whether the reader may see them."""
    condition = "d.id = ANY ($1::bigint[]) ORDER BY d.id DESC"
    return await _list(condition, [list(donations)], len(donations))


async def followed_gifts(actor: Actor, donations: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Of these donations, those the reader may see: id → (words, address). For a need's page."""
    found = await rows(_LINE + " WHERE d.id = ANY ($1::bigint[])", list(donations))
    return {
        row["id"]: (row["agreement_number"], f"/desk/agreements/{row['id']}")
        for row in found
        if policy.can_see(actor, row)
    }


async def homes_near(donation_id: int) -> list[tuple[int, str]]:
    """Open homes of the donation's county that a charity may choose from: id and name."""
    found = await rows(
        "SELECT h.id, h.name FROM home h JOIN donation d ON left(h.division, 6) = left(d.division,"
        " 6) WHERE d.id = $1 AND h.status = 'open' ORDER BY h.id = d.home_id DESC, h.name LIMIT $2",
        donation_id,
        HOMES_MOST,
    )
    return [(row["id"], row["name"]) for row in found]


async def parcel_photo(actor: Actor, code: str, photo: int) -> int:
    """The photo of goods of that parcel, if the reader may see the donation. Raises NotFound."""
    _file, parcel = await parcel_of(actor, code)
    if photo not in parcel.photos:
        raise NotFound(_("没有找到这张照片。"))
    return photo


async def _list(condition: str, values: Sequence[Any], limit: int) -> list[DonationLine]:
    """Which ones is asked first, of two narrow tables: then only those are joined and named."""
    which = f"{_PICK} WHERE {condition} LIMIT {int(limit)}"
    picked = [row["id"] for row in await rows(which, *values)]
    order = " WHERE d.id = ANY ($1::bigint[]) ORDER BY array_position($1::bigint[], d.id)"
    found = await rows(_LINE + order, picked)
    return [line(row) for row in found]


async def _parcels(donation_id: int) -> tuple[ParcelView, ...]:
    found = await rows("SELECT * FROM parcel WHERE donation_id = $1 ORDER BY position", donation_id)
    return tuple(msgspec.convert(row, ParcelView) for row in found)


async def _steps(donation_id: int) -> tuple[Step, ...]:
    found = await rows(
        "SELECT verb, at, note FROM donation_step WHERE donation_id = $1 ORDER BY id DESC",
        donation_id,
    )
    return tuple(Step(**row) for row in found)


async def _allocations(donation_id: int) -> tuple[Allocation, ...]:
    found = await rows(
        "SELECT l.home_id, h.name AS home_name, l.units, l.fen, l.purpose, l.at"
        " FROM allocation_line l JOIN home h ON h.id = l.home_id WHERE l.donation_id = $1"
        " ORDER BY l.id",
        donation_id,
    )
    return tuple(Allocation(**row) for row in found)


async def _question(donation_id: int) -> UseQuestion | None:
    found = await one(
        "SELECT purpose, reason, asked_at, consented FROM use_change WHERE donation_id = $1"
        " ORDER BY id DESC LIMIT 1",
        donation_id,
    )
    return UseQuestion(**found) if found else None


async def _feedback(donation_id: int) -> Feedback | None:
    found = await one("SELECT rating, words, at FROM feedback WHERE donation_id = $1", donation_id)
    return Feedback(**found) if found else None


async def _boxes(row: dict[str, Any]) -> frozenset[str]:
    if row["kind"] != GiftKind.goods or row["line_id"] is None:
        return frozenset()
    found = await one("SELECT category FROM need_line WHERE id = $1", row["line_id"])
    return rules.boxes(found["category"]) if found else frozenset()


def _may(actor: Actor, row: dict[str, Any]) -> dict[str, bool | str]:
    receives, sends = policy.can_receive(actor, row), policy.can_dispatch(actor, row)
    return {
        "confirm": policy.can_agree(actor, row),
        "change_terms": policy.can_agree(actor, row),
        "dispatch": sends,
        "drop_rest": sends,
        "count": receives,
        "receipt": receives,
        "allocate": policy.can_allocate(actor, row),
        "return": receives,
        "ask_use_change": policy.can_ask_use_change(actor, row),
        "answer_use_change": policy.can_consent(actor, row),
        "answer": policy.can_answer(actor, row),
        "cancel": policy.can_cancel(actor, row),
    }


def _verbs(
    actor: Actor,
    row: dict[str, Any],
    may: dict[str, bool | str],
    parcels: Sequence[ParcelView],
    question: UseQuestion | None,
) -> tuple[str, ...]:
    """What this reader may do now, the nearest step first."""
    status, goods = DonationStatus(row["status"]), row["kind"] != GiftKind.money
    counted = row["good"] + row["broken"] + row["short"] > 0
    open_question = question is not None and question.consented is None
    now = {
        "answer_use_change": open_question,
        "confirm": status is D.promised and _unconfirmed(actor, row),
        "count": status is D.in_transit and any(parcel.open for parcel in parcels),
        "dispatch": goods and status in (D.agreed, D.in_transit) and _left(row) > 0,
        "receipt": status in (D.counted, D.paid),
        "allocate": status is D.receipted,
        "answer": status is D.used,
        "change_terms": status is D.promised,
        "drop_rest": status is D.in_transit and _left(row) > 0,
        "return": row["kind"] == GiftKind.goods and status in (D.counted, D.receipted, D.allocated),
        "ask_use_change": not open_question
        and status in (D.agreed, D.in_transit, D.paid, D.counted, D.receipted, D.allocated),
        "cancel": status in (D.promised, D.agreed, D.in_transit)
        and not counted
        and not row["paid_fen"],
    }
    return tuple(verb for verb, possible in now.items() if possible and may[verb] is True)


def _unconfirmed(actor: Actor, row: dict[str, Any]) -> bool:
    """Whether a party the reader belongs to has not confirmed yet."""
    return (policy.is_giver(actor, row) and row["giver_confirmed_at"] is None) or (
        policy.is_receiver(actor, row) and row["recipient_confirmed_at"] is None
    )


def _side(actor: Actor, row: dict[str, Any]) -> str:
    if policy.is_giver(actor, row):
        return "giver"
    return "receiver" if policy.is_receiver(actor, row) or policy.is_home(actor, row) else ""


def _left(row: dict[str, Any]) -> int:
    return 0 if row["units"] is None else row["units"] - row["dispatched"] - row["dropped"]


def _to_allocate(row: dict[str, Any]) -> int:
    if row["kind"] == GiftKind.money:
        return row["paid_fen"] - row["allocated_fen"] - row["returned_fen"]
    return row["good"] - row["allocated_units"] - row["returned_units"]
