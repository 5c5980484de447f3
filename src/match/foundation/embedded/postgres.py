"""The embedded PostgreSQL: one cluster in the data directory, reached by a unix socket only.

Trust without passwords is sound because nobody gets that far: no TCP port is open, and socket and
data lie in 0700 folders.
"""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

from match.foundation.embedded import identity as identities
from match.foundation.embedded import places, postmaster
from match.foundation.embedded.failure import StartFailed
from match.foundation.embedded.identity import Identity, wrapped
from match.foundation.embedded.keeper import Child
from match.foundation.embedded.locate import postgres_programs
from match.foundation.settings import Settings

ROLES = Path(__file__).with_name("roles.sql")
# glibc calls it C.UTF-8; macOS before 15 has only the language's own.
LOCALE = "C.UTF-8" if sys.platform != "darwin" else "en_US.UTF-8"

CONFIGURATION = {
    "listen_addresses": "",
    "shared_buffers": "128MB",
    "max_connections": "100",
    # A dump or a test holds a lock on each of some thousand tables and indexes at once.
    "max_locks_per_transaction": "512",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # DETAIL and statement texts quote the rows people typed: never into a log file.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
}
# Tests throw their data away, and may lose it in a power cut. Nobody else may.
FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Postgres:
    """Lifecycle and administration of one embedded cluster. Nothing runs until its `child` is
    given to a supervisor. `fast` gives up durability, for tests."""

    def __init__(
        self, settings: Settings, *, fast: bool = False, identity: Identity | None = None
    ) -> None:
        self.fast = fast
        self.programs = postgres_programs(settings)
        self.data = settings.data_dir / "postgres"
        self.identity = identity or identities.choose(self.programs / "postgres")
        self.sockets = places.socket_folder(settings) / "pg"

    def child(self) -> Child:
        configuration = CONFIGURATION | (FORGETFUL if self.fast else {})
        configuration["unix_socket_directories"] = str(self.sockets)
        argv = [str(self.programs / "postgres"), "-D", str(self.data)]
        for name, value in configuration.items():
            argv += ["-c", f"{name}={value}"]
        return Child(
            name="postgres",
            argv=argv,
            identity=self.identity,
            prepare=self.prepare,
            ready=lambda pid: postmaster.is_ready(self.data, pid),
            ready_seconds=60.0,  # crash recovery may have much to read
            # Fast, then immediate (recovery at the next start); only then a kill.
            stop=((signal.SIGINT, 30.0), (signal.SIGQUIT, 5.0)),
            # After kill -9, old backends hold the shared memory for up to some seconds.
            tries=8,
        )

    def prepare(self) -> None:
        """Folders, ownership, a new cluster if there is none, and no stale pid file."""
        identities.let_through(self.data.parent, self.identity)
        runtime = places.private(self.sockets.parent)
        identities.own(self.sockets, self.identity)
        if self.identity is Identity.nobody:
            runtime.chmod(0o711)
        if self.data.exists():
            identities.refuse_foreign(self.data)
        if (self.data / "PG_VERSION").exists():
            self._check_version()
            identities.own(self.data, self.identity)
            postmaster.clear_stale(self.data)
        else:
            self._create()

    def dsn(self, role: str, database: str = "match") -> str:
        """A libpq URL for `role`, understood by asyncpg, psql and pg_dump."""
        return f"postgresql://{role}@/{database}?host={quote(str(self.sockets), safe='/')}"

    def bootstrap(self) -> None:
        """Makes roles and database, as often as you like, and checks that Chinese is searchable."""
        self.psql(ROLES.read_text(), "postgres")
        found = self.psql(
            "SELECT show_trgm('心理辅导') <> '{}', current_setting('server_encoding')"
        )
        if found != "t|UTF8":
            raise StartFailed(
                f"The database in {self.data} cannot search Chinese text (its locale is not "
                f"{LOCALE}). Back it up, and restore it into a new data directory."
            )

    def create_database(self, name: str, template: str = "template0") -> None:
        """A database owned by match_owner, by copying files: 0.03 s for a hundred tables."""
        self.psql(
            f'CREATE DATABASE "{name}" OWNER match_owner TEMPLATE "{template}" STRATEGY FILE_COPY',
            "postgres",
        )

    def drop_database(self, name: str) -> None:
        self.psql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', "postgres")

    def psql(self, sql: str, database: str = "match") -> str:
        """Runs statements as the superuser; the rows as text, columns with | between."""
        if not (self.programs / "psql").exists():
            raise StartFailed(f"{self.programs} has no psql; set MATCH_PG_BIN_DIR to one that has.")
        command = [str(self.programs / "psql"), "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1"]
        done = subprocess.run(  # noqa: S603 # PostgreSQL's own programs
            [*command, "-f", "-", self.dsn("postgres", database)],
            input=sql,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            env={"PGCLIENTENCODING": "UTF8", "PATH": os.environ.get("PATH", "")},
        )
        if done.returncode != 0:
            raise StartFailed(f"psql: {done.stderr.strip()}")
        return done.stdout.strip()

    def _create(self) -> None:
        """initdb beside the final place, then one rename: a half-made cluster never counts."""
        if self.data.exists() and any(self.data.iterdir()):
            raise StartFailed(
                f"{self.data} holds something that is no PostgreSQL cluster; move it away."
            )
        draft = self.data.with_name("postgres.new")
        shutil.rmtree(draft, ignore_errors=True)
        identities.own(draft, self.identity)
        argv = [str(self.programs / "initdb"), "-D", str(draft), "-U", "postgres", "-A", "trust"]
        argv += ["-E", "UTF8", f"--locale={LOCALE}", "--data-checksums"]
        argv += ["--no-sync"] if self.fast else []
        done = subprocess.run(  # noqa: S603 # PostgreSQL's own programs
            wrapped(argv, self.identity), capture_output=True, text=True, check=False, cwd="/"
        )
        if done.returncode != 0:
            raise StartFailed(f"initdb failed:\n{done.stderr.strip()}")
        if self.data.exists():
            self.data.rmdir()
        draft.rename(self.data)

    def _check_version(self) -> None:
        made = (self.data / "PG_VERSION").read_text().strip()
        said = subprocess.run(  # noqa: S603 # PostgreSQL's own programs
            [str(self.programs / "postgres"), "--version"],
            capture_output=True,
            text=True,
            check=False,
        ).stdout
        if f" {made}." not in said and f" {made}" not in said.rstrip().split("(")[0]:
            raise StartFailed(
                f"{self.data} was made by PostgreSQL {made}, and the programs are: {said.strip()}. "
                "Back up with the old programs, restore with the new (docs/operations.md, upgrade)."
            )
