"""Ties; one pledge a person and shift, one place at a time; places that are counted at commit."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from match.foundation.guards import raw_sql

ID = "2026-11-26T02:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Ties, places, indexes, append-only hours."

TIES = """
ALTER TABLE volunteer ADD CONSTRAINT volunteer_account_fk
  FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE RESTRICT;
ALTER TABLE shift ADD CONSTRAINT shift_home_fk
  FOREIGN KEY (home_id) REFERENCES home (id) ON DELETE RESTRICT;
ALTER TABLE shift ADD CONSTRAINT shift_organisation_fk
  FOREIGN KEY (organisation_id) REFERENCES organisation (id) ON DELETE RESTRICT;
ALTER TABLE shift ADD CONSTRAINT shift_need_fk
  FOREIGN KEY (need_id) REFERENCES need (id) ON DELETE RESTRICT;
ALTER TABLE shift ADD CONSTRAINT shift_line_fk
  FOREIGN KEY (line_id) REFERENCES need_line (id) ON DELETE RESTRICT;
ALTER TABLE shift ADD CONSTRAINT shift_created_by_fk
  FOREIGN KEY (created_by) REFERENCES account (id) ON DELETE RESTRICT;
ALTER TABLE shift_signup ADD CONSTRAINT shift_signup_shift_fk
  FOREIGN KEY (shift_id) REFERENCES shift (id) ON DELETE RESTRICT;
ALTER TABLE shift_signup ADD CONSTRAINT shift_signup_volunteer_fk
  FOREIGN KEY (volunteer_id) REFERENCES account (id) ON DELETE RESTRICT;
ALTER TABLE shift_hours ADD CONSTRAINT shift_hours_signup_fk
  FOREIGN KEY (signup_id) REFERENCES shift_signup (id) ON DELETE RESTRICT;
CREATE INDEX shift_when ON shift (status, starts_at, id);
CREATE INDEX shift_scope ON shift (division text_pattern_ops, status);
CREATE INDEX shift_waiting ON shift (next_check_at) WHERE next_check_at IS NOT NULL;
CREATE INDEX shift_signup_of ON shift_signup (volunteer_id, starts_at DESC);
SELECT append_only('shift_hours');
"""

# The commands look first; this is what stands when two of them look at the same moment.
GUARDS = """
CREATE UNIQUE INDEX shift_signup_once ON shift_signup (shift_id, volunteer_id)
  WHERE status IN ('waiting', 'signed', 'checked_in', 'confirmed', 'absent');
ALTER TABLE shift_signup ADD CONSTRAINT shift_signup_one_place_at_a_time
  EXCLUDE USING gist (volunteer_id WITH =, tstzrange(starts_at, ends_at) WITH &&)
  WHERE (status IN ('signed', 'checked_in', 'confirmed'));

CREATE FUNCTION shift_places_counted(shift_number bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE held integer; counted integer;
BEGIN
  SELECT taken INTO held FROM shift WHERE id = shift_number;
  SELECT count(*) INTO counted FROM shift_signup WHERE shift_id = shift_number
    AND status IN ('signed', 'checked_in', 'confirmed', 'absent');
  IF held <> counted THEN
    RAISE EXCEPTION 'shift %: % places taken, % people hold one', shift_number, held, counted
      USING ERRCODE = 'check_violation', CONSTRAINT = 'shift_places_counted';
  END IF;
END $$;
CREATE FUNCTION shift_taken_counted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM shift_places_counted(NEW.id); RETURN NULL; END $$;
CREATE FUNCTION shift_signup_counted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM shift_places_counted(NEW.shift_id); RETURN NULL; END $$;
CREATE CONSTRAINT TRIGGER shift_taken_counted AFTER INSERT OR UPDATE ON shift
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION shift_taken_counted();
CREATE CONSTRAINT TRIGGER shift_signup_counted AFTER INSERT OR UPDATE ON shift_signup
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION shift_signup_counted();
"""


async def forwards() -> MigrationManager:
    """What Piccolo cannot say."""
    return raw_sql(ID, "volunteers", DESCRIPTION, TIES, GUARDS)
