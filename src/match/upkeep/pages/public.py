"""Demonstration homes for everybody: who holds which title, by which document."""

from typing import Any

from litestar import Controller, Request, Response, get
from litestar.params import FromQuery

from match.site.exporting import send, wanted
from match.site.htmx import page
from match.upkeep import queries
from match.upkeep.pages.common import words
from match.upkeep.pages.exporting import titles_export
from match.upkeep.states import Level

_LONG = 100


class PublicTitles(Controller):
    """Homes, documents and days; no person."""

    path = "/titles"
    opt = {"public": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def listed(
        self,
        request: Request[Any, Any, Any],
        level: FromQuery[str] = "",
        year: FromQuery[int] = 0,
        after: FromQuery[int] = 0,
    ) -> Response[Any]:
        """The list, newest first, by level and year."""
        chosen = Level(level) if level in list(Level) else None
        if wanted(request):
            return await send(request, titles_export(chosen, year))
        found = await queries.named_titles(
            level=chosen, year=year or None, after=max(after, 0), limit=_LONG
        )
        return page(
            "upkeep/public.html",
            request=request,
            titles=found,
            levels=list(Level),
            years=await queries.named_years(),
            level=chosen or "",
            year=year,
            more=found[-1].id if len(found) == _LONG else 0,
            **words(),
        )
