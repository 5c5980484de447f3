"""What statements' tables cannot say: sums that agree, facts that stay, two persons, look-ups."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from match.foundation.guards import raw_sql

ID = "2026-11-26T01:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Sums that agree, facts that stay, two persons, look-ups."

TIES = """
ALTER TABLE statement ADD CONSTRAINT statement_charity_fk
  FOREIGN KEY (charity_id) REFERENCES organisation (id) ON DELETE RESTRICT;
ALTER TABLE statement_row ADD CONSTRAINT statement_row_statement_fk
  FOREIGN KEY (statement_id) REFERENCES statement (id) ON DELETE RESTRICT;
ALTER TABLE row_match ADD CONSTRAINT row_match_row_fk
  FOREIGN KEY (row_id) REFERENCES statement_row (id) ON DELETE RESTRICT;
ALTER TABLE row_match ADD CONSTRAINT row_match_donation_fk
  FOREIGN KEY (donation_id) REFERENCES donation (id) ON DELETE RESTRICT;
ALTER TABLE row_match ADD CONSTRAINT row_match_tx_fk
  FOREIGN KEY (tx_id) REFERENCES ledger_tx (id) ON DELETE RESTRICT;
ALTER TABLE clearing ADD CONSTRAINT clearing_donation_fk
  FOREIGN KEY (donation_id) REFERENCES donation (id) ON DELETE RESTRICT;
ALTER TABLE clearing_case ADD CONSTRAINT clearing_case_row_fk
  FOREIGN KEY (row_id) REFERENCES statement_row (id) ON DELETE RESTRICT;
ALTER TABLE clearing_case ADD CONSTRAINT clearing_case_donation_fk
  FOREIGN KEY (donation_id) REFERENCES donation (id) ON DELETE RESTRICT;
ALTER TABLE reversal ADD CONSTRAINT reversal_tx_fk
  FOREIGN KEY (tx_id) REFERENCES ledger_tx (id) ON DELETE RESTRICT;
ALTER TABLE reversal ADD CONSTRAINT reversal_posted_fk
  FOREIGN KEY (reversed_by_tx) REFERENCES ledger_tx (id) ON DELETE RESTRICT;
"""

# What a bank said does not change; only where its row stands does.
FACTS = """
SELECT append_only('statement');
REVOKE DELETE, TRUNCATE ON statement_row, row_match, clearing_case, reversal FROM match_app;

CREATE FUNCTION keep_statement_row() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.statement_id, NEW.charity_id, NEW.account_tail, NEW.booked_on, NEW.amount_fen,
      NEW.outgoing, NEW.payer, NEW.remark, NEW.serial, NEW.identity) IS DISTINCT FROM
     (OLD.statement_id, OLD.charity_id, OLD.account_tail, OLD.booked_on, OLD.amount_fen,
      OLD.outgoing, OLD.payer, OLD.remark, OLD.serial, OLD.identity) THEN
    RAISE EXCEPTION 'what a statement says is not altered'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'statement_row_unaltered';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER statement_row_kept BEFORE UPDATE ON statement_row
  FOR EACH ROW EXECUTE FUNCTION keep_statement_row();

CREATE FUNCTION keep_row_match() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.undone_at IS NOT NULL
     OR (OLD.tx_id IS NOT NULL AND NEW.tx_id IS DISTINCT FROM OLD.tx_id)
     OR (NEW.row_id, NEW.donation_id, NEW.amount_fen, NEW.how, NEW."by", NEW.at) IS DISTINCT FROM
        (OLD.row_id, OLD.donation_id, OLD.amount_fen, OLD.how, OLD."by", OLD.at) THEN
    RAISE EXCEPTION 'a match is undone and made anew, never altered'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'row_match_unaltered';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER row_match_kept BEFORE UPDATE ON row_match
  FOR EACH ROW EXECUTE FUNCTION keep_row_match();
