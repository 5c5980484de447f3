"""Ties; one log a day, one plan a year, one duty a person and day; the room has one user."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from match.foundation.guards import raw_sql

ID = "2026-11-27T00:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Ties, single rows, the room's users."

SQL = """
ALTER TABLE opening_exception ADD CONSTRAINT opening_exception_home_fk
  FOREIGN KEY (home_id) REFERENCES home (id) ON DELETE CASCADE;
ALTER TABLE opening_log ADD CONSTRAINT opening_log_home_fk
  FOREIGN KEY (home_id) REFERENCES home (id) ON DELETE RESTRICT;
CREATE UNIQUE INDEX opening_log_once_a_day ON opening_log (home_id, day);
SELECT append_only('opening_log');

ALTER TABLE rota_person ADD CONSTRAINT rota_person_home_fk
  FOREIGN KEY (home_id) REFERENCES home (id) ON DELETE RESTRICT;
ALTER TABLE rota_duty ADD CONSTRAINT rota_duty_person_fk
  FOREIGN KEY (person_id) REFERENCES rota_person (id) ON DELETE RESTRICT;
CREATE UNIQUE INDEX rota_duty_once ON rota_duty (home_id, day, person_id);

ALTER TABLE activity ADD CONSTRAINT activity_home_fk
  FOREIGN KEY (home_id) REFERENCES home (id) ON DELETE RESTRICT;
CREATE INDEX activity_when ON activity (home_id, starts_at DESC);
CREATE INDEX activity_scope ON activity (division text_pattern_ops, starts_at);
ALTER TABLE activity_heads ADD CONSTRAINT activity_heads_activity_fk
  FOREIGN KEY (activity_id) REFERENCES activity (id) ON DELETE RESTRICT;
CREATE UNIQUE INDEX activity_heads_once ON activity_heads (activity_id, part, code);
ALTER TABLE activity_signup ADD CONSTRAINT activity_signup_activity_fk
  FOREIGN KEY (activity_id) REFERENCES activity (id) ON DELETE RESTRICT;
ALTER TABLE activity_signup ADD CONSTRAINT activity_signup_account_fk
  FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE RESTRICT;
CREATE UNIQUE INDEX activity_signup_once ON activity_signup (activity_id, account_id)
  WHERE withdrawn_at IS NULL AND account_id IS NOT NULL;

ALTER TABLE work_plan ADD CONSTRAINT work_plan_home_fk
  FOREIGN KEY (home_id) REFERENCES home (id) ON DELETE RESTRICT;
CREATE UNIQUE INDEX work_plan_once_a_year ON work_plan (home_id, year);
ALTER TABLE work_plan_item ADD CONSTRAINT work_plan_item_plan_fk
  FOREIGN KEY (plan_id) REFERENCES work_plan (id) ON DELETE RESTRICT;

ALTER TABLE venue_booking ADD CONSTRAINT venue_booking_home_fk
  FOREIGN KEY (home_id) REFERENCES home (id) ON DELETE RESTRICT;
ALTER TABLE venue_booking ADD CONSTRAINT venue_booking_account_fk
  FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE RESTRICT;
ALTER TABLE venue_booking ADD CONSTRAINT venue_booking_one_at_a_time
  EXCLUDE USING gist (home_id WITH =, tstzrange(starts_at, ends_at) WITH &&)
  WHERE (status = 'accepted');
"""


async def forwards() -> MigrationManager:
    """What Piccolo cannot say."""
    return raw_sql(ID, "activities", DESCRIPTION, SQL)
