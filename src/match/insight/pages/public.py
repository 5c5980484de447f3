"""What everybody may see: gauges from the province down, without small cells."""

from typing import Any

from litestar import Controller, Request, Response, get
from litestar.params import FromPath, FromQuery

from match.insight.dashboard import dashboard
from match.insight.exporting import parts_export
from match.insight.pages.shared import flow_page, map_page, trends_page
from match.insight.words import WORDS
from match.site.exporting import send, wanted
from match.site.htmx import Page, page

AnyRequest = Request[Any, Any, Any]
HUNAN = "430000000000"


class CoveragePages(Controller):
    """How far Hunan, a prefecture, a county, a township, a village has come."""

    path = "/coverage"
    opt = {"public": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def province(
        self, request: AnyRequest, gauge: FromQuery[str] = "coverage"
    ) -> Page | Response[Any]:
        """The whole province, with the map of its counties."""
        return await _shown(request, HUNAN, gauge)

    @get("/{code:str}")
    async def division(
        self, request: AnyRequest, code: FromPath[str], gauge: FromQuery[str] = "coverage"
    ) -> Page | Response[Any]:
        """One division and what is right below it."""
        return await _shown(request, code, gauge)

    @get("/{code:str}/trends")
    async def by_month(self, request: AnyRequest, code: FromPath[str]) -> Page:
        """The same month by month; of people only what no two months betray."""
        return await trends_page(request, code, public=True)

    @get("/{code:str}/flow")
    async def flow(
        self, request: AnyRequest, code: FromPath[str], of: FromQuery[str] = "needs"
    ) -> Page:
        """How far needs or purchases come, and how long it takes."""
        return await flow_page(request, code, of, public=True)

    @get("/{code:str}/map")
    async def layers(
        self, request: AnyRequest, code: FromPath[str], layer: FromQuery[str] = "coverage"
    ) -> Page:
        """The map, one layer at a time."""
        return await map_page(request, code, layer, public=True)


async def _shown(request: AnyRequest, code: str, gauge: str) -> Page | Response[Any]:
    view = await dashboard(code, gauge, public=True)
    if wanted(request):
        return await send(request, parts_export(view, public=True))
    return page(
        "insight/dashboard.html",
        request=request,
        view=view,
        public=True,
        **WORDS,
    )
