"""Organisations that serve children with what was said of them: the county's word, their base."""

from collections.abc import Sequence
from typing import Any

from match.foundation import clock
from match.foundation.db import rows
from match.incubation import rules
from match.incubation.queries.gauges import COUNTED

# What a county said within the year, and the last base that an organisation has not left.
_SAID = """
SELECT g.id, g.uscc, g.name, word.active, word.said, entry.base_id, entry.base_name, entry.mode,
       entry.began_on
  FROM organisation g
  LEFT JOIN LATERAL (SELECT a.active, a.said FROM active_service a WHERE a.organisation_id = g.id
    AND a."on" >= $1 ORDER BY a.id DESC LIMIT 1) word ON true
  LEFT JOIN LATERAL (SELECT i.base_id, b.name AS base_name, i.mode, i.began_on FROM incubation i
    JOIN incubation_base b ON b.id = i.base_id WHERE i.organisation_id = g.id
    AND i.status <> 'left' ORDER BY i.id DESC LIMIT 1) entry ON true
"""


async def said_of(organisation_id: int) -> dict[str, Any]:
    """One organisation, verified or not. It must be there."""
    since = rules.counted_since(clock.today())
    [found] = await rows(f"{_SAID} WHERE g.id = $2", since, organisation_id)
    return found


async def serving(county: str) -> Sequence[dict[str, Any]]:
    """
    Verified organisations of a county (6 digits) that serve children, with ``counted``: those that
    are not counted yet first, as their page has them.
    """
    today = clock.today()
    since = rules.counted_since(today)
    counted = await rows(
        f"SELECT id FROM ({COUNTED}) counted",  # noqa: S608 # our own words
        today,
        list(rules.SERVING_KINDS),
        since,
    )
    known = {row["id"] for row in counted}
    found = await rows(
        f"{_SAID} WHERE g.serves_children AND g.status = 'verified' AND starts_with(g.division, $2)"
        " ORDER BY g.division, g.name",
        since,
        county,
    )
    told = [{**row, "counted": row["id"] in known} for row in found]
    return sorted(told, key=lambda row: row["counted"])
