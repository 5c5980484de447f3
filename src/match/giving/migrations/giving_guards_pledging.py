"""Ties and append-only tables of pledges, rules and campaigns; a rule's caps in the database."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from match.foundation.guards import raw_sql

ID = "2026-11-26T00:40:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Ties, append-only tables, a rule's caps."

TIES = """
ALTER TABLE giving_rule
  ADD CONSTRAINT giving_rule_organisation_fk FOREIGN KEY (organisation_id)
    REFERENCES organisation (id) ON DELETE RESTRICT,
  ADD CONSTRAINT giving_rule_charity_fk FOREIGN KEY (charity_id)
    REFERENCES organisation (id) ON DELETE RESTRICT,
  ADD CONSTRAINT giving_rule_contact_fk FOREIGN KEY (contact_id)
    REFERENCES account (id) ON DELETE RESTRICT;
ALTER TABLE rule_run ADD CONSTRAINT rule_run_rule_fk
  FOREIGN KEY (rule_id) REFERENCES giving_rule (id) ON DELETE RESTRICT;
ALTER TABLE rule_pick
  ADD CONSTRAINT rule_pick_run_fk FOREIGN KEY (run_id) REFERENCES rule_run (id) ON DELETE RESTRICT,
  ADD CONSTRAINT rule_pick_line_fk FOREIGN KEY (line_id) REFERENCES need_line (id)
    ON DELETE RESTRICT,
  ADD CONSTRAINT rule_pick_pledge_fk FOREIGN KEY (pledge_id) REFERENCES pledge (id)
    ON DELETE RESTRICT;
ALTER TABLE joint_pledge
  ADD CONSTRAINT joint_pledge_line_fk FOREIGN KEY (line_id) REFERENCES need_line (id)
    ON DELETE RESTRICT,
  ADD CONSTRAINT joint_pledge_need_fk FOREIGN KEY (need_id) REFERENCES need (id)
    ON DELETE RESTRICT;
ALTER TABLE pledge
  ADD CONSTRAINT pledge_rule_fk FOREIGN KEY (rule_id) REFERENCES giving_rule (id)
    ON DELETE RESTRICT,
  ADD CONSTRAINT pledge_joint_fk FOREIGN KEY (joint_id) REFERENCES joint_pledge (id)
    ON DELETE RESTRICT;
ALTER TABLE money_terms
  ADD CONSTRAINT money_terms_pledge_fk FOREIGN KEY (pledge_id) REFERENCES pledge (id)
    ON DELETE RESTRICT,
  ADD CONSTRAINT money_terms_institution_fk FOREIGN KEY (recipient_organisation_id)
    REFERENCES organisation (id) ON DELETE RESTRICT;
ALTER TABLE pledge_milestone ADD CONSTRAINT pledge_milestone_pledge_fk
  FOREIGN KEY (pledge_id) REFERENCES pledge (id) ON DELETE RESTRICT;
ALTER TABLE regift_choice ADD CONSTRAINT regift_choice_pledge_fk
  FOREIGN KEY (pledge_id) REFERENCES pledge (id) ON DELETE RESTRICT;
ALTER TABLE money_payment
  ADD CONSTRAINT money_payment_donation_fk FOREIGN KEY (donation_id) REFERENCES donation (id)
    ON DELETE RESTRICT,
  ADD CONSTRAINT money_payment_charity_fk FOREIGN KEY (charity_id) REFERENCES organisation (id)
    ON DELETE RESTRICT;
ALTER TABLE money_return ADD CONSTRAINT money_return_donation_fk
  FOREIGN KEY (donation_id) REFERENCES donation (id) ON DELETE RESTRICT;
ALTER TABLE campaign ADD CONSTRAINT campaign_charity_fk
  FOREIGN KEY (charity_id) REFERENCES organisation (id) ON DELETE RESTRICT;
-- One official receipt proves one payment; one left-over is discussed at a time.
CREATE UNIQUE INDEX money_payment_receipt_once ON money_payment (charity_id, receipt_number);
CREATE UNIQUE INDEX money_return_one_open ON money_return (donation_id) WHERE consented IS NULL;
CREATE INDEX giving_rule_waiting ON giving_rule (next_check_at) WHERE next_check_at IS NOT NULL;
CREATE INDEX joint_pledge_waiting ON joint_pledge (next_check_at) WHERE next_check_at IS NOT NULL;
CREATE INDEX campaign_shown ON campaign (ends_on) WHERE status = 'checked';
SELECT append_only('rule_run');
SELECT append_only('rule_pick');
SELECT append_only('pledge_milestone');
SELECT append_only('regift_choice');
SELECT append_only('money_payment');
GRANT SELECT ON giving_rule, rule_run, rule_pick, joint_pledge, money_terms, pledge_milestone,
  regift_choice, money_payment, money_return, campaign TO match_audit;
"""

# Two runs at once each see room under a cap. The rule's row makes the second wait for the first,
# and each statement of the function looks again: what both promise is never over the cap.
CAPS = """
CREATE FUNCTION keep_rule_caps() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE held giving_rule; given bigint; at_home bigint; at_need bigint;
BEGIN
  SELECT * INTO held FROM giving_rule WHERE id = NEW.rule_id FOR UPDATE;
  SELECT coalesce(sum(u), 0), coalesce(sum(u) FILTER (WHERE home_id = NEW.home_id), 0),
         coalesce(sum(u) FILTER (WHERE need_id = NEW.need_id), 0)
    INTO given, at_home, at_need
    FROM (SELECT home_id, need_id, coalesce(units, amount_fen / 100) AS u FROM pledge
           WHERE rule_id = NEW.rule_id
             AND status IN ('offered', 'accepted', 'agreed', 'kept', 'choosing')) AS live;
  IF given > held.cap_units OR at_home > held.cap_home_units OR at_need > held.cap_need_units THEN
    RAISE EXCEPTION 'a rule gives no more than its caps'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'giving_rule_caps_kept';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER pledge_rule_caps AFTER INSERT OR UPDATE ON pledge
  FOR EACH ROW WHEN (NEW.rule_id IS NOT NULL) EXECUTE FUNCTION keep_rule_caps();
"""


async def forwards() -> MigrationManager:
    """What Piccolo cannot say."""
    return raw_sql(ID, "giving", DESCRIPTION, TIES, CAPS)
