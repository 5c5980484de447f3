"""Two live gauges: ≥ 3 organisations a county, ≥ 1 counsellor a township (4.2c, 4.2f)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec

from match.foundation import clock
from match.foundation.db import rows
from match.incubation import rules
from match.places.rules import Level, scope_of

TARGET_ON = date(2022, 6, 11)
"""Three years from the notice of 2019-06-11; a gauge below its target is late since then."""

# An organisation counts where it is verified today, serves children, is of a kind the notice puts
# first, is not withheld for want of a report, and was seen at work within a year: by a service it
# wrote down, or by the county's own word, of which the last one counts.
COUNTED = """
SELECT g.id, g.name, g.kind, g.division, g.uscc, g.verified_until
  FROM organisation g
  LEFT JOIN LATERAL (SELECT active, "on" FROM active_service a WHERE a.organisation_id = g.id
    ORDER BY a.id DESC LIMIT 1) said ON true
 WHERE g.serves_children AND g.status = 'verified' AND g.withheld_at IS NULL
   AND g.verified_until >= $1 AND g.kind = ANY($2)
   AND coalesce(said.active, true)
   AND (said."on" >= $3 OR EXISTS (SELECT FROM psych_service p WHERE p.organisation_id = g.id
    AND p."on" >= $3))
"""
QUALIFIED = (
    "SELECT c.id, c.division FROM counsellor c WHERE c.status = 'checked'"
    " AND (c.expires_on IS NULL OR c.expires_on >= $1)"
)


class Counts(msgspec.Struct, frozen=True):
    """
    Both gauges of a scope. ``counties_met``: counties with ≥ 3 counted organisations;
    ``townships_met``: townships and streets with ≥ 1 qualified counsellor. Townships of
    statistical zones, which are no counties, are left out of both.
    """

    counties: int
    counties_met: int
    townships: int
    townships_met: int
    organisations: int
    counsellors: int


class CountyLine(msgspec.Struct, frozen=True):
    """One county of the table: both figures with what they are counted against."""

    code: str
    name: str
    path: str
    organisations: int
    townships: int
    townships_met: int
    counsellors: int

    @property
    def met(self) -> bool:
        """Whether there are enough organisations."""
        return self.organisations >= rules.LEAST_ORGANISATIONS

    @property
    def covered(self) -> bool:
        """Whether every township has its counsellor."""
        return self.townships_met == self.townships


async def counts(division: str) -> Counts:
    """
    Both gauges for a scope: *division* is a 12-digit code or a prefix (43, 4331, 433101, …).

    Source of the rules: notice 4.2c and 4.2f.
    """
    return counts_of(await county_lines(division))


def counts_of(lines: Sequence[CountyLine]) -> Counts:
    """Both gauges of the counties of *lines* together."""
    return Counts(
        counties=len(lines),
        counties_met=sum(line.met for line in lines),
        townships=sum(line.townships for line in lines),
        townships_met=sum(line.townships_met for line in lines),
        organisations=sum(line.organisations for line in lines),
        counsellors=sum(line.counsellors for line in lines),
    )


async def county_lines(division: str) -> list[CountyLine]:
    """Every county of the scope, in the order of the codes. Of a township: its county's line."""
    today = clock.today()
    found = await rows(
        f"WITH org AS ({COUNTED}), good AS ({QUALIFIED.replace('$1', '$1::date')}),"  # noqa: S608 # our own words
        " town AS (SELECT t.code, left(t.code, 6) AS county, EXISTS (SELECT FROM good"
        "   WHERE good.division = t.code) AS met FROM division t WHERE t.level = $4"
        "   AND t.valid_to IS NULL AND starts_with(t.code, $5))"
        " SELECT d.code, d.name, d.path,"
        " (SELECT count(*) FROM org WHERE left(org.division, 6) = left(d.code, 6))::int"
        "   AS organisations,"
        " (SELECT count(*) FROM town WHERE town.county = left(d.code, 6))::int AS townships,"
        " (SELECT count(*) FROM town WHERE town.county = left(d.code, 6) AND met)::int"
        "   AS townships_met,"
        " (SELECT count(*) FROM good WHERE left(good.division, 6) = left(d.code, 6)"
        "   AND starts_with(good.division, $5))::int AS counsellors"
        " FROM division d WHERE d.counts_as_county AND d.valid_to IS NULL"
        " AND starts_with(d.code, left($5, 6)) ORDER BY d.code",
        today,
        list(rules.SERVING_KINDS),
        rules.counted_since(today),
        int(Level.TOWNSHIP),
        _scope(division),
    )
    return [msgspec.convert(row, CountyLine) for row in found]


async def counted_organisations(division: str) -> list[dict[str, Any]]:
    """The organisations behind the county figure: id, name, kind, division, verified_until."""
    today = clock.today()
    return await rows(
        COUNTED + " AND starts_with(g.division, $4) ORDER BY g.division, g.name LIMIT 500",
        today,
        list(rules.SERVING_KINDS),
        rules.counted_since(today),
        _scope(division)[:6],
    )


async def candidates(division: str) -> list[dict[str, Any]]:
    """Verified organisations that serve children and are not counted, with the reason's facts."""
    today = clock.today()
    return await rows(
        "SELECT g.id, g.name, g.kind, g.division, g.verified_until, g.withheld_at FROM"  # noqa: S608 # our own words
        f" organisation g WHERE g.serves_children AND g.status = 'verified'"
        f" AND starts_with(g.division, $4) AND g.id NOT IN (SELECT id FROM ({COUNTED}) counted)"
        " ORDER BY g.division, g.name LIMIT 500",
        today,
        list(rules.SERVING_KINDS),
        rules.counted_since(today),
        _scope(division)[:6],
    )


def _scope(division: str) -> str:
    """A whole code as the prefix of everything in it."""
    return scope_of(division) if len(division) == 12 else division
