"""What every change of a need paid for and no question ever used."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from match.foundation.guards import raw_sql

ID = "2026-11-27T00:10:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "No index of title trigrams."

# Titles are searched in the index of words, and likeness is asked of one home's needs: neither
# reads it, and a run that moves eighty thousand needs spent a second on it.
SQL = "DROP INDEX need_title_trgm;"


async def forwards() -> MigrationManager:
    """What Piccolo cannot say."""
    return raw_sql(ID, "needs", DESCRIPTION, SQL)
