"""The hash chain of `foundation/chain.py`, for the database to make its links with."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from match.foundation.guards import raw_sql

ID = "2026-11-26T08:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Links of hash chains."

# Characters, not bytes, are counted: both sides count code points. The domain holds no NUL.
SQL = r"""
CREATE FUNCTION chain_link(domain text, before bytea, VARIADIC fields text[]) RETURNS bytea
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog AS $$
  SELECT sha256(convert_to(domain, 'UTF8') || '\x00'::bytea || before || convert_to(coalesce(
    (SELECT string_agg(coalesce(length(field) || ':' || field, '-') || ',', '' ORDER BY place)
       FROM unnest(fields) WITH ORDINALITY AS told(field, place)), ''), 'UTF8'))
$$;
"""


async def forwards() -> MigrationManager:
    """One function, needed by every room that keeps a chain."""
    return raw_sql(ID, "foundation", DESCRIPTION, SQL)
