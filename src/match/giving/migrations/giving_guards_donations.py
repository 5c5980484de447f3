"""
Ties and append-only tables of donations, and agreements of the first release carried over.

Every agreement of the first release becomes a pledge, a donation and its parcel; its timeline and
rating go along. Of what nothing came at all, it ends, as it does today. ``donation.carried_over``
asks the worker to open the books for each.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from match.foundation.guards import raw_sql

ID = "2026-11-26T00:20:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Ties, append-only tables, first agreements carried over."

TIES = """
CREATE SEQUENCE pledge_number;
CREATE SEQUENCE donation_number;
GRANT USAGE ON SEQUENCE pledge_number, donation_number TO match_app;
-- A donation bears its agreement's number: both are drawn from one sequence.
DO $$ BEGIN
  EXECUTE format('ALTER TABLE donation ALTER COLUMN id SET DEFAULT nextval(%L::regclass)',
                 pg_get_serial_sequence('agreement', 'id'));
END $$;
ALTER TABLE pledge
  ADD CONSTRAINT pledge_giver_fk FOREIGN KEY (giver_id) REFERENCES account (id) ON DELETE RESTRICT,
  ADD CONSTRAINT pledge_organisation_fk FOREIGN KEY (organisation_id)
    REFERENCES organisation (id) ON DELETE RESTRICT,
  ADD CONSTRAINT pledge_charity_fk FOREIGN KEY (charity_id)
    REFERENCES organisation (id) ON DELETE RESTRICT,
  ADD CONSTRAINT pledge_need_fk FOREIGN KEY (need_id) REFERENCES need (id) ON DELETE RESTRICT,
  ADD CONSTRAINT pledge_line_fk FOREIGN KEY (line_id) REFERENCES need_line (id) ON DELETE RESTRICT,
  ADD CONSTRAINT pledge_home_fk FOREIGN KEY (home_id) REFERENCES home (id) ON DELETE RESTRICT,
  ADD CONSTRAINT pledge_offer_fk FOREIGN KEY (offer_id) REFERENCES offer (id) ON DELETE RESTRICT,
  ADD CONSTRAINT pledge_proposal_fk FOREIGN KEY (proposal_id)
    REFERENCES proposal (id) ON DELETE RESTRICT;
ALTER TABLE donation
  ADD CONSTRAINT donation_pledge_fk FOREIGN KEY (pledge_id) REFERENCES pledge (id)
    ON DELETE RESTRICT,
  ADD CONSTRAINT donation_agreement_fk FOREIGN KEY (agreement_id) REFERENCES agreement (id)
    ON DELETE RESTRICT,
  ADD CONSTRAINT donation_charity_fk FOREIGN KEY (charity_id)
    REFERENCES organisation (id) ON DELETE RESTRICT,
  ADD CONSTRAINT donation_line_fk FOREIGN KEY (line_id) REFERENCES need_line (id)
    ON DELETE RESTRICT,
  ADD CONSTRAINT donation_home_fk FOREIGN KEY (home_id) REFERENCES home (id) ON DELETE RESTRICT;
ALTER TABLE parcel ADD CONSTRAINT parcel_donation_fk
  FOREIGN KEY (donation_id) REFERENCES donation (id) ON DELETE RESTRICT;
ALTER TABLE donation_step ADD CONSTRAINT donation_step_donation_fk
  FOREIGN KEY (donation_id) REFERENCES donation (id) ON DELETE RESTRICT;
ALTER TABLE allocation_line
  ADD CONSTRAINT allocation_line_donation_fk FOREIGN KEY (donation_id)
    REFERENCES donation (id) ON DELETE RESTRICT,
  ADD CONSTRAINT allocation_line_home_fk FOREIGN KEY (home_id) REFERENCES home (id)
    ON DELETE RESTRICT;
ALTER TABLE use_report ADD CONSTRAINT use_report_donation_fk
  FOREIGN KEY (donation_id) REFERENCES donation (id) ON DELETE RESTRICT;
ALTER TABLE feedback ADD CONSTRAINT feedback_donation_fk
  FOREIGN KEY (donation_id) REFERENCES donation (id) ON DELETE RESTRICT;
