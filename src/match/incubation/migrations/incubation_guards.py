"""Ties; one place an organisation; supports and services that are only added to."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from match.foundation.guards import raw_sql

ID = "2026-11-26T04:10:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Ties, indexes, append-only services."

TIES = """
ALTER TABLE incubation_base ADD CONSTRAINT incubation_base_division_fk
  FOREIGN KEY (division) REFERENCES division (code) ON DELETE RESTRICT;
ALTER TABLE incubation_base ADD CONSTRAINT incubation_base_organisation_fk
  FOREIGN KEY (organisation_id) REFERENCES organisation (id) ON DELETE RESTRICT;
ALTER TABLE incubation_base ADD CONSTRAINT incubation_base_kept_by_fk
  FOREIGN KEY (kept_by) REFERENCES account (id) ON DELETE RESTRICT;
ALTER TABLE incubation ADD CONSTRAINT incubation_base_fk
  FOREIGN KEY (base_id) REFERENCES incubation_base (id) ON DELETE RESTRICT;
ALTER TABLE incubation ADD CONSTRAINT incubation_organisation_fk
  FOREIGN KEY (organisation_id) REFERENCES organisation (id) ON DELETE RESTRICT;
ALTER TABLE incubation ADD CONSTRAINT incubation_mentor_fk
  FOREIGN KEY (mentor_id) REFERENCES account (id) ON DELETE RESTRICT;
ALTER TABLE incubation ADD CONSTRAINT incubation_kept_by_fk
  FOREIGN KEY (kept_by) REFERENCES account (id) ON DELETE RESTRICT;
ALTER TABLE incubation_support ADD CONSTRAINT incubation_support_of_fk
  FOREIGN KEY (incubation_id) REFERENCES incubation (id) ON DELETE RESTRICT;
ALTER TABLE incubation_support ADD CONSTRAINT incubation_support_by_fk
  FOREIGN KEY ("by") REFERENCES account (id) ON DELETE RESTRICT;
ALTER TABLE capacity_gap ADD CONSTRAINT capacity_gap_of_fk
  FOREIGN KEY (incubation_id) REFERENCES incubation (id) ON DELETE RESTRICT;
ALTER TABLE capacity_gap ADD CONSTRAINT capacity_gap_noted_by_fk
  FOREIGN KEY (noted_by) REFERENCES account (id) ON DELETE RESTRICT;
ALTER TABLE active_service ADD CONSTRAINT active_service_organisation_fk
  FOREIGN KEY (organisation_id) REFERENCES organisation (id) ON DELETE RESTRICT;
ALTER TABLE active_service ADD CONSTRAINT active_service_by_fk
  FOREIGN KEY ("by") REFERENCES account (id) ON DELETE RESTRICT;
ALTER TABLE psych_service ADD CONSTRAINT psych_service_organisation_fk
  FOREIGN KEY (organisation_id) REFERENCES organisation (id) ON DELETE RESTRICT;
ALTER TABLE psych_service ADD CONSTRAINT psych_service_division_fk
  FOREIGN KEY (division) REFERENCES division (code) ON DELETE RESTRICT;
ALTER TABLE psych_service ADD CONSTRAINT psych_service_by_fk
  FOREIGN KEY ("by") REFERENCES account (id) ON DELETE RESTRICT;
ALTER TABLE counsellor ADD CONSTRAINT counsellor_division_fk
  FOREIGN KEY (division) REFERENCES division (code) ON DELETE RESTRICT;
ALTER TABLE counsellor ADD CONSTRAINT counsellor_account_fk
  FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE RESTRICT;
ALTER TABLE counsellor ADD CONSTRAINT counsellor_organisation_fk
  FOREIGN KEY (organisation_id) REFERENCES organisation (id) ON DELETE RESTRICT;
ALTER TABLE counsellor ADD CONSTRAINT counsellor_proposed_by_fk
  FOREIGN KEY (proposed_by) REFERENCES account (id) ON DELETE RESTRICT;
ALTER TABLE counsellor ADD CONSTRAINT counsellor_checked_by_fk
  FOREIGN KEY (checked_by) REFERENCES account (id) ON DELETE RESTRICT;
CREATE UNIQUE INDEX incubation_once ON incubation (organisation_id)
  WHERE status NOT IN ('graduated', 'left');
CREATE INDEX incubation_scope ON incubation (division text_pattern_ops, status);
CREATE INDEX counsellor_scope ON counsellor (division text_pattern_ops, status);
CREATE INDEX psych_service_scope ON psych_service (division text_pattern_ops, "on");
CREATE INDEX capacity_gap_open ON capacity_gap (incubation_id) WHERE closed_at IS NULL;
SELECT append_only('incubation_support');
SELECT append_only('active_service');
SELECT append_only('psych_service');
"""


async def forwards() -> MigrationManager:
    """What Piccolo cannot say."""
    return raw_sql(ID, "incubation", DESCRIPTION, TIES)
