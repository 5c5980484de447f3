"""Ties of papers and signs; one current paper of a kind; open homes keep the trust they had."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from match.foundation.guards import raw_sql

ID = "2026-11-26T12:00:10:000000"
VERSION = "1.38.0"
DESCRIPTION = "Papers with their days, and signs of life."

SQL = """
ALTER TABLE home_document ADD CONSTRAINT home_document_home_fk
  FOREIGN KEY (home_id) REFERENCES home (id) ON DELETE RESTRICT;
ALTER TABLE home_document ADD CONSTRAINT home_document_file_fk
  FOREIGN KEY (file_id) REFERENCES file (id) ON DELETE RESTRICT;
ALTER TABLE home_document ADD CONSTRAINT home_document_filed_by_fk
  FOREIGN KEY (filed_by) REFERENCES account (id) ON DELETE RESTRICT;
CREATE UNIQUE INDEX home_document_one_current ON home_document (home_id, kind) WHERE current;
CREATE INDEX home_document_due ON home_document (next_check_at) WHERE next_check_at IS NOT NULL;
ALTER TABLE home_sign ADD CONSTRAINT home_sign_home_fk
  FOREIGN KEY (home_id) REFERENCES home (id) ON DELETE CASCADE;
CREATE UNIQUE INDEX home_sign_last ON home_sign (home_id, kind);
"""


async def forwards() -> MigrationManager:
    """What Piccolo cannot say."""
    return raw_sql(ID, "homes", DESCRIPTION, SQL)
