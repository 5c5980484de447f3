"""The month, written down: the counts of every division down to the township, for good."""

from datetime import date, timedelta

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import command, rows, value

# What a report compares; needs by category and days by number would make it long, not clearer.
_WRITE = """
INSERT INTO monthly_report (division, month, counts)
SELECT g.division, $1, jsonb_object_agg(g.measure || CASE WHEN g.facet = '' THEN '' ELSE '/' END
  || g.facet, g.total) FROM gauge_count g JOIN division d ON d.code = g.division
WHERE d.level <= 4 AND d.valid_to IS NULL AND g.total > 0
GROUP BY g.division
ON CONFLICT (division, month) DO NOTHING
RETURNING 1
"""


@command
async def write_monthly_reports(actor: Actor) -> int:
    """
    Write the report of the month that has ended, once for each division; how many were written.

    Called every night: only on the first of a month, or later when that night was missed, is
    there anything to write.
    """
    del actor
    month = ended_month(clock.today())
    if await value("SELECT EXISTS (SELECT FROM monthly_report WHERE month = $1)", month):
        return 0
    return len(await rows(_WRITE, month))


def ended_month(today: date) -> date:
    """The first day of the last month that is over."""
    return (today.replace(day=1) - timedelta(days=1)).replace(day=1)
