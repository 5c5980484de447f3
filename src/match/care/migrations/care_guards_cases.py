"""Walls of reports, concerns, cases and pairs: who sees which row, and what nobody changes."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from match.foundation.guards import raw_sql

ID = "2026-11-26T04:03:30:000000"
VERSION = "1.38.0"
DESCRIPTION = "Reports and concerns for their desk or their code, children's rows within a county."

# Three keys open a report or a concern: the desk's places (here the prefecture's too, for a report
# that nobody opened climbs that far), the hash of its code, nothing else. Writing is free to all:
# a stranger may report.
DOORS = """
CREATE FUNCTION care.at_desk(code text) RETURNS boolean LANGUAGE sql STABLE
SET search_path = pg_catalog AS $$
  SELECT EXISTS (
    SELECT FROM unnest(string_to_array(nullif(current_setting('care.desk', true), ''), ','))
      AS held (prefix)
    WHERE length(prefix) >= 2 AND starts_with(code, prefix))
$$;
CREATE FUNCTION care.holds_code(key bytea) RETURNS boolean LANGUAGE sql STABLE
SET search_path = pg_catalog AS $$
  SELECT coalesce(encode(key, 'hex') = nullif(current_setting('care.code', true), ''), false)
$$;
CREATE FUNCTION care.helps(account bigint) RETURNS boolean LANGUAGE sql STABLE
SET search_path = pg_catalog AS $$
  SELECT coalesce(account::text = nullif(current_setting('care.helper', true), ''), false)
$$;

CREATE FUNCTION care.wall(name regclass, seen text, written text) RETURNS void LANGUAGE plpgsql
AS $$
BEGIN
  EXECUTE format('REVOKE ALL ON %s FROM PUBLIC, match_app, match_audit', name);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE ON %s TO match_care', name);
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', name);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', name);
  EXECUTE format('CREATE POLICY seen ON %s FOR SELECT TO match_care USING (%s)', name, seen);
  EXECUTE format('CREATE POLICY made ON %s FOR INSERT TO match_care WITH CHECK (%s)',
                 name, written);
  EXECUTE format('CREATE POLICY changed ON %s FOR UPDATE TO match_care USING (%s)', name, seen);
  GRANT USAGE ON ALL SEQUENCES IN SCHEMA care TO match_care;
END $$;
REVOKE EXECUTE ON FUNCTION care.wall(regclass, text, text) FROM PUBLIC;

SELECT care.wall('care.duty_desk', 'true', 'care.at_desk(division)');
SELECT care.wall('care.mandatory_report',
  'care.at_desk(division) OR care.holds_code(code_key)', 'true');
SELECT care.wall('care.mandatory_report_step',
  'EXISTS (SELECT FROM care.mandatory_report r WHERE r.id = report_id)',
  'EXISTS (SELECT FROM care.mandatory_report r WHERE r.id = report_id)');
SELECT care.wall('care.report_alarm',
  'EXISTS (SELECT FROM care.mandatory_report r WHERE r.id = report_id)',
  'EXISTS (SELECT FROM care.mandatory_report r WHERE r.id = report_id)');
SELECT care.wall('care.concern', 'care.at_desk(division) OR care.holds_code(code_key)', 'true');
SELECT care.wall('care.concern_message',
  'EXISTS (SELECT FROM care.concern c WHERE c.id = concern_id)',
  'EXISTS (SELECT FROM care.concern c WHERE c.id = concern_id)');
SELECT care.wall('care.pair', 'care.within(division) OR care.helps(helper_id)',
  'care.within(division) OR care.helps(helper_id)');
SELECT care.wall('care.pair_letter',
  'care.within(division) OR EXISTS (SELECT FROM care.pair p WHERE p.id = pair_id'
  ' AND care.helps(p.helper_id)'
  ' AND (pair_letter.direction = ''in'' OR pair_letter.status = ''passed''))',
  'care.within(division) OR EXISTS (SELECT FROM care.pair p WHERE p.id = pair_id'
  ' AND care.helps(p.helper_id) AND pair_letter.direction = ''in'')');
SELECT care.wall('care.pair_meeting',
  'care.within(division) OR EXISTS (SELECT FROM care.pair p WHERE p.id = pair_id'
  ' AND care.helps(p.helper_id))', 'care.within(division)');

