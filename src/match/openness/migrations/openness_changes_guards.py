"""The feed of public changes is only added to; names of givers hang on their organisation."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from match.foundation.guards import raw_sql

ID = "2026-11-26T07:54:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Public changes are only added; a donor's choice goes with its organisation."

SQL = """
SELECT append_only('public_change');
CREATE INDEX public_change_newest ON public_change (kind, object_id, version DESC);
ALTER TABLE donor_naming ADD CONSTRAINT donor_naming_organisation_fk
  FOREIGN KEY (organisation_id) REFERENCES organisation (id) ON DELETE CASCADE;
"""


async def forwards() -> MigrationManager:
    """What Piccolo cannot say."""
    return raw_sql(ID, "openness", DESCRIPTION, SQL)
