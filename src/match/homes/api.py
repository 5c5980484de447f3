"""Homes as JSON: what the public may know of them."""

from datetime import time
from typing import Any

import msgspec
from litestar import Controller, Request, Response, get
from litestar.params import FromPath, FromQuery

from match.foundation.errors import Invalid
from match.foundation.language import _
from match.homes.queries import HomeCard, home_card, homes_in
from match.homes.states import HomeKind, HomeStatus
from match.places.rules import BadCode, code_of, scope_of
from match.site.api import Cursor, CursorPage, Limit, cursor_page, problems, tagged


class SpanAnswer(msgspec.Struct, frozen=True):
    """Opening hours of one weekday, 1 Monday … 7 Sunday; times of Shanghai."""

    weekday: int
    opens: time
    closes: time


class HomeAnswer(msgspec.Struct, frozen=True):
    """A home. ``facilities`` and ``site_source`` are codes of the catalogue's lists."""

    id: int
    url: str
    name: str
    division: str
    place: str
    kind: HomeKind
    status: HomeStatus
    site_source: str
    facilities: list[str]


class HomeDetail(HomeAnswer, frozen=True):
    """With its weekly hours."""

    hours: list[SpanAnswer]


class HomesApi(Controller):
    """Village children's homes that are open."""

    path = "/api/v1/homes"
    opt = {"public": True}  # noqa: RUF012 # Litestar reads a plain dict
    tags = ("homes",)

    @get("/", summary="Working homes by id", responses=problems(400, 422))
    async def listed(
        self, division: FromQuery[str] = "43", cursor: Cursor = None, limit: Limit = 50
    ) -> CursorPage[HomeAnswer]:
        """*division* is a code, or its prefix of 2, 4, 6 or 9 digits. 422 for what is neither."""
        homes = await homes_in(area(division), after=cursor or 0, limit=limit + 1)
        return cursor_page([_answer(home) for home in homes], limit, lambda home: home.id)

    @get("/{home_id:int}", summary="One home", responses=problems(404))
    async def one(
        self, request: Request[Any, Any, Any], home_id: FromPath[int]
    ) -> Response[HomeDetail]:
        """404 for one that is not built yet."""
        home = await home_card(home_id)
        detail = HomeDetail(
            **msgspec.structs.asdict(_answer(home)),
            hours=[SpanAnswer(span.weekday, span.opens, span.closes) for span in home.hours],
        )
        return tagged(request, detail, f"{home_id}-{home.version}")


def area(division: str) -> str:
    """A code or prefix as the prefix of all below it. Raises Invalid for what is neither."""
    try:
        return scope_of(code_of(division.ljust(12, "0")))
    except BadCode as error:
        raise Invalid(
            {"division": _("行政区划代码应为 2、4、6、9 或 12 位数字，例如 433101。")}
        ) from error


def _answer(home: HomeCard) -> HomeAnswer:
    return HomeAnswer(
        id=home.id,
        url=f"/homes/{home.id}",
        name=home.name,
        division=home.division,
        place=" ".join(home.place.split("/")[1:]),
        kind=home.kind,
        status=home.status,
        site_source=home.site_source,
        facilities=list(home.facilities),
    )
