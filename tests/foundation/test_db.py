"""Transactions mean what they say."""

import asyncpg
import pytest

from match.foundation.actor import SYSTEM
from match.foundation.audit import record
from match.foundation.db import DB, command, one, unit_of_work, value
from match.foundation.outbox import tell


async def outbox_count() -> int:
    return await value("SELECT count(*) FROM outbox")


async def test_a_failing_inner_unit_keeps_nothing_and_the_outer_goes_on(db: None):
    before = await outbox_count()
    async with unit_of_work():
        await tell("outer.kept")
        with pytest.raises(RuntimeError):
            async with unit_of_work():
                await tell("inner.lost")
                raise RuntimeError
        await tell("outer.kept")

    assert await outbox_count() == before + 2


async def test_a_failed_statement_inside_a_savepoint_does_not_poison_the_outer(db: None):
    async with unit_of_work():
        with pytest.raises(asyncpg.UndefinedTableError):
            async with unit_of_work():
                await one("SELECT * FROM nowhere_at_all")

        assert await value("SELECT 1") == 1


async def test_the_pool_survives_commits_that_fail(database: None):
    """Piccolo's own transaction leaks its connection here: six of these would empty the pool."""
    for _ in range(10):
        with pytest.raises(asyncpg.PostgresError):
            async with DB.transaction():
                await one(
                    "CREATE TEMP TABLE later (id int PRIMARY KEY DEFERRABLE INITIALLY DEFERRED)"
                )
                await one("INSERT INTO later VALUES (1), (1) RETURNING id")

    assert await value("SELECT 1") == 1


async def test_telling_outside_a_command_is_a_programming_error(database: None):
    with pytest.raises(AssertionError):
        await tell("need.published", need_id=1)


async def test_a_command_is_one_transaction(db: None):
    @command
    async def does_two_things() -> None:
        await tell("first.done")
        raise ValueError

    before = await outbox_count()
    with pytest.raises(ValueError):
        await does_two_things()

    assert await outbox_count() == before


@pytest.mark.parametrize(
    "statement",
    ["UPDATE audit SET verb = 'x'", "DELETE FROM audit", "TRUNCATE audit", "DROP TABLE audit"],
)
async def test_the_trail_can_only_be_added_to(db: None, statement: str):
    async with unit_of_work():
        await record(SYSTEM, "test.done", subject=("test", 1))

    with pytest.raises(asyncpg.PostgresError):
        async with unit_of_work():
            await one(statement)


async def test_the_trail_says_of_hidden_fields_only_that_they_changed(db: None):
    async with unit_of_work():
        await record(
            SYSTEM,
            "account.changed",
            subject=("account", 1),
            changes={"phone": ("13900000000", "13900000001"), "language": ("zh", "en")},
            hidden={"phone"},
        )

    line = await value("SELECT changes::text FROM audit ORDER BY id DESC LIMIT 1")
    assert "139" not in line
    assert '"changed"' in line
    assert '"en"' in line


async def test_the_application_has_no_right_to_make_tables(db: None):
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with unit_of_work():
            await one("CREATE TABLE public.mine (id int)")