ALTER TABLE agreement_version ADD CONSTRAINT agreement_version_agreement_fk
  FOREIGN KEY (agreement_id) REFERENCES agreement (id) ON DELETE RESTRICT;
CREATE UNIQUE INDEX parcel_position ON parcel (donation_id, position);
CREATE UNIQUE INDEX agreement_version_once ON agreement_version (agreement_id, version);
CREATE INDEX pledge_scope ON pledge (division text_pattern_ops, status);
CREATE INDEX pledge_waiting ON pledge (next_check_at) WHERE next_check_at IS NOT NULL;
CREATE INDEX donation_scope ON donation (division text_pattern_ops, status);
CREATE INDEX donation_waiting ON donation (next_check_at) WHERE next_check_at IS NOT NULL;
CREATE INDEX donation_giver_newest ON donation (giver_id, id DESC);
CREATE INDEX donation_organisation_newest ON donation (organisation_id, id DESC);
SELECT append_only('donation_step');
SELECT append_only('allocation_line');
SELECT append_only('agreement_version');
GRANT SELECT ON pledge, donation, parcel, donation_step, allocation_line, use_report, feedback,
  agreement, agreement_version TO match_audit;
"""

# The parties accepted the proposal one after the other: that was their confirmation.
PLEDGES = """
INSERT INTO pledge (number, kind, status, giver_id, organisation_id, need_id, line_id, home_id,
  division, units, unit, offer_id, proposal_id, reason, created_by, accepted_by, decided_by,
  created_at, changed_at)
SELECT 'XTH-P-' || to_char(a.created_at, 'YYYY') || '-'
         || lpad(nextval('pledge_number')::text, 6, '0'),
       CASE WHEN l.category LIKE 'MAT%' OR l.category LIKE 'FAC%' THEN 'goods' ELSE 'time' END,
       CASE WHEN a.status = 'cancelled' OR (a.status = 'received' AND a.received_units = 0)
              THEN 'withdrawn'
            WHEN a.status IN ('received', 'evaluated') THEN 'kept' ELSE 'agreed' END,
       a.giver_id, a.organisation_id, a.need_id, a.line_id, a.home_id, a.division, a.units, a.unit,
       a.offer_id, a.proposal_id,
       coalesce((SELECT s.note FROM agreement_step s
                  WHERE s.agreement_id = a.id
                    AND s.verb = CASE a.status WHEN 'cancelled' THEN 'cancel'
                                   WHEN 'received' THEN CASE a.received_units WHEN 0 THEN 'receive'
                                   END END), ''),
       a.giver_id, p.need_accepted_by, p.decided_by, a.created_at, a.changed_at
  FROM agreement a JOIN need_line l ON l.id = a.line_id JOIN proposal p ON p.id = a.proposal_id
 ORDER BY a.id;
"""

DONATIONS = """
INSERT INTO donation (id, number, pledge_id, agreement_id, kind, status, giver_id,
  organisation_id, need_id, line_id, home_id, offer_id, division, subject, units, unit, due_on,
  dispatched, good, short, allocated_units, dispatched_at, counted_by, counted_at, closed_at,
  next_check_at, created_at, changed_at)
SELECT a.id, 'XTH-D-' || to_char(a.created_at, 'YYYY') || '-'
         || lpad(nextval('donation_number')::text, 6, '0'),
       g.id, a.id, g.kind,
       CASE WHEN a.status = 'received' AND a.received_units = 0 THEN 'cancelled'
            ELSE CASE a.status WHEN 'in_force' THEN 'agreed' WHEN 'in_delivery' THEN 'in_transit'
                               WHEN 'received' THEN 'counted' WHEN 'evaluated' THEN 'answered'
                               ELSE 'cancelled' END END,
       a.giver_id, a.organisation_id, a.need_id, a.line_id, a.home_id, a.offer_id, a.division,
       a.subject, a.units, a.unit, a.due_on,
       CASE WHEN a.status IN ('in_delivery', 'received', 'evaluated') THEN a.units ELSE 0 END,
       coalesce(a.received_units, 0),
       CASE WHEN a.received_units IS NULL THEN 0 ELSE a.units - a.received_units END,
       CASE WHEN a.status = 'evaluated' THEN coalesce(a.received_units, 0) ELSE 0 END,
       sent.at, counted.by, counted.at,
       CASE WHEN a.status IN ('evaluated', 'cancelled')
                 OR (a.status = 'received' AND a.received_units = 0) THEN a.changed_at END,
       -- Nobody sent it yet: asked on the agreed day at nine, or after giving.transit_days.
       CASE WHEN a.status <> 'in_force' THEN NULL
            WHEN a.due_on > current_date THEN (a.due_on + time '09:00') AT TIME ZONE 'Asia/Shanghai'
            ELSE now() + interval '14 days' END,
       a.created_at, a.changed_at
  FROM agreement a JOIN pledge g ON g.proposal_id = a.proposal_id
  LEFT JOIN agreement_step sent ON sent.agreement_id = a.id AND sent.verb = 'dispatch'
  LEFT JOIN agreement_step counted ON counted.agreement_id = a.id AND counted.verb = 'receive'
 ORDER BY a.id;
