"""What the panels' tables cannot say: secrecy of sheets, facts that stay, a second body's yes."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from match.foundation.guards import raw_sql

ID = "2026-11-26T12:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Ties, one panel at work, sheets that stay signed, an award by two bodies."

TIES = """
ALTER TABLE expert ADD CONSTRAINT expert_account_fk
  FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE RESTRICT;
ALTER TABLE expert ADD CONSTRAINT expert_employer_fk
  FOREIGN KEY (employer_id) REFERENCES organisation (id) ON DELETE RESTRICT;
ALTER TABLE expert_tie ADD CONSTRAINT expert_tie_expert_fk
  FOREIGN KEY (expert_id) REFERENCES expert (id) ON DELETE RESTRICT;
ALTER TABLE expert_tie ADD CONSTRAINT expert_tie_organisation_fk
  FOREIGN KEY (organisation_id) REFERENCES organisation (id) ON DELETE RESTRICT;
ALTER TABLE panel ADD CONSTRAINT panel_tender_fk
  FOREIGN KEY (tender_id) REFERENCES tender (id) ON DELETE RESTRICT;
ALTER TABLE panel_candidate ADD CONSTRAINT panel_candidate_panel_fk
  FOREIGN KEY (panel_id) REFERENCES panel (id) ON DELETE RESTRICT;
ALTER TABLE panel_candidate ADD CONSTRAINT panel_candidate_expert_fk
  FOREIGN KEY (expert_id) REFERENCES expert (id) ON DELETE RESTRICT;
ALTER TABLE panel_seat ADD CONSTRAINT panel_seat_panel_fk
  FOREIGN KEY (panel_id) REFERENCES panel (id) ON DELETE RESTRICT;
ALTER TABLE panel_seat ADD CONSTRAINT panel_seat_account_fk
  FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE RESTRICT;
ALTER TABLE panel_seat ADD CONSTRAINT panel_seat_candidate_fk
  FOREIGN KEY (candidate_id) REFERENCES panel_candidate (id) ON DELETE RESTRICT;
ALTER TABLE panel_bid ADD CONSTRAINT panel_bid_panel_fk
  FOREIGN KEY (panel_id) REFERENCES panel (id) ON DELETE RESTRICT;
ALTER TABLE panel_score ADD CONSTRAINT panel_score_seat_fk
  FOREIGN KEY (seat_id) REFERENCES panel_seat (id) ON DELETE RESTRICT;
ALTER TABLE panel_signature ADD CONSTRAINT panel_signature_seat_fk
  FOREIGN KEY (seat_id) REFERENCES panel_seat (id) ON DELETE RESTRICT;
ALTER TABLE tender_decision ADD CONSTRAINT tender_decision_tender_fk
  FOREIGN KEY (tender_id) REFERENCES tender (id) ON DELETE RESTRICT;
ALTER TABLE tender_decision ADD CONSTRAINT tender_decision_panel_fk
  FOREIGN KEY (panel_id) REFERENCES panel (id) ON DELETE RESTRICT;
"""

FACTS = """
SELECT append_only('panel_signature');
REVOKE DELETE, TRUNCATE ON expert, expert_tie, panel, panel_candidate, panel_seat, panel_bid,
  panel_score, tender_decision FROM match_app;

-- What was committed to in public is not altered; neither is a value once it was drawn with.
CREATE FUNCTION keep_panel() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.tender_id, NEW.round, NEW.light, NEW.size, NEW.experts, NEW.algorithm, NEW.nonce,
      NEW.commitment, NEW.pool_hash, NEW.small_cut_bp, NEW.domestic_cut_bp, NEW.outlier_bp)
     IS DISTINCT FROM
     (OLD.tender_id, OLD.round, OLD.light, OLD.size, OLD.experts, OLD.algorithm, OLD.nonce,
      OLD.commitment, OLD.pool_hash, OLD.small_cut_bp, OLD.domestic_cut_bp, OLD.outlier_bp)
     OR (OLD.public_value <> '' AND NEW.public_value <> OLD.public_value) THEN
    RAISE EXCEPTION 'what was announced for a draw is not altered'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'panel_unaltered';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER panel_kept BEFORE UPDATE ON panel FOR EACH ROW EXECUTE FUNCTION keep_panel();

CREATE FUNCTION keep_candidate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.panel_id, NEW.expert_id, NEW.pseudonym, NEW.salt, NEW.stage) IS DISTINCT FROM
     (OLD.panel_id, OLD.expert_id, OLD.pseudonym, OLD.salt, OLD.stage)
     OR (OLD.place IS NOT NULL AND NEW.place IS DISTINCT FROM OLD.place) THEN
    RAISE EXCEPTION 'the pool of a draw and its order are not altered'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'panel_candidate_unaltered';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER panel_candidate_kept BEFORE UPDATE ON panel_candidate
  FOR EACH ROW EXECUTE FUNCTION keep_candidate();
