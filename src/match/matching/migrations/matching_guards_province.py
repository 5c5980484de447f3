"""What ninety thousand proposals in one morning do not need to be asked one by one."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from match.foundation.guards import raw_sql

ID = "2026-11-26T00:20:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Fewer look-ups per proposal."

SQL = """
-- The run row was written by the same transaction and can never be deleted (append-only); the need
-- is held by its line, whose own tie stays. `match check` asks both questions over all rows.
ALTER TABLE proposal DROP CONSTRAINT proposal_run_fk;
ALTER TABLE proposal DROP CONSTRAINT proposal_need_fk;
"""


async def forwards() -> MigrationManager:
    """What Piccolo cannot say."""
    return raw_sql(ID, "matching", DESCRIPTION, SQL)
