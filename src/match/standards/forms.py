"""The shapes at the standards door."""

from datetime import date
from typing import Annotated

import msgspec

from match.standards.states import Result

Count = Annotated[int, msgspec.Meta(ge=0, le=5000)]
MOST_HOMES = 8  # more than that nobody sees in a day
Note = Annotated[str, msgspec.Meta(max_length=300)]


class Opening(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A survey to be opened for a township or county (12 digits)."""

    division: Annotated[str, msgspec.Meta(pattern=r"^43[0-9]{7}000$")]
    title: Annotated[str, msgspec.Meta(min_length=4, max_length=60)]
    due_on: date | None = None


class VillageForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """
    What a township finds in one village. ``site_source`` is the one proposed of ``site_options``;
    ``groups`` maps codes of `rules.SURVEYED` to totals.
    """

    has_home: bool
    site_options: list[str] = []
    site_source: str | None = None
    co_location: list[str] = []
    groups: dict[str, Count] = {}
    note: Note = ""


class RoundForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A day's way: homes by id, in order."""

    planned_on: date
    homes: Annotated[list[int], msgspec.Meta(min_length=1, max_length=MOST_HOMES)]


class Found(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line of an inspection; ``photos`` are ids of uploads of the inspector's own."""

    result: Result
    note: Note = ""
    photos: list[int] = []


class Findings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """
    A whole inspection. ``lines`` by code; the indoor area is measured (m²) and judged here.
    ``no_person``: whoever sent photos said that nobody is in them.
    """

    inspected_on: date
    lines: dict[str, Found]
    area_m2: Annotated[int, msgspec.Meta(ge=1, le=100_000)] | None = None
    note: Note = ""
    no_person: bool = False
