"""The one place a transaction begins and ends."""

# asyncpg ships no types: what it answers gets one where it leaves this module.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false, reportUnknownVariableType=false

import contextlib
import functools
from collections.abc import AsyncGenerator, Awaitable, Callable
from typing import Any, ParamSpec, TypeVar

import asyncpg
import structlog
from piccolo.engine.postgres import PostgresEngine, PostgresTransaction

Params = ParamSpec("Params")
Result = TypeVar("Result")


class SafeTransaction(PostgresTransaction):
    """
    A transaction that always gives its connection back.

    Piccolo's own keeps the connection, and the context variable, when COMMIT or ROLLBACK
    raises (a deferred constraint, a lost server): three such errors empty a pool of three.
    """

    async def __aenter__(self) -> PostgresTransaction:
        if self._parent is not None:
            return self._parent
        self.connection = await self.get_connection()
        try:
            self.transaction = self.connection.transaction()
            await self.begin()
        except BaseException:
            await self._give_back()
            raise
        self.context = self.engine.current_transaction.set(self)
        return self

    async def __aexit__(self, exception_type: Any, exception: Any, traceback: Any) -> bool:
        if self._parent is not None:
            return False
        try:
            if exception_type is not None:
                if not self._rolled_back:
                    await self.rollback()
            elif not self._committed and not self._rolled_back:
                await self.commit()
        finally:
            self.engine.current_transaction.reset(self.context)
            await self._give_back()
        return False

    async def _give_back(self) -> None:
        if self.engine.pool:
            await self.engine.pool.release(self.connection)
        else:
            await self.connection.close()


class SafeEngine(PostgresEngine):
    """Connects when told to, not at import, and leaks nothing."""

    def __init__(self) -> None:
        super().__init__(config={}, extensions=())

    async def check_version(self) -> None:
        """Nothing at import time: the supervisor and `match check` look at the server."""

    async def prep_database(self) -> None:
        """Extensions are made once, by the bootstrap, as a superuser."""

    def transaction(self, allow_nested: bool = True) -> PostgresTransaction:
        return SafeTransaction(self, allow_nested)


DB = SafeEngine()

WEB_LIMITS = {
    "lock_timeout": "2s",
    "statement_timeout": "8s",
    "idle_in_transaction_session_timeout": "10s",
}
TASK_LIMITS = {
    "lock_timeout": "10s",
    "statement_timeout": "120s",
    "idle_in_transaction_session_timeout": "60s",
}
APP_ROLE = "match_app"


async def connect(
    dsn: str, *, limits: dict[str, str] | None = None, size: int = 8, role: str | None = APP_ROLE
) -> None:
    """
    Open the pool. The session runs as *role*, set as its start value, so that whatever login
    the DSN names has no more rights than the application's role (None: the login's own).
    """
    # In Hunan's time, so that current_date is the day on the calendar of those who wait.
    settings = {
        **(limits or WEB_LIMITS),
        "timezone": "Asia/Shanghai",
        "application_name": "xiangtonghui",
    }
    if role is not None:
        settings["role"] = role
    DB.config = {"dsn": dsn, "server_settings": settings}
    await DB.start_connection_pool(min_size=1, max_size=size, command_timeout=150)


async def disconnect() -> None:
    """Close the pool, if one is open."""
    if DB.pool is not None:
        await DB.close_connection_pool()


@contextlib.asynccontextmanager
async def unit_of_work() -> AsyncGenerator[None, None]:
    """
    Run the body in a transaction; join as a savepoint if one is open.

    Piccolo treats a nested ``transaction()`` as a no-op, so a caught inner failure would keep
    its writes. A savepoint makes nesting mean what it says.
    """
    current = DB.current_transaction.get()
    if current is None:
        async with DB.transaction():
            yield
        return
    savepoint = await current.savepoint()
    try:
        yield
    except BaseException:
        # A connection that is gone took the savepoint with it: the first error is the true one.
        if not current.connection.is_closed():
            await savepoint.rollback_to()
        raise
    await savepoint.release()


