"""What a title is judged by: the standards of the notice as a home meets them today, and counts."""

from datetime import timedelta

import msgspec

from match.foundation import clock
from match.foundation.db import one, value
from match.foundation.parameters import whole
from match.homes.rules import REQUIRED_DOCUMENTS, REQUIRED_FACILITIES
from match.upkeep.states import Level

_DIGITS = {Level.province: 2, Level.prefecture: 4, Level.county: 6}
_PLANNED = {
    Level.province: "demo.provincial_per_year",
    Level.prefecture: "demo.prefecture_per_year",
    Level.county: "demo.county_per_year",
}
_FACTS = """
SELECT h.*, EXISTS (SELECT FROM opening_hour o WHERE o.home_id = h.id AND o.active) AS hours,
  (SELECT p.account_id FROM post p WHERE p.office = 'director' AND NOT p.deputy
    AND p.home_id = h.id AND p.status = 'active' LIMIT 1) AS director,
  (SELECT count(DISTINCT date_trunc('month', a.starts_at AT TIME ZONE 'Asia/Shanghai'))
    FROM activity a WHERE a.home_id = h.id AND a.status = 'done' AND a.starts_at > $2)::int
    AS active_months,
  EXISTS (SELECT FROM home_insurance i WHERE i.home_id = h.id AND i.kind = 'INS-VENUE'
    AND i.ended_at IS NULL AND $3 BETWEEN i.starts_on AND i.ends_on) AS insured
 FROM home h WHERE h.id = $1
"""
_TRAINED = """
SELECT EXISTS (SELECT FROM enrolment e JOIN course c ON c.id = e.course_id
 WHERE e.account_id = $1 AND e.status = 'completed' AND c.days BETWEEN 2 AND 3
   AND extract(year FROM c.ends_on) BETWEEN $2 AND $3)
"""
_MONTHS = 12


class Standard(msgspec.Struct, frozen=True):
    """One standard: met or not. One that is not ``needed`` only adds to a home (3.3d, 5.4d)."""

    code: str
    met: bool
    needed: bool = True


async def standards_of(home_id: int) -> list[Standard]:
    """The standards of the notice (3.3, 4.1, 4.4c, 5.4) as the home meets them today."""
    today = clock.today()
    home = await one(_FACTS, home_id, clock.now() - timedelta(days=365), today)
    assert home is not None, "an application has a home"
    trained = await value(_TRAINED, home["director"], today.year - 1, today.year)
    area = home["indoor_area_m2"] or 0
    return [
        Standard("open", home["status"] == "open"),
        Standard("area", area >= await whole("home.indoor_area_min_m2")),
        Standard("facilities", set(REQUIRED_FACILITIES) <= set(home["facilities"])),
        Standard("documents", set(REQUIRED_DOCUMENTS) <= set(home["documents"])),
        Standard("hours", home["hours"]),
        Standard("director", home["director"] is not None),
        Standard("trained", bool(trained)),
        Standard("activities", home["active_months"] >= _MONTHS),
        Standard("insured", home["insured"], needed=False),
        Standard("counselling", "FAC-PSY" in home["facilities"], needed=False),
    ]


async def planned_titles(level: Level, division: str, year: int) -> int:
    """How many homes *division* (12 digits) plans to name in *year*: its own number, or the rule's.

    The notice sets the province's hundred (3.1d); city and county keep step by their own numbers.
    """
    own: int | None = await value(
        "SELECT planned FROM title_quota WHERE division = $1 AND year = $2"
        " ORDER BY id DESC LIMIT 1",
        division,
        year,
    )
    return own if own is not None else await whole(_PLANNED[level])


async def titles_counted(level: Level, division: str, year: int) -> int:
    """How many titles of *level* the year has in *division*, without revoked ones."""
    return await value(
        "SELECT count(*) FROM demo_title WHERE level = $1 AND year = $2 AND status = 'named'"
        " AND left(division, $4) = left($3, $4)",
        level.value,
        year,
        division,
        _DIGITS[level],
    )
