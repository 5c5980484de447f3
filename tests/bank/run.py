"""
One run of the bank: workers that post, a sealer that seals, a reader that adds up; and kill -9.

Everything is real: an embedded PostgreSQL of its own with durability on, processes that die. A
killed process is not a lying disk: that needs a device that lies, and is not tried here.
"""

import asyncio
import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import asyncpg
import msgspec

from match.foundation.embedded import keeper
from match.foundation.embedded.services import Services
from match.foundation.settings import load
from tests.bank.config import Orders, Plan, Purse, attempts, logs

ROOT = Path(__file__).parents[2]
NAIVE = Path(__file__).with_name("naive.sql")
LOST = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError)


class Figures(msgspec.Struct, kw_only=True):
    """What one run did and saw, besides what its checks will say."""

    seed: int
    seconds: float = 0.0
    acknowledged: int = 0
    postgres_kills: int = 0
    worker_kills: int = 0
    recovery_mean: float = 0.0
    recovery_most: float = 0.0
    reads: int = 0
    wrong_reads: list[str] = []


class Bank:
    """Servers, folders and processes of one run."""

    def __init__(self, services: Services, folder: Path, plan: Plan) -> None:
        self.services = services
        self.folder = folder
        self.plan = plan
        self.figures = Figures(seed=plan.seed)
        self.dice = random.Random(plan.seed)
        self.recoveries: list[float] = []
        self._workers: list[subprocess.Popen[bytes]] = []
        self._sealer: subprocess.Popen[bytes] | None = None
        self._hired = 0
        self._read: dict[Path, int] = {}

    @property
    def environment(self) -> dict[str, str]:
        return {**os.environ, **self.services.environment}

    def python(self, *words: str) -> subprocess.Popen[bytes]:
        """A process of ours; what it says goes to a file, since a killed server makes it loud."""
        with (self.folder / "said.log").open("ab") as said:
            return subprocess.Popen(
                [sys.executable, "-m", *words],
                cwd=ROOT,
                env=self.environment,
                stdout=said,
                stderr=said,
            )

    def match(self, *words: str) -> subprocess.CompletedProcess[str]:
        """The command as an operator runs it."""
        return subprocess.run(
            [sys.executable, "-m", "match.cli", *words],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def superuser(self, sql: str) -> str:
        """What somebody with all rights does."""
        assert self.services.postgres
        return self.services.postgres.psql(sql)

    def open(self) -> None:
        """Migrations, accounts, and what workers are told."""
        migrated = self.match("migrate")
        assert migrated.returncode == 0, migrated.stderr
        if self.plan.naive:
            self.superuser(NAIVE.read_text())
        said = subprocess.run(
            [
                *(sys.executable, "-m", "tests.bank.open_bank"),
                *(self.services.database_url, str(self.plan.accounts)),
            ],
            cwd=ROOT,
            check=True,
            capture_output=True,
        )
        orders = Orders(
            dsn=self.services.database_url,
            folder=str(self.folder),
            connections=self.plan.connections,
            units=msgspec.json.decode(said.stdout, type=dict[str, list[Purse]]),
        )
        (self.folder / "orders.json").write_bytes(msgspec.json.encode(orders))

    async def run(self) -> None:
        """Until enough was done, or time is up."""
        began = time.monotonic()
        self._workers = [self._hire() for _ in range(self.plan.workers)]
        if not self.plan.naive:
            self._sealer = self.python("tests.bank.sealer")
        hands = [
            asyncio.create_task(each)
            for each in (self._kill_postgres(), self._kill_workers(), self._add_up())
        ]
        try:
            while time.monotonic() - began < self.plan.seconds and not self._enough():
                await asyncio.sleep(0.2)
                for hand in hands:
                    if hand.done():
                        hand.result()
        finally:
            for hand in hands:
                hand.cancel()
            await asyncio.gather(*hands, return_exceptions=True)
            self._dismiss()
            # The last kill may have been a moment ago.
            await asyncio.to_thread(self.services.supervisor.keeper("postgres").wait_ready)
        self.figures.seconds = round(time.monotonic() - began, 1)
        if self.recoveries:
            self.figures.recovery_mean = round(sum(self.recoveries) / len(self.recoveries), 2)
            self.figures.recovery_most = round(max(self.recoveries), 2)

    def _enough(self) -> bool:
        plan, done = self.plan, self.figures
        done.acknowledged = self._acknowledged()
        return (
            plan.transactions > 0
            and done.acknowledged >= plan.transactions
            and done.postgres_kills >= plan.postgres_kills
            and done.worker_kills >= plan.worker_kills
        )

    def _acknowledged(self) -> int:
        """Acknowledgements in the logs so far, reading only what was added."""
        count = self.figures.acknowledged
        for path in logs(self.folder):
            with path.open("rb") as file:
                file.seek(self._read.get(path, 0))
                count += file.read().count(b'"what":"A"')
                self._read[path] = file.tell()
        return count

    def _hire(self) -> subprocess.Popen[bytes]:
        self._hired += 1
        seed = self.dice.getrandbits(64)
        return self.python(
            "tests.bank.worker", str(self.folder / "orders.json"), str(self._hired), str(seed)
        )

    def _dismiss(self) -> None:
        for process in [*self._workers, *([self._sealer] if self._sealer else [])]:
            process.kill()
            process.wait()

    async def _time_to_kill(self, every: float, times: int) -> bool:
        """Wait for the next kill; False where there is none."""
        if times:
            goal = self.figures.acknowledged + self.plan.transactions / (times + 1)
            while self.figures.acknowledged < goal:  # noqa: ASYNC110 # told by other processes
                await asyncio.sleep(0.1)
        else:
            await asyncio.sleep(every * self.dice.uniform(0.7, 1.3))
        return every > 0

    async def _kill_postgres(self) -> None:
        kept = self.services.supervisor.keeper("postgres")
        while await self._time_to_kill(self.plan.postgres_every, self.plan.postgres_kills):
            pid, starts, before = kept.pid, kept.starts, time.monotonic()
            assert pid
            os.kill(pid, signal.SIGKILL)
            self.figures.postgres_kills += 1
            await asyncio.to_thread(kept.wait_ready, starts + 1)
            self.recoveries.append(time.monotonic() - before)

    async def _kill_workers(self) -> None:
        while await self._time_to_kill(self.plan.worker_every, self.plan.worker_kills):
            place = self.dice.randrange(len(self._workers))
            self._workers[place].kill()
            self._workers[place].wait()
            self.figures.worker_kills += 1
            self._workers[place] = self._hire()

    async def _add_up(self) -> None:
        """Whoever looks, whenever: nothing made, nothing lost, nothing below its floor."""
        while True:
            with contextlib.suppress(*LOST):
                reader: Any = await asyncpg.connect(self.services.database_url)
                try:
                    while True:
                        row = await reader.fetchrow(
                            "SELECT coalesce(max(abs(total)), 0)::bigint AS off,"
                            " coalesce(min(room), 0)::bigint AS room FROM (SELECT sum(balance) AS"
                            " total, min(balance - floor) AS room FROM ledger_account"
                            " GROUP BY unit) AS u"
                        )
                        self.figures.reads += 1
                        if row["off"] or row["room"] < 0:
                            self.figures.wrong_reads.append(f"off {row['off']}, room {row['room']}")
                        await asyncio.sleep(0.05)
                finally:
                    reader.terminate()
            await asyncio.sleep(0.05)


@contextlib.contextmanager
def _patient_supervisor() -> Iterator[None]:
    """
    The supervisor takes a server that dies young for one that cannot start: it waits longer each
    time, and gives up. Ours dies young because we kill it.
    """
    steady, keeper.STEADY_SECONDS = keeper.STEADY_SECONDS, 0.0
    try:
        yield
    finally:
        keeper.STEADY_SECONDS = steady


@contextlib.asynccontextmanager
async def bank(folder: Path, plan: Plan) -> AsyncIterator[Bank]:
    """A bank that has run; its server is still there to be asked. *folder* is empty, and short."""
    given = load({"MATCH_DATA_DIR": str(folder / "data"), "MATCH_RUNTIME_DIR": str(folder)})
    services = await asyncio.to_thread(Services(given).__enter__)
    try:
        made = Bank(services, folder, plan)
        await asyncio.to_thread(made.open)
        with _patient_supervisor():
            await made.run()
        yield made
    finally:
        await asyncio.to_thread(services.__exit__, None, None, None)


def broken_calls(folder: Path) -> int:
    """Calls whose outcome nobody told: given up, or cut off by the worker's own death."""
    open_ends = 0
    for path in logs(folder):
        waiting: set[str] = set()
        for each in attempts(path):
            if each.what == "I":
                waiting.add(each.key)
            elif each.what in "AR":
                waiting.discard(each.key)
        open_ends += len(waiting)
    return open_ends