"""

# At commit: a matched row is matched whole, any other not at all; no donation gets more from its
# rows than was promised, and no more of it leaves than was returned.
SUMS = """
CREATE FUNCTION check_row_sums(row_wanted bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE held statement_row; parts bigint;
BEGIN
  SELECT * INTO held FROM statement_row WHERE id = row_wanted;
  SELECT coalesce(sum(amount_fen), 0) INTO parts
    FROM row_match WHERE row_id = row_wanted AND undone_at IS NULL;
  IF parts <> (CASE WHEN held.status = 'matched' THEN held.amount_fen ELSE 0 END) THEN
    RAISE EXCEPTION 'row % is % and its matches sum to %', row_wanted, held.status, parts
      USING ERRCODE = 'check_violation', CONSTRAINT = 'statement_row_sums';
  END IF;
END $$;
CREATE FUNCTION check_sums_of_row() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM check_row_sums(NEW.id);
  RETURN NULL;
END $$;
CREATE FUNCTION check_sums_of_match() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE gift donation; came bigint; went bigint;
BEGIN
  PERFORM check_row_sums(NEW.row_id);
  SELECT * INTO gift FROM donation WHERE id = NEW.donation_id;
  SELECT coalesce(sum(m.amount_fen) FILTER (WHERE NOT r.outgoing), 0),
         coalesce(sum(m.amount_fen) FILTER (WHERE r.outgoing), 0) INTO came, went
    FROM row_match m JOIN statement_row r ON r.id = m.row_id
   WHERE m.donation_id = NEW.donation_id AND m.undone_at IS NULL;
  IF came > coalesce(gift.amount_fen, 0) OR went > gift.returned_fen THEN
    RAISE EXCEPTION 'donation % has rows of % in and % out', NEW.donation_id, came, went
      USING ERRCODE = 'check_violation', CONSTRAINT = 'row_match_within_donation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER statement_row_sums AFTER INSERT OR UPDATE OF status ON statement_row
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_sums_of_row();
CREATE CONSTRAINT TRIGGER row_match_sums AFTER INSERT OR UPDATE ON row_match
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_sums_of_match();
"""

# A reversal is done only with the yes of a second person from another body.
REVERSALS = """
CREATE FUNCTION check_reversal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.status <> 'proposed' THEN
      RAISE EXCEPTION 'a reversal begins as a proposal'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'reversal_two_persons';
    END IF;
    RETURN NEW;
  END IF;
  IF (NEW.tx_id, NEW.reason, NEW.proposed_by, NEW.proposed_body) IS DISTINCT FROM
     (OLD.tx_id, OLD.reason, OLD.proposed_by, OLD.proposed_body) THEN
    RAISE EXCEPTION 'a proposal is withdrawn and made anew, never altered'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'reversal_unaltered';
  END IF;
  IF NEW.status = 'done' AND NOT EXISTS (
    SELECT FROM approval a WHERE a.subject_kind = 'reversal' AND a.subject_id = NEW.id
      AND a.body <> NEW.proposed_body AND a.approver <> NEW.proposed_by
      AND coalesce(a.covering, 0) <> NEW.proposed_by) THEN
    RAISE EXCEPTION 'a reversal needs a second person from another body'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'reversal_two_persons';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER reversal_checked BEFORE INSERT OR UPDATE ON reversal
  FOR EACH ROW EXECUTE FUNCTION check_reversal();
"""

LOOK_UPS = """
CREATE UNIQUE INDEX statement_row_serial
  ON statement_row (charity_id, account_tail, serial, booked_on) WHERE serial <> '';
CREATE INDEX statement_row_due ON statement_row (next_check_at) WHERE next_check_at IS NOT NULL;
CREATE INDEX statement_row_of ON statement_row (charity_id, status, booked_on DESC, id DESC);
CREATE UNIQUE INDEX row_match_once ON row_match (row_id, donation_id) WHERE undone_at IS NULL;
CREATE INDEX clearing_due ON clearing (next_check_at) WHERE next_check_at IS NOT NULL;
CREATE UNIQUE INDEX clearing_case_of_row ON clearing_case (row_id) WHERE status <> 'closed';
CREATE UNIQUE INDEX clearing_case_of_donation
  ON clearing_case (donation_id) WHERE status <> 'closed';
CREATE INDEX clearing_case_scope ON clearing_case (division text_pattern_ops, status);
CREATE INDEX statement_scope ON statement (division text_pattern_ops, id);
CREATE UNIQUE INDEX reversal_open ON reversal (tx_id) WHERE status = 'proposed';
CREATE UNIQUE INDEX ledger_difference_open
  ON ledger_difference (subject_kind, subject_id, fault, md5(posting)) WHERE settled_at IS NULL;
"""


async def forwards() -> MigrationManager:
    """Each step stands on the one before."""
    return raw_sql(ID, "statements", DESCRIPTION, TIES, FACTS, SUMS, REVERSALS, LOOK_UPS)
