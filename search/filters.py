"""What a search may be narrowed by: a small tree of enums and values.

There is no string syntax anywhere. A filter names a field of the enum below and carries values;
each engine turns it into its own query objects (tantivy) or into one quoted array element
(Meilisearch). So nothing a visitor types can become an operator, and a value that makes no sense (a
division code of letters, a radius of NaN) matches nothing instead of raising.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from enum import StrEnum
from typing import TypeAlias

import msgspec

from search.text.fold import clean

DIVISION_LENGTHS = (2, 4, 6, 9, 12)
"""Province, prefecture, county, township, village."""

LARGEST = 2**53 - 1
"""The largest whole number that survives JSON; ranges are clamped to it."""

_VALUE_LENGTH = 200
_EARTH_KM = 6371.0088


class Field(StrEnum):
    """Everything that can be filtered or counted. The value is the attribute of the document that
    holds it.
    """

    CATEGORY = "categories"
    CATEGORY_ROOT = "category_roots"
    PREFECTURE = "prefecture"
    COUNTY = "county"
    TOWNSHIP = "township"
    DIVISION = "division_path"
    AREA = "areas"
    KIND = "kind"
    STATUS = "status"
    URGENCY = "urgency"
    BENEFICIARIES = "beneficiaries"
    GROUP = "groups"
    MODE = "modes"
    TAG = "tags"
    ORGANISATION_KIND = "organisation_kind"
    VERIFIED = "verified"
    METHOD = "method"
    PROCUREMENT = "procurement_codes"
    SKILL = "skills"
    FACILITY = "facilities"
    STANDING = "standing"
    ISSUER = "issuers"
    TOPIC = "topics"
    AMOUNT_BAND = "amount_band"
    REMAINING = "remaining"
    HOME = "home_id"
    ORGANISATION = "organisation_id"
    DUE = "due_on"
    PUBLISHED = "published_on"
    AMOUNT = "amount_minor"
    QUANTITY = "quantity_left"
    POINT = "point"


HIERARCHIES: tuple[tuple[Field, ...], ...] = (
    (Field.PREFECTURE, Field.COUNTY, Field.TOWNSHIP, Field.DIVISION),
    (Field.CATEGORY_ROOT, Field.CATEGORY),
)
"""Widest first. A facet ignores the filters on its own field and on those below it: choosing 花垣县
must not hide the other prefectures, but choosing 湘西州 does narrow the list of counties.
"""


class Equals(msgspec.Struct, frozen=True, tag=True):
    """The field has this value (one of its values, if it has many)."""

    field: Field
    value: str | int

    def __post_init__(self) -> None:
        msgspec.structs.force_setattr(self, "value", _value(self.value))


class AnyOf(msgspec.Struct, frozen=True, tag=True):
    """The field has at least one of these values. No values: nothing matches."""

    field: Field
    values: tuple[str | int, ...]

    def __post_init__(self) -> None:
        msgspec.structs.force_setattr(self, "values", tuple(_value(v) for v in self.values))


class Prefix(msgspec.Struct, frozen=True, tag=True):
    """The division lies in this one: a code of 2, 4, 6, 9 or 12 digits. Anything else matches
    nothing.
    """

    code: str

    field = Field.DIVISION

    def __post_init__(self) -> None:
        msgspec.structs.force_setattr(self, "code", clean(str(self.code), _VALUE_LENGTH))

    @property
    def valid(self) -> bool:
        return self.code.isascii() and self.code.isdigit() and len(self.code) in DIVISION_LENGTHS


class Range(msgspec.Struct, frozen=True, tag=True):
    """At least `low`, at most `high`, both included; `None` leaves that side open. Documents
    without the value never match.

    Units are the field's own: epoch days for dates, fen for amounts.
    """

    field: Field
    low: int | None = None
    high: int | None = None

    def __post_init__(self) -> None:
        msgspec.structs.force_setattr(self, "low", _bounded(self.low))
        msgspec.structs.force_setattr(self, "high", _bounded(self.high))


class Point(msgspec.Struct, frozen=True):
    """Degrees, WGS 84."""

    lat: float
    lon: float

    @property
    def valid(self) -> bool:
        return abs(self.lat) <= 90 and abs(self.lon) <= 180  # NaN compares false

    def km_to(self, other: Point) -> float:
        """Great-circle distance (haversine on the mean sphere: within 0.5 % of the ellipsoid)."""
        here, there = math.radians(self.lat), math.radians(other.lat)
        half_lat = math.sin((there - here) / 2) ** 2
        half_lon = math.sin(math.radians(other.lon - self.lon) / 2) ** 2
        chord = half_lat + math.cos(here) * math.cos(there) * half_lon
        return 2 * _EARTH_KM * math.asin(math.sqrt(min(1.0, chord)))


class GeoWithin(msgspec.Struct, frozen=True, tag=True):
    """At most `km` from `centre`."""

    centre: Point
    km: float

    field = Field.POINT

    @property
    def valid(self) -> bool:
        return self.centre.valid and 0 <= self.km < math.inf


Filter: TypeAlias = Equals | AnyOf | Prefix | Range | GeoWithin


def without(filters: Sequence[Filter], field: Field) -> tuple[Filter, ...]:
    """The filters that count when the facet of `field` is counted."""
    ignored = {field}
    for levels in HIERARCHIES:
        if field in levels:
            ignored.update(levels[levels.index(field) :])
    return tuple(each for each in filters if each.field not in ignored)


def number_of(value: str | int) -> int | None:
    """A value as a whole number that survives JSON; None for what is none."""
    try:
        number = int(value)
    except ValueError:
        return None
    return number if abs(number) <= LARGEST else None


def _value(value: str | int) -> str | int:
    if isinstance(value, int):
        return _clamped(value)
    return clean(str(value), _VALUE_LENGTH)


def _bounded(value: int | None) -> int | None:
    return None if value is None else _clamped(value)


def _clamped(value: int) -> int:
    return max(-LARGEST, min(LARGEST, int(value)))
