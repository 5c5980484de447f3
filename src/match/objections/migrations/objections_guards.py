"""Ties; the same step once; the words of both sides stay as they were."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from match.foundation.guards import raw_sql

ID = "2026-11-26T06:20:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Ties, one objection a step, frozen words, indexes."

TIES = """
ALTER TABLE objection ADD CONSTRAINT objection_tender_fk
  FOREIGN KEY (tender_id) REFERENCES tender (id) ON DELETE RESTRICT;
ALTER TABLE objection ADD CONSTRAINT objection_organisation_fk
  FOREIGN KEY (organisation_id) REFERENCES organisation (id) ON DELETE RESTRICT;
ALTER TABLE objection ADD CONSTRAINT objection_raised_by_fk
  FOREIGN KEY (raised_by) REFERENCES account (id) ON DELETE RESTRICT;
ALTER TABLE objection ADD CONSTRAINT objection_received_by_fk
  FOREIGN KEY (received_by) REFERENCES account (id) ON DELETE RESTRICT;
ALTER TABLE objection ADD CONSTRAINT objection_replied_by_fk
  FOREIGN KEY (replied_by) REFERENCES account (id) ON DELETE RESTRICT;
ALTER TABLE complaint ADD CONSTRAINT complaint_objection_fk
  FOREIGN KEY (objection_id) REFERENCES objection (id) ON DELETE RESTRICT;
ALTER TABLE complaint ADD CONSTRAINT complaint_tender_fk
  FOREIGN KEY (tender_id) REFERENCES tender (id) ON DELETE RESTRICT;
ALTER TABLE complaint ADD CONSTRAINT complaint_organisation_fk
  FOREIGN KEY (organisation_id) REFERENCES organisation (id) ON DELETE RESTRICT;
ALTER TABLE complaint ADD CONSTRAINT complaint_filed_by_fk
  FOREIGN KEY (filed_by) REFERENCES account (id) ON DELETE RESTRICT;
ALTER TABLE complaint ADD CONSTRAINT complaint_checked_by_fk
  FOREIGN KEY (checked_by) REFERENCES account (id) ON DELETE RESTRICT;
ALTER TABLE complaint ADD CONSTRAINT complaint_decided_by_fk
  FOREIGN KEY (decided_by) REFERENCES account (id) ON DELETE RESTRICT;
ALTER TABLE complaint ADD CONSTRAINT complaint_stopped_by_fk
  FOREIGN KEY (stopped_by) REFERENCES account (id) ON DELETE RESTRICT;
CREATE INDEX objection_waiting ON objection (next_check_at) WHERE next_check_at IS NOT NULL;
CREATE INDEX complaint_waiting ON complaint (next_check_at) WHERE next_check_at IS NOT NULL;
CREATE INDEX objection_scope ON objection (division text_pattern_ops, status);
CREATE INDEX complaint_scope ON complaint (division text_pattern_ops, status);
"""

# 94号令10: objections to one step are raised at once. The command looks first; this stands when
# two requests look at the same moment. A withdrawn one was not raised; a document changed or a
# result named anew is another occasion, with another first day.
GUARDS = """
CREATE UNIQUE INDEX objection_once_a_step
  ON objection (tender_id, organisation_id, subject, step, known_on)
  WHERE status <> 'withdrawn';

CREATE FUNCTION objection_words_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.tender_id, NEW.organisation_id, NEW.subject, NEW.step, NEW.grounds, NEW.facts,
      NEW.remedy, NEW.evidence, NEW.known_on, NEW.raise_by, NEW.reply_by, NEW.raised_at)
     IS DISTINCT FROM
     (OLD.tender_id, OLD.organisation_id, OLD.subject, OLD.step, OLD.grounds, OLD.facts,
      OLD.remedy, OLD.evidence, OLD.known_on, OLD.raise_by, OLD.reply_by, OLD.raised_at)
     OR (OLD.outcome IS NOT NULL AND (NEW.outcome, NEW.reply, NEW.replied_by, NEW.replied_at)
         IS DISTINCT FROM (OLD.outcome, OLD.reply, OLD.replied_by, OLD.replied_at)) THEN
    RAISE EXCEPTION 'what was objected and replied stays' USING ERRCODE = 'check_violation',
      CONSTRAINT = 'objection_words_stay';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER objection_words_stay BEFORE UPDATE ON objection
  FOR EACH ROW EXECUTE FUNCTION objection_words_stay();
CREATE FUNCTION complaint_words_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.objection_id, NEW.tender_id, NEW.organisation_id, NEW.grounds, NEW.facts, NEW.remedy,
      NEW.evidence, NEW.file_by, NEW.check_by, NEW.serve_by, NEW.decide_by, NEW.filed_at)
     IS DISTINCT FROM
     (OLD.objection_id, OLD.tender_id, OLD.organisation_id, OLD.grounds, OLD.facts, OLD.remedy,
      OLD.evidence, OLD.file_by, OLD.check_by, OLD.serve_by, OLD.decide_by, OLD.filed_at)
     OR (OLD.decision IS NOT NULL AND (NEW.decision, NEW.findings, NEW.decided_by, NEW.decided_at)
         IS DISTINCT FROM (OLD.decision, OLD.findings, OLD.decided_by, OLD.decided_at)) THEN
    RAISE EXCEPTION 'what was complained of and decided stays' USING ERRCODE = 'check_violation',
      CONSTRAINT = 'complaint_words_stay';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER complaint_words_stay BEFORE UPDATE ON complaint
  FOR EACH ROW EXECUTE FUNCTION complaint_words_stay();

-- Neither is ever deleted: files of a purchase are kept fifteen years (采购法42).
CREATE FUNCTION objection_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'objections and complaints are kept' USING ERRCODE = 'check_violation',
    CONSTRAINT = 'objection_is_kept';
END $$;
CREATE TRIGGER objection_kept BEFORE DELETE ON objection
  FOR EACH ROW EXECUTE FUNCTION objection_is_kept();
CREATE TRIGGER complaint_kept BEFORE DELETE ON complaint
  FOR EACH ROW EXECUTE FUNCTION objection_is_kept();
"""


async def forwards() -> MigrationManager:
    """What Piccolo cannot say."""
    return raw_sql(ID, "objections", DESCRIPTION, TIES, GUARDS)
