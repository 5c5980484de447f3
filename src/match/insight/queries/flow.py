"""
How far needs and purchases came, and how many days lay between: read from the rows themselves.

Medians are exact (the lower one of whole days in Hunan's calendar), never of averages. A step that
a thing jumped over (an old paper, a need that a contract closed) counts as reached and has no days.
"""

# What the blocks are made of are our own words; values go in as parameters.
# ruff: noqa: S608

from collections.abc import Sequence
from datetime import date

import msgspec

from match.foundation.db import rows
from match.needs.rules import hidden_categories

NEED_STEPS = ("handed", "checked", "published", "matched", "agreed", "delivered", "confirmed")
PURCHASE_STEPS = ("planned", "noticed", "closed", "awarded", "contracted", "accepted", "paid")

_NEEDS = """
SELECT n.division, split_part(n.category, '-', 1) AS root, n.submitted_at AS s0, a.checked AS s1,
  n.published_at AS s2, least(p.first, g.first) AS s3, g.first AS s4, c.first AS s5,
  a.confirmed AS s6
FROM need n
LEFT JOIN LATERAL (SELECT min(x.at) FILTER (WHERE x.verb = 'need.checked') AS checked,
  max(x.at) FILTER (WHERE x.verb = 'need.confirmed') AS confirmed FROM audit x
  WHERE x.subject_kind = 'need' AND x.subject_id = n.id) a ON true
LEFT JOIN LATERAL (SELECT min(x.created_at) AS first FROM proposal x
  WHERE x.need_id = n.id) p ON true
LEFT JOIN LATERAL (SELECT min(x.created_at) AS first FROM agreement x WHERE x.need_id = n.id
  AND x.status <> 'cancelled') g ON true
LEFT JOIN LATERAL (SELECT min(x.at) AS first FROM need_line l
  JOIN need_closure x ON x.line_id = l.id WHERE l.need_id = n.id AND x.units > 0) c ON true
WHERE starts_with(n.division, $1) AND n.submitted_at >= ($2::date::timestamp AT TIME ZONE
  'Asia/Shanghai') AND n.category <> ALL($3)
"""
# A plan that is not public yet has no place among the numbers of the public.
_PURCHASES = """
SELECT t.division, t.category AS root, t.created_at AS s0, t.published_at AS s1, t.closed_at AS s2,
  t.awarded_at AS s3, t.contracted_at AS s4, m.accepted AS s5, y.paid AS s6
FROM tender t
LEFT JOIN contract k ON k.tender_id = t.id AND k.status NOT IN ('cancelled')
LEFT JOIN LATERAL (SELECT max(x.accepted_at) FILTER (WHERE x.status = 'accepted') AS accepted
  FROM contract_milestone x WHERE x.contract_id = k.id AND x.status <> 'dropped'
  HAVING bool_and(x.status = 'accepted')) m ON true
LEFT JOIN LATERAL (SELECT max(x.paid_on)::timestamp AT TIME ZONE 'Asia/Shanghai' AS paid
  FROM contract_payment x WHERE x.contract_id = k.id AND x.status = 'paid'
  HAVING sum(x.amount_fen) >= k.amount_fen) y ON true
WHERE starts_with(t.division, $1) AND t.created_at >= ($2::date::timestamp AT TIME ZONE
  'Asia/Shanghai') AND ($3 OR t.status <> 'draft')
"""


class Flow(msgspec.Struct, frozen=True):
    """
    Of one group (all, a category, a place): ``reached``: how many came to each step or beyond;
    ``days``: the median of whole days from each step to the next, None where nothing has both.
    """

    key: str
    reached: tuple[int, ...]
    days: tuple[int | None, ...]


class Flows(msgspec.Struct, frozen=True):
    """All together, by category, by the places right below; the many first."""

    whole: Flow
    categories: tuple[Flow, ...]
    places: tuple[Flow, ...]


async def need_flows(scope: str, since: date, below: int) -> Flows:
    """
    Needs of an area that were handed in *since* a day; money for organisations is left out.
    *below*: digits of a code of the places right below.
    """
    return await _flows(_NEEDS, below, (scope, since, list(hidden_categories())))


async def purchase_flows(scope: str, since: date, below: int, *, plans: bool) -> Flows:
    """Purchases of an area begun *since* a day; *plans* that are not public only for staff."""
    return await _flows(_PURCHASES, below, (scope, since, plans))


async def _flows(source: str, below: int, values: Sequence[object]) -> Flows:
    found = await rows(
        f"WITH t AS MATERIALIZED ({source}) SELECT root, left(division, $4) AS place,"
        f" GROUPING(root) AS all_roots, GROUPING(left(division, $4)) AS all_places,"
        f" {_counts()}, {_medians()} FROM t"
        " GROUP BY GROUPING SETS ((), (root), (left(division, $4))) ORDER BY r0 DESC, root, place",
        *values,
        below,
    )
    whole = [_flow("", row) for row in found if row["all_roots"] and row["all_places"]]
    return Flows(
        whole[0],
        tuple(_flow(row["root"] or "", row) for row in found if not row["all_roots"]),
        tuple(_flow(row["place"], row) for row in found if not row["all_places"]),
    )


def _counts() -> str:
    later = [f"coalesce({', '.join(f's{n}' for n in range(step, 7))})" for step in range(7)]
    return ", ".join(
        f"count(*) FILTER (WHERE {each} IS NOT NULL) AS r{step}" for step, each in enumerate(later)
    )


def _medians() -> str:
    day = "(s{n} AT TIME ZONE 'Asia/Shanghai')::date"
    return ", ".join(
        f"percentile_disc(0.5) WITHIN GROUP (ORDER BY greatest(0, {day.format(n=step + 1)}"
        f" - {day.format(n=step)})) FILTER (WHERE s{step} IS NOT NULL AND s{step + 1} IS NOT NULL)"
        f" AS d{step}"
        for step in range(6)
    )


def _flow(key: str, row: dict[str, object]) -> Flow:
    return Flow(
        key,
        tuple(int(str(row[f"r{step}"])) for step in range(7)),
        tuple(None if row[f"d{step}"] is None else int(str(row[f"d{step}"])) for step in range(6)),
    )
