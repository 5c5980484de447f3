"""Choices, digests, deadlines: ties, once, only added to."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from match.foundation.guards import raw_sql

ID = "2026-11-26T23:59:59:007001"
VERSION = "1.38.0"
DESCRIPTION = "Choices, digests and deadlines: ties and once."

SQL = """
-- A check that keeps its name is not made anew by itself.
ALTER TABLE delivery DROP CONSTRAINT delivery_channel_known,
  ADD CONSTRAINT delivery_channel_known CHECK (channel IN ('sms', 'mail', 'wechat')),
  DROP CONSTRAINT delivery_state_known,
  ADD CONSTRAINT delivery_state_known
    CHECK (state IN ('held', 'waiting', 'sent', 'failed', 'left_out'));
ALTER TABLE delivery ADD CONSTRAINT delivery_account_fk
  FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE;
ALTER TABLE digest_line ADD CONSTRAINT digest_line_delivery_fk
  FOREIGN KEY (delivery_id) REFERENCES delivery (id) ON DELETE CASCADE;
ALTER TABLE digest_line ADD CONSTRAINT digest_line_message_fk
  FOREIGN KEY (message_id) REFERENCES message (id) ON DELETE CASCADE;
ALTER TABLE notice_choice ADD CONSTRAINT notice_choice_account_fk
  FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE RESTRICT;
ALTER TABLE quiet_hours ADD CONSTRAINT quiet_hours_account_fk
  FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE;
ALTER TABLE channel_pause ADD CONSTRAINT channel_pause_account_fk
  FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE;
ALTER TABLE deadline_step ADD CONSTRAINT deadline_step_deadline_fk
  FOREIGN KEY (deadline_id) REFERENCES deadline (id) ON DELETE RESTRICT;
-- One digest gathers at a time.
CREATE UNIQUE INDEX delivery_gathering ON delivery (account_id, channel, pace)
  WHERE state = 'held' AND pace <> 'now';
CREATE INDEX delivery_failed ON delivery (id) WHERE state = 'failed';
CREATE INDEX delivery_provider ON delivery (provider_id) WHERE provider_id IS NOT NULL;
CREATE INDEX notice_choice_newest ON notice_choice (account_id, topic, channel, id DESC);
-- One clock of one thing runs at a time.
CREATE UNIQUE INDEX deadline_running ON deadline (clock, subject_id) WHERE ended_at IS NULL;
SELECT append_only('notice_choice');
SELECT append_only('deadline_step');
"""


async def forwards() -> MigrationManager:
    """What Piccolo cannot say."""
    return raw_sql(ID, "notices", DESCRIPTION, SQL)
