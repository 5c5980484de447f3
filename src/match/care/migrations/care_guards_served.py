"""How many of the children served had an agreement, as numbers for every level."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from match.foundation.guards import raw_sql

ID = "2026-11-26T04:10:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Agreement rate without names."

SERVED = """
CREATE FUNCTION care.served(prefix text, since date, until date)
RETURNS TABLE (agreed bigint, served bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
  SELECT count(*) FILTER (WHERE always), count(*) FROM (
    SELECT bool_and(t.agreement_id IS NOT NULL) AS always FROM care.attendance t
    WHERE starts_with(t.division, prefix) AND t.day BETWEEN since AND until
    GROUP BY t.child_id) AS each
$$;
REVOKE EXECUTE ON FUNCTION care.served(text, date, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION care.served(text, date, date) TO match_care;
"""


async def forwards() -> MigrationManager:
    """One function."""
    return raw_sql(ID, "care", DESCRIPTION, SERVED)
