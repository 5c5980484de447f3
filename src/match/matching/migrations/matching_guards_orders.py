"""What a run leaves behind can only be added to; where its pages and the next run look."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from match.foundation.guards import raw_sql

ID = "2026-11-26T00:10:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Orders, inputs, reports and overrides."

SQL = """
-- Piccolo does not see that the condition of a CHECK has changed.
ALTER TABLE run_price DROP CONSTRAINT run_price_side;
ALTER TABLE run_price ADD CONSTRAINT run_price_side CHECK ("side" IN ('need', 'offer', 'tier'));
ALTER TABLE proposal DROP CONSTRAINT proposal_status_known;
ALTER TABLE proposal ADD CONSTRAINT proposal_status_known CHECK ("status" IN
  ('proposed', 'need_accepted', 'offer_accepted', 'accepted', 'approved', 'in_delivery', 'received',
   'evaluated', 'cancelled', 'declined', 'rejected', 'expired', 'superseded', 'swapped'));

ALTER TABLE run_order ADD CONSTRAINT run_order_run_fk
  FOREIGN KEY (run_id) REFERENCES match_run (id) ON DELETE RESTRICT;
ALTER TABLE run_input ADD CONSTRAINT run_input_run_fk
  FOREIGN KEY (run_id) REFERENCES match_run (id) ON DELETE RESTRICT;
ALTER TABLE run_county ADD CONSTRAINT run_county_run_fk
  FOREIGN KEY (run_id) REFERENCES match_run (id) ON DELETE RESTRICT;
ALTER TABLE run_report ADD CONSTRAINT run_report_run_fk
  FOREIGN KEY (run_id) REFERENCES match_run (id) ON DELETE RESTRICT;
ALTER TABLE match_override ADD CONSTRAINT match_override_proposal_fk
  FOREIGN KEY (proposal_id) REFERENCES proposal (id) ON DELETE RESTRICT;
ALTER TABLE match_override ADD CONSTRAINT match_override_other_fk
  FOREIGN KEY (other_id) REFERENCES proposal (id) ON DELETE RESTRICT;
ALTER TABLE proposal ADD CONSTRAINT proposal_replaces_fk
  FOREIGN KEY (replaces) REFERENCES proposal (id) ON DELETE RESTRICT;

-- It is compressed already: a second try costs time and gains nothing.
ALTER TABLE run_input ALTER COLUMN content SET STORAGE EXTERNAL;

-- One order per area at a time: a second click finds the first.
CREATE UNIQUE INDEX run_order_one_open ON run_order (scope)
  WHERE status IN ('waiting', 'running');
-- Each thing has one price in a run; and what is read of a run is read by its subject.
CREATE UNIQUE INDEX run_price_once ON run_price (run_id, side, subject_id, name) INCLUDE (price);
DROP INDEX IF EXISTS run_price_run_id;
-- Two foreign keys of every price and every unserved line were checked against one run row that
-- the same transaction had just written: 170,000 look-ups that can only succeed. `match check`
-- asks the question instead.
ALTER TABLE run_price DROP CONSTRAINT run_price_run_fk;
ALTER TABLE unserved DROP CONSTRAINT unserved_run_fk;
CREATE INDEX unserved_offer ON unserved (offer_id, run_id DESC) WHERE offer_id IS NOT NULL;
CREATE INDEX proposal_superseded ON proposal (superseded_by) WHERE superseded_by IS NOT NULL;

SELECT append_only('run_input');
SELECT append_only('run_county');
SELECT append_only('run_report');
SELECT append_only('match_override');
GRANT SELECT ON run_order, run_input, run_county, run_report, match_override TO match_audit;
"""


async def forwards() -> MigrationManager:
    """What Piccolo cannot say."""
    return raw_sql(ID, "matching", DESCRIPTION, SQL)
