"""Ties of notices and questions; what was published or asked stays as it was."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from match.foundation.guards import raw_sql

ID = "2026-11-26T01:20:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Notices are only added to; questions keep their words, answers come once."

SQL = """
ALTER TABLE tender_notice
  ADD CONSTRAINT tender_notice_tender_fk FOREIGN KEY (tender_id) REFERENCES tender (id)
    ON DELETE RESTRICT,
  ADD CONSTRAINT tender_notice_corrects_fk FOREIGN KEY (corrects) REFERENCES tender_notice (id)
    ON DELETE RESTRICT,
  ADD CONSTRAINT tender_notice_published_by_fk FOREIGN KEY (published_by) REFERENCES account (id)
    ON DELETE RESTRICT,
  ADD CONSTRAINT tender_notice_position_once UNIQUE (tender_id, position),
  ADD CONSTRAINT tender_notice_version_once UNIQUE (tender_id, kind, version);
CREATE INDEX tender_notice_kind ON tender_notice (kind, id DESC);
SELECT append_only('tender_notice');

ALTER TABLE tender_question
  ADD CONSTRAINT tender_question_tender_fk FOREIGN KEY (tender_id) REFERENCES tender (id)
    ON DELETE RESTRICT,
  ADD CONSTRAINT tender_question_answered_by_fk FOREIGN KEY (answered_by) REFERENCES account (id)
    ON DELETE RESTRICT,
  ADD CONSTRAINT tender_question_position_once UNIQUE (tender_id, position);
CREATE INDEX tender_question_clock ON tender_question (next_check_at) WHERE status = 'waiting';

-- Everybody must have read the same question and the same answer. Only the seal over the asker is
-- renewed, when the master key is.
CREATE FUNCTION tender_question_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR
     (NEW.tender_id, NEW.position, NEW.pseudonym, NEW.text, NEW.asked_at, NEW.due_on)
     IS DISTINCT FROM
     (OLD.tender_id, OLD.position, OLD.pseudonym, OLD.text, OLD.asked_at, OLD.due_on)
     OR (OLD.status <> 'waiting' AND
       (NEW.status, NEW.answer, NEW.answered_by, NEW.answered_at, NEW.document_version)
       IS DISTINCT FROM
       (OLD.status, OLD.answer, OLD.answered_by, OLD.answered_at, OLD.document_version))
  THEN
    RAISE EXCEPTION 'a question and its answer stay as they were'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'tender_question_stays';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER tender_question_kept BEFORE UPDATE OR DELETE ON tender_question
  FOR EACH ROW EXECUTE FUNCTION tender_question_stays();

ALTER TABLE tender_entry
  ADD CONSTRAINT tender_entry_account_fk FOREIGN KEY (account_id) REFERENCES account (id)
    ON DELETE CASCADE,
  ADD CONSTRAINT tender_entry_tender_fk FOREIGN KEY (tender_id) REFERENCES tender (id)
    ON DELETE CASCADE;
GRANT SELECT ON tender_notice, tender_question TO match_audit;
"""


async def forwards() -> MigrationManager:
    """What Piccolo cannot say."""
    return raw_sql(ID, "tenders", DESCRIPTION, SQL)
