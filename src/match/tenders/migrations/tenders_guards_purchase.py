"""Ties of the purchase's parts; terms change only with a new version, and never after the close."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from match.foundation.guards import raw_sql

ID = "2026-11-26T01:10:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Purchase: deadlines as instants, versions of the document, criteria, parts."

# Until now a purchase closed at the end of a day. Its year was that of its notice.
CARRIED_OVER = """
UPDATE tender SET
  closes_at = ((closes_on + 1)::timestamp AT TIME ZONE 'Asia/Shanghai'),
  fiscal_year = extract(year FROM coalesce(published_at, created_at) AT TIME ZONE 'Asia/Shanghai'),
  closed_at = CASE WHEN status = 'closed'
    THEN ((closes_on + 1)::timestamp AT TIME ZONE 'Asia/Shanghai') END,
  ended_at = CASE WHEN status = 'withdrawn' THEN now() END;
ALTER TABLE tender ADD CONSTRAINT tender_closes_on_its_day CHECK (
  closes_on = ((closes_at - interval '1 microsecond') AT TIME ZONE 'Asia/Shanghai')::date);
ALTER TABLE tender ADD CONSTRAINT tender_fiscal_year_sane CHECK (fiscal_year BETWEEN 2020 AND 2099);
"""

TIES = """
ALTER TABLE tender ADD CONSTRAINT tender_survey_fk
  FOREIGN KEY (survey_id) REFERENCES tender_survey (id) ON DELETE RESTRICT;
ALTER TABLE tender ADD CONSTRAINT tender_winner_fk
  FOREIGN KEY (winner_id) REFERENCES organisation (id) ON DELETE RESTRICT;
ALTER TABLE tender_need ADD CONSTRAINT tender_need_tender_fk
  FOREIGN KEY (tender_id) REFERENCES tender (id) ON DELETE CASCADE;
ALTER TABLE tender_need ADD CONSTRAINT tender_need_line_fk
  FOREIGN KEY (line_id) REFERENCES need_line (id) ON DELETE RESTRICT;
ALTER TABLE tender_need ADD CONSTRAINT tender_need_once UNIQUE (tender_id, line_id);
CREATE INDEX tender_need_line ON tender_need (line_id);
ALTER TABLE tender_survey ADD CONSTRAINT tender_survey_organisation_fk
  FOREIGN KEY (organisation_id) REFERENCES organisation (id) ON DELETE RESTRICT;
ALTER TABLE tender_survey ADD CONSTRAINT tender_survey_kept_by_fk
  FOREIGN KEY (kept_by) REFERENCES account (id) ON DELETE RESTRICT;
ALTER TABLE tender_criterion ADD CONSTRAINT tender_criterion_tender_fk
  FOREIGN KEY (tender_id) REFERENCES tender (id) ON DELETE CASCADE;
ALTER TABLE tender_criterion ADD CONSTRAINT tender_criterion_position_once
  UNIQUE (tender_id, position) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE tender_document ADD CONSTRAINT tender_document_tender_fk
  FOREIGN KEY (tender_id) REFERENCES tender (id) ON DELETE RESTRICT;
ALTER TABLE tender_document ADD CONSTRAINT tender_document_once UNIQUE (tender_id, version);
ALTER TABLE tender_document ADD CONSTRAINT tender_document_hash_is_its CHECK (
  hash = encode(sha256(convert_to(canonical, 'UTF8')), 'hex'));
ALTER TABLE tender_official_step ADD CONSTRAINT tender_official_step_tender_fk
  FOREIGN KEY (tender_id) REFERENCES tender (id) ON DELETE RESTRICT;
ALTER TABLE tender_split ADD CONSTRAINT tender_split_organisation_fk
  FOREIGN KEY (organisation_id) REFERENCES organisation (id) ON DELETE RESTRICT;
