"""Gauges of a division, and of the divisions right below it. All of it from kept counts."""

from collections.abc import Mapping
from datetime import datetime

import msgspec

from match.foundation.db import one, rows
from match.insight.counting.catalogue import Fineness
from match.insight.gauges import BY_KEY, DEFINITIONS, Counts, Definition, Gauge, gauge
from match.insight.rules import hidden_tree
from match.places.queries import Place, children_in_code_order, division, prefectures
from match.places.rules import Level

HUNAN = "430000000000"
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
    counts = {**await counts_of(code), **await _told_by_care(code)}
    return tuple(gauge(one, counts, staff_url(code, one), public=False) for one in DEFINITIONS)


async def _told_by_care(code: str) -> Counts:
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


async def public_gauges(code: str) -> tuple[Gauge, ...]:
    """
    What everybody may see of a division: no gauge of staff's work, none finer than its measures
    allow, and no share of people that tells, alone or with its neighbours, of fewer than five.
    """
    place = await division(code)
    counts = (await _counts([code])).get(code, {})
    concealed = await concealment()
    return tuple(
        _concealed(gauge(one, counts, public_url(place, one), public=True), code, concealed)
        for one in DEFINITIONS
        if visible(one, place.level)
    )


async def parts(code: str, *, public: bool) -> list[Part]:
    """The divisions right below, in the order of their codes, with the gauges of `COLUMNS`."""
    below = await children_in_code_order(code)
    about = [BY_KEY[key] for key in COLUMNS]
    counts = await _sums(code, [name for one in about for name in (one.value, one.of)])
    concealed = await concealment() if public else {}
    return [
        Part(place.code, place.name, place.level, _of_part(place, counts, concealed, public))
        for place in below
    ]


async def county_counts(measures: list[str], place: Place) -> dict[str, dict[str, int]]:
    """{county code: {measure: total}} of a province or prefecture, for the map: one question."""
    found = await rows(
        "SELECT division, measure, sum(total)::bigint AS total FROM gauge_count"
        " WHERE parent = ANY($1) AND measure = ANY($2) GROUP BY 1, 2",
        await _above_counties(place),
        measures,
    )
    held: dict[str, dict[str, int]] = {}
    for row in found:
        held.setdefault(row["division"], {})[row["measure"]] = row["total"]
    return held


async def _above_counties(place: Place) -> list[str]:
    """The prefectures of a place. By parent, since a division's parts are found by index."""
    if place.level is Level.PROVINCE:
        return [prefecture.code for prefecture in await prefectures()]
    return [place.code]


async def concealment() -> dict[str, frozenset[str]]:
    """By gauge of people: the divisions down to the county where it must not be shown."""
    about = [one for one in DEFINITIONS if one.persons]
    names = [name for one in about for name in (one.value, one.of)]
    above = [HUNAN, *(prefecture.code for prefecture in await prefectures())]
    found = await rows(
        "SELECT division, parent AS parent_code, measure, total FROM gauge_count"
        " WHERE parent = ANY($1) AND measure = ANY($2) AND facet = ''"
        " UNION ALL SELECT division, NULL, measure, total FROM gauge_count"
        " WHERE division = $3 AND measure = ANY($2) AND facet = ''",
        above,
        names,
        HUNAN,
    )
    parents = {row["division"]: row["parent_code"] for row in found if row["parent_code"]}
    held: dict[str, dict[str, int]] = {}
    for row in found:
        held.setdefault(row["division"], {})[row["measure"]] = row["total"]
    return {
        one.key: hidden_tree(
            {
                code: (counts.get(one.value, 0), counts.get(one.of, 0) - counts.get(one.value, 0))
                for code, counts in held.items()
            },
            parents,
        )
        for one in about
    }


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


async def _counts(codes: list[str]) -> Mapping[str, Counts]:
    found = await rows(
        "SELECT division, measure, facet, total FROM gauge_count WHERE division = ANY($1)", codes
    )
    held: dict[str, dict[tuple[str, str], int]] = {}
    for row in found:
        held.setdefault(row["division"], {})[row["measure"], row["facet"]] = row["total"]
    return held


async def _sums(parent: str, measures: list[str]) -> Mapping[str, Counts]:
    """Some measures of every part of a division, all facets together."""
    found = await rows(
        "SELECT division, measure, sum(total)::bigint AS total FROM gauge_count"
        " WHERE parent = $1 AND measure = ANY($2) GROUP BY 1, 2",
        parent,
        measures,
    )
    held: dict[str, dict[tuple[str, str], int]] = {}
    for row in found:
        held.setdefault(row["division"], {})[row["measure"], ""] = row["total"]
    return held


def _of_part(
    place: Place,
    counts: Mapping[str, Counts],
    concealed: dict[str, frozenset[str]],
    public: bool,
) -> dict[str, Gauge]:
    held = counts.get(place.code, {})
    about = [BY_KEY[key] for key in COLUMNS]
    if not public:
        return {
            one.key: gauge(one, held, staff_url(place.code, one), public=False) for one in about
        }
    return {
        one.key: _concealed(
            gauge(one, held, public_url(place, one), public=True), place.code, concealed
        )
        for one in about
        if visible(one, place.level)
    }


def _concealed(shown: Gauge, code: str, concealed: dict[str, frozenset[str]]) -> Gauge:
    if code not in concealed.get(shown.key, frozenset()):
        return shown
    return msgspec.structs.replace(shown, value=None, of=None, hidden=True)


async def counts_of(code: str) -> Counts:
    """Every count of one division: {(measure, facet): total}."""
    return (await _counts([code])).get(code, {})


async def category_counts(code: str) -> list[tuple[str, int, int]]:
    """(category, units asked, units received) of a division, the most asked for first."""
    counts = (await _counts([code])).get(code, {})
    asked = {facet: n for (measure, facet), n in counts.items() if measure == "units_asked"}
    return sorted(
        ((facet, n, counts.get(("units_received", facet), 0)) for facet, n in asked.items()),
        key=lambda row: (-row[1], row[0]),
    )
