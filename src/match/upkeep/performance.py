"""What a period showed of every director of a county: the rooms below, asked in three questions."""

from datetime import date, timedelta

import msgspec

from match.foundation import clock
from match.foundation.db import rows
from match.upkeep.rules import Figures, last_of, months_of

# Who directed which home in which month: whoever was active on the most days of it, the earlier
# one where two had as many. `posts.queries.active_months` says which months those are.
_HELD = """
SELECT DISTINCT ON (m.month, p.home_id) m.month, p.home_id, p.account_id,
  least(coalesce(p.ended_on, $3), (m.month + interval '1 month')::date - 1, $3)
    - greatest(p.starts_on, m.month) AS days
 FROM unnest($1::date[]) AS m (month)
 JOIN post p ON p.office = 'director' AND NOT p.deputy AND p.status IN ('active', 'ended')
  AND p.starts_on < m.month + interval '1 month' AND p.starts_on <= $3
  AND (p.ended_on IS NULL OR p.ended_on >= m.month)
 JOIN home h ON h.id = p.home_id AND h.division LIKE $2 || '%'
 WHERE p.account_id IS NOT NULL AND m.month <= $3
 ORDER BY m.month, p.home_id, days DESC, p.starts_on, p.id
"""
_SHOWN = """
SELECT h.id AS home_id,
  (SELECT count(*) FROM activity a WHERE a.home_id = h.id AND a.status = 'done'
    AND (a.starts_at AT TIME ZONE 'Asia/Shanghai')::date BETWEEN $2 AND $3)::int AS activities,
  (SELECT coalesce(sum(a.children + a.adults), 0) FROM activity a WHERE a.home_id = h.id
    AND a.status = 'done'
    AND (a.starts_at AT TIME ZONE 'Asia/Shanghai')::date BETWEEN $2 AND $3)::int AS heads,
  (SELECT count(*) FROM opening_log l WHERE l.home_id = h.id
    AND l.day BETWEEN $2 AND $3)::int AS open_days
 FROM home h WHERE h.id = ANY($1)
"""
# 4.4c: a course of two or three days within the year before the period ends.
_TRAINED = """
SELECT DISTINCT e.account_id FROM enrolment e JOIN course c ON c.id = e.course_id
 WHERE e.account_id = ANY($1) AND e.status = 'completed' AND c.days BETWEEN 2 AND 3
   AND c.ends_on BETWEEN $2 AND $3
"""


class Held(msgspec.Struct, frozen=True):
    """One director, the home, and the first days of the months that are hers."""

    account_id: int
    home_id: int
    months: tuple[date, ...]


async def held_months(county: str, first: date, months: int) -> list[Held]:
    """
    Every director of a county (12 digits) with her active months of the period, by home.

    A month of one home belongs to one person, and one person has one home a month: where somebody
    keeps two, the one of the smaller number, since the allowance is per person (5.2c).
    """
    found = await rows(_HELD, months_of(first, months), county[:6], clock.today())
    held: dict[tuple[int, int], list[date]] = {}
    taken: set[tuple[int, date]] = set()
    for row in sorted(found, key=lambda one: (one["home_id"], one["month"])):
        if (row["account_id"], row["month"]) in taken:
            continue
        taken.add((row["account_id"], row["month"]))
        held.setdefault((row["account_id"], row["home_id"]), []).append(row["month"])
    return [Held(account, home, tuple(of)) for (account, home), of in held.items()]


async def figures(held: list[Held], first: date, months: int) -> dict[int, Figures]:
    """Account → what the homes she held showed in the period, and whether she was trained."""
    last = last_of(first, months)
    shown = {
        row["home_id"]: row
        for row in await rows(_SHOWN, sorted({one.home_id for one in held}), first, last)
    }
    accounts = sorted({one.account_id for one in held})
    trained = {
        row["account_id"]
        for row in await rows(_TRAINED, accounts, last - timedelta(days=365), last)
    }
    return {
        one.account_id: Figures(
            shown[one.home_id]["activities"],
            shown[one.home_id]["heads"],
            shown[one.home_id]["open_days"],
            one.account_id in trained,
        )
        for one in held
    }
