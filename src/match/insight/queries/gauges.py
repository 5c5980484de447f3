"""Gauges of a division, and of the divisions right below it. All of it from kept counts."""

from datetime import datetime

import msgspec

from match.foundation.db import one, rows
from match.insight.counting.catalogue import Fineness
from match.insight.gauges import BY_KEY, DEFINITIONS, Counts, Definition, Gauge, gauge
from match.insight.queries.told import Counted, Told
from match.insight.rules import percent
from match.places.queries import Place, children_in_code_order, division, prefectures
from match.places.rules import Level

COLUMNS = ("coverage", "idle", "demo", "directors", "supervised", "fulfilment")
"""Gauges of the table of parts; a page has room for so many."""
CARE_MEASURES = {"SERVED": "care_all", "AGREED": "care_agreed"}
"""What care/ calls its totals, and what the gauges call them."""
_DEEPEST = {Fineness.village: Level.VILLAGE, Fineness.county: Level.COUNTY}


class Part(msgspec.Struct, frozen=True):
    """A division right below, with its gauges by key."""

    code: str
    name: str
    level: Level
    gauges: dict[str, Gauge]


class Standing(msgspec.Struct, frozen=True):
    """When the counts were last made, and whether anything waits to be counted again."""

    at: datetime | None
    due: int


async def standing() -> Standing:
    """How fresh the counts are."""
    row = await one(
        "SELECT (SELECT max(at) FROM gauge_recount) AS at, (SELECT count(*) FROM gauge_due) AS due"
    )
    assert row is not None, "an aggregate always has a row"
    return Standing(**row)


async def gauges(code: str) -> tuple[Gauge, ...]:
    """Every gauge of a division, for staff. Raises NotFound for a code that is none."""
    await division(code)
    counts = {**await counts_of(code), **await told_by_care(code)}
    return tuple(gauge(one, counts, staff_url(code, one), public=False) for one in DEFINITIONS)


async def told_by_care(code: str) -> Counts:
    """The newest month's totals of care/, as far as it told them; without one of the two, none."""
    found = await rows(
        "SELECT DISTINCT ON (measure) measure, told FROM care_total WHERE division = $1"
        " AND measure = ANY($2) AND month = (SELECT max(month) FROM care_total"
        " WHERE division = $1) ORDER BY measure, month DESC",
        code,
        list(CARE_MEASURES),
    )
    told = {row["measure"]: row["told"] for row in found if row["told"] is not None}
    if set(told) != set(CARE_MEASURES):
        return {}
    return {(CARE_MEASURES[measure], ""): count for measure, count in told.items()}


async def public_gauges(code: str, told: Told) -> tuple[Gauge, ...]:
    """
    What everybody may see of a division: no gauge of staff's work, none finer than its measures
    allow, and no share of people that tells, alone or with its neighbours, of fewer than five
    (`queries.told`).
    """
    place = await division(code)
    counts = _of_month(code, await counts_of(code), told)
    return tuple(
        _concealed(gauge(one, counts, public_url(place, one), public=True), code, told)
        for one in DEFINITIONS
        if visible(one, place.level)
    )


async def parts(code: str, told: Told | None) -> list[Part]:
    """
    The divisions right below, in the order of their codes, with the gauges of `COLUMNS`: for the
    public what it is *told*, for staff (None) all of them.
    """
    below = await children_in_code_order(code)
    about = [BY_KEY[key] for key in COLUMNS]
    counts = await _sums([code], [name for one in about for name in (one.value, one.of)])
    return [
        Part(place.code, place.name, place.level, _of_part(place, counts, told)) for place in below
    ]


async def county_counts(measures: list[str], place: Place) -> Counted:
    """{county code: {measure: total}} of a province or prefecture, for the map: one question."""
    return await _sums(await _above_counties(place), measures)


async def part_counts(measures: list[str], place: Place) -> Counted:
    """The same of the divisions right below a place."""
    return await _sums([place.code], measures)


