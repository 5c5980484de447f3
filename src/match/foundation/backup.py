"""`match backup DIR`: everything that cannot be made again, in one folder, with its checksums.

In it: the database (one consistent moment), the uploads, and a manifest with row counts and
SHA-256 of every file. Deliberately not in it: the master keys, or a stolen backup would be
readable; keep the key file in another place. Search index and queue are made again from the
database.
"""

# asyncpg ships no types: what it answers gets one where it leaves this module.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false, reportUnknownVariableType=false

import asyncio
import hashlib
import os
import shutil
import subprocess
from collections.abc import Generator
from contextlib import contextmanager
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit, urlunsplit

import asyncpg
import msgspec

from match.foundation import clock
from match.foundation import keys as key_store
from match.foundation.embedded.failure import StartFailed
from match.foundation.embedded.locate import postgres_programs
from match.foundation.settings import Settings

FORMAT = 1
DUMP = "database.dump"
MANIFEST = "manifest.json"
UPLOADS = "uploads"
KEYS_NOTE = (
    "The master keys are not in this backup. Without the key file, sealed columns cannot be read: "
    "keep a copy of it elsewhere. Nor are the children's keys, on purpose: what is erased stays so "
    "(match keys copy-children makes their short-lived copies)."
)

TABLES = """
SELECT format('%I.%I', schemaname, tablename) FROM pg_tables
WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1
"""


class BackupTrouble(Exception):
    """A backup could not be made or used; the message says why and what to do."""


class Stored(msgspec.Struct, frozen=True):
    """One file of the backup: bytes and SHA-256 in hex."""

    size: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a backup holds. `rows` counts each table at the moment of the dump; `keys` gives a
    fingerprint per version of the master key, to recognise the right key file."""

    format: int = FORMAT
    made_at: datetime
    product: str
    server: str
    rows: dict[str, int]
    files: dict[str, Stored]
    keys: dict[str, str]
    note: str = KEYS_NOTE


def back_up(settings: Settings, into: Path) -> Manifest:
    """Writes a backup to the new folder `into`; it appears there only when it is complete.

    `settings` carry working addresses (`embedded.services.joined`). Not inside an event loop.
    Raises BackupTrouble.
    """
    into = into.absolute()
    refuse_used(into)
    with appearing(into, "Cannot write the backup") as draft:
        draft.mkdir(mode=0o700, parents=True)
        # First the rows, then the files they name: a file is written before its row is.
        server, rows = asyncio.run(_dump(settings, draft / DUMP))
        (draft / DUMP).chmod(0o600)
        files = {DUMP: measure(draft / DUMP), **copy_tree(settings.uploads_dir, draft / UPLOADS)}
        manifest = Manifest(
            made_at=clock.now(),
            product=version("xiangtonghui"),
            server=server,
            rows=rows,
            files=files,
            keys=fingerprints(settings.keys),
        )
        written = draft / MANIFEST
        written.write_bytes(msgspec.json.format(msgspec.json.encode(manifest), indent=1))
        written.chmod(0o600)
    return manifest


@contextmanager
def appearing(into: Path, failing: str) -> Generator[Path, None, None]:
    """A path beside `into` to fill: it becomes `into` if all goes well, and is gone otherwise.

    Raises BackupTrouble, beginning with `failing`, when the disk refuses.
    """
    draft = into.with_name(into.name + ".partial")
    shutil.rmtree(draft, ignore_errors=True)
    try:
        yield draft
        if into.exists():
            into.rmdir()
        draft.rename(into)
    except OSError as failure:
        raise BackupTrouble(f"{failing}: {failure}.") from failure
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def refuse_used(folder: Path) -> None:
    """Raises BackupTrouble if there is anything at `folder`: nothing is ever written over."""
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise BackupTrouble(f"{folder} is not empty. Name a new folder; nothing is written over.")


def copy_tree(source: Path, target: Path) -> dict[str, Stored]:
    """Copies every file below `source`; what was copied, by its path in the backup."""
    copied: dict[str, Stored] = {}
    for path in sorted(source.rglob("*")) if source.exists() else []:
        if path.is_symlink() or not path.is_file():
            continue
        copy = target / path.relative_to(source)
        copy.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
        copy.chmod(0o600)
        copied[f"{target.name}/{path.relative_to(source).as_posix()}"] = measure(copy)
    return copied


def measure(path: Path) -> Stored:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Stored(path.stat().st_size, digest)


def fingerprints(key_file: Path) -> dict[str, str]:
    """A short hash per key version; from random 256 bits it gives nothing away."""
    if not key_file.exists():
        return {}
    held = key_store.load(key_file).versions
    return {number: hashlib.sha256(key.encode()).hexdigest()[:16] for number, key in held.items()}


async def count_rows(connection: Any) -> dict[str, int]:
    """Rows per table, in the transaction that is open on `connection`."""
    tables = [row[0] for row in await connection.fetch(TABLES)]
    return {name: await connection.fetchval(f"SELECT count(*) FROM {name}") for name in tables}  # noqa: S608 # names quoted by format('%I')


def client(settings: Settings, program: str, dsn: str, *arguments: str) -> None:
    """Runs pg_dump or pg_restore; the password goes by environment, where `ps` does not show it."""
    parts = urlsplit(dsn)
    user, _, server = parts.netloc.rpartition("@")
    name, _, password = user.partition(":")
    target = urlunsplit(parts._replace(netloc=f"{name}@{server}"))
    env = {"PATH": os.environ.get("PATH", ""), "PGPASSWORD": unquote(password)}
    try:
        found = str(postgres_programs(settings) / program)
    except StartFailed as failure:
        raise BackupTrouble(f"{program} is needed: {failure}") from failure
    done = subprocess.run(  # noqa: S603 # PostgreSQL's own client
        [found, "--dbname", target, *arguments],
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise BackupTrouble(f"{program} failed: {done.stderr.strip()[-2000:]}")


async def _dump(settings: Settings, target: Path) -> tuple[str, dict[str, int]]:
    """Dumps the database and counts its rows in one snapshot: server version, rows per table."""
    try:
        connection = await asyncpg.connect(settings.owner_database_url or settings.database_url)
    except (OSError, asyncpg.PostgresError) as failure:
        raise BackupTrouble(f"The database does not answer: {failure}") from failure
    try:
        async with connection.transaction(isolation="repeatable_read", readonly=True):
            snapshot = await connection.fetchval("SELECT pg_export_snapshot()")
            await asyncio.to_thread(
                client,
                settings,
                "pg_dump",
                settings.owner_database_url or settings.database_url,
                "--format=custom",
                f"--snapshot={snapshot}",
                f"--file={target}",
            )
            server = await connection.fetchval("SHOW server_version")
            return server, await count_rows(connection)
    finally:
        await connection.close()
