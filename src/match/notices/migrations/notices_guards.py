"""Ties, one message per person and fact, one delivery per message and channel."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from match.foundation.guards import raw_sql

ID = "2026-11-25T23:59:59:000000"
VERSION = "1.38.0"
DESCRIPTION = "Ties, once per fact."

SQL = """
ALTER TABLE message ADD CONSTRAINT message_account_fk
  FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE;
ALTER TABLE delivery ADD CONSTRAINT delivery_message_fk
  FOREIGN KEY (message_id) REFERENCES message (id) ON DELETE CASCADE;
CREATE UNIQUE INDEX message_once ON message (account_id, event_id, kind) WHERE event_id IS NOT NULL;
CREATE INDEX message_unread ON message (account_id) WHERE read_at IS NULL;
CREATE UNIQUE INDEX delivery_once ON delivery (message_id, channel);
"""


async def forwards() -> MigrationManager:
    """What Piccolo cannot say."""
    return raw_sql(ID, "notices", DESCRIPTION, SQL)
