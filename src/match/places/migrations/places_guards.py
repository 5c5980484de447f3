"""Codes in byte order, so that a prefix is a range; the tree holds together; fast look-ups."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from match.foundation.guards import raw_sql

ID = "2026-11-25T23:59:59:000010"
VERSION = "1.38.0"
DESCRIPTION = "Byte order, foreign keys and indexes of the division tree."

# LIKE '4331%' uses an index only under the C collation, and the database's own is C.UTF-8.
BYTE_ORDER = """
ALTER TABLE division
  ALTER COLUMN code TYPE varchar(12) COLLATE "C",
  ALTER COLUMN parent_code TYPE varchar(12) COLLATE "C",
  ALTER COLUMN replaced_by TYPE varchar(12) COLLATE "C",
  ALTER COLUMN pinyin TYPE varchar(240) COLLATE "C",
  ALTER COLUMN initials TYPE varchar(60) COLLATE "C",
  ALTER COLUMN sort_key TYPE varchar(300) COLLATE "C";
"""

TREE = """
ALTER TABLE division
  ADD CONSTRAINT division_parent FOREIGN KEY (parent_code) REFERENCES division (code)
    ON DELETE RESTRICT,
  ADD CONSTRAINT division_successor_there FOREIGN KEY (replaced_by) REFERENCES division (code)
    ON DELETE RESTRICT;
CREATE INDEX division_children ON division (parent_code, sort_key) WHERE valid_to IS NULL;
CREATE INDEX division_pinyin ON division (pinyin) WHERE valid_to IS NULL;
CREATE INDEX division_initials ON division (initials) WHERE valid_to IS NULL;
CREATE INDEX division_became ON division (replaced_by) WHERE replaced_by IS NOT NULL;
REVOKE DELETE, TRUNCATE ON division FROM match_app;
"""


async def forwards() -> MigrationManager:
    """Types first: the foreign keys must compare equal collations."""
    return raw_sql(ID, "places", DESCRIPTION, BYTE_ORDER, TREE)
