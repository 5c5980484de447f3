"""One main home a village; versions for search; ties to other homes."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from match.foundation.guards import raw_sql

ID = "2026-11-25T23:59:59:000000"
VERSION = "1.38.0"
DESCRIPTION = "One main home a village."

SQL = """
CREATE UNIQUE INDEX home_one_main_per_village ON home (division)
  WHERE kind = 'main' AND status <> 'closed';
CREATE INDEX home_scope ON home (division text_pattern_ops, status);
CREATE INDEX home_last_sign ON home (last_sign_at) WHERE status = 'open';
ALTER TABLE home ADD CONSTRAINT home_parent_fk
  FOREIGN KEY (parent_home_id) REFERENCES home (id) ON DELETE RESTRICT;
ALTER TABLE opening_hour ADD CONSTRAINT opening_hour_home_fk
  FOREIGN KEY (home_id) REFERENCES home (id) ON DELETE CASCADE;

CREATE TRIGGER home_version BEFORE UPDATE ON home
  FOR EACH ROW EXECUTE FUNCTION next_search_version();
"""


async def forwards() -> MigrationManager:
    """Constraints that Piccolo cannot say."""
    return raw_sql(ID, "homes", DESCRIPTION, SQL)
