"""
What the public is told of people: by the month, and never so that few can be worked out.

A figure that moves every day tells who came: yesterday twenty, today twenty-one. So people are told
of once a month, as of its end, and a division is hidden for the whole of the window if in any of
its months, or between any two of them, one to four people could be read out (decision 0038).
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

import msgspec

from match.foundation.db import one, rows
from match.insight.gauges import DEFINITIONS, Definition
from match.insight.rules import Series, hidden_tree_of_series
from match.places.queries import prefectures

HUNAN = "430000000000"
WINDOW = 13
"""Months that the public sees at once: a year, and the month it began from."""

PEOPLE = tuple(one for one in DEFINITIONS if one.persons and not one.staff)
MEASURES = tuple(dict.fromkeys(name for one in PEOPLE for name in (one.value, one.of)))
Counted = Mapping[str, Mapping[str, int]]
"""Division → measure → how many."""


class Told(msgspec.Struct, frozen=True):
    """
    ``hidden``: by gauge of people, the divisions down to the county where it must not be shown.
    ``months``: those of the window that are written, the oldest first, each with its counts.
    Without any month the counts of today are told, by the same rule.
    """

    hidden: Mapping[str, frozenset[str]]
    months: tuple[tuple[date, Counted], ...] = ()

    def hides(self, key: str, code: str) -> bool:
        """Whether this gauge of this division is not for the public."""
        return code in self.hidden.get(key, frozenset())

    @property
    def as_of(self) -> date | None:
        """The month whose end people are told of; None where today's are told."""
        return self.months[-1][0] if self.months else None

    def replaced(self, code: str, counts: Mapping[str, int]) -> dict[str, int]:
        """Some counts of a division, those of people as of the month's end."""
        if not self.months:
            return dict(counts)
        held = self.months[-1][1].get(code, {})
        return {**counts, **{name: held.get(name, 0) for name in MEASURES}}


_kept: dict[tuple[int, datetime], Told] = {}
"""Months are written for good: what follows from them is worked out once a month."""


async def told() -> Told:
    """What may be told of people now."""
    newest = await one("SELECT id, made_at FROM monthly_report ORDER BY id DESC LIMIT 1")
    if newest is None:
        counts = await _today()
        return Told(_hidden([counts]))
    key = (newest["id"], newest["made_at"])
    if key not in _kept:
        months = await _months()
        _kept.clear()
        _kept[key] = Told(_hidden([counts for _month, counts in months]), months)
    return _kept[key]


def _hidden(months: Sequence[Counted]) -> dict[str, frozenset[str]]:
    codes = {code for counts in months for code in counts}
    parents = {code: _above(code) for code in codes if code != HUNAN}
    codes |= {*parents.values()}
    parents |= {code: HUNAN for code in codes if code != HUNAN and code not in parents}
    return {
        about.key: hidden_tree_of_series(
            {code: _series(about, months, code) for code in codes}, parents
        )
        for about in PEOPLE
    }


def _series(about: Definition, months: Sequence[Counted], code: str) -> Series:
    held = [counts.get(code, {}) for counts in months]
    return [
        (found.get(about.value, 0), found.get(about.of, 0) - found.get(about.value, 0))
        for found in held
    ]


def _above(code: str) -> str:
    """The prefecture of a county, the province of a prefecture."""
    return HUNAN if code[4:] == "00000000" else code[:4] + "00000000"


async def _today() -> Counted:
    """The counts of today down to the county, by parent: a division's parts are found by index."""
    above = [HUNAN, *(prefecture.code for prefecture in await prefectures())]
    found = await rows(
        "SELECT division, measure, total FROM gauge_count"
        " WHERE (parent = ANY($1) OR division = $2) AND measure = ANY($3) AND facet = ''",
        above,
        HUNAN,
        list(MEASURES),
    )
    held: dict[str, dict[str, int]] = {}
    for row in found:
        held.setdefault(row["division"], {})[row["measure"]] = row["total"]
    return held


async def _months() -> tuple[tuple[date, Counted], ...]:
    found = await rows(
        "WITH latest AS (SELECT DISTINCT month FROM monthly_report WHERE division = $1"
        " ORDER BY month DESC LIMIT $2)"
        " SELECT r.division, r.month, m.name, (r.counts ->> m.name)::bigint AS total"
        " FROM latest JOIN monthly_report r USING (month)"
        " JOIN division d ON d.code = r.division AND d.level <= 3"
        " CROSS JOIN unnest($3::text[]) AS m (name) ORDER BY r.month",
        HUNAN,
        WINDOW,
        list(MEASURES),
    )
    held: dict[date, dict[str, dict[str, int]]] = {}
    for row in found:
        counts = held.setdefault(row["month"], {}).setdefault(row["division"], {})
        if row["total"]:
            counts[row["name"]] = row["total"]
    return tuple(held.items())
