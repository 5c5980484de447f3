"""The hash chain of `foundation/chain.py`, for the database to make its links with."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from match.foundation.guards import raw_sql

ID = "2026-11-26T08:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Links of hash chains."

# Characters, not bytes, are counted: both sides count code points. The domain holds no NUL.
SQL = r"""
CREATE FUNCTION chain_link(domain text, before bytea, VARIADIC fields text[]) RETURNS bytea
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  said text := '';
  field text;
BEGIN
  FOREACH field IN ARRAY fields LOOP
    said := said || coalesce(length(field) || ':' || field, '-') || ',';
  END LOOP;
  RETURN sha256(convert_to(domain, 'UTF8') || '\x00'::bytea || before
                || convert_to(said, 'UTF8'));
END $$;
"""


async def forwards() -> MigrationManager:
    """One function, needed by every room that keeps a chain."""
    return raw_sql(ID, "foundation", DESCRIPTION, SQL)
