"""Counting again: the few divisions where something changed, and every night all of them."""

from collections.abc import Iterable
from datetime import date

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import command, compare_whole_tables, one, rows, value
from match.insight.commands.reporting import write_monthly_reports
from match.insight.counting import counted
from match.places.rules import Level, ancestors, level_of

_LOCK = 0x6761756765  # "gauge": one counting at a time
_MOST = 2000
"""Divisions in one sweep: an import of a whole prefecture is worked off in a few minutes."""

_OWN = f"""
WITH fresh AS ({counted("$2::date", "division = ANY($1::text[])")}),
gone AS (
  UPDATE gauge_count g SET own = 0, total = total - own
  WHERE g.division = ANY($1::text[]) AND g.own > 0 AND NOT EXISTS (SELECT FROM fresh f
    WHERE (f.division, f.measure, f.facet) = (g.division, g.measure, g.facet))
)
INSERT INTO gauge_count AS g (division, parent, measure, facet, own, total)
SELECT division, parent, measure, facet, own, own FROM fresh
ON CONFLICT (division, measure, facet) DO UPDATE
SET own = EXCLUDED.own, total = g.total - g.own + EXCLUDED.own
WHERE g.own <> EXCLUDED.own
"""
# One level at a time, from the villages up: a division is itself and its parts.
_FOLD = """
WITH parts AS (
  SELECT k.parent AS division, k.measure, k.facet, sum(k.total) AS total FROM gauge_count k
  WHERE k.parent = ANY($1::text[]) GROUP BY 1, 2, 3
), folded AS (
  INSERT INTO gauge_count AS g (division, parent, measure, facet, own, total)
  SELECT p.division, d.parent_code, p.measure, p.facet, 0, p.total
  FROM parts p JOIN division d ON d.code = p.division
  ON CONFLICT (division, measure, facet) DO UPDATE SET total = g.own + EXCLUDED.total
  WHERE g.total <> g.own + EXCLUDED.total
)
UPDATE gauge_count g SET total = own WHERE g.division = ANY($1::text[]) AND g.total <> g.own
AND NOT EXISTS (SELECT FROM parts p
  WHERE (p.division, p.measure, p.facet) = (g.division, g.measure, g.facet))
"""
_EVERYTHING = f"""
WITH fresh AS MATERIALIZED ({counted("$1::date")}),
folded AS MATERIALIZED (
  SELECT line.code AS division, f.measure, f.facet,
    sum(f.own) FILTER (WHERE line.code = f.division) AS own, sum(f.own) AS total
  FROM fresh f CROSS JOIN LATERAL (SELECT DISTINCT rpad(left(f.division, n), 12, '0') AS code
    FROM unnest(ARRAY[2, 4, 6, 9, 12]) AS n) AS line
  GROUP BY 1, 2, 3
), gone AS (
  DELETE FROM gauge_count g WHERE NOT EXISTS (SELECT FROM folded f
    WHERE (f.division, f.measure, f.facet) = (g.division, g.measure, g.facet))
  RETURNING (total <> 0)::int AS differed
), written AS (
  INSERT INTO gauge_count AS g (division, parent, measure, facet, own, total)
  SELECT f.division, d.parent_code, f.measure, f.facet, coalesce(f.own, 0), f.total
  FROM folded f JOIN division d ON d.code = f.division
  ON CONFLICT (division, measure, facet) DO UPDATE SET own = EXCLUDED.own, total = EXCLUDED.total
  WHERE (g.own, g.total) <> (EXCLUDED.own, EXCLUDED.total)
  RETURNING 1 AS differed
)
SELECT (SELECT count(*) FROM folded) AS rows,
  (SELECT coalesce(sum(differed), 0) FROM gone) + (SELECT count(*) FROM written) AS changed
"""


@command
async def mark_due(actor: Actor, divisions: Iterable[str]) -> None:
    """Something changed in these divisions: the next sweep counts them again."""
    del actor
    await rows(
        "INSERT INTO gauge_due (division) SELECT unnest($1::text[]) ON CONFLICT DO NOTHING",
        sorted(set(divisions)),
    )


@command
async def sweep_gauges(actor: Actor) -> int:
    """
    Count the divisions that are due again, and fold them up to the province; how many. What was
    never counted at all is counted now, not only in the night.
    """
    if await value("SELECT EXISTS (SELECT FROM gauge_recount)") is False:
        await recount_gauges(actor)
        await write_monthly_reports(actor)
        return 0
    if await value("SELECT EXISTS (SELECT FROM gauge_due)") is False:
        return 0
    if not await value("SELECT pg_try_advisory_xact_lock($1)", _LOCK):
        return 0
    due = await rows(
        "DELETE FROM gauge_due WHERE id IN (SELECT id FROM gauge_due ORDER BY id LIMIT $1)"
        " RETURNING division",
        _MOST,
    )
    lines = {row["division"] for row in due}
    for division in tuple(lines):
        lines |= set(ancestors(division))
    await rows(_OWN, sorted(lines), await counted_as_of())
    for level in (Level.TOWNSHIP, Level.COUNTY, Level.PREFECTURE, Level.PROVINCE):
        await rows(_FOLD, sorted(code for code in lines if level_of(code) is level))
    return len(due)


@command
async def recount_gauges(actor: Actor) -> int:
    """
    Everything counted from the beginning, as of today; the number of rows that were wrong.

    A row that is different only because a day went by (a title that ended) was right yesterday,
    so the old day is counted first: what differs then was changed by somebody who did not tell.
    """
    del actor
    await compare_whole_tables()
    await value("SELECT pg_advisory_xact_lock($1)", _LOCK)
    before = await value("SELECT max(on_day) FROM gauge_recount")
    drifted = 0
    # What is still on its way to be counted is no drift.
    under_way = await value(
        "SELECT EXISTS (SELECT FROM gauge_due)"
        " OR EXISTS (SELECT FROM outbox WHERE done_at IS NULL AND dead_at IS NULL)"
    )
    if before is not None and not under_way:
        found = await one(_EVERYTHING, before)
        assert found is not None, "an aggregate always has a row"
        drifted = int(found["changed"])
    await rows("DELETE FROM gauge_due")
    written = await one(_EVERYTHING, clock.today())
    assert written is not None, "an aggregate always has a row"
    await rows(
        "INSERT INTO gauge_recount (on_day, rows, drifted) VALUES ($1, $2, $3)",
        clock.today(),
        written["rows"],
        drifted,
    )
    await value("SELECT set_config('enable_nestloop', 'on', true)")
    return drifted


async def counted_as_of() -> date:
    """The day of the counts: that of the last recount, so that all of them mean the same day."""
    return await value("SELECT max(on_day) FROM gauge_recount") or clock.today()