"""

# A signed sheet stays as it was signed until every member has signed; a panel that has counted
# changes no cell. The row lock on the panel orders this against the last signature.
SHEETS = """
CREATE FUNCTION check_score() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE held panel; seat panel_seat;
BEGIN
  SELECT * INTO held FROM panel WHERE id = NEW.panel_id FOR SHARE;
  SELECT * INTO seat FROM panel_seat WHERE id = NEW.seat_id;
  IF held.status <> 'scoring' OR seat.status <> 'confirmed' OR seat.panel_id <> held.id THEN
    RAISE EXCEPTION 'a sheet is written by a confirmed member while the panel scores'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'panel_score_in_time';
  END IF;
  IF held.revealed_at IS NULL AND EXISTS (
    SELECT FROM panel_signature s WHERE s.seat_id = NEW.seat_id AND s.part = 'sheet') THEN
    RAISE EXCEPTION 'a signed sheet stays as it is'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'panel_score_signed';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER panel_score_checked BEFORE INSERT OR UPDATE ON panel_score
  FOR EACH ROW EXECUTE FUNCTION check_score();
"""

# An award goes out only with the yes of a second person from another body to this very decision.
AWARDS = """
CREATE FUNCTION check_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.awarded_at IS NOT NULL OR NEW.undone_at IS NOT NULL THEN
      RAISE EXCEPTION 'a decision begins as a decision'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'tender_decision_two_bodies';
    END IF;
    RETURN NEW;
  END IF;
  IF (NEW.tender_id, NEW.panel_id, NEW.bid_id, NEW.organisation_id, NEW.price_fen, NEW.basis,
      NEW.reason, NEW.content_hash, NEW.decided_by, NEW.decided_body, NEW.decided_at)
     IS DISTINCT FROM
     (OLD.tender_id, OLD.panel_id, OLD.bid_id, OLD.organisation_id, OLD.price_fen, OLD.basis,
      OLD.reason, OLD.content_hash, OLD.decided_by, OLD.decided_body, OLD.decided_at) THEN
    RAISE EXCEPTION 'a decision is undone and made anew, never altered'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'tender_decision_unaltered';
  END IF;
  IF NEW.awarded_at IS NOT NULL AND OLD.awarded_at IS NULL AND NOT EXISTS (
    SELECT FROM approval a WHERE a.subject_kind = 'tender_decision' AND a.subject_id = NEW.id
      AND a.subject_hash = NEW.content_hash AND a.body <> NEW.decided_body
      AND a.approver <> NEW.decided_by AND coalesce(a.covering, 0) <> NEW.decided_by) THEN
    RAISE EXCEPTION 'an award needs a second person from another body'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'tender_decision_two_bodies';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER tender_decision_checked BEFORE INSERT OR UPDATE ON tender_decision
  FOR EACH ROW EXECUTE FUNCTION check_decision();
"""

LOOK_UPS = """
CREATE UNIQUE INDEX panel_round ON panel (tender_id, round);
CREATE UNIQUE INDEX panel_at_work ON panel (tender_id)
  WHERE status NOT IN ('reported', 'dissolved');
CREATE INDEX panel_due ON panel (next_check_at) WHERE next_check_at IS NOT NULL;
CREATE UNIQUE INDEX panel_candidate_once ON panel_candidate (panel_id, expert_id);
CREATE UNIQUE INDEX panel_candidate_place ON panel_candidate (panel_id, place)
  WHERE place IS NOT NULL;
CREATE UNIQUE INDEX panel_seat_once ON panel_seat (panel_id, account_id);
CREATE UNIQUE INDEX panel_bid_once ON panel_bid (panel_id, bid_id);
CREATE UNIQUE INDEX panel_bid_alias ON panel_bid (panel_id, alias);
CREATE UNIQUE INDEX panel_bid_place ON panel_bid (panel_id, place) WHERE place IS NOT NULL;
CREATE UNIQUE INDEX panel_score_cell ON panel_score (seat_id, bid_id, criterion_id);
CREATE UNIQUE INDEX panel_signature_report ON panel_signature (seat_id)
  WHERE part = 'report';
CREATE UNIQUE INDEX expert_tie_once ON expert_tie (expert_id, organisation_id, kind)
  WHERE ended_at IS NULL;
CREATE UNIQUE INDEX tender_decision_standing ON tender_decision (tender_id)
  WHERE undone_at IS NULL;
"""


async def forwards() -> MigrationManager:
    """Each step stands on the one before."""
    return raw_sql(ID, "panels", DESCRIPTION, TIES, FACTS, SHEETS, AWARDS, LOOK_UPS)
