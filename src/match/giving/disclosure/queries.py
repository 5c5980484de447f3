"""Reading what is owed: by whom, until when, and what to do about it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import rows
from match.foundation.permissions import Permission
from match.giving.disclosure.states import OWED, DutyKind, DutyStatus

_DUTY = """
SELECT y.id, y.donation_id, y.kind, y.status, y.due_on, d.number, d.subject,
       coalesce(h.name, o.name) AS owes
  FROM duty y JOIN donation d ON d.id = y.donation_id
  LEFT JOIN home h ON h.id = y.home_id LEFT JOIN organisation o ON o.id = y.organisation_id
 WHERE y.status = ANY($1)
"""
_OPEN = [str(status) for status in OWED]


class DutyLine(msgspec.Struct, frozen=True):
    """One thing that is owed. ``late``: its day is over."""

    id: int
    donation_id: int
    kind: DutyKind
    status: DutyStatus
    due_on: date
    number: str
    subject: str
    owes: str
    late: bool


async def my_duties(actor: Actor, limit: int = 200) -> list[DutyLine]:
    """What the reader's homes and organisations owe, the first due first."""
    found = await rows(
        _DUTY + " AND (y.home_id = ANY($2::bigint[]) OR y.organisation_id = ANY($3::bigint[]))"
        " ORDER BY y.due_on, y.id LIMIT $4",
        _OPEN,
        sorted(actor.homes),
        sorted(actor.organisations),
        limit,
    )
    return _lines(found)


async def late_duties(actor: Actor, limit: int = 200) -> list[DutyLine]:
    """What is late in the reader's area, the longest first."""
    found = await rows(
        _DUTY + " AND y.due_on < $2 AND EXISTS (SELECT FROM unnest($3::text[]) AS scope"
        " WHERE starts_with(y.division, scope)) ORDER BY y.due_on, y.id LIMIT $4",
        _OPEN,
        clock.today(),
        list(actor.scope(Permission.giving_read)),
        limit,
    )
    return _lines(found)


async def duties_of_gift(donation_id: int) -> list[DutyLine]:
    """Everything still owed for one gift; the caller has asked whether the reader may see it."""
    found = await rows(
        _DUTY + " AND y.donation_id = $2 ORDER BY y.due_on, y.id", _OPEN, donation_id
    )
    return _lines(found)


def _lines(found: Sequence[dict[str, Any]]) -> list[DutyLine]:
    return [
        DutyLine(
            row["id"],
            row["donation_id"],
            DutyKind(row["kind"]),
            DutyStatus(row["status"]),
            row["due_on"],
            row["number"],
            row["subject"],
            row["owes"],
            row["due_on"] < clock.today(),
        )
        for row in found
    ]
