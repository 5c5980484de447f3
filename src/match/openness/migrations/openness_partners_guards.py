"""Keys and webhooks go with their account; what is due is found without looking at what is done."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from match.foundation.guards import raw_sql

ID = "2026-11-26T09:10:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Keys, their use, webhooks and messages hang on their account; due messages."

SQL = """
ALTER TABLE api_key ADD CONSTRAINT api_key_account_fk
  FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE;
ALTER TABLE api_use ADD CONSTRAINT api_use_key_fk
  FOREIGN KEY (key_id) REFERENCES api_key (id) ON DELETE CASCADE;
ALTER TABLE web_hook ADD CONSTRAINT web_hook_account_fk
  FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE;
ALTER TABLE hook_message ADD CONSTRAINT hook_message_hook_fk
  FOREIGN KEY (hook_id) REFERENCES web_hook (id) ON DELETE CASCADE;
CREATE INDEX hook_message_due ON hook_message (hook_id, next_check_at) WHERE status = 'waiting';
"""


async def forwards() -> MigrationManager:
    """What Piccolo cannot say."""
    return raw_sql(ID, "openness", DESCRIPTION, SQL)
