"""Where a county lies: one point inside it, and its outline for drawing.

The finest position anything in this house has is the inside point of its county: a village's own
is never stored or guessed, for a home is called after its village (domain.md §3.7, §5).
Coordinates are degrees of CGCS2000, equal to WGS-84 for our purpose. A public map in China shows
its approval number, `settings().map_approval`, and calls itself a sketch.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from match.places.rules import Code, Level, ancestors, code_from, level_of, scope_of


@dataclass(frozen=True, slots=True)
class Point:
    """Degrees; guaranteed to lie inside the outline it was computed for."""

    lon: float
    lat: float


@cache
def points() -> Mapping[Code, Point]:
    """The inside points of 14 prefectures and 122 counties, by code."""
    text = files("match.places").joinpath("data/hunan_county_points.csv").read_text("utf-8")
    return MappingProxyType(
        {
            code_from(scope_of(row["code"])): Point(
                float(row["inside_lng"]), float(row["inside_lat"])
            )
            for row in csv.DictReader(text.splitlines())
        }
    )


def point_of(code: str) -> Point | None:
    """The point of the county a unit lies in; of its prefecture for a statistical zone, which has
    no outline; None for the province. Raises `BadCode`."""
    for above in reversed((*ancestors(code), Code(code))):
        if level_of(above) <= Level.COUNTY and above in points():
            return points()[above]
    return None


@cache
def county_outlines() -> bytes:
    """GeoJSON of the 122 counties, properties `code` (six digits) and `name`."""
    return _outlines("hunan_counties.geojson")


@cache
def prefecture_outlines() -> bytes:
    """GeoJSON of the 14 prefectures, properties `code` (six digits) and `name`."""
    return _outlines("hunan_prefectures.geojson")


def _outlines(name: str) -> bytes:
    return files("match.places").joinpath("data", name).read_bytes()
