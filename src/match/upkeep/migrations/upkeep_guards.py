"""What money, titles and minutes may never be, whoever writes: sums, second persons, months."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from match.foundation.guards import raw_sql

ID = "2026-11-26T06:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Sums, second persons, active months."

TIES = """
DO $$
DECLARE part text;
BEGIN
  FOREACH part IN ARRAY ARRAY['build_grant', 'running_cost', 'home_insurance', 'demo_title',
    'allowance_review', 'allowance_line'] LOOP
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY (home_id)'
      ' REFERENCES home (id) ON DELETE RESTRICT', part, part || '_home_fk');
  END LOOP;
  FOREACH part IN ARRAY ARRAY['build_grant', 'build_grant_line', 'build_grant_use',
    'running_cost', 'allowance_rule', 'allowance_grade', 'allowance_sheet', 'allowance_review',
    'allowance_line', 'home_insurance', 'demo_title', 'title_review', 'title_naming',
    'title_quota', 'coordination_body', 'coordination_member', 'coordination_meeting',
    'coordination_decision'] LOOP
    EXECUTE format('GRANT SELECT ON %I TO match_audit', part);
  END LOOP;
END $$;
ALTER TABLE build_grant_line ADD CONSTRAINT build_grant_line_grant_fk
  FOREIGN KEY (grant_id) REFERENCES build_grant (id) ON DELETE RESTRICT;
ALTER TABLE build_grant_use ADD CONSTRAINT build_grant_use_grant_fk
  FOREIGN KEY (grant_id) REFERENCES build_grant (id) ON DELETE RESTRICT;
ALTER TABLE running_cost ADD CONSTRAINT running_cost_reverses_fk
  FOREIGN KEY (reverses) REFERENCES running_cost (id) ON DELETE RESTRICT;
ALTER TABLE allowance_grade ADD CONSTRAINT allowance_grade_rule_fk
  FOREIGN KEY (rule_id) REFERENCES allowance_rule (id) ON DELETE RESTRICT;
ALTER TABLE allowance_sheet ADD CONSTRAINT allowance_sheet_rule_fk
  FOREIGN KEY (rule_id) REFERENCES allowance_rule (id) ON DELETE RESTRICT;
ALTER TABLE allowance_review ADD CONSTRAINT allowance_review_sheet_fk
  FOREIGN KEY (sheet_id) REFERENCES allowance_sheet (id) ON DELETE RESTRICT;
ALTER TABLE allowance_line
  ADD CONSTRAINT allowance_line_sheet_fk FOREIGN KEY (sheet_id)
    REFERENCES allowance_sheet (id) ON DELETE RESTRICT,
  ADD CONSTRAINT allowance_line_review_fk FOREIGN KEY (review_id)
    REFERENCES allowance_review (id) ON DELETE RESTRICT;
ALTER TABLE demo_title ADD CONSTRAINT demo_title_naming_fk
  FOREIGN KEY (naming_id) REFERENCES title_naming (id) ON DELETE RESTRICT;
ALTER TABLE title_review ADD CONSTRAINT title_review_title_fk
  FOREIGN KEY (title_id) REFERENCES demo_title (id) ON DELETE RESTRICT;
ALTER TABLE coordination_member ADD CONSTRAINT coordination_member_body_fk
  FOREIGN KEY (body_id) REFERENCES coordination_body (id) ON DELETE RESTRICT;
ALTER TABLE coordination_meeting ADD CONSTRAINT coordination_meeting_body_fk
  FOREIGN KEY (body_id) REFERENCES coordination_body (id) ON DELETE RESTRICT;
ALTER TABLE coordination_decision ADD CONSTRAINT coordination_decision_meeting_fk
  FOREIGN KEY (meeting_id) REFERENCES coordination_meeting (id) ON DELETE RESTRICT;
-- 5.2a: one grant per main home.
CREATE UNIQUE INDEX build_grant_one_per_home ON build_grant (home_id)
  WHERE status NOT IN ('refused', 'withdrawn');
CREATE UNIQUE INDEX demo_title_one_per_year ON demo_title (home_id, level, year)
  WHERE status NOT IN ('refused', 'withdrawn', 'revoked');
CREATE UNIQUE INDEX coordination_body_one_stands ON coordination_body (division)
  WHERE ended_on IS NULL;
-- A second sheet of a month holds those whom the first one missed; two drafts would race.
CREATE UNIQUE INDEX allowance_sheet_one_draft ON allowance_sheet (county)
  WHERE status = 'draft';
CREATE INDEX home_insurance_waiting ON home_insurance (next_check_at)
  WHERE next_check_at IS NOT NULL;
