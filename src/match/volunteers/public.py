"""
What the world may see of a shift (domain.md §3.7), decided in one place.

A home is called after its village. A shift for fewer than five children shows its township and
county only, names no home, and people meet at the township office.
"""

from datetime import datetime
from typing import Any

import msgspec

from match.needs.public import public_division
from match.needs.rules import is_small
from match.volunteers.states import ShiftPlace, ShiftStatus


class ShiftView(msgspec.Struct, frozen=True):
    """A shift as the public sees it; ``home_id`` and ``home_name`` are None for a small group."""

    id: int
    title: str
    asked: str
    status: ShiftStatus
    where: str
    division: str
    home_id: int | None
    home_name: str | None
    organisation: str
    place: ShiftPlace
    starts_at: datetime
    ends_at: datetime
    places: int
    left: int
    minimum_age: int
    child_contact: bool
    skills: tuple[str, ...]
    risk: str
    need_id: int | None
    need_title: str
    line: str
    unit: str
    units_each: int
    bodily_risk: bool = False


def public_view(row: dict[str, Any], limit: int) -> ShiftView:
    """
    The public side of a row joined with its home, place, need and organisation (`queries.SHIFT`).

    *limit* is the parameter need.small_group; 0 hides nothing, for those who run the shift.
    """
    small = is_small(row["children"], limit)
    names = row["path"].split("/")[1:]
    return ShiftView(
        id=row["id"],
        title=row["title"],
        asked=row["asked"],
        status=ShiftStatus(row["status"]),
        where=" ".join(names[:-1] if small else names),
        division=public_division(row["division"], small=small),
        home_id=None if small else row["home_id"],
        home_name=None if small else row["home_name"],
        organisation=row["organisation_name"] or "",
        place=ShiftPlace.township if small else ShiftPlace(row["place"]),
        starts_at=row["starts_at"],
        ends_at=row["ends_at"],
        places=row["places"],
        left=row["places"] - row["taken"],
        minimum_age=row["minimum_age"],
        child_contact=row["child_contact"],
        skills=tuple(row["skills"]),
        risk=row["risk"],
        need_id=row["need_id"],
        need_title=row["need_title"] or "",
        line=row["line_name"] or "",
        unit=row["line_unit"] or "",
        units_each=row["units_each"],
        bodily_risk=row["bodily_risk"],
    )
