"""kill -9 of the stores while they are written to: what was acknowledged is there, once.

A killed process is not a lying disk; that needs a device that lies, and is not tried here.
"""

import asyncio
import contextlib
import os
import signal
import tempfile
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import dataclass, field
from typing import Any

import asyncpg
import pytest
import redis.asyncio as redis

from match.foundation.embedded.services import Services
from match.foundation.settings import load

pytestmark = pytest.mark.faults

KILLS = 3
WRITERS = 3
ENOUGH = 25  # acknowledged writes between two kills


@pytest.fixture(scope="module")
def house() -> Iterator[Services]:
    """Servers with the durability of a real installation."""
    with (
        tempfile.TemporaryDirectory(prefix="xth-faults-", ignore_cleanup_errors=True) as folder,
        Services(load({"MATCH_DATA_DIR": f"{folder}/data"})) as services,
    ):
        yield services


@dataclass
class Log:
    """What writers tried and what they were told was done."""

    attempted: set[str] = field(default_factory=set)
    acknowledged: set[str] = field(default_factory=set)
    broken: int = 0
    progress: asyncio.Event = field(default_factory=asyncio.Event)

    def acknowledge(self, *keys: str) -> None:
        self.acknowledged.update(keys)
        self.progress.set()

    async def more(self, count: int) -> None:
        """Waits until `count` more writes were acknowledged."""
        goal = len(self.acknowledged) + count
        while len(self.acknowledged) < goal:
            self.progress.clear()
            await asyncio.wait_for(self.progress.wait(), 30)


async def kill_while_writing(services: Services, name: str, log: Log) -> None:
    keeper = services.supervisor.keeper(name)
    for _ in range(KILLS):
        await log.more(ENOUGH)
        pid, starts = keeper.pid, keeper.starts
        assert pid
        os.kill(pid, signal.SIGKILL)
        await asyncio.to_thread(keeper.wait_ready, starts + 1)
    await log.more(ENOUGH)


Write = Callable[[str, Log], Coroutine[Any, Any, None]]


async def write_and_kill(services: Services, name: str, log: Log, write: Write) -> None:
    writers = [asyncio.create_task(write(f"{name}-{number}", log)) for number in range(WRITERS)]
    try:
        await kill_while_writing(services, name, log)
    finally:
        for writer in writers:
            writer.cancel()
        await asyncio.gather(*writers, return_exceptions=True)


async def test_acknowledged_rows_survive_kills_of_postgresql(house: Services) -> None:
    log = Log()
    setup = await asyncpg.connect(house.owner_database_url)
    await setup.execute("CREATE TABLE gift (key text PRIMARY KEY)")
    await setup.execute("GRANT SELECT, INSERT ON gift TO match_app")
    await setup.close()

    async def write(who: str, log: Log) -> None:
        number = 0
        while True:
            with contextlib.suppress(
                OSError,
                asyncpg.PostgresError,
                asyncpg.InterfaceError,
                asyncpg.InternalClientError,
                TimeoutError,
            ):
                connection = await asyncpg.connect(house.database_url)
                try:
                    while True:
                        number += 1
                        key = f"{who}-{number}"
                        log.attempted.add(key)
                        await connection.execute("INSERT INTO gift VALUES ($1)", key)
                        log.acknowledge(key)
                finally:
                    connection.terminate()
            log.broken += 1
            await asyncio.sleep(0.02)

    await write_and_kill(house, "postgres", log, write)

    reader = await asyncpg.connect(house.database_url)
    stored = {row[0] for row in await reader.fetch("SELECT key FROM gift")}
    await reader.close()
    assert log.acknowledged <= stored <= log.attempted
    assert log.broken >= KILLS  # the kills did hit writers
    assert house.supervisor.keeper("postgres").starts > KILLS


async def test_jobs_on_disk_survive_kills_of_valkey(house: Services) -> None:
    """Valkey answers before it writes to disk, up to a second or two; WAITAOF tells when it has.
    What it loses in between, the outbox sends again."""
    log = Log()

    async def write(who: str, log: Log) -> None:
        batch = 0
        while True:
            client: Any = redis.Redis.from_url(house.redis_url)
            with contextlib.suppress(OSError, redis.RedisError):
                while True:
                    batch += 1
                    keys = [f"{who}-{batch}-{number}" for number in range(ENOUGH)]
                    log.attempted.update(keys)
                    # One connection for both: WAITAOF speaks of what its own connection wrote.
                    async with client.pipeline(transaction=False) as pipe:
                        pipe.rpush("jobs", *keys)
                        pipe.execute_command("WAITAOF", 1, 0, 5000)
                        _, on_disk = await pipe.execute()
                    if on_disk[0]:
                        log.acknowledge(*keys)
            log.broken += 1
            await client.aclose()
            await asyncio.sleep(0.02)

    await write_and_kill(house, "valkey", log, write)

    client: Any = redis.Redis.from_url(house.redis_url)
    kept = [key.decode() for key in await client.lrange("jobs", 0, -1)]
    await client.aclose()
    assert len(kept) == len(set(kept))
    assert log.acknowledged <= set(kept) <= log.attempted
    assert log.broken >= KILLS


async def read_back(dsn: str, query: str) -> object:
    """
    The answer to *query*, as soon as the server gives one. A connection may be let in just before
    the server notices the death and ends everybody: that one is lost too, and the next is asked.
    """
    lost = (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError)
    async with asyncio.timeout(20):
        while True:
            with contextlib.suppress(*lost):
                reader = await asyncpg.connect(dsn)
                try:
                    return await reader.fetchval(query)
                finally:
                    reader.terminate()
            await asyncio.sleep(0.02)


async def test_a_killed_backend_takes_no_other_row_with_it(house: Services) -> None:
    """PostgreSQL restarts all backends when one is killed; the server itself stays the same."""
    pid = house.supervisor.keeper("postgres").pid
    victim = await asyncpg.connect(house.owner_database_url)
    await victim.execute("CREATE TABLE IF NOT EXISTS kept (n int); INSERT INTO kept VALUES (1)")
    backend = victim.get_server_pid()

    os.kill(backend, signal.SIGKILL)
    with pytest.raises((OSError, asyncpg.PostgresError, asyncpg.InterfaceError)):
        await victim.execute("SELECT 1")
    victim.terminate()

    assert await read_back(house.owner_database_url, "SELECT count(*) FROM kept") == 1
    assert house.supervisor.keeper("postgres").pid == pid
