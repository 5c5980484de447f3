"""Arithmetic on division codes: level, parent, scope. Pure.

A code is twelve digits, 2 province + 2 prefecture + 2 county + 3 township + 3 village, filled
with zeros on the right. A scope is the part of a code that means something: 2, 4, 6, 9 or 12
digits. `43` is the province, `4331` Xiangxi, `433101` Jishou.

Three traps, each refused here rather than met at night:
- stripping zeros is not the inverse of filling: 431000000000 (Chenzhou) has scope 4310, not 431;
- 430100 is not a county but half of a prefecture: as a scope it would match no county at all;
- the empty scope is a prefix of everything.
"""

import re
from enum import IntEnum, StrEnum
from math import asin, cos, radians, sin, sqrt
from typing import NewType

Code = NewType("Code", str)
"""Twelve digits that have been checked by `code_of`."""

Scope = NewType("Scope", str)
"""2, 4, 6, 9 or 12 digits that have been checked by `scope`."""

SCOPE_LENGTHS = (2, 4, 6, 9, 12)
_CODE = re.compile(
    r"[1-9][0-9](?:0{10}"
    r"|(?!00)[0-9]{2}(?:0{8}"
    r"|(?!00)[0-9]{2}(?:0{6}"
    r"|(?!000)[0-9]{3}(?:0{3}"
    r"|(?!000)[0-9]{3}))))"
)
"""Every level says: nothing follows, or a group that is not all zeros does."""
_EARTH_RADIUS_KM = 6371.0088


class BadCode(ValueError):
    """A text that is no division code or scope; `str()` says what was wrong, for a programmer."""


class Level(IntEnum):
    PROVINCE = 1
    PREFECTURE = 2
    COUNTY = 3
    TOWNSHIP = 4
    VILLAGE = 5


class Kind(StrEnum):
    """What sort of place a unit is. A `stat_zone` sits among the counties but is none of them:
    statistics keep it, gauges do not count it (domain.md §5)."""

    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"
    STAT_ZONE = "stat_zone"
    SUBDISTRICT = "subdistrict"
    TOWN = "town"
    TOWNSHIP = "township"
    VILLAGE = "village"
    COMMUNITY = "community"
    OTHER_UNIT = "other_unit"


_KINDS_BY_LEVEL = {
    Level.PROVINCE: frozenset({Kind.PROVINCE}),
    Level.PREFECTURE: frozenset({Kind.PREFECTURE}),
    Level.COUNTY: frozenset({Kind.COUNTY, Kind.STAT_ZONE}),
}


def code_of(text: str) -> Code:
    """The text as a code. Raises `BadCode` unless it is twelve digits without a gap: once a group
    is all zeros, every group after it is (430100001000 has a township but no county)."""
    if _CODE.fullmatch(text) is None:
        raise BadCode(f"{text!r} is no code: twelve digits, no level skipped")
    return Code(text)


def level_of(code: str) -> Level:
    """Which level a code stands on. Raises `BadCode`."""
    return Level(SCOPE_LENGTHS.index(len(scope_of(code))) + 1)


def scope_of(code: str) -> Scope:
    """The scope of everything in and under a unit: 431000000000 → 4310. Raises `BadCode`."""
    checked = code_of(code)
    for length in SCOPE_LENGTHS[:-1]:
        if not checked[length:].strip("0"):
            return Scope(checked[:length])
    return Scope(checked)


def scope(text: str) -> Scope:
    """The text as a scope. Raises `BadCode` for an empty one, a wrong length, or a last group of
    zeros (430100 means 4301)."""
    if len(text) not in SCOPE_LENGTHS:
        raise BadCode(f"{text!r} is no scope: its length must be one of {SCOPE_LENGTHS}")
    if scope_of(text.ljust(12, "0")) != text:
        raise BadCode(f"{text} is no scope: its last group is empty")
    return Scope(text)


def code_from(prefix: str) -> Code:
    """The unit a scope belongs to: 4310 → 431000000000. Raises `BadCode`."""
    return Code(scope(prefix).ljust(12, "0"))


def contains(prefix: str, code: str) -> bool:
    """Whether the unit lies in the scope, itself included. Raises `BadCode` for either."""
    return code_of(code).startswith(scope(prefix))


def parent_of(code: str) -> Code | None:
    """The unit one level up; None for a province. Raises `BadCode`."""
    above = ancestors(code)
    return above[-1] if above else None


def ancestors(code: str) -> tuple[Code, ...]:
    """The units above, province first; empty for a province. Raises `BadCode`."""
    own = scope_of(code)
    return tuple(Code(own[:length].ljust(12, "0")) for length in SCOPE_LENGTHS if length < len(own))


def kinds_at(code: str) -> frozenset[Kind]:
    """The kinds a code may have by the numbering rule of the statistics bureau (domain.md §5):
    township digits 0xx subdistrict, 1xx town, 2xx township; village digits 001-199 community,
    200-399 village; the rest other units. Raises `BadCode`."""
    level = level_of(code)
    if level in _KINDS_BY_LEVEL:
        return _KINDS_BY_LEVEL[level]
    if level is Level.TOWNSHIP:
        by_digit = {"0": Kind.SUBDISTRICT, "1": Kind.TOWN, "2": Kind.TOWNSHIP}
        return frozenset({by_digit.get(code[6], Kind.OTHER_UNIT)})
    if code[9] in "01":
        return frozenset({Kind.COMMUNITY})
    return frozenset({Kind.VILLAGE if code[9] in "23" else Kind.OTHER_UNIT})


def distance_km(from_point: tuple[float, float], to_point: tuple[float, float]) -> float:
    """Great-circle distance of two (longitude, latitude) pairs in degrees, in kilometres."""
    (lon_a, lat_a), (lon_b, lat_b) = from_point, to_point
    half_lat = sin(radians(lat_b - lat_a) / 2) ** 2
    half_lon = sin(radians(lon_b - lon_a) / 2) ** 2
    chord = half_lat + cos(radians(lat_a)) * cos(radians(lat_b)) * half_lon
    return 2 * _EARTH_RADIUS_KM * asin(sqrt(chord))
