"""From rows to what the rules want to know: one donation as the clock sees it."""

from datetime import date, datetime
from typing import Any

from match.foundation import clock
from match.foundation.db import one, rows
from match.foundation.parameters import periods, whole
from match.giving.disclosure.rules import Asked, Gift, Part, Sent, Terms, Told
from match.giving.states import DonationStatus, GiftKind

_PARCELS = """
SELECT id, dispatched_at, expected_on, coalesce(counted_at, recalled_at) AS over_at FROM parcel
 WHERE donation_id = $1 ORDER BY id
"""
# What was returned for correction, or replaced by a corrected one, tells nobody anything.
_REPORTS = """
SELECT at, home_id, NULL::bigint AS organisation_id, false AS progress FROM use_report
 WHERE donation_id = $1 AND status IN ('submitted', 'accepted')
UNION ALL
SELECT at, home_id, organisation_id, true FROM progress_report WHERE donation_id = $1
 ORDER BY at
"""


async def terms() -> Terms:
    """The periods in force today."""
    return Terms(
        transit_days=await whole("giving.transit_days"),
        count_days=await whole("giving.count_days"),
        receipt_days=await whole("giving.official_receipt_days"),
        thanks_days=await whole("giving.thanks_days"),
        first_use_days=await whole("giving.first_use_days"),
        long_months=await whole("giving.long_months"),
        periodic_months=periods()["CHAR.PROJ.PERIODIC"].whole,
        final_months=periods()["CHAR.PROJ.FINAL"].whole,
    )


async def gift_of(donation_id: int) -> Gift | None:
    """The donation's facts, or None where there is no such donation."""
    row = await one("SELECT * FROM donation WHERE id = $1", donation_id)
    if row is None:
        return None
    kind = GiftKind(row["kind"])
    reports = await rows(_REPORTS, donation_id)
    thanked = await one("SELECT at FROM feedback WHERE donation_id = $1", donation_id)
    return Gift(
        kind=kind,
        status=DonationStatus(row["status"]),
        home=row["home_id"],
        charity=row["charity_id"],
        arrived_on=_day(row["paid_at"] if kind is GiftKind.money else row["counted_at"]),
        until=row["due_on"],
        ended_on=_ended(row, reports),
        receipt_on=_day(row["receipted_at"]) if row["receipt_number"] else None,
        thanked_on=_day(thanked["at"]) if thanked else None,
        sent=await _sent(row),
        parts=tuple(
            Part(line["home_id"], _here(line["at"]))
            for line in await rows(
                "SELECT home_id, at FROM allocation_line WHERE donation_id = $1 ORDER BY id",
                donation_id,
            )
        ),
        told=tuple(
            Told(_here(each["at"]), each["home_id"], each["organisation_id"], each["progress"])
            for each in reports
        ),
        asked=await _asked(donation_id),
    )


async def _sent(donation: dict[str, Any]) -> tuple[Sent, ...]:
    """A service has come when it ends; one whose end nobody said is not late by any day."""
    service = donation["kind"] == GiftKind.time
    return tuple(
        Sent(row["id"], _here(row["dispatched_at"]), expected, _day(row["over_at"]))
        for row in await rows(_PARCELS, donation["id"])
        if (expected := row["expected_on"] or (donation["due_on"] if service else None))
        or not service
    )


async def _asked(donation_id: int) -> tuple[Asked, ...]:
    found = await rows("SELECT * FROM use_question WHERE donation_id = $1 ORDER BY id", donation_id)
    return tuple(
        Asked(
            row["id"],
            row["due_on"],
            _day(row["answered_at"]),
            row["home_id"],
            row["organisation_id"],
        )
        for row in found
    )


def _ended(donation: dict[str, Any], reports: list[dict[str, Any]]) -> date | None:
    """The day of the last report, once everything that arrived is used or went back."""
    if donation["kind"] == GiftKind.money:
        there, gone = donation["paid_fen"], donation["used_fen"] + donation["returned_fen"]
    else:
        there, gone = donation["good"], donation["used_units"] + donation["returned_units"]
    if not there or gone < there:
        return None
    used = [each["at"] for each in reports if not each["progress"]]
    return _here(max(used)) if used else _day(donation["closed_at"] or donation["changed_at"])


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else _here(moment)


def _here(moment: datetime) -> date:
    return moment.astimezone(clock.HERE).date()
