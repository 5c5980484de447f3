"""A purchase that was made keeps its item: items are closed, never deleted."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from match.foundation.guards import raw_sql

ID = "2026-11-25T23:59:59:000020"
VERSION = "1.38.0"
DESCRIPTION = "Guiding catalogue items are closed, not deleted."

KEPT = """
REVOKE DELETE, TRUNCATE ON guiding_catalogue_item FROM match_app;
"""


async def forwards() -> MigrationManager:
    return raw_sql(ID, "catalogue", DESCRIPTION, KEPT)
