"""The tree as JSON."""

from datetime import date
from typing import Annotated, TypeAlias

import msgspec
from litestar import Controller, get
from litestar.params import FromPath, FromQuery, QueryParameter

from match.foundation.errors import Invalid
from match.foundation.language import _
from match.places import queries
from match.places.queries import Place
from match.places.rules import BadCode, Scope, scope

Area: TypeAlias = Annotated[
    str, QueryParameter(description="A division prefix; empty: everywhere.")
]


class PlaceAnswer(msgspec.Struct, frozen=True):
    """A unit. `lon` and `lat` are degrees (CGCS2000) of a point inside its county; `valid_to` is
    the first day on which the code no longer holds, `replaced_by` the code that took over."""

    code: str
    level: str
    kind: str
    name: str
    path: tuple[str, ...]
    parent: str | None
    lon: float | None
    lat: float | None
    valid_from: date
    valid_to: date | None
    replaced_by: str | None


class PlacesAnswer(msgspec.Struct, frozen=True):
    items: list[PlaceAnswer]


class PlacesApi(Controller):
    """Division codes of Hunan (National Bureau of Statistics, 2023)."""

    path = "/api/v1/places"
    opt = {"public": True}  # noqa: RUF012 # Litestar reads a plain dict
    tags = ("places",)

    @get("/")
    async def find(
        self, q: FromQuery[str] = "", within: FromQuery[str] = "430000000000"
    ) -> PlacesAnswer:
        """Up to 20 units by name, pinyin or initials, inside the unit `within`."""
        place = await queries.division(within)
        return _answer(await queries.find(q, within=place.scope))

    @get("/{code:str}")
    async def one(self, code: FromPath[str]) -> PlaceAnswer:
        """One unit, also one that is no longer valid."""
        return _one(await queries.division(code))

    @get("/{code:str}/children")
    async def children(self, code: FromPath[str]) -> PlacesAnswer:
        """The valid units one level down, by pinyin."""
        return _answer(await queries.children(code))


def scope_asked(area: str) -> Scope:
    """The ``area`` of a request. Raises Invalid for what is no division prefix."""
    try:
        return scope(area)
    except BadCode as error:
        raise Invalid({"area": _("没有这个行政区划，请重新选择。")}) from error


def _answer(places: list[Place]) -> PlacesAnswer:
    return PlacesAnswer([_one(place) for place in places])


def _one(place: Place) -> PlaceAnswer:
    return PlaceAnswer(
        code=place.code,
        level=place.level.name.lower(),
        kind=place.kind,
        name=place.name,
        path=place.path,
        parent=place.parent,
        lon=place.point.lon if place.point else None,
        lat=place.point.lat if place.point else None,
        valid_from=place.valid_from,
        valid_to=place.valid_to,
        replaced_by=place.replaced_by,
    )
