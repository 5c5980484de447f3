"""One sheet for each stage and year of a contract, not one for all."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from match.foundation.guards import raw_sql

ID = "2026-11-26T02:26:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "One evaluation for each stage."

ONCE = """
DROP INDEX contract_evaluation_once;
CREATE UNIQUE INDEX contract_evaluation_once ON contract_evaluation
  (contract_id, role, coalesce(home_id, 0), stage, year);
"""


async def forwards() -> MigrationManager:
    """What Piccolo cannot say."""
    return raw_sql(ID, "contracts", DESCRIPTION, ONCE)
