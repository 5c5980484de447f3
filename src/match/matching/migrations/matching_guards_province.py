"""What a run of ninety thousand proposals is asked row by row, and what it is not."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from match.foundation.guards import raw_sql

ID = "2026-11-26T00:20:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "One row per pair and run; fewer look-ups."

SQL = """
-- The run row was written by the same transaction and can never be deleted (append-only); the need
-- is held by its line, whose own tie stays. `match check` asks both questions over all rows.
ALTER TABLE proposal DROP CONSTRAINT proposal_run_fk;
ALTER TABLE proposal DROP CONSTRAINT proposal_need_fk;

-- An offer that has more to give may be proposed to the same line again while the first units still
-- wait for an answer: one open proposal per pair made such a run fail as a whole. That no run
-- proposes twice is the order's compare-and-set; that it is one row per pair is said here.
DROP INDEX proposal_one_open_per_pair;
CREATE UNIQUE INDEX proposal_one_per_pair_and_run ON proposal (run_id, line_id, offer_id)
  WHERE origin = 'run';
"""


async def forwards() -> MigrationManager:
    """What Piccolo cannot say."""
    return raw_sql(ID, "matching", DESCRIPTION, SQL)