CREATE INDEX coordination_decision_waiting ON coordination_decision (next_check_at)
  WHERE next_check_at IS NOT NULL;
SELECT append_only('build_grant_use');
SELECT append_only('running_cost');
SELECT append_only('allowance_rule');
SELECT append_only('allowance_grade');
SELECT append_only('title_review');
SELECT append_only('title_naming');
SELECT append_only('title_quota');
SELECT append_only('coordination_meeting');
"""

# What the notice sets, unless a dated parameter replaced it: the same rule as
# match.foundation.parameters; tests/upkeep compares both with the shipped list.
GRANTS = """
CREATE FUNCTION upkeep_subsidy_fen(asked text, notice bigint, on_day date) RETURNS bigint
LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT value::numeric * 100 FROM parameter
    WHERE key = asked AND valid_from <= on_day ORDER BY valid_from DESC, id DESC LIMIT 1),
    notice)::bigint
$$;
CREATE FUNCTION build_grant_sums(asked bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE held build_grant; whole bigint; province bigint; home_kind text; given_on date; used bigint;
BEGIN
  SELECT * INTO held FROM build_grant WHERE id = asked;
  IF NOT FOUND THEN RETURN; END IF;
  given_on := (held.requested_at AT TIME ZONE 'Asia/Shanghai')::date;
  SELECT kind INTO home_kind FROM home WHERE id = held.home_id;
  IF home_kind <> 'main' THEN
    RAISE EXCEPTION 'grant %: home % is no main home', asked, held.home_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'build_grant_main_home';
  END IF;
  SELECT coalesce(sum(amount_fen), 0),
    coalesce(sum(amount_fen) FILTER (WHERE level = 'province'), 0)
    INTO whole, province FROM build_grant_line WHERE grant_id = asked;
  IF held.total_fen <> upkeep_subsidy_fen('home.build_subsidy_total', 3000000, given_on)
    OR whole <> held.total_fen
    OR province <> upkeep_subsidy_fen('home.build_subsidy_province', 1000000, given_on) THEN
    RAISE EXCEPTION 'grant %: lines % of %, of it province %', asked, whole, held.total_fen,
      province USING ERRCODE = 'check_violation', CONSTRAINT = 'build_grant_sums_exactly';
  END IF;
  SELECT coalesce(sum(amount_fen), 0) INTO used FROM build_grant_use WHERE grant_id = asked;
  IF used <> held.used_fen THEN
    RAISE EXCEPTION 'grant %: uses % but %', asked, used, held.used_fen
      USING ERRCODE = 'check_violation', CONSTRAINT = 'build_grant_uses_sum';
  END IF;
  IF held.status IN ('allotted', 'paid', 'closed') AND EXISTS (SELECT FROM build_grant_line
      WHERE grant_id = asked AND allotted_on IS NULL)
    OR held.status IN ('paid', 'closed') AND EXISTS (SELECT FROM build_grant_line
      WHERE grant_id = asked AND paid_on IS NULL) THEN
    RAISE EXCEPTION 'grant %: % before every level', asked, held.status
      USING ERRCODE = 'check_violation', CONSTRAINT = 'build_grant_every_level';
  END IF;
END $$;
CREATE FUNCTION build_grant_itself() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM build_grant_sums(NEW.id); RETURN NULL; END $$;
CREATE FUNCTION build_grant_part() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM build_grant_sums(coalesce(NEW.grant_id, OLD.grant_id)); RETURN NULL; END $$;
CREATE CONSTRAINT TRIGGER build_grant_sums AFTER INSERT OR UPDATE ON build_grant
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION build_grant_itself();
CREATE CONSTRAINT TRIGGER build_grant_line_sums AFTER INSERT OR UPDATE OR DELETE
  ON build_grant_line DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION build_grant_part();
CREATE CONSTRAINT TRIGGER build_grant_use_sums AFTER INSERT ON build_grant_use
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION build_grant_part();
"""

# 5.2c and d: a month is paid to a director who was active in it, at the rule's amount, and what
# was proposed does not change any more.
ALLOWANCES = """
CREATE FUNCTION allowance_line_fits() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE held allowance_sheet; seen allowance_review; due bigint;
BEGIN
  SELECT * INTO held FROM allowance_sheet WHERE id = coalesce(NEW.sheet_id, OLD.sheet_id);
  IF held.status <> 'draft' THEN
    RAISE EXCEPTION 'sheet % is no draft', held.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'allowance_line_of_draft';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  SELECT * INTO seen FROM allowance_review WHERE id = NEW.review_id;
  IF (seen.sheet_id, seen.home_id, seen.account_id)
      IS DISTINCT FROM (NEW.sheet_id, NEW.home_id, NEW.account_id)
    OR NEW.month < held.from_month
    OR NEW.month >= held.from_month + make_interval(months => held.months) THEN
    RAISE EXCEPTION 'line of sheet % is not of its review or period', held.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'allowance_line_of_period';
  END IF;
  IF NOT EXISTS (SELECT FROM post WHERE office = 'director' AND NOT deputy
      AND home_id = NEW.home_id AND account_id = NEW.account_id AND status IN ('active', 'ended')
      AND starts_on < NEW.month + interval '1 month'
      AND (ended_on IS NULL OR ended_on >= NEW.month)) THEN
    RAISE EXCEPTION 'account % was not active at home % in %', NEW.account_id, NEW.home_id,
      NEW.month USING ERRCODE = 'check_violation', CONSTRAINT = 'allowance_line_active_month';
  END IF;
  SELECT (2 * r.base_fen * g.coefficient + 100) / 200 INTO due
    FROM allowance_rule r JOIN allowance_grade g ON g.rule_id = r.id AND g.grade = seen.grade
   WHERE r.id = held.rule_id;
  IF due IS DISTINCT FROM NEW.amount_fen THEN
    RAISE EXCEPTION 'line of % fen, the rule gives %', NEW.amount_fen, due
      USING ERRCODE = 'check_violation', CONSTRAINT = 'allowance_line_by_rule';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER allowance_line_fits BEFORE INSERT OR UPDATE OR DELETE ON allowance_line
  FOR EACH ROW EXECUTE FUNCTION allowance_line_fits();
CREATE FUNCTION allowance_review_of_draft() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT status FROM allowance_sheet WHERE id = coalesce(NEW.sheet_id, OLD.sheet_id))
      <> 'draft' THEN
    RAISE EXCEPTION 'the sheet is no draft'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'allowance_review_of_draft';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER allowance_review_of_draft BEFORE INSERT OR UPDATE OR DELETE ON allowance_review
  FOR EACH ROW EXECUTE FUNCTION allowance_review_of_draft();
