"""What everybody may see: gauges from the province down, without small cells."""

from typing import Any

from litestar import Controller, Request, get
from litestar.params import FromPath, FromQuery

from match.insight.dashboard import dashboard
from match.insight.words import WORDS
from match.site.htmx import Page, page

AnyRequest = Request[Any, Any, Any]
HUNAN = "430000000000"


class CoveragePages(Controller):
    """How far Hunan, a prefecture, a county, a township, a village has come."""

    path = "/coverage"
    opt = {"public": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def province(self, request: AnyRequest, gauge: FromQuery[str] = "coverage") -> Page:
        """The whole province, with the map of its counties."""
        return await _shown(request, HUNAN, gauge)

    @get("/{code:str}")
    async def division(
        self, request: AnyRequest, code: FromPath[str], gauge: FromQuery[str] = "coverage"
    ) -> Page:
        """One division and what is right below it."""
        return await _shown(request, code, gauge)


async def _shown(request: AnyRequest, code: str, gauge: str) -> Page:
    return page(
        "insight/dashboard.html",
        request=request,
        view=await dashboard(code, gauge, public=True),
        public=True,
        **WORDS,
    )
