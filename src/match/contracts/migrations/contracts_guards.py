"""Ties, append-only tables, sums that are never over, who reads what."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from match.foundation.guards import raw_sql

ID = "2026-11-26T02:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Ties, append-only tables, sums never over."

TIES = """
ALTER TABLE contract
  ADD CONSTRAINT contract_tender_fk FOREIGN KEY (tender_id) REFERENCES tender (id)
    ON DELETE RESTRICT,
  ADD CONSTRAINT contract_purchaser_fk FOREIGN KEY (purchaser_id) REFERENCES organisation (id)
    ON DELETE RESTRICT,
  ADD CONSTRAINT contract_supplier_fk FOREIGN KEY (supplier_id) REFERENCES organisation (id)
    ON DELETE RESTRICT,
  ADD CONSTRAINT contract_third_party_fk FOREIGN KEY (third_party_id) REFERENCES organisation (id)
    ON DELETE RESTRICT;
-- One purchase is contracted once; after a broken contract the next in line may follow.
CREATE UNIQUE INDEX contract_once_per_tender ON contract (tender_id)
  WHERE status NOT IN ('cancelled', 'terminated', 'archived');
ALTER TABLE contract_party
  ADD CONSTRAINT contract_party_organisation_fk FOREIGN KEY (organisation_id)
    REFERENCES organisation (id) ON DELETE RESTRICT,
  ADD CONSTRAINT contract_party_once UNIQUE (contract_id, organisation_id),
  ADD CONSTRAINT contract_party_signers_differ UNIQUE (contract_id, signed_by);
ALTER TABLE contract_line
  ADD CONSTRAINT contract_line_line_fk FOREIGN KEY (line_id) REFERENCES need_line (id)
    ON DELETE RESTRICT,
  ADD CONSTRAINT contract_line_milestone_fk FOREIGN KEY (milestone_id)
    REFERENCES contract_milestone (id) ON DELETE CASCADE,
  ADD CONSTRAINT contract_line_once UNIQUE (milestone_id, line_id);
ALTER TABLE contract_session
  ADD CONSTRAINT contract_session_home_fk FOREIGN KEY (home_id) REFERENCES home (id)
    ON DELETE RESTRICT;
ALTER TABLE contract_opinion
  ADD CONSTRAINT contract_opinion_home_fk FOREIGN KEY (home_id) REFERENCES home (id)
    ON DELETE RESTRICT,
  ADD CONSTRAINT contract_opinion_once UNIQUE (milestone_id, home_id, kind);
ALTER TABLE contract_finding
  ADD CONSTRAINT contract_finding_once UNIQUE (acceptance_id, standard_id),
  ADD CONSTRAINT contract_finding_acceptance_fk FOREIGN KEY (acceptance_id)
    REFERENCES contract_acceptance (id) ON DELETE RESTRICT;
ALTER TABLE contract_score
  ADD CONSTRAINT contract_score_once UNIQUE (evaluation_id, indicator_id),
  ADD CONSTRAINT contract_score_evaluation_fk FOREIGN KEY (evaluation_id)
    REFERENCES contract_evaluation (id) ON DELETE RESTRICT;
ALTER TABLE contract_spending
  ADD CONSTRAINT contract_spending_report_fk FOREIGN KEY (report_id)
    REFERENCES contract_report (id) ON DELETE RESTRICT,
  ADD CONSTRAINT contract_spending_budget_fk FOREIGN KEY (budget_id)
    REFERENCES contract_budget (id) ON DELETE RESTRICT,
  ADD CONSTRAINT contract_spending_once UNIQUE (report_id, budget_id);
CREATE UNIQUE INDEX contract_report_one_final ON contract_report (contract_id)
  WHERE kind = 'final';
CREATE UNIQUE INDEX contract_payment_one_live ON contract_payment (milestone_id)
  WHERE status <> 'refused';
CREATE UNIQUE INDEX contract_change_one_open ON contract_change (contract_id)
  WHERE status IN ('asked', 'consented');