def shares(about: Definition, held: Counted, told: Told | None) -> dict[str, int]:
    """
    One gauge of each division in whole percent, from its counts: for the public what it is *told*,
    for staff (None) all of it. What is hidden or unknown is left out.
    """
    found: dict[str, int] = {}
    for code, counts in held.items():
        if told is not None and told.hides(about.key, code):
            continue
        shown = told.replaced(code, counts) if told is not None and about.persons else counts
        share = percent(shown.get(about.value, 0), shown.get(about.of, 0))
        if share is not None:
            found[code] = share
    return found


async def _above_counties(place: Place) -> list[str]:
    """The prefectures of a place. By parent, since a division's parts are found by index."""
    if place.level is Level.PROVINCE:
        return [prefecture.code for prefecture in await prefectures()]
    return [place.code]


def visible(definition: Definition, level: Level) -> bool:
    """Whether the public sees this gauge at a level at all."""
    if definition.staff or definition.fineness is Fineness.staff:
        return False
    return level <= _DEEPEST[definition.fineness]


def staff_url(code: str, definition: Definition) -> str:
    """The rows behind a number, for staff."""
    return f"/gauges/{code}/rows/{definition.rows}" if definition.rows else ""


def public_url(place: Place, definition: Definition) -> str:
    """Public rows behind a number: the homes or needs of a county or prefecture, where listed."""
    hall = {"villages": "homes", "communities": "homes", "idle": "homes", "needs": "needs"}.get(
        definition.rows
    )
    if hall is None:
        return ""
    area = {
        Level.PROVINCE: "",
        Level.PREFECTURE: f"?prefecture={place.code[:4]}",
        Level.COUNTY: f"?county={place.code[:6]}",
    }.get(place.level)
    return f"/{hall}{area}" if area is not None else ""


async def _sums(parents: list[str], measures: list[str]) -> Counted:
    """Some measures of every part of some divisions, all facets together."""
    found = await rows(
        "SELECT division, measure, sum(total)::bigint AS total FROM gauge_count"
        " WHERE parent = ANY($1) AND measure = ANY($2) GROUP BY 1, 2",
        parents,
        measures,
    )
    held: dict[str, dict[str, int]] = {}
    for row in found:
        held.setdefault(row["division"], {})[row["measure"]] = row["total"]
    return held


def _of_part(place: Place, counts: Counted, told: Told | None) -> dict[str, Gauge]:
    held: Counts = {(name, ""): n for name, n in counts.get(place.code, {}).items()}
    about = [BY_KEY[key] for key in COLUMNS]
    if told is None:
        return {
            one.key: gauge(one, held, staff_url(place.code, one), public=False) for one in about
        }
    held = _of_month(place.code, held, told)
    return {
        one.key: _concealed(gauge(one, held, public_url(place, one), public=True), place.code, told)
        for one in about
        if visible(one, place.level)
    }


def _concealed(shown: Gauge, code: str, told: Told) -> Gauge:
    if not told.hides(shown.key, code):
        return shown
    return msgspec.structs.replace(shown, value=None, of=None, hidden=True)


def _of_month(code: str, counts: Counts, told: Told) -> Counts:
    """Counts of a division with those of people as of the end of the month that is told."""
    if told.as_of is None:
        return counts
    people = told.replaced(code, {})
    kept = {key: n for key, n in counts.items() if key[0] not in people}
    return kept | {(name, ""): n for name, n in people.items()}


async def counts_of(code: str) -> Counts:
    """Every count of one division: {(measure, facet): total}."""
    found = await rows("SELECT measure, facet, total FROM gauge_count WHERE division = $1", code)
    return {(row["measure"], row["facet"]): row["total"] for row in found}


async def category_counts(code: str) -> list[tuple[str, int, int]]:
    """(category, units asked, units received) of a division, the most asked for first."""
    counts = await counts_of(code)
    asked = {facet: n for (measure, facet), n in counts.items() if measure == "units_asked"}
    return sorted(
        ((facet, n, counts.get(("units_received", facet), 0)) for facet, n in asked.items()),
        key=lambda row: (-row[1], row[0]),
    )
