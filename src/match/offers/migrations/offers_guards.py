"""Ties to organisations, people and needs; areas that are prefixes; indexes for desk and sweep."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from match.foundation.guards import raw_sql

ID = "2026-11-25T23:59:59:000000"
VERSION = "1.38.0"
DESCRIPTION = "Ties, areas, versions, indexes."

SQL = """
ALTER TABLE offer ADD CONSTRAINT offer_organisation_fk
  FOREIGN KEY (organisation_id) REFERENCES organisation (id) ON DELETE RESTRICT;
ALTER TABLE offer ADD CONSTRAINT offer_submitted_by_fk
  FOREIGN KEY (submitted_by) REFERENCES account (id) ON DELETE RESTRICT;
ALTER TABLE offer ADD CONSTRAINT offer_moderated_by_fk
  FOREIGN KEY (moderated_by) REFERENCES account (id) ON DELETE RESTRICT;
ALTER TABLE offer ADD CONSTRAINT offer_for_need_fk
  FOREIGN KEY (for_need) REFERENCES need (id) ON DELETE RESTRICT;

-- An area is a prefix of 2, 4, 6, 9 or 12 digits, and there is at least one. The empty prefix
-- would reach everywhere.
ALTER TABLE offer ADD CONSTRAINT offer_areas_are_prefixes CHECK (
  cardinality(areas) = array_length(string_to_array(array_to_string(areas, ',', '!'), ','), 1)
  AND array_to_string(areas, ',', '!') ~
  '^43([0-9]{2}|[0-9]{4}|[0-9]{7}|[0-9]{10})?(,43([0-9]{2}|[0-9]{4}|[0-9]{7}|[0-9]{10})?)*$');

CREATE INDEX offer_status_id ON offer (status, id DESC);
CREATE INDEX offer_areas ON offer USING gin (areas);
CREATE INDEX offer_seat ON offer (division text_pattern_ops, status);
CREATE INDEX offer_waiting ON offer (next_check_at) WHERE next_check_at IS NOT NULL;
CREATE INDEX offer_title_trgm ON offer USING gin (title gin_trgm_ops);
CREATE TRIGGER offer_version BEFORE UPDATE ON offer
  FOR EACH ROW EXECUTE FUNCTION next_search_version();
"""


async def forwards() -> MigrationManager:
    """What Piccolo cannot say."""
    return raw_sql(ID, "offers", DESCRIPTION, SQL)