CREATE INDEX tender_fiscal ON tender (organisation_id, fiscal_year, item_code);
SELECT append_only('tender_survey');
SELECT append_only('tender_document');
SELECT append_only('tender_official_step');
SELECT append_only('tender_split');
"""

# What was bought, how, and by whom never changes once the notice is out (87号令27 keeps the object
# and the qualifications). The rest changes only together with the version, while answers are still
# taken, by the database's own clock: whoever reads the notice can tell that it is another one.
FROZEN = """
CREATE OR REPLACE FUNCTION tender_terms_are_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status IN ('draft', 'intent') THEN RETURN NEW; END IF;
  IF (NEW.organisation_id, NEW.mode, NEW.method, NEW.method_ground, NEW.method_approval, NEW.scheme,
      NEW.title, NEW.item_code, NEW.guiding_item, NEW.budget_fen, NEW.budget_line, NEW.fiscal_year,
      NEW.limit_fen, NEW.official_permission, NEW.envelopes, NEW.threshold_k, NEW.threshold_n,
      NEW.min_bids, NEW.bond_fen, NEW.reference_contracts, NEW.consortium, NEW.sole_supplier,
      NEW.survey_id, NEW.published_at, NEW.published_by)
     IS DISTINCT FROM
     (OLD.organisation_id, OLD.mode, OLD.method, OLD.method_ground, OLD.method_approval, OLD.scheme,
      OLD.title, OLD.item_code, OLD.guiding_item, OLD.budget_fen, OLD.budget_line, OLD.fiscal_year,
      OLD.limit_fen, OLD.official_permission, OLD.envelopes, OLD.threshold_k, OLD.threshold_n,
      OLD.min_bids, OLD.bond_fen, OLD.reference_contracts, OLD.consortium, OLD.sole_supplier,
      OLD.survey_id, OLD.published_at, OLD.published_by)
  THEN
    RAISE EXCEPTION 'the terms of a published tender cannot change'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'tender_terms_are_frozen';
  END IF;
  IF (NEW.requirements, NEW.acceptance, NEW.service_days, NEW.areas, NEW.skills, NEW.documents,
      NEW.closes_on, NEW.closes_at, NEW.opens_at, NEW.decides_on, NEW.document_version,
      NEW.document_hash)
     IS DISTINCT FROM
     (OLD.requirements, OLD.acceptance, OLD.service_days, OLD.areas, OLD.skills, OLD.documents,
      OLD.closes_on, OLD.closes_at, OLD.opens_at, OLD.decides_on, OLD.document_version,
      OLD.document_hash)
  THEN
    IF OLD.status <> 'published' OR NEW.status <> 'published'
       OR NEW.document_version <> OLD.document_version + 1 THEN
      RAISE EXCEPTION 'a published tender changes only by a new version before it closes'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'tender_terms_are_frozen';
    END IF;
    IF clock_timestamp() >= OLD.closes_at AND OLD.mode <> 'mirror' THEN
      RAISE EXCEPTION 'the time for answers is over'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'tender_terms_are_frozen';
    END IF;
    IF NEW.closes_at < OLD.closes_at AND OLD.mode <> 'mirror' THEN
      RAISE EXCEPTION 'a deadline is only ever put off'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'tender_deadline_only_later';
    END IF;
  END IF;
  RETURN NEW;
END $$;
"""

# Lines of needs and criteria belong to the terms: free while planned, with the version afterwards.
PARTS = """
CREATE FUNCTION tender_part_changes() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE held tender; of_tender bigint;
BEGIN
  of_tender := coalesce(NEW.tender_id, OLD.tender_id);
  SELECT * INTO held FROM tender WHERE id = of_tender FOR UPDATE;
  IF NOT FOUND OR held.status IN ('draft', 'intent') THEN RETURN coalesce(NEW, OLD); END IF;
  IF TG_TABLE_NAME = 'tender_criterion' AND held.status = 'published' THEN
    IF 'pass' NOT IN (coalesce(NEW.kind, OLD.kind), coalesce(OLD.kind, NEW.kind)) THEN
      RETURN coalesce(NEW, OLD);
    END IF;
  END IF;
  RAISE EXCEPTION 'tender %: % is fixed by the notice', of_tender, TG_TABLE_NAME
    USING ERRCODE = 'check_violation', CONSTRAINT = 'tender_terms_are_frozen';
END $$;
CREATE TRIGGER tender_criterion_fixed BEFORE INSERT OR UPDATE OR DELETE ON tender_criterion
  FOR EACH ROW EXECUTE FUNCTION tender_part_changes();
CREATE TRIGGER tender_need_fixed BEFORE INSERT OR UPDATE OR DELETE ON tender_need
  FOR EACH ROW EXECUTE FUNCTION tender_part_changes();

CREATE FUNCTION tender_points(of_tender bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE held tender; points bigint; scoring bigint;
BEGIN
  SELECT * INTO held FROM tender WHERE id = of_tender;
  IF NOT FOUND OR held.status IN ('draft', 'intent', 'withdrawn') THEN RETURN; END IF;
  SELECT coalesce(sum(c.points), 0), count(*) INTO points, scoring FROM tender_criterion c
   WHERE c.tender_id = of_tender AND c.kind <> 'pass';
  IF held.scheme = 'scoring' AND (scoring > 0 OR held.mode = 'full') AND points <> 10000 THEN
    RAISE EXCEPTION 'tender %: its criteria are worth % hundredths, not 10000', of_tender, points
      USING ERRCODE = 'check_violation', CONSTRAINT = 'tender_points_sum';
  END IF;
END $$;
CREATE FUNCTION tender_criterion_sums() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM tender_points(coalesce(NEW.tender_id, OLD.tender_id)); RETURN NULL; END $$;
CREATE FUNCTION tender_sums() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM tender_points(NEW.id); RETURN NULL; END $$;
CREATE CONSTRAINT TRIGGER tender_criterion_sums AFTER INSERT OR UPDATE OR DELETE ON tender_criterion
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION tender_criterion_sums();
CREATE CONSTRAINT TRIGGER tender_sums AFTER INSERT OR UPDATE OF status ON tender
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION tender_sums();
"""


async def forwards() -> MigrationManager:
    """What Piccolo cannot say."""
    return raw_sql(ID, "tenders", DESCRIPTION, CARRIED_OVER, TIES, FROZEN, PARTS)
