"""Ties of duties, questions and progress reports; one row for each thing that is owed."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from match.foundation.guards import raw_sql

ID = "2026-11-26T02:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Ties of duties, questions, progress reports; corrected use reports."

SQL = """
ALTER TABLE duty
  ADD CONSTRAINT duty_donation_fk FOREIGN KEY (donation_id) REFERENCES donation (id)
    ON DELETE RESTRICT,
  ADD CONSTRAINT duty_home_fk FOREIGN KEY (home_id) REFERENCES home (id) ON DELETE RESTRICT,
  ADD CONSTRAINT duty_organisation_fk FOREIGN KEY (organisation_id)
    REFERENCES organisation (id) ON DELETE RESTRICT;
-- Two workers that look at one donation at once make one row, not two.
CREATE UNIQUE INDEX duty_once ON duty
  (donation_id, kind, about, coalesce(home_id, 0), coalesce(organisation_id, 0));
CREATE INDEX duty_clock ON duty (next_check_at) WHERE next_check_at IS NOT NULL;
CREATE INDEX duty_hidden ON duty (home_id, organisation_id) WHERE status = 'hidden';
CREATE INDEX duty_scope ON duty (division text_pattern_ops, status);
ALTER TABLE progress_report ADD CONSTRAINT progress_report_donation_fk
  FOREIGN KEY (donation_id) REFERENCES donation (id) ON DELETE RESTRICT;
ALTER TABLE use_question ADD CONSTRAINT use_question_donation_fk
  FOREIGN KEY (donation_id) REFERENCES donation (id) ON DELETE RESTRICT;
SELECT append_only('progress_report');
ALTER TABLE use_report DROP CONSTRAINT use_report_status_known;
ALTER TABLE use_report ADD CONSTRAINT use_report_status_known
  CHECK (status IN ('submitted', 'returned', 'accepted', 'replaced'));
ALTER TABLE use_report ADD CONSTRAINT use_report_replaces_fk
  FOREIGN KEY (replaces) REFERENCES use_report (id) ON DELETE RESTRICT;
GRANT SELECT ON duty, progress_report, use_question TO match_audit;
"""


async def forwards() -> MigrationManager:
    """What Piccolo cannot say."""
    return raw_sql(ID, "giving", DESCRIPTION, SQL)
