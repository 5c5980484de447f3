"""Ledgers of their own for tests that commit, edit as superuser, or seal: real, and thrown away."""

import contextlib
import itertools
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

from jobs.checks import run_checks
from jobs.checks.ledger import CHECKS
from match.foundation.db import DB, TASK_LIMITS, connect, disconnect
from match.foundation.embedded.services import Services
from match.foundation.settings import Settings, changed
from match.ledger.verifying import Verified, verify
from match.migrating import migrate

_numbers = itertools.count(1)


class Ledger:
    """One database on the run's server, with a folder for its seals and keys."""

    def __init__(self, services: Services, folder: Path, name: str) -> None:
        assert services.postgres
        self.name = name
        self.folder = folder
        self._services = services
        self._postgres = services.postgres

    @property
    def settings(self) -> Settings:
        return changed(
            self._services.settings,
            database_url=self._postgres.dsn("match_app", self.name),
            owner_database_url=self._postgres.dsn("match_owner", self.name),
            data_dir=self.folder / "data",
        )

    def copy(self, folder: Path) -> "Ledger":
        """The same ledger once more: database, seals and key."""
        name = f"ledger_{next(_numbers)}"
        self._postgres.create_database(name, self.name)
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        return Ledger(self._services, folder, name)

    def drop(self) -> None:
        self._postgres.drop_database(self.name)

    def superuser(self, sql: str) -> str:
        """What somebody with all rights does, past triggers and grants."""
        return self._postgres.psql(f"SET session_replication_role = replica;\n{sql}", self.name)

    async def invariants(self) -> set[str]:
        """The ledger's live checks that are broken."""
        async with working_in(self):
            return {each.name for each in await run_checks(CHECKS) if each.rows}

    async def verified(self, **changes: object) -> Verified:
        """What `match check --seals` computes."""
        async with working_in(self):
            return await verify(changed(self.settings, **changes))


async def empty(services: Services, folder: Path) -> Ledger:
    """A migrated database without a row in it."""
    name = f"ledger_{next(_numbers)}"
    assert services.postgres
    services.postgres.create_database(name)
    services.postgres.psql(
        "CREATE EXTENSION IF NOT EXISTS pg_trgm; CREATE EXTENSION IF NOT EXISTS btree_gist;"
        f' REVOKE CREATE, TEMPORARY ON DATABASE "{name}" FROM PUBLIC;'
        " REVOKE CREATE ON SCHEMA public FROM PUBLIC;",
        name,
    )
    with aside():
        await migrate(services.postgres.dsn("match_owner", name))
    return Ledger(services, folder, name)


@contextlib.asynccontextmanager
async def working_in(ledger: Ledger, size: int = 4) -> AsyncIterator[None]:
    """The process's commands and queries work on *ledger* for as long as the block lasts."""
    with aside():
        await connect(ledger.settings.database_url, limits=TASK_LIMITS, size=size)
        try:
            yield
        finally:
            await disconnect()


@contextlib.contextmanager
def aside() -> Iterator[None]:
    """The run's own pool is out of the way within the block."""
    held, config, DB.pool = DB.pool, DB.config, None
    try:
        yield
    finally:
        DB.pool, DB.config = held, config
