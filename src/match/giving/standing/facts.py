"""What the need score is reckoned from, read from the needs: numbers only, no child, no family."""

from datetime import timedelta
from typing import Any

import msgspec

from match.foundation import clock
from match.foundation.db import rows
from match.foundation.parameters import whole
from match.giving.standing.rules import NeedFacts, Standing, Weights
from match.needs.rules import is_priority
from match.needs.states import OPEN, PUBLIC

PARTS_BY_KEY = {
    "priority": "need_score.weight.priority",
    "waiting": "need_score.weight.waiting",
    "coverage": "need_score.weight.coverage",
    "never_served": "need_score.weight.never_served",
    "urgency": "need_score.weight.urgency",
    "waiting_days": "need_score.waiting_days",
    "due_days": "need_score.due_days",
}
# What an undecided proposal of a run speaks of is not open: two parties are being asked.
_CANDIDATES = """
SELECT l.id AS line_id, n.id AS need_id, n.home_id, left(n.division, 6) AS county,
       split_part(l.category, '-', 1) AS root, l.quantity,
       l.quantity - l.reserved - l.committed - l.in_transit - l.received
         - coalesce(asked.units, 0) AS open_units,
       n.urgency, n.groups, n.published_at, n.due_on,
       concat_ws(':', n.division, l.category, l.name, l.quantity, l.unit, l.position, n.title)
         AS mark
  FROM need_line l JOIN need n ON n.id = l.need_id JOIN home h ON h.id = n.home_id
  LEFT JOIN LATERAL (SELECT sum(p.units) AS units FROM proposal p
                      WHERE p.line_id = l.id AND p.status IN ('proposed', 'offer_accepted')) asked
    ON true
 WHERE n.status = ANY($1) AND h.withheld_at IS NULL
   AND (l.category = $2 OR split_part(l.category, '-', 1) = $2) AND l.unit = $3
   AND l.quantity > l.reserved + l.committed + l.in_transit + l.received
         + coalesce(asked.units, 0)
   AND EXISTS (SELECT FROM unnest($4::text[]) AS area WHERE starts_with(n.division, area))
   AND (cardinality($5::text[]) = 0 OR n.groups && $5::varchar[])
   AND (l.category NOT LIKE 'FND%' OR n.beneficiaries >= $6)
"""
_COVERAGE = """
SELECT left(n.division, 6) AS county, split_part(l.category, '-', 1) AS root, count(*) AS lines,
       sum(1000::bigint * (l.reserved + l.committed + l.in_transit + l.received) / l.quantity)
         ::bigint AS filled
  FROM need_line l JOIN need n ON n.id = l.need_id
 WHERE n.status = ANY($1) AND n.published_at >= $2
   AND split_part(l.category, '-', 1) = split_part($3, '-', 1)
   AND EXISTS (SELECT FROM unnest($4::text[]) AS area
                WHERE starts_with(n.division, area) OR starts_with(area, left(n.division, 6)))
 GROUP BY 1, 2
"""
_SERVED = """
SELECT DISTINCT n.home_id FROM need n JOIN need_line l ON l.need_id = n.id
 WHERE l.reserved + l.committed + l.in_transit + l.received > 0
   AND EXISTS (SELECT FROM unnest($1::text[]) AS area WHERE starts_with(n.division, area))
"""


class Asked(msgspec.Struct, frozen=True):
    """Which needs: a category (or its root), one unit, division prefixes, groups (none: any)."""

    category: str
    unit: str
    areas: tuple[str, ...]
    groups: tuple[str, ...] = ()


async def candidates(asked: Asked) -> list[NeedFacts]:
    """Open lines that *asked* means. Money lines only for groups that tell no child."""
    found = await rows(
        _CANDIDATES,
        sorted(str(status) for status in OPEN),
        asked.category,
        asked.unit,
        list(asked.areas),
        list(asked.groups),
        await whole("need.small_group"),
    )
    return [_facts(row) for row in found]


async def standing_of(asked: Asked) -> Standing:
    """How far the counties of *asked* are covered in its root, and which homes had anything."""
    since = clock.now() - timedelta(days=await whole("need_score.coverage_days"))
    coverage = await rows(
        _COVERAGE,
        sorted(str(status) for status in PUBLIC),
        since,
        asked.category,
        list(asked.areas),
    )
    served = await rows(_SERVED, list(asked.areas))
    return Standing(
        {(row["county"], row["root"]): row["lines"] for row in coverage},
        {(row["county"], row["root"]): row["filled"] for row in coverage},
        frozenset(row["home_id"] for row in served),
    )


async def weights_today() -> Weights:
    """The weights of the need score as they are set today."""
    return Weights(**{name: await whole(key) for name, key in PARTS_BY_KEY.items()})


def _facts(row: dict[str, Any]) -> NeedFacts:
    today = clock.today()
    published = row.pop("published_at").astimezone(clock.HERE).date()
    due_on, groups = row.pop("due_on"), row.pop("groups")
    return NeedFacts(
        **row,
        waiting_days=(today - published).days,
        due_in_days=None if due_on is None else (due_on - today).days,
        priority=is_priority(groups),
    )
