"""The two gauges as JSON, with the counties they are made of."""

import msgspec
from litestar import Controller, get

from match.incubation.queries import counts_of, county_lines
from match.incubation.queries.gauges import TARGET_ON
from match.incubation.rules import LEAST_ORGANISATIONS
from match.places.api import Area, scope_asked
from match.site.api import problems


class CountyAnswer(msgspec.Struct, frozen=True):
    """One county. ``organisations``: those counted; ``townships_met``: with a counsellor."""

    code: str
    name: str
    organisations: int
    townships: int
    townships_met: int
    counsellors: int


class GaugesAnswer(msgspec.Struct, frozen=True):
    """
    Notice 4.2c and 4.2f for a scope. ``counties_met``: counties with at least
    ``least_organisations``; ``target_on``: the day by which every county should have them.
    """

    area: str
    least_organisations: int
    target_on: str
    counties: int
    counties_met: int
    townships: int
    townships_met: int
    organisations: int
    counsellors: int
    rows: list[CountyAnswer]


class IncubationApi(Controller):
    """Organisations that serve children, and counsellors, by county."""

    path = "/api/v1/incubation"
    tags = ("incubation",)

    @get(
        "/",
        summary="Organisations and counsellors by county",
        opt={"public": True},
        responses=problems(400, 422, 503),
    )
    async def gauges(self, area: Area = "") -> GaugesAnswer:
        """Counted today. ``area`` is a division prefix: 43, 4331, 433101."""
        scope = str(scope_asked(area)) if area else "43"
        lines = await county_lines(scope)
        total = counts_of(lines)
        return GaugesAnswer(
            area=scope,
            least_organisations=LEAST_ORGANISATIONS,
            target_on=TARGET_ON.isoformat(),
            counties=total.counties,
            counties_met=total.counties_met,
            townships=total.townships,
            townships_met=total.townships_met,
            organisations=total.organisations,
            counsellors=total.counsellors,
            rows=[
                CountyAnswer(
                    line.code,
                    line.name,
                    line.organisations,
                    line.townships,
                    line.townships_met,
                    line.counsellors,
                )
                for line in lines
            ],
        )
