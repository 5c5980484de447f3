"""
The way to the restricted schema: a role of its own, and a scope that ends with the transaction.

match_app, as which everything else runs, holds nothing in schema `care`. Row-level security is
the second net under the policies there: a query sees only rows whose division begins with one of
the prefixes in the transaction's setting `care.scope`, and none where the setting is missing.
"""

# asyncpg ships no types: what it answers gets one where it leaves this module.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

import contextlib
from collections.abc import AsyncGenerator, Iterable
from typing import Any

from match.foundation.db import DB, WEB_LIMITS, SafeEngine

CARE_ROLE = "match_care"
SCOPE = "care.scope"
SHORTEST = 4
"""Digits of a prefecture, which decides about leave for county staff. The server itself opens
rows of individuals to nothing wider than a county (domain.md 2.1b)."""

VAULT = SafeEngine()
# A pool apart, so that nobody who holds one connection waits for a second of the same pool.
APART = SafeEngine()


async def open_restricted(dsn: str, *, limits: dict[str, str] | None = None, size: int = 4) -> None:
    """Open the pool whose sessions run as match_care; *dsn* names a login that may."""
    for engine, most in ((VAULT, size), (APART, 2)):
        engine.config = {
            "dsn": dsn,
            "server_settings": {
                **(limits or WEB_LIMITS),
                "timezone": "Asia/Shanghai",
                "application_name": "xiangtonghui care",
                "role": CARE_ROLE,
            },
        }
        await engine.start_connection_pool(min_size=1, max_size=most, command_timeout=150)


async def close_restricted() -> None:
    """Close those pools, if they are open."""
    for engine in (VAULT, APART):
        if engine.pool is not None:
            await engine.close_connection_pool()


def scoped(prefixes: Iterable[str]) -> str:
    """The prefixes as the setting holds them; those wider than a prefecture are left out."""
    return ",".join(sorted({code for code in prefixes if len(code) >= SHORTEST}))


@contextlib.asynccontextmanager
async def restricted(prefixes: Iterable[str]) -> AsyncGenerator[None, None]:
    """
    Run the body in a transaction that sees the rows of schema `care` below *prefixes*.

    Inside one of these it is a savepoint with a scope of its own. Inside another room's command
    it becomes match_care for the body, which the server allows only to logins that may (those of
    workers and of commands on the terminal): the web's login cannot be talked into it.
    """
    scope = scoped(prefixes)
    if DB.current_transaction.get() is None:
        async with VAULT.transaction() as transaction:
            # Whatever runs below (trail, outbox, other rooms' queries) joins this transaction.
            token = DB.current_transaction.set(transaction)
            try:
                await _become(transaction.connection, CARE_ROLE, scope)
                yield
            finally:
                DB.current_transaction.reset(token)
        return
    async with _nested(scope):
        yield


@contextlib.asynccontextmanager
async def _nested(scope: str) -> AsyncGenerator[None, None]:
    current = DB.current_transaction.get()
    assert current is not None
    held: Any = current.connection
    before = await held.fetchrow(
        "SELECT current_user::text AS role,"
        " coalesce(current_setting('care.scope', true), '') AS was"
    )
    savepoint = await current.savepoint()
    try:
        await _become(held, CARE_ROLE, scope)
        yield
    except BaseException:
        # Going back to the savepoint takes role and scope back as well.
        if not held.is_closed():
            await savepoint.rollback_to()
        raise
    await _become(held, before["role"], before["was"])
    await savepoint.release()


async def _become(held: Any, role: str, scope: str) -> None:
    # Local to the transaction: a pooled connection forgets both when it ends.
    await held.execute(
        "SELECT set_config('role', $1, true), set_config('care.scope', $2, true)", role, scope
    )


async def apart(sql: str, *values: Any, prefixes: Iterable[str]) -> Any:
    """
    Run one statement on a connection of its own and commit it; the first column it returns.

    What must remain when the surrounding work fails: that somebody looked.
    """
    assert APART.pool is not None, "open_restricted() first"
    async with APART.pool.acquire() as own, own.transaction():
        await _become(own, CARE_ROLE, scoped(prefixes))
        return await own.fetchval(sql, *values)
