"""Ties; one place a person and course, counted at commit; what was taught and marked stays."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from match.foundation.guards import raw_sql

ID = "2026-11-26T08:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Ties, places, seven contents, append-only packs and exams."

TIES = """
ALTER TABLE training_expert ADD CONSTRAINT training_expert_kept_by_fk
  FOREIGN KEY (kept_by) REFERENCES account (id) ON DELETE RESTRICT;
ALTER TABLE training_pack ADD CONSTRAINT training_pack_made_by_fk
  FOREIGN KEY (made_by) REFERENCES account (id) ON DELETE RESTRICT;
ALTER TABLE training_pack_version ADD CONSTRAINT training_pack_version_pack_fk
  FOREIGN KEY (pack_id) REFERENCES training_pack (id) ON DELETE RESTRICT;
ALTER TABLE training_pack_version ADD CONSTRAINT training_pack_version_file_fk
  FOREIGN KEY (file_id) REFERENCES file (id) ON DELETE RESTRICT;
ALTER TABLE training_survey ADD CONSTRAINT training_survey_made_by_fk
  FOREIGN KEY (made_by) REFERENCES account (id) ON DELETE RESTRICT;
ALTER TABLE training_answer ADD CONSTRAINT training_answer_survey_fk
  FOREIGN KEY (survey_id) REFERENCES training_survey (id) ON DELETE RESTRICT;
ALTER TABLE training_answer ADD CONSTRAINT training_answer_account_fk
  FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE RESTRICT;
ALTER TABLE course ADD CONSTRAINT course_survey_fk
  FOREIGN KEY (survey_id) REFERENCES training_survey (id) ON DELETE RESTRICT;
ALTER TABLE course ADD CONSTRAINT course_pack_version_fk
  FOREIGN KEY (pack_version_id) REFERENCES training_pack_version (id) ON DELETE RESTRICT;
ALTER TABLE course ADD CONSTRAINT course_made_by_fk
  FOREIGN KEY (made_by) REFERENCES account (id) ON DELETE RESTRICT;
ALTER TABLE course_session ADD CONSTRAINT course_session_course_fk
  FOREIGN KEY (course_id) REFERENCES course (id) ON DELETE RESTRICT;
ALTER TABLE course_session ADD CONSTRAINT course_session_expert_fk
  FOREIGN KEY (expert_id) REFERENCES training_expert (id) ON DELETE RESTRICT;
ALTER TABLE enrolment ADD CONSTRAINT enrolment_course_fk
  FOREIGN KEY (course_id) REFERENCES course (id) ON DELETE RESTRICT;
ALTER TABLE enrolment ADD CONSTRAINT enrolment_account_fk
  FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE RESTRICT;
ALTER TABLE course_attendance ADD CONSTRAINT course_attendance_enrolment_fk
  FOREIGN KEY (enrolment_id) REFERENCES enrolment (id) ON DELETE RESTRICT;
ALTER TABLE course_exam ADD CONSTRAINT course_exam_enrolment_fk
  FOREIGN KEY (enrolment_id) REFERENCES enrolment (id) ON DELETE RESTRICT;
ALTER TABLE training_certificate ADD CONSTRAINT training_certificate_enrolment_fk
  FOREIGN KEY (enrolment_id) REFERENCES enrolment (id) ON DELETE RESTRICT;
ALTER TABLE training_certificate ADD CONSTRAINT training_certificate_account_fk
  FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE RESTRICT;
ALTER TABLE training_reminder ADD CONSTRAINT training_reminder_account_fk
  FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE RESTRICT;
CREATE INDEX course_scope ON course (division text_pattern_ops, audience, starts_on);
CREATE INDEX enrolment_scope ON enrolment (division text_pattern_ops) WHERE status = 'completed';
SELECT append_only('training_pack_version');
SELECT append_only('course_exam');
SELECT append_only('training_reminder');
"""

# The commands look first; this is what stands when two of them look at the same moment.
GUARDS = """
CREATE UNIQUE INDEX enrolment_once ON enrolment (course_id, account_id)
  WHERE status <> 'withdrawn';
CREATE UNIQUE INDEX course_attendance_once ON course_attendance (enrolment_id, day);
CREATE UNIQUE INDEX course_exam_once ON course_exam (enrolment_id, attempt);
CREATE UNIQUE INDEX training_pack_version_once ON training_pack_version (pack_id, number);
CREATE UNIQUE INDEX training_answer_once ON training_answer (survey_id, account_id);
CREATE UNIQUE INDEX training_survey_once ON training_survey (division, audience, year);

-- 4.4e: whoever directs learns all seven; a course that leaves one out is never offered.
ALTER TABLE course ADD CONSTRAINT course_director_contents CHECK (
  audience <> 'director' OR status IN ('draft', 'cancelled') OR contents @> ARRAY[
    'TC-DUTY', 'TC-LAW', 'TC-PSY', 'TC-VISIT', 'TC-INFO', 'TC-REPORT', 'TC-GUARD'
  ]::varchar[]);
-- 4.4a, 4.4c, 1.6: which department trains whom, and at which level.
ALTER TABLE course ADD CONSTRAINT course_organiser_fits CHECK (CASE audience
  WHEN 'psych_teacher' THEN department = 'education'
  WHEN 'director' THEN department IN ('civil_affairs', 'protection') AND level = 6
  WHEN 'supervisor' THEN (department = 'civil_affairs' AND level = 4)
                      OR (department = 'protection' AND level = 6)
  WHEN 'trainer' THEN department = 'civil_affairs' AND level = 2
  ELSE department IN ('civil_affairs', 'protection') END);

CREATE FUNCTION course_places_counted(course_number bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE held integer; counted integer;
BEGIN
  SELECT taken INTO held FROM course WHERE id = course_number;
  SELECT count(*) INTO counted FROM enrolment WHERE course_id = course_number
    AND status IN ('signed', 'completed', 'absent');
  IF held <> counted THEN
    RAISE EXCEPTION 'course %: % places taken, % people hold one', course_number, held, counted
      USING ERRCODE = 'check_violation', CONSTRAINT = 'course_places_counted';
  END IF;
END $$;
CREATE FUNCTION course_taken_counted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM course_places_counted(NEW.id); RETURN NULL; END $$;
CREATE FUNCTION enrolment_counted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM course_places_counted(NEW.course_id); RETURN NULL; END $$;
CREATE CONSTRAINT TRIGGER course_taken_counted AFTER INSERT OR UPDATE ON course
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION course_taken_counted();
CREATE CONSTRAINT TRIGGER enrolment_counted AFTER INSERT OR UPDATE ON enrolment
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION enrolment_counted();

-- What a course was held with stays: a newer version of the pack is for the next course.
CREATE FUNCTION course_pack_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status <> 'draft' AND (NEW.pack_version_id, NEW.contents, NEW.pass_mark, NEW.audience)
     IS DISTINCT FROM (OLD.pack_version_id, OLD.contents, OLD.pass_mark, OLD.audience) THEN
    RAISE EXCEPTION 'course %: what was published is kept', OLD.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'course_pack_kept';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER course_pack_kept BEFORE UPDATE ON course
  FOR EACH ROW EXECUTE FUNCTION course_pack_kept();
"""


async def forwards() -> MigrationManager:
    """Each step stands on the one before."""
    return raw_sql(ID, "training", DESCRIPTION, TIES, GUARDS)
