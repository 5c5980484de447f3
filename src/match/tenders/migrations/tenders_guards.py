"""Ties to organisations, people and the guiding catalogue; what is published stays as it was."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from match.foundation.guards import raw_sql

ID = "2026-11-25T23:59:59:000000"
VERSION = "1.38.0"
DESCRIPTION = "Ties, areas, frozen notices, versions, indexes."

SQL = """
ALTER TABLE tender ADD CONSTRAINT tender_organisation_fk
  FOREIGN KEY (organisation_id) REFERENCES organisation (id) ON DELETE RESTRICT;
ALTER TABLE tender ADD CONSTRAINT tender_guiding_item_fk
  FOREIGN KEY (guiding_item) REFERENCES guiding_catalogue_item (id) ON DELETE RESTRICT;
ALTER TABLE tender ADD CONSTRAINT tender_screened_by_fk
  FOREIGN KEY (screened_by) REFERENCES account (id) ON DELETE RESTRICT;
ALTER TABLE tender ADD CONSTRAINT tender_drafted_by_fk
  FOREIGN KEY (drafted_by) REFERENCES account (id) ON DELETE RESTRICT;
ALTER TABLE tender ADD CONSTRAINT tender_published_by_fk
  FOREIGN KEY (published_by) REFERENCES account (id) ON DELETE RESTRICT;
ALTER TABLE tender ADD CONSTRAINT tender_areas_are_prefixes CHECK (
  cardinality(areas) = array_length(string_to_array(array_to_string(areas, ',', '!'), ','), 1)
  AND array_to_string(areas, ',', '!') ~
  '^43([0-9]{2}|[0-9]{4}|[0-9]{7}|[0-9]{10})?(,43([0-9]{2}|[0-9]{4}|[0-9]{7}|[0-9]{10})?)*$');

CREATE INDEX tender_status_id ON tender (status, id DESC);
CREATE INDEX tender_waiting ON tender (next_check_at) WHERE next_check_at IS NOT NULL;
CREATE INDEX tender_title_trgm ON tender USING gin (title gin_trgm_ops);
CREATE INDEX tender_spending ON tender (organisation_id, item_code, published_at);

CREATE TRIGGER tender_version BEFORE UPDATE ON tender
  FOR EACH ROW EXECUTE FUNCTION next_search_version();

-- Everybody must have read the same notice: once published, its terms do not change. A change is a
-- new notice, and the old one is withdrawn with the reason.
CREATE FUNCTION tender_terms_are_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status <> 'draft' AND
     (NEW.organisation_id, NEW.method, NEW.title, NEW.item_code, NEW.guiding_item, NEW.budget_fen,
      NEW.budget_line, NEW.requirements, NEW.acceptance, NEW.service_days, NEW.areas, NEW.skills,
      NEW.documents, NEW.closes_on, NEW.decides_on, NEW.published_at, NEW.published_by)
     IS DISTINCT FROM
     (OLD.organisation_id, OLD.method, OLD.title, OLD.item_code, OLD.guiding_item, OLD.budget_fen,
      OLD.budget_line, OLD.requirements, OLD.acceptance, OLD.service_days, OLD.areas, OLD.skills,
      OLD.documents, OLD.closes_on, OLD.decides_on, OLD.published_at, OLD.published_by)
  THEN
    RAISE EXCEPTION 'the terms of a published tender cannot change'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'tender_terms_are_frozen';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER tender_frozen BEFORE UPDATE ON tender
  FOR EACH ROW EXECUTE FUNCTION tender_terms_are_frozen();

-- A notice that was published is kept (采购法42: fifteen years).
CREATE FUNCTION tender_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.published_at IS NOT NULL THEN
    RAISE EXCEPTION 'a published tender is kept' USING ERRCODE = 'check_violation',
      CONSTRAINT = 'tender_is_kept';
  END IF;
  RETURN OLD;
END $$;
CREATE TRIGGER tender_kept BEFORE DELETE ON tender
  FOR EACH ROW EXECUTE FUNCTION tender_is_kept();
"""


async def forwards() -> MigrationManager:
    """What Piccolo cannot say."""
    return raw_sql(ID, "tenders", DESCRIPTION, SQL)
