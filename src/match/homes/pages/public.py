"""The public list of working homes: by place, by facility, by words."""

from collections.abc import Mapping
from typing import ClassVar

from litestar import Controller, get

from match.catalogue import codes
from match.foundation.language import _
from match.homes.cards import home_card
from match.homes.pages.common import Answer, AnyRequest
from match.homes.pages.exporting import homes_told
from match.homes.queries import HomeCard, homes_by_ids, homes_in
from match.places.facets import area_groups, area_words
from match.site.asked import Asked, Narrowing
from match.site.browsing import Facets, Group, Labels, Listing, browse, group, listing_export
from match.site.dependencies import Engine
from match.site.exporting import send, wanted
from match.site.htmx import page
from search.filters import Field
from search.indexes import Index
from search.port import Sort


class AskedHomes(Asked, frozen=True):
    """Words and chosen facets. There is nothing to order by: words, or the name."""

    path: ClassVar[str] = "/homes"

    facility: tuple[str, ...] = ()

    def narrowing(self) -> Narrowing:
        """Every field the list has a facet of, with what was chosen of it."""
        return (
            (Field.PREFECTURE, self.prefecture),
            (Field.COUNTY, self.county),
            (Field.FACILITY, self.facility),
        )


class HomeList(Controller):
    """Working homes, for everybody."""

    path = "/homes"
    opt = {"public": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def listed(self, request: AnyRequest, search: Engine) -> Answer:
        """The list with live facets; htmx swaps the block of results."""
        asked = AskedHomes.read(request.query_params, facility=_facilities())
        if wanted(request):
            told = homes_told()
            return await send(request, await listing_export(search, LISTING, asked, told))
        found = await browse(search, LISTING, asked)
        return page("homes/list.html", "results", request, asked=asked, found=found, sorts=())


async def _without_engine(asked: AskedHomes, limit: int) -> list[HomeCard]:
    """By place alone: the first chosen county or prefecture, or the whole province."""
    prefix = next(iter(asked.county or asked.prefecture), "43")
    return await homes_in(prefix, after=asked.after or 0, limit=limit)


async def _groups(asked: AskedHomes, facets: Facets) -> tuple[Group, ...]:
    rooms = facets.get(Field.FACILITY, {})
    return (
        *await area_groups(
            asked,
            facets.get(Field.PREFECTURE, {}),
            facets.get(Field.COUNTY, {}),
            (_("市州"), _("县市区")),
        ),
        group(asked, "facility", _("功能场地"), _facilities(), rooms),
    )


async def _words(asked: AskedHomes) -> Mapping[str, Labels]:
    return {**await area_words(asked), "facility": _facilities()}


def _facilities() -> dict[str, str]:
    return {entry.code: entry.label() for entry in codes.home_list("facility")}


LISTING = Listing(
    index=Index.HOMES,
    plain=Sort.NAME,
    load=homes_by_ids,
    card=home_card,
    without_engine=_without_engine,
    groups=_groups,
    words=_words,
    size=24,
)