INSERT INTO parcel (donation_id, position, code, units, note, dispatched_by, dispatched_at, good,
  broken, short, surplus, count_note, photos, counted_by, counted_at)
SELECT d.id, 1, upper(substr(replace(gen_random_uuid()::text, '-', ''), 1, 12)), d.units,
       coalesce(sent.note, ''), sent.by, coalesce(sent.at, d.changed_at), a.received_units,
       CASE WHEN a.received_units IS NOT NULL THEN 0 END, a.units - a.received_units,
       CASE WHEN a.received_units IS NOT NULL THEN 0 END, coalesce(counted.note, ''), '{}',
       counted.by,
       CASE WHEN a.received_units IS NOT NULL THEN coalesce(counted.at, d.changed_at) END
  FROM donation d JOIN agreement a ON a.id = d.agreement_id
  LEFT JOIN agreement_step sent ON sent.agreement_id = a.id AND sent.verb = 'dispatch'
  LEFT JOIN agreement_step counted ON counted.agreement_id = a.id AND counted.verb = 'receive'
 WHERE d.dispatched > 0 ORDER BY d.id;
INSERT INTO donation_step (donation_id, verb, by, at, note)
SELECT d.id, CASE s.verb WHEN 'receive' THEN 'count' WHEN 'evaluate' THEN 'answer' ELSE s.verb END,
       s.by, s.at, s.note
  FROM agreement_step s JOIN donation d ON d.agreement_id = s.agreement_id ORDER BY s.id;
INSERT INTO allocation_line (donation_id, home_id, units, by, at)
SELECT d.id, d.home_id, d.allocated_units, d.counted_by, d.changed_at
  FROM donation d WHERE d.allocated_units > 0 ORDER BY d.id;
INSERT INTO feedback (donation_id, home_id, rating, words, by, at)
SELECT d.id, d.home_id, a.rating, a.feedback, s.by, coalesce(s.at, d.changed_at)
  FROM donation d JOIN agreement a ON a.id = d.agreement_id
  LEFT JOIN agreement_step s ON s.agreement_id = a.id AND s.verb = 'evaluate'
 WHERE a.rating IS NOT NULL ORDER BY d.id;
INSERT INTO outbox (topic, payload)
SELECT 'donation.carried_over', jsonb_build_object('donation_id', d.id)
  FROM donation d WHERE d.dispatched > 0 ORDER BY d.id;
"""

AGREEMENTS = """
UPDATE agreement a SET
  giver_confirmed_by = p.offer_accepted_by, giver_confirmed_at = a.created_at,
  recipient_confirmed_by = p.need_accepted_by, recipient_confirmed_at = a.created_at,
  purpose = n.title,
  status = CASE WHEN a.status = 'received' AND a.received_units = 0 THEN 'cancelled'
                WHEN a.status = 'in_delivery' THEN 'in_force'
                WHEN a.status IN ('received', 'evaluated') THEN 'kept' ELSE a.status END
  FROM proposal p JOIN need n ON n.id = p.need_id
 WHERE p.id = a.proposal_id;
"""


async def forwards() -> MigrationManager:
    """Copied in the order in which one row names another."""
    return raw_sql(ID, "giving", DESCRIPTION, TIES, PLEDGES, DONATIONS, AGREEMENTS)
