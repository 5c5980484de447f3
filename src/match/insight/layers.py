"""
The map in layers, each behind a link: coverage, needs, supply, training, grants, purchases.

The province and its prefectures are drawn by county; there are no shapes of townships that we may
show, so a county's townships are tiles. Every layer has its table, which says the same.
"""

from collections.abc import Mapping

import msgspec

from match.foundation import clock
from match.foundation.db import rows
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.insight.gauges import BY_KEY, meaning
from match.insight.queries.gauges import county_counts, part_counts, shares, visible
from match.insight.queries.told import Told, told
from match.needs.rules import hidden_categories
from match.places.queries import Place, children_in_code_order, path
from match.places.rules import Level
from match.site.maps import CountyMap, Zero, county_codes, county_map, legend_of, rising, shade_of

_QUARTERS = (25, 50, 75, 90)


class Layer(msgspec.Struct, frozen=True):
    """
    ``gauge``: a share by its name; ``measure``: a kept count; neither: counted by a question of
    its own. ``deepest``: how far down everybody sees it.
    """

    key: str
    gauge: str = ""
    measure: str = ""
    breaks: tuple[int, int, int, int] = _QUARTERS
    zero: Zero = "gap"
    deepest: Level = Level.COUNTY


LAYERS = (
    Layer("coverage", gauge="coverage", breaks=(35, 65, 80, 95), deepest=Level.TOWNSHIP),
    Layer("needs", measure="needs_open", zero="none"),
    Layer("supply"),
    Layer("training", gauge="directors"),
    Layer("grants", gauge="grant"),
    Layer("purchases"),
)
_BY_KEY = {layer.key: layer for layer in LAYERS}


class Tile(msgspec.Struct, frozen=True):
    """A township: its name, its figure, how it is shaded; ``url`` leads further down."""

    name: str
    said: str
    shade: str
    url: str


class Layered(msgspec.Struct, frozen=True):
    """One page. ``chart`` above the county, ``tiles`` in it; ``ways``: key, words, chosen."""

    place: Place
    line: tuple[Place, ...]
    key: str
    title: str
    meaning: str
    ways: tuple[tuple[str, str, bool], ...]
    chart: CountyMap | None
    tiles: tuple[Tile, ...]
    legend: tuple[tuple[str, str], ...]


def layer_word(key: str) -> str:
    """What a layer shows, in words."""
    return {
        "coverage": _("儿童之家覆盖率"),
        "needs": _("等待回应的需求"),
        "supply": _("可用的供给"),
        "training": _("儿童主任当年受训率"),
        "grants": _("建设补助到位率"),
        "purchases": _("政府购买服务"),
    }[key]


def layer_meaning(key: str) -> str:
    """How a layer is counted, in one sentence."""
    gauge = _BY_KEY[key].gauge
    return {
        "needs": _("已发布、还没有满足的需求条数。"),
        "supply": _("已发布、服务范围包括这个县、还有余量的供给条数；全省范围的供给每个县都算。"),
        "purchases": _("近十二个月公告的政府购买服务项目个数。"),
    }.get(key) or meaning(gauge)


async def layered(code: str, key: str, *, public: bool, base: str) -> Layered:
    """The page of a division down to the county. Raises NotFound below it, or for no such place."""
    line = await path(code)
    place = line[-1]
    if place.level > Level.COUNTY:
        raise NotFound(_("地图到县级为止。请看上一级，或者看这个地方的指标。"))
    people = await told() if public else None
    shown = [one for one in LAYERS if _is_shown(one, place, public=public)]
    layer = next((one for one in shown if one.key == key), shown[0])
    values = await _values(layer, place, people)
    unit = "%" if layer.gauge else ""
    breaks = layer.breaks if layer.gauge else rising(list(values.values()))
    chart, tiles = None, ()
    if place.level < Level.COUNTY:
        chart = county_map(
            {code[:6]: value for code, value in values.items()},
            title=_("各县市区：%(gauge)s") % {"gauge": layer_word(layer.key)},
            measure=layer_word(layer.key) + (_("（%）") if layer.gauge else ""),
            breaks=breaks,
            unit=unit,
            zero=layer.zero,
            url=lambda county: f"{base}/{county}000000/map?layer={layer.key}",
            within=place.scope if place.level is Level.PREFECTURE else "",
        )
    else:
        below = await children_in_code_order(code)
        if layer.measure:
            values = dict.fromkeys((one.code for one in below), 0) | dict(values)
        tiles = tuple(
            Tile(
                one.name,
                f"{values[one.code]}{unit}" if one.code in values else "—",
                shade_of(values.get(one.code), breaks, layer.zero),
                f"{base}/{one.code}",
            )
            for one in below
        )
    return Layered(
        place=place,
        line=tuple(line),
        key=layer.key,
        title=layer_word(layer.key),
        meaning=layer_meaning(layer.key),
        ways=tuple((one.key, layer_word(one.key), one is layer) for one in shown),
        chart=chart,
        tiles=tiles,
        legend=chart.legend if chart else legend_of(breaks, unit, layer.zero),
    )


def _is_shown(layer: Layer, place: Place, *, public: bool) -> bool:
    """A county's page shows townships: only what is counted there, and what may be seen there."""
    if place.level < Level.COUNTY:
        return True
    if not (layer.gauge or layer.measure):
        return False
    return not public or layer.deepest >= Level.TOWNSHIP


async def _values(layer: Layer, place: Place, people: Told | None) -> Mapping[str, int]:
    """Whole figures by code; what is hidden or unknown is left out."""
    if layer.key == "supply":
        return await _supply(place)
    if layer.key == "purchases":
        return await _purchases(place)
    about = BY_KEY[layer.gauge] if layer.gauge else None
    names = [about.value, about.of] if about else [layer.measure]
    counted = county_counts if place.level < Level.COUNTY else part_counts
    held = await counted(names, place)
    if about is None:
        # A place without a single one has no row, and is no place without data.
        none = [f"{county}000000" for county in county_codes() if county.startswith(place.scope)]
        return dict.fromkeys(none, 0) | {
            code: counts.get(layer.measure, 0) for code, counts in held.items()
        }
    assert people is None or visible(about, Level.COUNTY), "a layer of everybody is for everybody"
    return shares(about, held, people)


async def _supply(place: Place) -> Mapping[str, int]:
    found = await rows(
        "SELECT c.code, count(o.id) AS n FROM division c LEFT JOIN offer o"
        " ON o.status = 'published' AND o.for_need IS NULL AND o.ends_on >= $2"
        " AND o.quantity > o.reserved + o.committed + o.delivered AND o.category <> ALL($3)"
        " AND (cardinality(o.areas) = 0 OR EXISTS (SELECT FROM unnest(o.areas) a"
        " WHERE starts_with(c.code, a) OR starts_with(a, left(c.code, 6))))"
        " WHERE c.level = 3 AND c.valid_to IS NULL AND starts_with(c.code, $1) GROUP BY 1",
        place.scope,
        clock.today(),
        list(hidden_categories()),
    )
    return {row["code"]: row["n"] for row in found}


async def _purchases(place: Place) -> Mapping[str, int]:
    found = await rows(
        "SELECT c.code, count(t.id) AS n FROM division c LEFT JOIN tender t"
        " ON left(t.division, 6) = left(c.code, 6)"
        " AND t.published_at >= ($2::date - 365)::timestamp AT TIME ZONE 'Asia/Shanghai'"
        " WHERE c.level = 3 AND c.valid_to IS NULL AND starts_with(c.code, $1) GROUP BY 1",
        place.scope,
        clock.today(),
    )
    return {row["code"]: row["n"] for row in found}
