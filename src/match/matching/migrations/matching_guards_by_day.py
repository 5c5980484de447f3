"""By day: one row per pair, ties to line and offer, and the new words of origin and override."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from match.foundation.guards import raw_sql

ID = "2026-11-26T00:40:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Provisional matches by day."

SQL = """
CREATE UNIQUE INDEX day_match_pair ON day_match (line_id, offer_id);
ALTER TABLE day_match
  ADD CONSTRAINT day_match_line_fk FOREIGN KEY (line_id) REFERENCES need_line (id)
    ON DELETE CASCADE,
  ADD CONSTRAINT day_match_offer_fk FOREIGN KEY (offer_id) REFERENCES offer (id) ON DELETE CASCADE;
ALTER TABLE day_price
  ADD CONSTRAINT day_price_offer_fk FOREIGN KEY (offer_id) REFERENCES offer (id) ON DELETE CASCADE;
ALTER TABLE proposal DROP CONSTRAINT proposal_origin_known,
  ADD CONSTRAINT proposal_origin_known CHECK ("origin" IN ('run', 'swap', 'day'));
ALTER TABLE match_override DROP CONSTRAINT match_override_kind_known,
  ADD CONSTRAINT match_override_kind_known CHECK ("kind" IN ('lock', 'unlock', 'swap', 'early'));
"""


async def forwards() -> MigrationManager:
    """What Piccolo cannot say."""
    return raw_sql(ID, "matching", DESCRIPTION, SQL)
