"""What the product needs to run, wherever it is: started here, or at the addresses given."""

import contextlib
import shutil
from collections.abc import Callable, Generator, Sequence
from types import TracebackType
from typing import IO, Self

from match.foundation.embedded import outside, places
from match.foundation.embedded.failure import AlreadyRunning, StartFailed
from match.foundation.embedded.identity import Identity
from match.foundation.embedded.keeper import Child
from match.foundation.embedded.postgres import Postgres
from match.foundation.embedded.supervisor import Supervisor
from match.foundation.embedded.valkey import Valkey
from match.foundation.settings import Settings, changed


class Services:
    """PostgreSQL and Valkey for as long as the `with` lasts.

    `settings` are the given ones with every address filled in. Entering raises StartFailed (or
    AlreadyRunning, if another process has the data directory) with words for the operator.
    """

    def __init__(
        self, settings: Settings, *, fast: bool = False, identity: Identity | None = None
    ) -> None:
        self.settings = settings
        self._embedded = not (settings.database_url and settings.redis_url)
        self.supervisor = Supervisor(settings.logs_dir if self._embedded else None)
        self.postgres: Postgres | None = None
        self.valkey: Valkey | None = None
        self._fast = fast
        self._identity = identity
        self._lock: IO[str] | None = None

    def __enter__(self) -> Self:
        if self._embedded:
            self._lock = places.occupy(self.settings.data_dir)
        try:
            self._start()
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end()

    @property
    def database_url(self) -> str:
        """As match_app."""
        return self.settings.database_url

    @property
    def owner_database_url(self) -> str:
        """As match_owner, for migrations."""
        return self.settings.owner_database_url or self.settings.database_url

    @property
    def redis_url(self) -> str:
        return self.settings.redis_url

    @property
    def environment(self) -> dict[str, str]:
        """What a child process needs in its environment to use these services, and to listen
        where we decided."""
        return {
            "MATCH_DATABASE_URL": self.database_url,
            "MATCH_OWNER_DATABASE_URL": self.owner_database_url,
            "MATCH_CARE": str(int(self.settings.care)),
            "MATCH_CARE_DATABASE_URL": self.settings.care_database_url,
            "MATCH_REDIS_URL": self.redis_url,
            "MATCH_DATA_DIR": str(self.settings.data_dir),
            "MATCH_KEY_FILE": str(self.settings.keys),
            "MATCH_CHILD_KEY_FILE": str(self.settings.child_keys),
            "MATCH_CHILD_KEY_BACKUP_DIR": str(self.settings.child_key_copies),
            "MATCH_HOST": self.settings.host,
            "MATCH_PORT": str(self.settings.port),
        }

    def run(
        self, children: Sequence[Child] = (), *, when_ready: Callable[[], object] | None = None
    ) -> None:
        """Keeps `children` (and the services) running until SIGTERM or SIGINT; calls `when_ready`
        once all of them can be used."""
        self.supervisor.run(children, when_ready)

    def _start(self) -> None:
        outside.check(self.settings)
        if not self.settings.database_url:
            self.postgres = Postgres(self.settings, fast=self._fast, identity=self._identity)
            self.supervisor.start(self.postgres.child())
            self.postgres.bootstrap()
        if not self.settings.redis_url:
            self.valkey = Valkey(self.settings)
            self.supervisor.start(self.valkey.child())
        self.settings = addressed(self.settings, self.postgres, self.valkey)

    def _end(self) -> None:
        self.supervisor.stop()
        if self._lock:
            # Only whoever holds the lock may know that nobody uses these sockets any more.
            shutil.rmtree(places.socket_folder(self.settings), ignore_errors=True)
            self._lock.close()
            self._lock = None


def addressed(settings: Settings, postgres: Postgres | None, valkey: Valkey | None) -> Settings:
    """The settings with the addresses of embedded servers in place of empty ones."""
    if postgres:
        settings = changed(
            settings,
            database_url=postgres.dsn("match_app"),
            care_database_url=postgres.dsn("match_care") if settings.care else "",
            owner_database_url=postgres.dsn("match_owner"),
        )
    return changed(settings, redis_url=valkey.url) if valkey else settings


@contextlib.contextmanager
def joined(settings: Settings) -> Generator[Settings, None, None]:
    """Settings with working addresses, for commands that may run beside `match serve`: uses the
    servers of the process that has the data directory, or starts them for this one command."""
    try:
        started = Services(settings).__enter__()
    except AlreadyRunning as running:
        yield _of_the_other(settings, running)
        return
    try:
        yield started.settings
    finally:
        started.__exit__(None, None, None)


def _of_the_other(settings: Settings, running: AlreadyRunning) -> Settings:
    postgres = None if settings.database_url else Postgres(settings)
    valkey = None if settings.redis_url else Valkey(settings)
    if valkey and not valkey.answers():
        raise StartFailed(f"{running} It is still starting or stopping; try again shortly.")
    if postgres:
        postgres.psql("SELECT 1")
    return addressed(settings, postgres, valkey)
