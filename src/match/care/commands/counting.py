"""The monthly numbers of a home (notice 2.1b): the only thing that goes above the county."""

from datetime import date

from match.care.commands.children import GROUPS
from match.care.commands.ending import counties
from match.care.room import kept_home, restricted_command
from match.foundation import clock
from match.foundation.actor import SYSTEM, Actor
from match.foundation.audit import record
from match.foundation.db import rows, value
from match.foundation.errors import Invalid
from match.foundation.language import _
from match.foundation.outbox import tell
from match.foundation.restricted import restricted

ALL = "ALL"
SERVED, AGREED, WITHOUT = "SERVED", "AGREED", "WITHOUT"
"""Children who were in the home in the month; always under a valid agreement; not always (§1.8)."""
COUNTED = [ALL, SERVED, AGREED, WITHOUT, *GROUPS]
COUNT = """
INSERT INTO care.month_count (home_id, division, month, code, children, sent_by)
SELECT h.id, h.division, $2, g.code, coalesce(n.children, 0), $3
FROM home h
CROSS JOIN unnest($4::varchar[]) AS g (code)
LEFT JOIN (
  SELECT c.home_id, x.code, count(*) AS children FROM care.child c
  CROSS JOIN LATERAL unnest(c.groups || ARRAY['ALL']::varchar[]) AS x (code)
  WHERE c.status = 'active' GROUP BY 1, 2
  UNION ALL
  SELECT t.home_id, x.code, count(*) FROM (
    SELECT home_id, child_id, bool_and(agreement_id IS NOT NULL) AS always FROM care.attendance
    WHERE home_id = $1 AND day >= $2 AND day < $2 + interval '1 month' GROUP BY 1, 2) t
  CROSS JOIN LATERAL unnest(ARRAY['SERVED', CASE WHEN always THEN 'AGREED' ELSE 'WITHOUT' END])
    AS x (code)
  GROUP BY 1, 2) n ON n.home_id = h.id AND n.code = g.code
WHERE h.id = $1
ON CONFLICT (home_id, month, code) DO UPDATE
  SET children = excluded.children, sent_by = excluded.sent_by, sent_at = now()
"""


@restricted_command
async def send_month(actor: Actor, home_id: int, month: date) -> int:
    """
    Count the home's active files by group into *month* (its first day) and send the numbers up;
    returns the number of children. Again within the month: the numbers are replaced.

    No names are read, so no leave is asked and no look is written.
    """
    home = await kept_home(actor, home_id)
    today = clock.today()
    if month.day != 1 or month > today or (today - month).days > 62:
        raise Invalid({"month": _("只能报送本月或上个月。")})
    total = await _count(actor, home_id, home["division"], month)
    await _tell(home["division"][:6], month)
    return total


async def _tell(county: str, month: date) -> None:
    """What may be told of the county is worked out anew, with all that lies above it."""
    await tell("care.month_sent", division=county.ljust(12, "0"), month=month.isoformat())


async def _count(actor: Actor, home_id: int, division: str, month: date) -> int:
    await rows(COUNT, home_id, month, actor.id or 0, COUNTED)
    total: int = await value(
        "SELECT children FROM care.month_count WHERE home_id = $1 AND month = $2 AND code = $3",
        home_id,
        month,
        ALL,
    )
    await record(actor, "care.month_sent", subject=("home", home_id), division=division)
    return total


async def close_month(month: date) -> int:
    """What no home sent by the end of *month* is counted for it; how many homes that were."""
    done = 0
    for county in await counties():
        async with restricted((county,)):
            silent = await rows(
                "SELECT DISTINCT c.home_id, c.division FROM care.child c WHERE NOT EXISTS ("
                " SELECT FROM care.month_count m WHERE m.home_id = c.home_id AND m.month = $1)",
                month,
            )
            for home in silent:
                await _count(SYSTEM, home["home_id"], home["division"], month)
            if silent:
                await _tell(county, month)
            done += len(silent)
    return done
