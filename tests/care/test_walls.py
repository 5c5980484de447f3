"""The room's walls in the database: role, row-level security, and what a scope shows."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

from match.foundation.db import rows, value


async def test_the_application_may_do_nothing_in_the_schema(db: None) -> None:
    held = await rows(
        "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        " WHERE n.nspname = 'care' AND c.relkind IN ('r', 'v', 'm', 'p')"
        " AND (has_table_privilege('match_app', c.oid, 'SELECT, INSERT, UPDATE, DELETE')"
        " OR has_any_column_privilege('match_app', c.oid, 'SELECT, INSERT, UPDATE')"
        " OR has_table_privilege('match_audit', c.oid, 'SELECT'))"
    )

    assert held == []
    assert not await value("SELECT has_schema_privilege('match_app', 'care', 'USAGE')")