CREATE UNIQUE INDEX contract_evaluation_once ON contract_evaluation
  (contract_id, role, coalesce(home_id, 0));
CREATE INDEX contract_milestone_waiting ON contract_milestone (next_check_at)
  WHERE next_check_at IS NOT NULL;
CREATE INDEX contract_payment_waiting ON contract_payment (next_check_at)
  WHERE next_check_at IS NOT NULL;
DO $$
DECLARE part text;
BEGIN
  FOREACH part IN ARRAY ARRAY['contract_party', 'contract_line', 'contract_budget',
    'contract_standard', 'contract_indicator', 'contract_milestone', 'contract_session',
    'contract_change', 'contract_subcontract', 'contract_acceptance', 'contract_opinion',
    'contract_report', 'contract_payment', 'contract_evaluation', 'contract_result',
    'contract_breach'] LOOP
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY (contract_id)'
      ' REFERENCES contract (id) ON DELETE RESTRICT', part, part || '_contract_fk');
    EXECUTE format('GRANT SELECT ON %I TO match_audit', part);
  END LOOP;
END $$;
GRANT SELECT ON contract, contract_finding, contract_score, contract_spending TO match_audit;
SELECT append_only('contract_acceptance');
SELECT append_only('contract_finding');
SELECT append_only('contract_opinion');
SELECT append_only('contract_report');
SELECT append_only('contract_spending');
SELECT append_only('contract_evaluation');
SELECT append_only('contract_score');
SELECT append_only('contract_result');
"""

# Deferred: an add-on writes the contract and its milestone one after the other. Whoever changes
# the same contract waits for its row, so that two see each other's sums.
SUMS = """
CREATE FUNCTION contract_sums(asked bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE held contract; due bigint; paid bigint; given_on bigint;
BEGIN
  SELECT * INTO held FROM contract WHERE id = asked FOR NO KEY UPDATE;
  IF NOT FOUND OR held.source <> 'award' THEN RETURN; END IF;
  SELECT coalesce(sum(amount_fen), 0) INTO due FROM contract_milestone
   WHERE contract_id = asked AND status <> 'dropped';
  SELECT coalesce(sum(amount_fen), 0) INTO paid FROM contract_payment
   WHERE contract_id = asked AND status <> 'refused';
  SELECT coalesce(sum(amount_fen), 0) INTO given_on FROM contract_subcontract
   WHERE contract_id = asked AND status <> 'refused';
  IF due > held.amount_fen OR paid > held.amount_fen THEN
    RAISE EXCEPTION 'contract %: instalments % and payments % of %', asked, due, paid,
      held.amount_fen USING ERRCODE = 'check_violation', CONSTRAINT = 'contract_never_over';
  END IF;
  IF given_on >= held.amount_fen THEN
    RAISE EXCEPTION 'contract %: the whole of it is given on', asked
      USING ERRCODE = 'check_violation', CONSTRAINT = 'contract_never_whole';
  END IF;
END $$;
CREATE FUNCTION contract_itself_sums() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM contract_sums(NEW.id); RETURN NULL; END $$;
CREATE FUNCTION contract_part_sums() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM contract_sums(NEW.contract_id); RETURN NULL; END $$;
CREATE CONSTRAINT TRIGGER contract_sums AFTER INSERT OR UPDATE ON contract
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION contract_itself_sums();
CREATE CONSTRAINT TRIGGER contract_milestone_sums AFTER INSERT OR UPDATE ON contract_milestone
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION contract_part_sums();
CREATE CONSTRAINT TRIGGER contract_payment_sums AFTER INSERT OR UPDATE ON contract_payment
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION contract_part_sums();
CREATE CONSTRAINT TRIGGER contract_subcontract_sums AFTER INSERT OR UPDATE ON contract_subcontract
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION contract_part_sums();
"""


async def forwards() -> MigrationManager:
    """What Piccolo cannot say."""
    return raw_sql(ID, "contracts", DESCRIPTION, TIES, SUMS)