SELECT care.protect(name::regclass) FROM unnest(ARRAY[
  'care.care_case', 'care.referral', 'care.child_act', 'care.contact_plan',
  'care.video_contact_log', 'care.entitlement', 'care.service_plan', 'care.pair_request',
  'care.pair_child'
]) AS name;
SELECT care.belongs(name::regclass) FROM unnest(ARRAY[
  'care.care_case', 'care.referral', 'care.child_act', 'care.contact_plan',
  'care.video_contact_log', 'care.entitlement', 'care.service_plan', 'care.pair_child'
]) AS name;
"""

TIES = """
ALTER TABLE care.mandatory_report_step ADD CONSTRAINT mandatory_report_step_report_fk
  FOREIGN KEY (report_id) REFERENCES care.mandatory_report (id) ON DELETE RESTRICT;
ALTER TABLE care.report_alarm ADD CONSTRAINT report_alarm_report_fk
  FOREIGN KEY (report_id) REFERENCES care.mandatory_report (id) ON DELETE RESTRICT;
ALTER TABLE care.concern_message ADD CONSTRAINT concern_message_concern_fk
  FOREIGN KEY (concern_id) REFERENCES care.concern (id) ON DELETE RESTRICT;
ALTER TABLE care.care_case ADD CONSTRAINT care_case_report_fk
  FOREIGN KEY (report_id) REFERENCES care.mandatory_report (id) ON DELETE RESTRICT;
ALTER TABLE care.child_act ADD CONSTRAINT child_act_case_fk
  FOREIGN KEY (case_id) REFERENCES care.care_case (id) ON DELETE RESTRICT;
ALTER TABLE care.referral ADD CONSTRAINT referral_case_fk
  FOREIGN KEY (case_id) REFERENCES care.care_case (id) ON DELETE RESTRICT;
ALTER TABLE care.pair ADD CONSTRAINT pair_request_fk
  FOREIGN KEY (request_id) REFERENCES care.pair_request (id) ON DELETE RESTRICT;
ALTER TABLE care.pair_child ADD CONSTRAINT pair_child_pair_fk
  FOREIGN KEY (pair_id) REFERENCES care.pair (id) ON DELETE RESTRICT;
ALTER TABLE care.pair_letter ADD CONSTRAINT pair_letter_pair_fk
  FOREIGN KEY (pair_id) REFERENCES care.pair (id) ON DELETE RESTRICT;
ALTER TABLE care.pair_meeting ADD CONSTRAINT pair_meeting_pair_fk
  FOREIGN KEY (pair_id) REFERENCES care.pair (id) ON DELETE RESTRICT;

CREATE UNIQUE INDEX contact_plan_once ON care.contact_plan (child_id, guardian_id)
  WHERE ended_at IS NULL;
CREATE UNIQUE INDEX service_plan_one ON care.service_plan (child_id) WHERE replaced_at IS NULL;
CREATE UNIQUE INDEX pair_helper_once ON care.pair (request_id, helper_id)
  WHERE status IN ('offered', 'home_accepted', 'county_accepted', 'active');
CREATE INDEX referral_waiting ON care.referral (next_check_at) WHERE next_check_at IS NOT NULL;
CREATE INDEX contact_plan_due ON care.contact_plan (contact_due) WHERE ended_at IS NULL;
CREATE INDEX pair_waiting ON care.pair (next_check_at) WHERE next_check_at IS NOT NULL;
"""

# 未保法11 asks for reports, not for edited ones: nobody takes a word, a step or a message back.
KEPT = """
SELECT care.only_added_to(name::regclass) FROM unnest(ARRAY[
  'care.mandatory_report', 'care.mandatory_report_step', 'care.concern_message',
  'care.pair_meeting', 'care.duty_desk'
]) AS name;

-- Whether a child's rows go now: its erasure was confirmed by a second person, or its file was
-- kept long enough. Until then nothing that was done for a child is deleted.
CREATE FUNCTION care.goes(child bigint) RETURNS boolean LANGUAGE sql STABLE
SET search_path = pg_catalog AS $$
  SELECT EXISTS (SELECT FROM care.erasure e WHERE e.child_id = child AND e.status = 'confirmed')
      OR EXISTS (SELECT FROM care.child c WHERE c.id = child AND c.status = 'archived'
                 AND c.delete_after <= current_date)
$$;

-- Added to only, as well; but these go along when the child's file moves to another place.
CREATE FUNCTION care.noted_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND care.goes(OLD.child_id) THEN
    RETURN OLD;
  END IF;
  IF TG_OP = 'UPDATE'
     AND to_jsonb(NEW) - 'division' IS NOT DISTINCT FROM to_jsonb(OLD) - 'division' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'contacts and looks at entitlements stay as they were noted'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'care_noted_once';
