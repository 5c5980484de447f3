"""
The room's walls: who owns the schema, who may enter it, and which rows each of them sees.

`care.protect(table)` and `care.belongs(table)` are for every table of the room, later ones too.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from match.foundation.guards import raw_sql

ID = "2026-11-26T03:56:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Role, row-level security, ties that stay in one place, append-only looks."

ROLE = """
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'match_care') THEN
    CREATE ROLE match_care NOLOGIN;
    GRANT match_app TO match_care;
    GRANT match_care TO CURRENT_USER WITH SET TRUE;
  END IF;
END $$;
REVOKE ALL ON SCHEMA care FROM PUBLIC;
GRANT USAGE ON SCHEMA care TO match_care;
"""

# A scope that was never set is NULL, and on a pooled connection the empty string: with nullif
# both see nothing, where a plain comparison would open everything. Nothing wider than a county
# opens individual records, whatever the application asks for.
SCOPE = """
CREATE FUNCTION care.within(code text) RETURNS boolean LANGUAGE sql STABLE
SET search_path = pg_catalog AS $$
  SELECT EXISTS (
    SELECT FROM unnest(string_to_array(nullif(current_setting('care.scope', true), ''), ','))
      AS held (prefix)
    WHERE length(prefix) >= 6 AND starts_with(code, prefix))
$$;

CREATE FUNCTION care.protect(name regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('REVOKE ALL ON %s FROM PUBLIC, match_app, match_audit', name);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO match_care', name);
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', name);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', name);
  EXECUTE format('CREATE POLICY within ON %s TO match_care'
                 ' USING (care.within(division)) WITH CHECK (care.within(division))', name);
  GRANT USAGE ON ALL SEQUENCES IN SCHEMA care TO match_care;
END $$;
REVOKE EXECUTE ON FUNCTION care.protect(regclass) FROM PUBLIC;

-- A foreign key does not ask row-level security. Together with the division, a row can only point
-- at a child of the same place, and goes with it when the child moves.
CREATE FUNCTION care.belongs(name regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ADD CONSTRAINT %I FOREIGN KEY (child_id, division)'
                 ' REFERENCES care.child (id, division) ON UPDATE CASCADE ON DELETE RESTRICT',
                 name, (SELECT relname FROM pg_class WHERE oid = name) || '_child_fk');
END $$;
REVOKE EXECUTE ON FUNCTION care.belongs(regclass) FROM PUBLIC;

