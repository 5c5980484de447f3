"""Rows of shifts with their home and place, and sign-ups with the minutes they propose."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from match.foundation import clock
from match.volunteers import rules
from match.volunteers.public import ShiftView
from match.volunteers.states import SignupStatus

SHIFT = (
    "SELECT s.*, h.name AS home_name, d.path, g.name AS organisation_name, n.title AS need_title,"
    " l.name AS line_name, l.unit AS line_unit FROM shift s JOIN home h ON h.id = s.home_id"
    " JOIN division d ON d.code = s.division LEFT JOIN organisation g ON g.id = s.organisation_id"
    " LEFT JOIN need n ON n.id = s.need_id LEFT JOIN need_line l ON l.id = s.line_id"
)
SHOWN_MOST = 200


class Pledge(msgspec.Struct, frozen=True):
    """One sign-up with its shift, as the volunteer sees it. ``minutes``: those confirmed."""

    id: int
    status: SignupStatus
    shift: ShiftView
    late: bool
    checked_in_at: datetime | None
    checked_out_at: datetime | None
    minutes: int | None
    proposed: int
    reason: str


def pledge_of(signup: Mapping[str, Any], shift: ShiftView) -> Pledge:
    """A sign-up's row as its volunteer reads it."""
    return Pledge(
        id=signup["id"],
        status=SignupStatus(signup["status"]),
        shift=shift,
        late=signup["late"],
        checked_in_at=signup["checked_in_at"],
        checked_out_at=signup["checked_out_at"],
        minutes=signup["minutes"],
        proposed=proposed(signup),
        reason=signup["reason"],
    )


def proposed(signup: Mapping[str, Any]) -> int:
    """Whole minutes served so far, from check-in and check-out; 0 for who is not there."""
    if signup["checked_in_at"] is None:
        return 0
    until = signup["checked_out_at"] or min(clock.now(), signup["ends_at"])
    return rules.proposed_minutes(
        signup["starts_at"], signup["ends_at"], signup["checked_in_at"], until
    )
