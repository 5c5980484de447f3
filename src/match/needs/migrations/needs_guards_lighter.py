"""What every change of a need paid for and no question ever used."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from match.foundation.guards import raw_sql

ID = "2026-11-27T00:10:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "No index of title trigrams, none of categories."

# Titles and categories are searched in the index of words, likeness is asked of one home's needs,
# and a run reads all that are open: nothing reads these, and a run that moves eighty thousand needs
# spent a second on them.
SQL = "DROP INDEX need_title_trgm; DROP INDEX need_category;"


async def forwards() -> MigrationManager:
    """What Piccolo cannot say."""
    return raw_sql(ID, "needs", DESCRIPTION, SQL)
