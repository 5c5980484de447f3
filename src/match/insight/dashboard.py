"""One division's page, made of its gauges, its parts, its map and its categories of needs."""

from datetime import date, datetime

import msgspec

from match.catalogue import codes
from match.foundation.language import _
from match.insight.gauges import BY_KEY, DEFINITIONS, Gauge, Sort, label
from match.insight.queries.gauges import (
    COLUMNS,
    Part,
    category_counts,
    county_counts,
    gauges,
    parts,
    public_gauges,
    shares,
    standing,
    visible,
)
from match.insight.queries.told import Told, told
from match.places.queries import Place, path
from match.places.rules import Level
from match.site.maps import CountyMap, county_map

CATEGORIES_SHOWN = 8
BREAKS = {"coverage": (35, 65, 80, 95), "idle": (3, 6, 10, 20), "demo": (3, 6, 10, 20)}
_QUARTERS = (25, 50, 75, 90)


class Dashboard(msgspec.Struct, frozen=True):
    """Everything the page shows. ``base`` is the address it lives under."""

    place: Place
    line: tuple[Place, ...]
    gauges: tuple[Gauge, ...]
    parts: tuple[Part, ...]
    columns: tuple[str, ...]
    chart: CountyMap | None
    chosen: str
    choices: tuple[tuple[str, str], ...]
    categories: tuple[tuple[str, int, int], ...]
    at: datetime | None
    due: int
    base: str
    people_as_of: date | None
    """The month whose end the public is told of people; None for staff, who see today."""


async def dashboard(code: str, chosen: str, *, public: bool) -> Dashboard:
    """The page of a division. Raises NotFound for a code that is none."""
    line = await path(code)
    place = line[-1]
    base = "/coverage" if public else "/gauges"
    people = await told() if public else None
    shown = await (gauges(code) if people is None else public_gauges(code, people))
    below = await parts(code, people) if place.level < Level.VILLAGE else []
    fresh = await standing()
    chosen = chosen if chosen in map_keys(public=public) else "coverage"
    return Dashboard(
        place=place,
        line=tuple(line),
        gauges=shown,
        parts=tuple(below),
        columns=tuple(key for key in COLUMNS if any(key in part.gauges for part in below)),
        chart=await _chart(place, chosen, base, people) if place.level < Level.COUNTY else None,
        chosen=chosen,
        choices=tuple((key, label(key)) for key in map_keys(public=public)),
        categories=await _categories(code, place, public),
        at=fresh.at,
        due=fresh.due,
        base=base,
        people_as_of=people.as_of if people else None,
    )


def map_keys(*, public: bool) -> tuple[str, ...]:
    """The gauges that a map of counties can show."""
    return tuple(
        one.key
        for one in DEFINITIONS
        if one.sort is Sort.share
        and one.key not in ("counties", "grant", "allowance")
        and (not public or visible(one, Level.COUNTY))
    )


async def _chart(place: Place, chosen: str, base: str, people: Told | None) -> CountyMap:
    about = BY_KEY[chosen]
    held = await county_counts([about.value, about.of], place)
    return county_map(
        {code[:6]: share for code, share in shares(about, held, people).items()},
        title=_("各县市区：%(gauge)s") % {"gauge": label(chosen)},
        measure=_("%(gauge)s（%%）") % {"gauge": label(chosen)},
        breaks=BREAKS.get(chosen, _QUARTERS),
        unit="%",
        # Where less is better a zero is no gap.
        zero="class" if about.low else "gap",
        url=lambda county: f"{base}/{county}000000",
        within=place.scope if place.level is Level.PREFECTURE else "",
    )


async def _categories(code: str, place: Place, public: bool) -> tuple[tuple[str, int, int], ...]:
    if public and place.level > Level.COUNTY:
        return ()
    found = await category_counts(code)
    return tuple(
        (codes.category(category).label(), asked, received)
        for category, asked, received in found[:CATEGORIES_SHOWN]
    )
