"""The two gauges for everybody: how many counties, how many townships, and which are short."""

from typing import Any

from litestar import Controller, Response, get
from litestar.params import FromQuery

from match.incubation.pages.common import WORDS, AnyRequest
from match.incubation.pages.exporting import counties_export
from match.incubation.queries import (
    bases,
    counted_organisations,
    counts_of,
    county_lines,
    township_lines,
)
from match.incubation.queries.gauges import TARGET_ON
from match.places.queries import division
from match.site.exporting import send, wanted
from match.site.htmx import Page, page


class IncubationPages(Controller):
    """Counts and organisations only: who a counsellor is stays inside."""

    path = "/incubation"
    opt = {"public": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def gauges(
        self, request: AnyRequest, area: FromQuery[str] = "43"
    ) -> Page | Response[Any]:
        """The province, a prefecture, or a county with its townships and organisations."""
        place = await division(area.ljust(12, "0"))
        scope = str(place.scope)[:6]
        county = len(scope) == 6
        lines = await county_lines(scope)
        if wanted(request):
            return await send(request, counties_export(lines, place.name))
        return page(
            "incubation/gauges.html",
            request=request,
            place=place,
            scope=scope,
            county=county,
            counts=counts_of(lines),
            lines=[] if county else lines,
            organisations=await counted_organisations(scope) if county else [],
            townships=await township_lines(scope) if county else [],
            bases=await bases(scope),
            target_on=TARGET_ON,
            **WORDS,
        )
