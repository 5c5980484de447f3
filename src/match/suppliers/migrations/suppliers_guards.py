"""Ties; one consortium a supplier and purchase; shares that add up; signed words stay."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from match.foundation.guards import raw_sql

ID = "2026-11-26T06:10:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Ties, indexes, append-only declarations, frozen agreements."

TIES = """
ALTER TABLE qualification ADD CONSTRAINT qualification_organisation_fk
  FOREIGN KEY (organisation_id) REFERENCES organisation (id) ON DELETE RESTRICT;
ALTER TABLE qualification ADD CONSTRAINT qualification_file_fk
  FOREIGN KEY (file_id) REFERENCES file (id) ON DELETE RESTRICT;
ALTER TABLE qualification ADD CONSTRAINT qualification_kept_by_fk
  FOREIGN KEY (kept_by) REFERENCES account (id) ON DELETE RESTRICT;
ALTER TABLE qualification ADD CONSTRAINT qualification_decided_by_fk
  FOREIGN KEY (decided_by) REFERENCES account (id) ON DELETE RESTRICT;
ALTER TABLE supplier_declaration ADD CONSTRAINT supplier_declaration_organisation_fk
  FOREIGN KEY (organisation_id) REFERENCES organisation (id) ON DELETE RESTRICT;
ALTER TABLE supplier_declaration ADD CONSTRAINT supplier_declaration_by_fk
  FOREIGN KEY ("by") REFERENCES account (id) ON DELETE RESTRICT;
ALTER TABLE controlling_person ADD CONSTRAINT controlling_person_organisation_fk
  FOREIGN KEY (organisation_id) REFERENCES organisation (id) ON DELETE RESTRICT;
ALTER TABLE controlling_person ADD CONSTRAINT controlling_person_named_by_fk
  FOREIGN KEY (named_by) REFERENCES account (id) ON DELETE RESTRICT;
ALTER TABLE consortium ADD CONSTRAINT consortium_tender_fk
  FOREIGN KEY (tender_id) REFERENCES tender (id) ON DELETE RESTRICT;
ALTER TABLE consortium ADD CONSTRAINT consortium_lead_fk
  FOREIGN KEY (lead_id) REFERENCES organisation (id) ON DELETE RESTRICT;
ALTER TABLE consortium ADD CONSTRAINT consortium_made_by_fk
  FOREIGN KEY (made_by) REFERENCES account (id) ON DELETE RESTRICT;
ALTER TABLE consortium_member ADD CONSTRAINT consortium_member_consortium_fk
  FOREIGN KEY (consortium_id) REFERENCES consortium (id) ON DELETE RESTRICT;
ALTER TABLE consortium_member ADD CONSTRAINT consortium_member_tender_fk
  FOREIGN KEY (tender_id) REFERENCES tender (id) ON DELETE RESTRICT;
ALTER TABLE consortium_member ADD CONSTRAINT consortium_member_organisation_fk
  FOREIGN KEY (organisation_id) REFERENCES organisation (id) ON DELETE RESTRICT;
ALTER TABLE consortium_member ADD CONSTRAINT consortium_member_signed_by_fk
  FOREIGN KEY (signed_by) REFERENCES account (id) ON DELETE RESTRICT;

CREATE INDEX qualification_waiting ON qualification (next_check_at)
  WHERE next_check_at IS NOT NULL;
CREATE INDEX qualification_queue ON qualification (division text_pattern_ops, id)
  WHERE status = 'waiting';
CREATE INDEX controlling_person_same ON controlling_person (identity_key) WHERE ended_at IS NULL;
SELECT append_only('supplier_declaration');
"""

# The commands look first; this is what stands when two of them look at the same moment.
GUARDS = """
CREATE UNIQUE INDEX controlling_person_once
  ON controlling_person (organisation_id, role, identity_key) WHERE ended_at IS NULL;
-- 实施条例22: a member may neither bid alone nor join a second consortium for the same purchase.
CREATE UNIQUE INDEX consortium_member_once ON consortium_member (tender_id, organisation_id)
  WHERE live;

CREATE FUNCTION consortium_adds_up(number bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE whole integer; members integer; of_lead integer;
BEGIN
  SELECT coalesce(sum(m.share), 0), count(*), count(*) FILTER (WHERE m.organisation_id = c.lead_id)
    INTO whole, members, of_lead FROM consortium c
    LEFT JOIN consortium_member m ON m.consortium_id = c.id WHERE c.id = number;
  IF whole <> 10000 OR members < 2 OR of_lead <> 1 THEN
    RAISE EXCEPTION 'consortium %: % members hold % of 10000', number, members, whole
      USING ERRCODE = 'check_violation', CONSTRAINT = 'consortium_adds_up';
  END IF;
END $$;
CREATE FUNCTION consortium_counted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM consortium_adds_up(NEW.id); RETURN NULL; END $$;
CREATE FUNCTION consortium_member_counted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM consortium_adds_up(NEW.consortium_id); RETURN NULL; END $$;
CREATE CONSTRAINT TRIGGER consortium_counted AFTER INSERT ON consortium
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION consortium_counted();
CREATE CONSTRAINT TRIGGER consortium_member_counted AFTER INSERT OR UPDATE ON consortium_member
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION consortium_member_counted();

-- What several signed is what they signed: words, shares and works stay.
CREATE FUNCTION consortium_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.tender_id, NEW.lead_id, NEW.agreement, NEW.agreement_hash)
     IS DISTINCT FROM (OLD.tender_id, OLD.lead_id, OLD.agreement, OLD.agreement_hash) THEN
    RAISE EXCEPTION 'an agreement does not change: end it and write another'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'consortium_stays';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER consortium_stays BEFORE UPDATE ON consortium
  FOR EACH ROW EXECUTE FUNCTION consortium_stays();
CREATE FUNCTION consortium_member_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.consortium_id, NEW.tender_id, NEW.organisation_id, NEW.share, NEW.work)
     IS DISTINCT FROM
     (OLD.consortium_id, OLD.tender_id, OLD.organisation_id, OLD.share, OLD.work)
     OR (OLD.signed_at IS NOT NULL AND NEW.signed_at IS DISTINCT FROM OLD.signed_at) THEN
    RAISE EXCEPTION 'a member''s part does not change' USING ERRCODE = 'check_violation',
      CONSTRAINT = 'consortium_member_stays';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER consortium_member_stays BEFORE UPDATE ON consortium_member
  FOR EACH ROW EXECUTE FUNCTION consortium_member_stays();
"""


async def forwards() -> MigrationManager:
    """What Piccolo cannot say."""
    return raw_sql(ID, "suppliers", DESCRIPTION, TIES, GUARDS)
