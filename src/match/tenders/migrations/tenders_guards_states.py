"""States and methods of a whole procedure: Piccolo does not see that a CHECK's words changed."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from match.foundation.guards import raw_sql

ID = "2026-11-26T01:15:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "States and methods of a whole procedure."

KNOWN = """
ALTER TABLE tender
  DROP CONSTRAINT IF EXISTS tender_status_known,
  DROP CONSTRAINT IF EXISTS tender_method_known;
ALTER TABLE tender
  ADD CONSTRAINT tender_status_known CHECK ("status" IN ('draft', 'intent', 'published', 'closed',
    'opened', 'reported', 'decided', 'awarded', 'contracted', 'archived', 'failed', 'withdrawn')),
  ADD CONSTRAINT tender_method_known CHECK ("method" IN ('OPEN', 'INVITE', 'NEGOT', 'CONSULT',
    'INQUIRY', 'SINGLE', 'FRAME', 'INTERNAL'));
"""


async def forwards() -> MigrationManager:
    """What Piccolo cannot say."""
    return raw_sql(ID, "tenders", DESCRIPTION, KNOWN)