END $$;
CREATE TRIGGER contact_noted_once BEFORE UPDATE OR DELETE ON care.video_contact_log
  FOR EACH ROW EXECUTE FUNCTION care.noted_once();
CREATE TRIGGER entitlement_noted_once BEFORE UPDATE OR DELETE ON care.entitlement
  FOR EACH ROW EXECUTE FUNCTION care.noted_once();

-- An act stays as it was noted. Once, when it becomes known which child a case is about, its
-- words are sealed anew with that child's key, so that an erasure reaches them.
CREATE FUNCTION care.act_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND care.goes(OLD.child_id) THEN
    RETURN OLD;
  END IF;
  IF TG_OP = 'DELETE' OR OLD.child_id IS NOT NULL OR NEW.child_id IS NULL
     OR (NEW.id, NEW.case_id, NEW.kind, NEW.done_on, NEW.done_by, NEW.at)
        IS DISTINCT FROM (OLD.id, OLD.case_id, OLD.kind, OLD.done_on, OLD.done_by, OLD.at) THEN
    -- The child's file may move to another place: that changes the division alone.
    IF TG_OP = 'UPDATE' AND (NEW.child_id, NEW.result, NEW.kind, NEW.done_on, NEW.done_by)
       IS NOT DISTINCT FROM (OLD.child_id, OLD.result, OLD.kind, OLD.done_on, OLD.done_by) THEN
      RETURN NEW;
    END IF;
    RAISE EXCEPTION 'what was done for a child stays as it was noted'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'child_act_stays';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER child_act_stays BEFORE UPDATE OR DELETE ON care.child_act
  FOR EACH ROW EXECUTE FUNCTION care.act_stays();

CREATE FUNCTION care.kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'alarms, concerns, cases, referrals and letters are kept'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'care_kept';
END $$;
CREATE TRIGGER report_alarm_kept BEFORE DELETE ON care.report_alarm
  FOR EACH ROW EXECUTE FUNCTION care.kept();
CREATE TRIGGER concern_kept BEFORE DELETE ON care.concern
  FOR EACH ROW EXECUTE FUNCTION care.kept();
CREATE FUNCTION care.kept_with_child() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF care.goes(OLD.child_id) THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'cases and referrals are kept'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'care_kept';
END $$;
CREATE TRIGGER care_case_kept BEFORE DELETE ON care.care_case
  FOR EACH ROW EXECUTE FUNCTION care.kept_with_child();
CREATE TRIGGER referral_kept BEFORE DELETE ON care.referral
  FOR EACH ROW EXECUTE FUNCTION care.kept_with_child();
CREATE TRIGGER pair_letter_kept BEFORE DELETE ON care.pair_letter
  FOR EACH ROW EXECUTE FUNCTION care.kept();
CREATE TRIGGER pair_kept BEFORE DELETE ON care.pair
  FOR EACH ROW EXECUTE FUNCTION care.kept();
"""

# What goes outside: helpers wanted in a township, without homes; what is below five is nobody's
# number (domain.md §3.7), and the caller never gets it.
NUMBERS = """
CREATE FUNCTION care.wanted_pairs()
RETURNS TABLE (township text, mode text, wanted bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT left(r.division, 9) || '000', r.mode::text,
         CASE WHEN sum(r.wanted) >= 5 THEN sum(r.wanted) END
  FROM care.pair_request r WHERE r.closed_at IS NULL GROUP BY 1, 2
$$;
-- Which request of a township a helper's offer goes to: the one asked first.
CREATE FUNCTION care.request_in(prefix text, of_mode text)
RETURNS TABLE (id bigint, home_id bigint, division text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT r.id, r.home_id, r.division::text FROM care.pair_request r
  WHERE r.closed_at IS NULL AND starts_with(r.division, prefix) AND r.mode = of_mode
    AND length(prefix) = 9
  ORDER BY r.asked_at, r.id LIMIT 1
$$;
REVOKE EXECUTE ON FUNCTION care.wanted_pairs(), care.request_in(text, text)
  FROM PUBLIC;
GRANT EXECUTE ON FUNCTION care.wanted_pairs(), care.request_in(text, text) TO match_care;
"""


async def forwards() -> MigrationManager:
    """Each step stands on the one before."""
    return raw_sql(ID, "care", DESCRIPTION, DOORS, TIES, KEPT, NUMBERS)
