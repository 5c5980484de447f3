"""A backup is complete, verified, without keys, and becomes a working house in a new place."""

import asyncio
import json
import os
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest

from match.foundation import keys as key_store
from match.foundation.backup import BackupTrouble, back_up
from match.foundation.embedded.services import Services, joined
from match.foundation.restore import missing_keys, restore, verify
from match.foundation.settings import Settings
from tests.foundation.embedded.conftest import Furnish, settings_in

SECRET = "sk-canary-4711"


@pytest.fixture(scope="module")
def original(folder: Path, furnish: Furnish) -> Iterator[Settings]:
    """A small house: two tables, one of them closed to the application, and two uploads."""
    settings = furnish(folder / "original")
    key_store.save(key_store.fresh(), settings.keys)
    with Services(settings) as services:
        asyncio.run(
            run(
                services.owner_database_url,
                "CREATE TABLE village (id bigserial PRIMARY KEY, name text NOT NULL);"
                "INSERT INTO village (name) SELECT '排碧村' || n FROM generate_series(1, 500) n;"
                "CREATE TABLE trail (id bigint); REVOKE ALL ON trail FROM match_app;"
                "GRANT SELECT, INSERT ON trail TO match_app; GRANT SELECT ON village TO match_app;"
                "CREATE INDEX village_trigrams ON village USING gin (name gin_trgm_ops);"
                "ALTER TABLE village ENABLE ROW LEVEL SECURITY;"
                "ALTER TABLE village FORCE ROW LEVEL SECURITY;"
                "CREATE POLICY village_all ON village TO match_app USING (true)",
            )
        )
        photo = settings.uploads_dir / "ab" / "photo.webp"
        photo.parent.mkdir(parents=True)
        photo.write_bytes(os.urandom(50_000))
        (settings.uploads_dir / "清单.xlsx").write_bytes(b"sheet")
        yield services.settings


@pytest.fixture(scope="module")
def backup(original: Settings, folder: Path) -> Path:
    back_up(original, folder / "backup")
    return folder / "backup"


async def run(dsn: str, sql: str) -> str:
    connection = await asyncpg.connect(dsn)
    try:
        return await connection.execute(sql)
    finally:
        await connection.close()


async def value(dsn: str, sql: str) -> object:
    connection = await asyncpg.connect(dsn)
    try:
        return await connection.fetchval(sql)
    finally:
        await connection.close()


def test_a_backup_becomes_the_same_house_in_a_new_place(
    original: Settings, backup: Path, folder: Path
) -> None:
    new = settings_in(folder / "new")
    key_store.save(key_store.load(original.keys), new.keys)

    manifest = restore(new, backup, new.data_dir)

    assert manifest.rows["public.village"] == 500
    assert missing_keys(manifest, new.keys) == []
    for path in ("ab/photo.webp", "清单.xlsx"):
        copy, was = new.uploads_dir / path, original.uploads_dir / path
        assert copy.read_bytes() == was.read_bytes()
    with joined(new) as addressed:
        app, owner = addressed.database_url, addressed.owner_database_url
        assert asyncio.run(value(app, "SELECT name FROM village WHERE id = 7")) == "排碧村7"
        assert asyncio.run(run(owner, "INSERT INTO village (name) VALUES ('新')")) == "INSERT 0 1"
        assert asyncio.run(value(owner, "SELECT max(id) FROM village")) == 501
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            asyncio.run(run(app, "DELETE FROM trail"))


def test_the_keys_are_not_in_it_and_it_says_so(original: Settings, backup: Path) -> None:
    manifest = verify(backup)
    held = key_store.load(original.keys)
    everything = b"".join(path.read_bytes() for path in backup.rglob("*") if path.is_file())

    assert "keys are not in this backup" in manifest.note
    for secret in (*held.versions.values(), held.index):
        assert secret.encode() not in everything


def test_the_wrong_key_file_is_noticed(backup: Path, folder: Path) -> None:
    other = folder / "other.keys"
    key_store.save(key_store.fresh(), other)

    assert missing_keys(verify(backup), other) == ["1"]
    assert missing_keys(verify(backup), folder / "none") == ["1"]


def test_only_the_owner_can_read_it(backup: Path) -> None:
    assert backup.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in backup.rglob("*") if path.is_file()} == {0o600}


def test_nothing_is_ever_written_over(original: Settings, backup: Path, folder: Path) -> None:
    with pytest.raises(BackupTrouble, match="not empty"):
        back_up(original, backup)
    with pytest.raises(BackupTrouble, match="not empty"):
        restore(settings_in(original.data_dir), backup, original.data_dir)
    with pytest.raises(BackupTrouble, match="already has tables"):
        restore(original, backup, folder / "into-a-used-database")
    assert not (folder / "into-a-used-database").exists()
    assert not (folder / "into-a-used-database.partial").exists()


@pytest.mark.parametrize("harm", ["altered", "missing", "added", "escaping", "no manifest"])
def test_a_harmed_backup_is_refused_before_anything_is_made(
    backup: Path, folder: Path, harm: str
) -> None:
    harmed = folder / f"harmed-{harm}"
    for path in backup.rglob("*"):
        if path.is_file():
            copy = harmed / path.relative_to(backup)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
    photo, manifest = harmed / "uploads/ab/photo.webp", harmed / "manifest.json"
    match harm:
        case "altered":
            photo.write_bytes(photo.read_bytes()[:-1] + b"x")
        case "missing":
            photo.unlink()
        case "added":
            (harmed / "uploads/extra").write_text("x")
        case "escaping":
            told = json.loads(manifest.read_text())
            told["files"]["uploads/../../original.keys"] = told["files"]["uploads/ab/photo.webp"]
            manifest.write_text(json.dumps(told))
        case _:
            manifest.unlink()

    with pytest.raises(BackupTrouble, match=r"manifest|Missing or altered"):
        restore(settings_in(folder / "never"), harmed, folder / "never")
    assert not (folder / "never").exists()


def test_a_failed_backup_leaves_nothing_that_looks_like_one(
    original: Settings, folder: Path
) -> None:
    from match.foundation.settings import changed

    gone = changed(original, owner_database_url="postgresql://match_owner@/match?host=/nowhere")

    with pytest.raises(BackupTrouble, match="does not answer"):
        back_up(gone, folder / "failed")
    assert not (folder / "failed").exists()
    assert not (folder / "failed.partial").exists()
