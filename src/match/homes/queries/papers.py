"""A home's papers with their days, and how it stands before opening."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec

from match.foundation import clock
from match.foundation.db import rows, value
from match.foundation.parameters import whole
from match.homes.rules import Standing


class Paper(msgspec.Struct, frozen=True):
    """The current paper of one kind (a code of ``required_document``)."""

    id: int
    kind: str
    file_id: int
    dated_on: date
    valid_until: date | None

    def valid(self, today: date) -> bool:
        """Whether it still holds on *today*."""
        return self.valid_until is None or self.valid_until >= today


async def papers_of(home_id: int) -> list[Paper]:
    """Current papers by kind. The caller has looked who asks."""
    found = await rows(
        "SELECT id, kind, file_id, dated_on, valid_until FROM home_document"
        " WHERE home_id = $1 AND current ORDER BY kind",
        home_id,
    )
    return [Paper(**row) for row in found]


async def standing_of(home: Mapping[str, Any]) -> Standing:
    """How a row of ``home`` stands before the gate of opening (domain.md §1.10)."""
    today = clock.today()
    spans: int = await value("SELECT count(*) FROM opening_hour WHERE home_id = $1", home["id"])
    return Standing(
        facilities=home["facilities"],
        papers=[paper.kind for paper in await papers_of(home["id"]) if paper.valid(today)],
        director=home["director_id"] is not None and not home["director_pending"],
        hours=spans > 0,
        area_m2=home["indoor_area_m2"],
        area_least_m2=await whole("home.indoor_area_min_m2"),
        area_approved=home["area_approved_at"] is not None,
        outdoor_checked=home["outdoor_safety_checked_at"] is not None,
    )