CREATE FUNCTION allowance_sheet_sums() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE whole bigint;
BEGIN
  SELECT coalesce(sum(amount_fen), 0) INTO whole FROM allowance_line WHERE sheet_id = NEW.id;
  IF NEW.status IN ('proposed', 'checked', 'paid') AND (whole <> NEW.total_fen OR whole = 0)
    OR NEW.status = 'discarded' AND whole <> 0 THEN
    RAISE EXCEPTION 'sheet %: lines % of %', NEW.id, whole, NEW.total_fen
      USING ERRCODE = 'check_violation', CONSTRAINT = 'allowance_sheet_sums_exactly';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER allowance_sheet_sums AFTER INSERT OR UPDATE ON allowance_sheet
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION allowance_sheet_sums();
"""

# 3.1d and 5.1b: nobody reviews or names what they applied for; civil affairs leads, with
# education, the federation and finance beside it.
STANDING = """
CREATE FUNCTION title_review_by_another() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."by" = (SELECT applied_by FROM demo_title WHERE id = NEW.title_id) THEN
    RAISE EXCEPTION 'title %: reviewed by who applied', NEW.title_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'title_review_by_another';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER title_review_by_another BEFORE INSERT ON title_review
  FOR EACH ROW EXECUTE FUNCTION title_review_by_another();
CREATE FUNCTION demo_title_named_rightly() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE paper title_naming;
BEGIN
  IF NEW.naming_id IS NULL THEN RETURN NEW; END IF;
  SELECT * INTO paper FROM title_naming WHERE id = NEW.naming_id;
  IF paper."by" = NEW.applied_by THEN
    RAISE EXCEPTION 'title %: named by who applied', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'demo_title_named_by_another';
  END IF;
  IF (paper.level, paper.year) IS DISTINCT FROM (NEW.level, NEW.year) THEN
    RAISE EXCEPTION 'title %: of another level or year than its document', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'demo_title_of_document';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER demo_title_named_rightly BEFORE INSERT OR UPDATE ON demo_title
  FOR EACH ROW EXECUTE FUNCTION demo_title_named_rightly();
CREATE FUNCTION coordination_body_whole() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT count(*) FROM coordination_member WHERE body_id = NEW.id
      AND department IN ('civil', 'finance', 'education', 'federation')) <> 4 THEN
    RAISE EXCEPTION 'body %: a department of 5.1b is missing', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'coordination_body_whole';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER coordination_body_whole AFTER INSERT OR UPDATE ON coordination_body
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION coordination_body_whole();
"""


async def forwards() -> MigrationManager:
    """What Piccolo cannot say."""
    return raw_sql(ID, "upkeep", DESCRIPTION, TIES, GRANTS, ALLOWANCES, STANDING)
