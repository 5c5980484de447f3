"""Ties of WeChat's deliveries, and what waits."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from match.foundation.guards import raw_sql

ID = "2026-11-26T17:20:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Ties and waiting rows of the WeChat channel."

SQL = """
ALTER TABLE wechat_delivery ADD CONSTRAINT wechat_delivery_article_fk
  FOREIGN KEY (article_id) REFERENCES article (id) ON DELETE RESTRICT;
ALTER TABLE wechat_delivery ADD CONSTRAINT wechat_delivery_noted_by_fk
  FOREIGN KEY (noted_by) REFERENCES account (id) ON DELETE RESTRICT;
CREATE INDEX wechat_delivery_waiting ON wechat_delivery (next_check_at)
  WHERE next_check_at IS NOT NULL;
"""


async def forwards() -> MigrationManager:
    """What Piccolo cannot say."""
    return raw_sql(ID, "publicity", DESCRIPTION, SQL)
