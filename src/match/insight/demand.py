"""
What would close all of it: for any choice of needs, the units still wanted, and what is on offer.

The reference prices are those that the homes wrote beside their lines. The sum says what the open
units would cost at these prices; it is for planning, and asks nobody for anything (decision 0015).
"""

# The conditions are our own words; values go in as parameters.
# ruff: noqa: S608

from collections.abc import Sequence
from datetime import date

import msgspec

from match.catalogue import codes
from match.foundation import clock
from match.foundation.db import rows
from match.needs.pages.asked import AskedNeeds
from match.needs.rules import hidden_categories
from match.needs.states import OPEN

_STATES = sorted(str(status) for status in OPEN)


class Wanted(msgspec.Struct, frozen=True):
    """
    What to add up. ``areas``: division prefixes, any of them; ``due_by``: wanted until this day.
    Empty fields narrow nothing. ``money``: with what only organisations see.
    """

    areas: tuple[str, ...] = ()
    text: str = ""
    categories: tuple[str, ...] = ()
    urgency: tuple[str, ...] = ()
    children: tuple[str, ...] = ()
    remaining: tuple[str, ...] = ()
    due_by: date | None = None
    money: bool = False


class Item(msgspec.Struct, frozen=True):
    """
    One category and unit. ``open``: units that nobody has promised yet; ``priced_fen``: those
    with a reference price at that price; ``unpriced``: units without one; ``offered``: units of
    the same category and unit on offer in these areas.
    """

    category: str
    unit: str
    needs: int
    open: int
    priced_fen: int
    unpriced: int
    offered: int

    @property
    def short(self) -> int:
        """Units that would still be missing if all that is on offer came."""
        return max(0, self.open - self.offered)

    @property
    def label(self) -> str:
        """The category in words."""
        return codes.label(self.category)

    @property
    def unit_label(self) -> str:
        """The unit in words."""
        return codes.unit(self.unit).label()


class Demand(msgspec.Struct, frozen=True):
    """All items, the dearest first; ``needs`` counts each need once."""

    items: tuple[Item, ...]
    needs: int
    loose: tuple[tuple[str, str, int], ...]
    """Offers of a whole kind, that fit any leaf of it: (root, unit, units)."""

    @property
    def priced_fen(self) -> int:
        """All open units with a reference price, at that price."""
        return sum(item.priced_fen for item in self.items)

    @property
    def unpriced(self) -> int:
        """Open units without a reference price."""
        return sum(item.unpriced for item in self.items)

    @property
    def covered(self) -> int:
        """Items of which enough is on offer."""
        return sum(item.short == 0 for item in self.items)


def of_public(asked: AskedNeeds, due_by: date | None) -> Wanted:
    """The needs that the public list shows for this question."""
    return Wanted(
        areas=asked.county or asked.prefecture,
        text=asked.q,
        categories=asked.category,
        urgency=asked.urgency,
        children=asked.children,
        remaining=asked.remaining,
        due_by=due_by,
    )


_LEFT = "l.quantity - l.reserved - l.committed - l.in_transit - l.received"
_BANDS = (
    "CASE WHEN n.beneficiaries < 5 THEN 'under_5' WHEN n.beneficiaries < 10 THEN '5_9'"
    " WHEN n.beneficiaries < 30 THEN '10_29' WHEN n.beneficiaries < 100 THEN '30_99'"
    " ELSE '100_up' END"
)
_CHOSEN = f"""
SELECT n.id, l.category, l.unit, {_LEFT} AS open, l.reference_price_fen AS price
FROM need n JOIN need_line l ON l.need_id = n.id JOIN home h ON h.id = n.home_id
WHERE n.status = ANY($1) AND {_LEFT} > 0 AND h.withheld_at IS NULL
  AND n.category <> ALL($2) AND l.category <> ALL($2)
  AND (cardinality($3::text[]) = 0 OR EXISTS (SELECT FROM unnest($3::text[]) a
    WHERE starts_with(n.division, a)))
  AND ($4 = '' OR n.title ILIKE '%' || $4 || '%' OR n.purpose ILIKE '%' || $4 || '%')
  AND (cardinality($5::text[]) = 0 OR n.category = ANY($5)
    OR split_part(n.category, '-', 1) = ANY($5))
  AND (cardinality($6::text[]) = 0 OR n.urgency = ANY($6))
  AND (cardinality($7::text[]) = 0 OR {_BANDS} = ANY($7))
  AND ($8::date IS NULL OR n.due_on <= $8)
  AND (cardinality($9::text[]) <> 1 OR ($9 = ARRAY['all']) = NOT EXISTS (SELECT FROM need_line x
    WHERE x.need_id = n.id AND x.reserved + x.committed + x.in_transit + x.received > 0))
"""


async def demand(wanted: Wanted) -> Demand:
    """The totals of a choice: one question for what is wanted, one for what is on offer."""
    found = await rows(
        f"SELECT c.category, c.unit, count(DISTINCT c.id) AS needs, sum(c.open)::bigint AS open,"
        " coalesce(sum(c.open * c.price), 0)::bigint AS fen,"
        " coalesce(sum(c.open) FILTER (WHERE c.price IS NULL), 0)::bigint AS unpriced"
        f" FROM ({_CHOSEN}) c GROUP BY GROUPING SETS ((c.category, c.unit), ())"
        " ORDER BY fen DESC, open DESC, 1, 2",
        *_values(wanted),
    )
    offered = await _offered(wanted.areas, with_money=wanted.money)
    items = tuple(
        Item(
            row["category"],
            row["unit"],
            row["needs"],
            row["open"],
            row["fen"],
            row["unpriced"],
            offered.get((row["category"], row["unit"]), 0),
        )
        for row in found
        if row["category"] is not None
    )
    roots = {item.category.partition("-")[0] for item in items}
    loose = tuple(
        (category, unit, units)
        for (category, unit), units in sorted(offered.items())
        if "-" not in category and category in roots
    )
    return Demand(items, sum(row["needs"] for row in found if row["category"] is None), loose)


def _values(wanted: Wanted) -> Sequence[object]:
    return (
        _STATES,
        [] if wanted.money else list(hidden_categories()),
        list(wanted.areas),
        wanted.text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_"),
        list(wanted.categories),
        list(wanted.urgency),
        list(wanted.children),
        wanted.due_by,
        list(wanted.remaining),
    )


async def _offered(areas: Sequence[str], *, with_money: bool) -> dict[tuple[str, str], int]:
    """
    Open units by category and unit of the offers that reach any of the areas (or lie in it);
    those made for one need alone are its own and not counted.
    """
    found = await rows(
        "SELECT o.category, o.unit,"
        " sum(o.quantity - o.reserved - o.committed - o.delivered)::bigint AS units FROM offer o"
        " WHERE o.status = 'published' AND o.for_need IS NULL AND o.ends_on >= $1"
        " AND o.category <> ALL($2) AND (cardinality($3::text[]) = 0 OR cardinality(o.areas) = 0"
        " OR EXISTS (SELECT FROM unnest($3::text[]) a, unnest(o.areas) b"
        " WHERE starts_with(a, b) OR starts_with(b, a)))"
        " GROUP BY 1, 2",
        clock.today(),
        [] if with_money else list(hidden_categories()),
        list(areas),
    )
    return {(row["category"], row["unit"]): row["units"] for row in found if row["units"] > 0}