def command(
    function: Callable[Params, Awaitable[Result]],
) -> Callable[Params, Awaitable[Result]]:
    """Mark *function* as a unit of work: all its writes happen, or none do."""

    @functools.wraps(function)
    async def run(*args: Params.args, **kwargs: Params.kwargs) -> Result:
        with structlog.contextvars.bound_contextvars(command=function.__name__):
            async with unit_of_work():
                return await function(*args, **kwargs)

    run.is_command = True  # pyright: ignore[reportAttributeAccessIssue] # the architecture test asks
    return run


async def compare_whole_tables() -> None:
    """
    Say that the open unit of work reads everything: it gets a task's time, though a page or a
    program called it, and joins whole tables: without statistics yet the planner would go row by
    row.
    """
    await one(
        "SELECT set_config('statement_timeout', $1, true),"
        " set_config('enable_nestloop', 'off', true)",
        TASK_LIMITS["statement_timeout"],
    )


class _Rehearsed(Exception):
    """Ends a transaction that must leave nothing behind."""


async def rehearse(deed: Awaitable[Result]) -> Result:
    """What *deed*, a command that was called and not awaited, would do: it is done and undone."""
    results: list[Result] = []
    try:
        async with unit_of_work():
            results.append(await deed)
            raise _Rehearsed
    except _Rehearsed:
        return results[0]


@contextlib.asynccontextmanager
async def connection() -> AsyncGenerator[Any, None]:
    """The connection of the open transaction, or one from the pool for reading."""
    current = DB.current_transaction.get()
    if current is not None:
        yield current.connection
    else:
        assert DB.pool is not None, "connect() first: a connection per query costs 20 ms"
        async with DB.pool.acquire() as free:
            yield free


async def rows(sql: str, *values: Any) -> list[dict[str, Any]]:
    """Every row of a query with ``$1`` parameters, as dicts; joins the open transaction."""
    async with connection() as open_connection:
        return [dict(record) for record in await open_connection.fetch(sql, *values)]


async def one(sql: str, *values: Any) -> dict[str, Any] | None:
    """The first row of a query, or None."""
    async with connection() as open_connection:
        record = await open_connection.fetchrow(sql, *values)
    return dict(record) if record is not None else None


async def value(sql: str, *values: Any) -> Any:
    """The first column of the first row, or None."""
    async with connection() as open_connection:
        return await open_connection.fetchval(sql, *values)


@contextlib.asynccontextmanager
async def one_moment() -> AsyncGenerator[None, None]:
    """All reads of the body see one moment of the database; joins a transaction that is open."""
    if in_transaction():
        yield
        return
    async with DB.transaction():
        await one("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


@contextlib.asynccontextmanager
async def snapshot() -> AsyncGenerator[Any, None]:
    """
    A connection that sees one moment and may only read, for as long as it likes: for reading
    everything. Not inside a unit of work, whose writes would not be in it.
    """
    assert not in_transaction(), "snapshot() outside commands"
    async with (
        connection() as free,
        free.transaction(isolation="repeatable_read", readonly=True),
    ):
        await free.execute(
            "SET LOCAL statement_timeout = 0;"
            " SET LOCAL idle_in_transaction_session_timeout = '10min'"
        )
        yield free


async def batches(
    of: Any, sql: str, *values: Any, size: int = 4000
) -> AsyncGenerator[list[Any], None]:
    """The rows of a query on the connection *of*, at most *size* of them in memory at a time."""
    cursor = await of.cursor(sql, *values)
    while found := await cursor.fetch(size):
        yield found


def in_transaction() -> bool:
    """Whether a unit of work is open in this context."""
    return DB.current_transaction.get() is not None


# What the server refused, with `sqlstate`, `detail` and `constraint_name`: for rooms with functions
# in the database that refuse with codes of their own.
DatabaseError = asyncpg.PostgresError

# What the driver raises when the server is gone, restarting, full or too slow: the same request
# may succeed later, so the door answers 503. InternalClientError is no PostgresError: it comes
# when a server dies in the middle of an answer.
SERVER_TROUBLE = (
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    asyncpg.TooManyConnectionsError,
    asyncpg.CannotConnectNowError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.QueryCanceledError,
    asyncpg.LockNotAvailableError,
    asyncpg.DeadlockDetectedError,
    asyncpg.DiskFullError,
    ConnectionError,
    TimeoutError,
)
