"""The room's walls in the database: role, row-level security, and what a scope shows."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

import asyncpg
import pytest

from match.foundation.db import DatabaseError, one, rows, unit_of_work, value
from match.foundation.restricted import restricted
from match.foundation.settings import Settings
from tests.care import make

NONE = (
    "SELECT count(*) FROM care.child",
    "SELECT count(*) FROM care.guardian",
    "SELECT count(*) FROM care.look",
    "SELECT count(*) FROM care.month_count",
)


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


async def test_every_table_is_forced_and_its_role_stands_below(db: None) -> None:
    tables = await rows(
        "SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity AS forced,"
        " (SELECT count(*) FROM pg_policy p WHERE p.polrelid = c.oid AND p.polqual IS NOT NULL"
        "  AND (p.polwithcheck IS NOT NULL OR p.polcmd IN ('r', 'd'))) AS policies,"
        " c.relowner::regrole::text AS owner"
        " FROM pg_class c WHERE c.relnamespace = 'care'::regnamespace AND c.relkind = 'r'"
    )
    care = await one("SELECT * FROM pg_roles WHERE rolname = 'match_care'")
    views = await value(
        "SELECT count(*) FROM pg_class WHERE relnamespace = 'care'::regnamespace"
        " AND relkind IN ('v', 'm')"
    )

    assert len(tables) >= 15
    assert [t["relname"] for t in tables if not t["forced"] or not t["policies"]] == []
    assert {t["owner"] for t in tables} == {"match_owner"}
    assert care
    assert [care[mark] for mark in ("rolsuper", "rolbypassrls", "rolcreaterole")] == [False] * 3
    assert views == 0  # a view would run as its owner, above row-level security


async def test_the_webs_login_cannot_become_the_rooms_role(settings: Settings, db: None) -> None:
    web = await asyncpg.connect(settings.database_url)
    try:
        for sql in ("SET ROLE match_care", "SELECT 1 FROM care.child", "SELECT care.counties()"):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await web.execute(sql)
    finally:
        await web.close()


async def test_without_a_scope_nothing_is_seen_even_on_a_used_connection(
    settings: Settings, db: None
) -> None:
    """reliability.md §5.1: once set and reset, the setting is '' and a naive policy opens all."""
    owner = await asyncpg.connect(settings.owner_database_url)
    care = await asyncpg.connect(settings.care_database_url)
    try:
        await owner.execute(
            "INSERT INTO care.month_count (home_id, division, month, code, children, sent_by)"
            " VALUES (1, '433101001201', '2020-01-01', 'ALL', 7, 0)"
        )
        assert [await care.fetchval(sql) for sql in NONE] == [0] * 4
        async with care.transaction():
            await care.execute("SELECT set_config('care.scope', '433101', true)")
            assert await care.fetchval(NONE[3]) == 1
        assert await care.fetchval("SELECT current_setting('care.scope', true)") == ""
        assert [await care.fetchval(sql) for sql in NONE] == [0] * 4

        # The broken twin: the usual policy shows everything to who has no scope.
        await owner.execute(
            "CREATE POLICY naive ON care.month_count TO match_care"
            " USING (division >= current_setting('care.scope', true))"
        )
        assert await care.fetchval(NONE[3]) == 1
    finally:
        await owner.execute("DROP POLICY IF EXISTS naive ON care.month_count")
        await owner.execute("DELETE FROM care.month_count WHERE home_id = 1")
        await owner.close()
        await care.close()


async def test_a_scope_shows_its_place_and_nothing_wider_than_a_county_shows_anything(
    db: None,
) -> None:
    scene = await make.scene()
    child = await make.child(scene)
    for scope, seen in (
        ("433101001201", 1),
        ("433101001", 1),
        ("433101", 1),
        ("433101001202", 0),
        ("433122", 0),
        ("4331", 0),
        ("43", 0),
        ("", 0),
    ):
        async with restricted((scope,)):
            found = await value("SELECT count(*) FROM care.child WHERE id = $1", child)
        assert found == seen, scope


async def test_rows_cannot_be_written_into_another_county_nor_tied_across(db: None) -> None:
    scene = await make.scene()
    child = await make.child(scene)
    row = (
        "INSERT INTO care.guardian (child_id, division, kind, relation, created_by)"
        " VALUES ($1, $2, 'GK-GRAND', '奶奶', 1) RETURNING id"
    )

    with pytest.raises(DatabaseError):
        async with restricted(("433122",)):
            await value(row, child, make.VILLAGE)
    # The foreign key asks no row-level security; with the division in it, it need not.
    with pytest.raises(DatabaseError):
        async with restricted(("433122",)):
            await value(row, child, "433122100201")
    async with restricted((make.COUNTY,)):
        assert await value(row, child, make.VILLAGE)


async def test_looks_can_only_be_added_to(db: None) -> None:
    scene = await make.scene()
    await make.child(scene)
    for sql in ("UPDATE care.look SET part = 'x'", "DELETE FROM care.look", "TRUNCATE care.look"):
        with pytest.raises(DatabaseError):
            async with restricted((make.COUNTY,)):
                await one(sql)


async def test_the_scope_ends_with_the_block_and_with_its_failure(db: None) -> None:
    scene = await make.scene()
    child = await make.child(scene)
    count = "SELECT count(*) FROM care.child WHERE id = $1"
    async with restricted((make.COUNTY,)):
        async with restricted(("433122",)):
            assert await value(count, child) == 0
        assert await value(count, child) == 1
        with pytest.raises(ZeroDivisionError):
            async with restricted(("433122",)):
                raise ZeroDivisionError
        assert await value(count, child) == 1
    assert await value("SELECT current_user::text") == "match_app"
    with pytest.raises(DatabaseError):
        async with unit_of_work():
            await one("SELECT 1 FROM care.child")
