"""Ties, and steps that can only be added to."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from match.foundation.guards import raw_sql

ID = "2026-11-25T23:59:59:000000"
VERSION = "1.38.0"
DESCRIPTION = "Ties, append-only steps."

SQL = """
ALTER TABLE agreement ADD CONSTRAINT agreement_proposal_fk
  FOREIGN KEY (proposal_id) REFERENCES proposal (id) ON DELETE RESTRICT;
ALTER TABLE agreement ADD CONSTRAINT agreement_line_fk
  FOREIGN KEY (line_id) REFERENCES need_line (id) ON DELETE RESTRICT;
ALTER TABLE agreement ADD CONSTRAINT agreement_offer_fk
  FOREIGN KEY (offer_id) REFERENCES offer (id) ON DELETE RESTRICT;
ALTER TABLE agreement_step ADD CONSTRAINT agreement_step_agreement_fk
  FOREIGN KEY (agreement_id) REFERENCES agreement (id) ON DELETE RESTRICT;
CREATE INDEX agreement_scope ON agreement (division text_pattern_ops, status);
CREATE SEQUENCE agreement_number;
GRANT USAGE ON SEQUENCE agreement_number TO match_app;
SELECT append_only('agreement_step');
"""


async def forwards() -> MigrationManager:
    """What Piccolo cannot say."""
    return raw_sql(ID, "giving", DESCRIPTION, SQL)
