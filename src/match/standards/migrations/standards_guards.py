"""Ties; one form a village, one inspection a home and round, one open flag a line; what was seen
stays as it was seen."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from match.foundation.guards import raw_sql

ID = "2026-11-26T12:10:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Ties, once-only indexes, append-only inspections."

SQL = """
ALTER TABLE survey ADD CONSTRAINT survey_opened_by_fk
  FOREIGN KEY (opened_by) REFERENCES account (id) ON DELETE RESTRICT;
ALTER TABLE survey_form ADD CONSTRAINT survey_form_survey_fk
  FOREIGN KEY (survey_id) REFERENCES survey (id) ON DELETE RESTRICT;
ALTER TABLE survey_form ADD CONSTRAINT survey_form_filled_by_fk
  FOREIGN KEY (filled_by) REFERENCES account (id) ON DELETE RESTRICT;
ALTER TABLE survey_form ADD CONSTRAINT survey_form_home_fk
  FOREIGN KEY (home_id) REFERENCES home (id) ON DELETE RESTRICT;
ALTER TABLE inspection_round ADD CONSTRAINT inspection_round_inspector_fk
  FOREIGN KEY (inspector_id) REFERENCES account (id) ON DELETE RESTRICT;
ALTER TABLE inspection ADD CONSTRAINT inspection_round_fk
  FOREIGN KEY (round_id) REFERENCES inspection_round (id) ON DELETE RESTRICT;
ALTER TABLE inspection ADD CONSTRAINT inspection_home_fk
  FOREIGN KEY (home_id) REFERENCES home (id) ON DELETE RESTRICT;
ALTER TABLE inspection ADD CONSTRAINT inspection_inspector_fk
  FOREIGN KEY (inspector_id) REFERENCES account (id) ON DELETE RESTRICT;
ALTER TABLE inspection_line ADD CONSTRAINT inspection_line_inspection_fk
  FOREIGN KEY (inspection_id) REFERENCES inspection (id) ON DELETE RESTRICT;
ALTER TABLE standard_flag ADD CONSTRAINT standard_flag_home_fk
  FOREIGN KEY (home_id) REFERENCES home (id) ON DELETE RESTRICT;
ALTER TABLE standard_flag ADD CONSTRAINT standard_flag_opened_by_fk
  FOREIGN KEY (opened_by) REFERENCES inspection (id) ON DELETE RESTRICT;
ALTER TABLE standard_flag ADD CONSTRAINT standard_flag_closed_by_fk
  FOREIGN KEY (closed_by) REFERENCES inspection (id) ON DELETE RESTRICT;
ALTER TABLE standard_task ADD CONSTRAINT standard_task_flag_fk
  FOREIGN KEY (flag_id) REFERENCES standard_flag (id) ON DELETE RESTRICT;
-- A draft may be thrown away; the task then has no need, and another can be written.
ALTER TABLE standard_task ADD CONSTRAINT standard_task_need_fk
  FOREIGN KEY (need_id) REFERENCES need (id) ON DELETE SET NULL;

-- The commands look first; this is what stands when two of them look at the same moment.
CREATE UNIQUE INDEX survey_form_once ON survey_form (survey_id, village);
CREATE UNIQUE INDEX inspection_once ON inspection (round_id, home_id);
CREATE UNIQUE INDEX inspection_line_once ON inspection_line (inspection_id, line);
CREATE UNIQUE INDEX standard_flag_one_open ON standard_flag (home_id, line) WHERE status = 'open';
CREATE INDEX inspection_last ON inspection (home_id, inspected_on DESC, id DESC);
CREATE INDEX standard_flag_scope ON standard_flag (division text_pattern_ops) WHERE status = 'open';
CREATE INDEX standard_task_waiting ON standard_task (next_check_at) WHERE next_check_at IS NOT NULL;
SELECT append_only('inspection');
SELECT append_only('inspection_line');
"""


async def forwards() -> MigrationManager:
    """What Piccolo cannot say."""
    return raw_sql(ID, "standards", DESCRIPTION, SQL)