CREATE FUNCTION care.only_added_to(name regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM append_only(name);
  EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON %s FROM match_care', name);
END $$;
REVOKE EXECUTE ON FUNCTION care.only_added_to(regclass) FROM PUBLIC;
"""

TIES = """
ALTER TABLE care.child ADD CONSTRAINT child_and_place UNIQUE (id, division);
ALTER TABLE care.child ADD CONSTRAINT child_home_fk
  FOREIGN KEY (home_id) REFERENCES home (id) ON DELETE RESTRICT;
CREATE INDEX child_place ON care.child (division text_pattern_ops, status);
CREATE INDEX child_waiting ON care.child (next_check_at) WHERE next_check_at IS NOT NULL;
CREATE UNIQUE INDEX child_identity_once ON care.child (home_id, identity_hash)
  WHERE identity_hash IS NOT NULL AND status = 'active';

SELECT care.protect(name::regclass) FROM unnest(ARRAY[
  'care.child', 'care.child_change', 'care.guardian', 'care.guardian_talk', 'care.month_count',
  'care.agreement_template', 'care.agreement', 'care.attendance', 'care.consent', 'care.photo',
  'care.subject_request', 'care.access_grant', 'care.look', 'care.erasure', 'care.in_charge'
]) AS name;
SELECT care.belongs(name::regclass) FROM unnest(ARRAY[
  'care.child_change', 'care.guardian', 'care.guardian_talk', 'care.agreement', 'care.attendance',
  'care.consent', 'care.photo', 'care.subject_request', 'care.erasure'
]) AS name;

ALTER TABLE care.guardian ADD CONSTRAINT guardian_of_child UNIQUE (id, child_id);
ALTER TABLE care.guardian_talk ADD CONSTRAINT guardian_talk_guardian_fk
  FOREIGN KEY (guardian_id, child_id) REFERENCES care.guardian (id, child_id) ON DELETE CASCADE;
ALTER TABLE care.agreement ADD CONSTRAINT agreement_guardian_fk
  FOREIGN KEY (guardian_id, child_id) REFERENCES care.guardian (id, child_id) ON DELETE CASCADE;
ALTER TABLE care.consent ADD CONSTRAINT consent_guardian_fk
  FOREIGN KEY (guardian_id, child_id) REFERENCES care.guardian (id, child_id) ON DELETE CASCADE;
ALTER TABLE care.subject_request ADD CONSTRAINT subject_request_guardian_fk
  FOREIGN KEY (guardian_id, child_id) REFERENCES care.guardian (id, child_id) ON DELETE CASCADE;
ALTER TABLE care.agreement_template ADD CONSTRAINT agreement_template_once
  UNIQUE (home_id, version);
ALTER TABLE care.agreement ADD CONSTRAINT agreement_template_fk
  FOREIGN KEY (template_id) REFERENCES care.agreement_template (id) ON DELETE RESTRICT;
ALTER TABLE care.agreement ADD CONSTRAINT agreement_of_child UNIQUE (id, child_id);
ALTER TABLE care.attendance ADD CONSTRAINT attendance_agreement_fk
  FOREIGN KEY (agreement_id, child_id) REFERENCES care.agreement (id, child_id) ON DELETE CASCADE;
ALTER TABLE care.attendance ADD CONSTRAINT attendance_once UNIQUE (child_id, day);
ALTER TABLE care.photo ADD CONSTRAINT photo_consent_fk
  FOREIGN KEY (consent_id) REFERENCES care.consent (id) ON DELETE CASCADE;
ALTER TABLE care.month_count ADD CONSTRAINT month_count_once UNIQUE (home_id, month, code);
CREATE UNIQUE INDEX in_charge_one ON care.in_charge (division) WHERE until IS NULL;
CREATE UNIQUE INDEX erasure_open_once ON care.erasure (child_id) WHERE status = 'asked';
CREATE UNIQUE INDEX consent_standing_once ON care.consent (child_id, scope)
  WHERE withdrawn_at IS NULL AND decision = 'given';
CREATE INDEX look_children ON care.look USING gin (children);
CREATE INDEX look_place ON care.look (division text_pattern_ops, id);

SELECT care.only_added_to(name::regclass) FROM unnest(ARRAY[
  'care.look', 'care.agreement_template']) AS name;
"""

# The person in charge is named down from the prefecture, so those rows may be wider than a
# county; so may the sums. Neither holds anything about one child.
WIDER = """
DROP POLICY within ON care.in_charge;
CREATE POLICY known ON care.in_charge TO match_care USING (true) WITH CHECK (true);

-- Leave for county staff is decided one level up: the prefecture sees the request, never a file.
CREATE FUNCTION care.within_wide(code text) RETURNS boolean LANGUAGE sql STABLE
SET search_path = pg_catalog AS $$
  SELECT EXISTS (
    SELECT FROM unnest(string_to_array(nullif(current_setting('care.scope', true), ''), ','))
      AS held (prefix)
    WHERE length(prefix) >= 4 AND starts_with(code, prefix))
$$;
DROP POLICY within ON care.access_grant;
CREATE POLICY within ON care.access_grant TO match_care
  USING (care.within_wide(division)) WITH CHECK (care.within_wide(division));

CREATE FUNCTION care.sums(prefix text, of_month date, digits integer)
RETURNS TABLE (place text, code text, children bigint, homes bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT left(c.division, digits), c.code::text, sum(c.children)::bigint, count(*)::bigint
  FROM care.month_count c
  WHERE starts_with(c.division, prefix) AND c.month = of_month
  GROUP BY 1, 2
$$;
CREATE FUNCTION care.counties() RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT DISTINCT left(division, 6) FROM care.child
$$;
REVOKE EXECUTE ON FUNCTION care.sums(text, date, integer), care.counties() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION care.sums(text, date, integer), care.counties() TO match_care;
"""


async def forwards() -> MigrationManager:
    """Role, scope, ties, sums: each stands on the one before."""
    return raw_sql(ID, "care", DESCRIPTION, ROLE, SCOPE, TIES, WIDER)
