"""Ties to homes, versions for search, and indexes for the desks and the sweep."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from match.foundation.guards import raw_sql

ID = "2026-11-25T23:59:59:000000"
VERSION = "1.38.0"
DESCRIPTION = "Ties, versions, indexes."

SQL = """
ALTER TABLE need ADD CONSTRAINT need_home_fk
  FOREIGN KEY (home_id) REFERENCES home (id) ON DELETE RESTRICT;
ALTER TABLE need_line ADD CONSTRAINT need_line_need_fk
  FOREIGN KEY (need_id) REFERENCES need (id) ON DELETE CASCADE;
ALTER TABLE need_question ADD CONSTRAINT need_question_need_fk
  FOREIGN KEY (need_id) REFERENCES need (id) ON DELETE CASCADE;
CREATE UNIQUE INDEX need_line_position ON need_line (need_id, position);
CREATE INDEX need_scope ON need (division text_pattern_ops, status);
CREATE INDEX need_status_due ON need (status, due_on);
CREATE INDEX need_waiting ON need (next_check_at) WHERE next_check_at IS NOT NULL;
CREATE INDEX need_title_trgm ON need USING gin (title gin_trgm_ops);
CREATE INDEX need_category ON need (category, status);
CREATE TRIGGER need_version BEFORE UPDATE ON need
  FOR EACH ROW EXECUTE FUNCTION next_search_version();

-- A line's figures are part of what the index shows of its need.
CREATE FUNCTION need_line_touches_need() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE need SET search_version = search_version
    WHERE id = coalesce(NEW.need_id, OLD.need_id);
  RETURN NULL;
END $$;
CREATE TRIGGER need_line_touches_need AFTER INSERT OR UPDATE OR DELETE ON need_line
  FOR EACH ROW EXECUTE FUNCTION need_line_touches_need();
"""


async def forwards() -> MigrationManager:
    """What Piccolo cannot say."""
    return raw_sql(ID, "needs", DESCRIPTION, SQL)
