"""A home as far as HSDS tells it."""

from datetime import date, time

import msgspec


class Hours(msgspec.Struct, frozen=True):
    """Open on one weekday; 1 is Monday."""

    id: int
    weekday: int
    opens: time
    closes: time


class Exceptional(msgspec.Struct, frozen=True):
    """Days on which other hours hold; no ``opens``: shut. ``weekdays`` empty: every day."""

    id: int
    starts_on: date
    ends_on: date
    weekdays: tuple[int, ...]
    opens: time | None
    closes: time | None
    second_opens: time | None
    second_closes: time | None
    note: str


class ServedHome(msgspec.Struct, frozen=True):
    """
    One home. ``path`` is its place from the province down to the village, ``county`` the six digits
    of its county.
    """

    id: int
    name: str
    status: str
    division: str
    path: str
    county: int
    county_name: str
    facilities: tuple[str, ...]
    area_m2: int | None
    hours: tuple[Hours, ...]
    exceptions: tuple[Exceptional, ...]


class County(msgspec.Struct, frozen=True):
    """The homes of one county."""

    code: int
    name: str
    path: str
    homes: int
