"""Ties of returned goods and changed uses; one open question a donation."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from match.foundation.guards import raw_sql

ID = "2026-11-26T00:25:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Ties of returned goods and changed uses."

SQL = """
ALTER TABLE goods_return ADD CONSTRAINT goods_return_donation_fk
  FOREIGN KEY (donation_id) REFERENCES donation (id) ON DELETE RESTRICT;
ALTER TABLE use_change ADD CONSTRAINT use_change_donation_fk
  FOREIGN KEY (donation_id) REFERENCES donation (id) ON DELETE RESTRICT;
CREATE UNIQUE INDEX use_change_one_open ON use_change (donation_id) WHERE consented IS NULL;
SELECT append_only('goods_return');
GRANT SELECT ON goods_return, use_change TO match_audit;
"""


async def forwards() -> MigrationManager:
    """What Piccolo cannot say."""
    return raw_sql(ID, "giving", DESCRIPTION, SQL)
