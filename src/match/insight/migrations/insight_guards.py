"""One count of a measure and division, quick reading of a division's parts, reports for good."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from match.foundation.guards import raw_sql

ID = "2026-11-26T23:40:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Counts are one each; monthly reports are only added."

SQL = """
CREATE UNIQUE INDEX gauge_count_one ON gauge_count (division, measure, facet);
CREATE INDEX gauge_count_parts ON gauge_count (parent, measure, facet);
CREATE UNIQUE INDEX care_total_one ON care_total (division, month, measure);
CREATE UNIQUE INDEX monthly_report_one ON monthly_report (division, month);
SELECT append_only('monthly_report');
SELECT append_only('gauge_recount');
"""


async def forwards() -> MigrationManager:
    """What Piccolo cannot say."""
    return raw_sql(ID, "insight", DESCRIPTION, SQL)
