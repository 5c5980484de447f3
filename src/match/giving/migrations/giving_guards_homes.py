"""What came to a home is found by the home."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from match.foundation.guards import raw_sql

ID = "2026-11-26T02:30:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "An index of allocations by home."

SQL = "CREATE INDEX allocation_line_home ON allocation_line (home_id, donation_id);"


async def forwards() -> MigrationManager:
    """What Piccolo cannot say."""
    return raw_sql(ID, "giving", DESCRIPTION, SQL)
