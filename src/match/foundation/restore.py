"""`match restore DIR --into NEW`: a backup becomes a working house again, in a new place only."""

# asyncpg ships no types: what it answers gets one where it leaves this module.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false, reportUnknownVariableType=false

import asyncio
from pathlib import Path, PurePosixPath

import asyncpg
import msgspec

from match.foundation.backup import (
    DUMP,
    FORMAT,
    MANIFEST,
    UPLOADS,
    BackupTrouble,
    Manifest,
    appearing,
    client,
    copy_tree,
    count_rows,
    fingerprints,
    measure,
    refuse_used,
)
from match.foundation.embedded.services import Services
from match.foundation.settings import Settings, changed


def restore(settings: Settings, backup: Path, into: Path) -> Manifest:
    """Makes the data directory `into` from a backup, verified before and counted after.

    The database is the embedded one in `into`, or the one `settings` name, which must be empty.
    `into` appears only when everything is in it. Not inside an event loop. Raises BackupTrouble,
    or StartFailed if the embedded servers do not start.
    """
    into = into.absolute()
    refuse_used(into)
    manifest = verify(backup)
    with appearing(into, "Cannot restore") as draft:
        with Services(changed(settings, data_dir=draft)) as services:
            _fill(services, backup, manifest)
        copied = copy_tree(backup / UPLOADS, draft / UPLOADS)
        assert copied == {name: was for name, was in manifest.files.items() if name != DUMP}
    return manifest


def verify(backup: Path) -> Manifest:
    """The manifest of a backup, every file of which is present and unaltered.

    Raises BackupTrouble naming what is missing or altered.
    """
    try:
        manifest = msgspec.json.decode((backup / MANIFEST).read_bytes(), type=Manifest)
    except FileNotFoundError as missing:
        raise BackupTrouble(f"{backup} is no backup: {MANIFEST} is missing.") from missing
    except msgspec.MsgspecError as damage:
        raise BackupTrouble(f"{backup / MANIFEST} is damaged: {damage}.") from damage
    if manifest.format != FORMAT:
        raise BackupTrouble(
            f"The backup has format {manifest.format}, this version reads {FORMAT}. Restore it "
            f"with version {manifest.product} of the product."
        )
    wrong = [name for name, stored in manifest.files.items() if not _intact(backup, name, stored)]
    if wrong:
        shown = ", ".join(wrong[:5]) + (f" and {len(wrong) - 5} more" if len(wrong) > 5 else "")
        raise BackupTrouble(f"Missing or altered in {backup}: {shown}. Use another backup.")
    strangers = _present(backup) - manifest.files.keys()
    if strangers:
        raise BackupTrouble(f"Not in the manifest of {backup}: {', '.join(sorted(strangers)[:5])}.")
    return manifest


def missing_keys(manifest: Manifest, key_file: Path) -> list[str]:
    """Versions of the master key that the backup needs and `key_file` does not hold."""
    held = fingerprints(key_file)
    return sorted(number for number, mark in manifest.keys.items() if held.get(number) != mark)


def _intact(backup: Path, name: str, stored: object) -> bool:
    parts = PurePosixPath(name)
    if parts.is_absolute() or ".." in parts.parts or parts.parts[0] not in (DUMP, UPLOADS):
        return False
    path = backup / parts
    return path.is_file() and not path.is_symlink() and measure(path) == stored


def _present(backup: Path) -> set[str]:
    found = {path.relative_to(backup).as_posix() for path in backup.rglob("*") if path.is_file()}
    return found - {MANIFEST}


def _fill(services: Services, backup: Path, manifest: Manifest) -> None:
    dsn = services.owner_database_url
    if asyncio.run(_count(dsn)):
        raise BackupTrouble("The database already has tables. Name an empty one to restore into.")
    client(
        services.settings,
        "pg_restore",
        dsn,
        "--exit-on-error",
        "--no-comments",  # the one on an extension belongs to the superuser
        str(backup / DUMP),
    )
    found = asyncio.run(_count(dsn))
    if found != manifest.rows:
        differing = {name for name, _ in found.items() ^ manifest.rows.items()}
        raise BackupTrouble(f"Rows differ after the restore in: {', '.join(sorted(differing))}.")


async def _count(dsn: str) -> dict[str, int]:
    connection = await asyncpg.connect(dsn)
    try:
        return await count_rows(connection)
    finally:
        await connection.close()
