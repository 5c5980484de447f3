"""The shapes at the homes door."""

from datetime import date, time
from typing import Annotated

import msgspec

from match.homes.states import HomeKind

Name = Annotated[str, msgspec.Meta(min_length=3, max_length=60)]
Division = Annotated[str, msgspec.Meta(pattern="^43[0-9]{10}$")]
Area = Annotated[int, msgspec.Meta(ge=1, le=100_000)]


class HomeForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A home as a county enters it. ``indoor_area_m2`` in square metres."""

    name: Name
    division: Division
    site_source: str
    kind: HomeKind = HomeKind.main
    parent_home_id: int | None = None
    co_location: list[str] = []
    indoor_area_m2: Area | None = None
    area_reason: Annotated[str, msgspec.Meta(max_length=300)] = ""
    facilities: list[str] = []
    documents: list[str] = []
    director_kind: str | None = None


class OpeningSpan(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One weekday's span; 1 is Monday."""

    weekday: Annotated[int, msgspec.Meta(ge=1, le=7)]
    opens: time
    closes: time


class Opening(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A week of opening hours."""

    spans: list[OpeningSpan]


class HomeRow(msgspec.Struct, frozen=True):
    """
    One row of a county's list. ``number`` is the row in the file; None means the cell was empty.
    ``equipment`` maps codes of facilities and documents to whether the home has them.
    """

    number: int
    division: Division
    village: str
    name: Name | None = None
    site_source: str | None = None
    indoor_area_m2: Area | None = None
    area_reason: Annotated[str, msgspec.Meta(max_length=300)] | None = None
    equipment: dict[str, bool] = {}
    director_kind: str | None = None


class PaperForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A dated paper. ``file`` is the id of an upload; no ``valid_until``: it has no end."""

    kind: str
    dated_on: date
    valid_until: date | None = None
    file: int = 0
