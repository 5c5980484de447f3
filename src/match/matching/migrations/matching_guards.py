"""Ties, one open proposal a pair, indexes for the desks, and runs that can only be added to."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from match.foundation.guards import raw_sql

ID = "2026-11-25T23:59:59:000000"
VERSION = "1.38.0"
DESCRIPTION = "Ties, indexes, append-only proof."

SQL = """
ALTER TABLE proposal ADD CONSTRAINT proposal_run_fk
  FOREIGN KEY (run_id) REFERENCES match_run (id) ON DELETE RESTRICT;
ALTER TABLE proposal ADD CONSTRAINT proposal_need_fk
  FOREIGN KEY (need_id) REFERENCES need (id) ON DELETE RESTRICT;
ALTER TABLE proposal ADD CONSTRAINT proposal_line_fk
  FOREIGN KEY (line_id) REFERENCES need_line (id) ON DELETE RESTRICT;
ALTER TABLE proposal ADD CONSTRAINT proposal_offer_fk
  FOREIGN KEY (offer_id) REFERENCES offer (id) ON DELETE RESTRICT;
ALTER TABLE run_price ADD CONSTRAINT run_price_run_fk
  FOREIGN KEY (run_id) REFERENCES match_run (id) ON DELETE RESTRICT;
ALTER TABLE unserved ADD CONSTRAINT unserved_run_fk
  FOREIGN KEY (run_id) REFERENCES match_run (id) ON DELETE RESTRICT;
-- A run that is started twice cannot propose the same pair twice.
CREATE UNIQUE INDEX proposal_one_open_per_pair ON proposal (line_id, offer_id)
  WHERE status IN ('proposed', 'need_accepted', 'offer_accepted', 'accepted');
CREATE INDEX proposal_scope ON proposal (division text_pattern_ops, status);
CREATE INDEX proposal_waiting ON proposal (next_check_at) WHERE next_check_at IS NOT NULL;
CREATE INDEX unserved_line ON unserved (line_id, run_id DESC);

SELECT append_only('match_run');
SELECT append_only('run_price');
SELECT append_only('unserved');
GRANT SELECT ON match_run, run_price, unserved TO match_audit;
"""


async def forwards() -> MigrationManager:
    """What Piccolo cannot say."""
    return raw_sql(ID, "matching", DESCRIPTION, SQL)
