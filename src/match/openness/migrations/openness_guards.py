"""What was released stays as it was; ties; the order of the feed."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from match.foundation.guards import raw_sql

ID = "2026-11-26T02:30:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Releases are only added; kept searches go with their person."

SQL = """
ALTER TABLE ocds_release ADD CONSTRAINT ocds_release_tender_fk
  FOREIGN KEY (tender_id) REFERENCES tender (id) ON DELETE RESTRICT;
CREATE INDEX ocds_release_ocid ON ocds_release (ocid, id);
CREATE INDEX ocds_release_year ON ocds_release (year, id);
SELECT append_only('ocds_release');

ALTER TABLE saved_search ADD CONSTRAINT saved_search_account_fk
  FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE;
ALTER TABLE search_hit ADD CONSTRAINT search_hit_search_fk
  FOREIGN KEY (search_id) REFERENCES saved_search (id) ON DELETE CASCADE;
CREATE INDEX saved_search_active ON saved_search (subject) WHERE active;
CREATE INDEX search_hit_untold ON search_hit (search_id) WHERE told_at IS NULL;
"""


async def forwards() -> MigrationManager:
    """What Piccolo cannot say."""
    return raw_sql(ID, "openness", DESCRIPTION, SQL)
