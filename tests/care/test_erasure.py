"""Erasure: shown by restoring a backup made before it, and failing to read the child."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from match.care import commands
from match.care.queries import child_file, erasures
from match.care.sealing import keyring
from match.care.states import Leaving
from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.foundation.db import DatabaseError, one, rows
from match.foundation.errors import Conflict, Denied, NotFound
from match.foundation.keyring import KeyDestroyed
from match.foundation.restricted import restricted
from tests.care import make, make_papers
from tests.care.erasure_house import NAME


@pytest.fixture(scope="module")
def told() -> Iterator[dict[str, Any]]:
    """What a whole house, its backup and its restored copy say; a process of its own."""
    with tempfile.TemporaryDirectory(prefix="xth-erasure-") as folder:
        done = subprocess.run(  # ours
            [sys.executable, "-m", "tests.care.erasure_house", folder],
            capture_output=True,
            text=True,
            check=False,
            timeout=240,
        )
        assert done.returncode == 0, done.stderr[-3000:]
        yield json.loads(done.stdout.strip().splitlines()[-1])


def test_a_backup_from_before_the_erasure_cannot_be_read(told: dict[str, Any]) -> None:
    assert told["before"] == {"status": "active", "sealed": True, "said": NAME}
    assert told["after"]["said"].startswith("NotFound")
    assert told["after"]["sealed"] is False

    restored = told["restored"]

    # The restored database believes that the child is here, and holds its sealed columns.
    assert (restored["status"], restored["sealed"]) == ("active", True)
    assert restored["said"].startswith("NotFound")
    assert NAME not in restored["said"]
    assert told["dump"] is False


def test_the_twin_with_an_old_copy_of_the_key_store_reads_it(told: dict[str, Any]) -> None:
    """The documented limit, and the proof that it was the key that was missing."""
    assert told["with the old copy"] == {"status": "active", "sealed": True, "said": NAME}


def test_a_destroyed_key_leaves_no_trace_in_the_store(told: dict[str, Any]) -> None:
    # The wrapped key is 44 characters sealed: any 24 bytes of it from the copy must be gone.
    copy, store = bytes.fromhex(told["copy"]), bytes.fromhex(told["store"])
    import sqlite3

    held = sqlite3.connect(":memory:")
    held.deserialize(copy)
    (wrapped,) = held.execute("SELECT wrapped FROM held").fetchone()
    assert wrapped in copy
    assert all(wrapped[at : at + 24] not in store for at in range(len(wrapped) - 24))


async def test_erasing_takes_two_persons_and_leaves_only_a_number(db: None) -> None:
    scene = await make.scene()
    child = await make.child(scene)
    guardian = await make_papers.guardian(scene, child)
    await make_papers.agreement(scene, child, guardian)
    await commands.attend(scene.director, scene.home, [child], clock.today())
    key = await make.value("SELECT key FROM care.child WHERE id = $1", child)
    erasure = await commands.ask_erasure(scene.director, child, "request")
    with pytest.raises(Conflict):
        await commands.ask_erasure(scene.director, child, "mistake")
    with pytest.raises(Denied):
        await commands.confirm_erasure(scene.director, erasure)
    assert [line.mine for line in await erasures(scene.supervisor)] == [True]
    assert key in keyring().names()

    await commands.confirm_erasure(scene.supervisor, erasure)

    assert key not in keyring().names()
    with pytest.raises(KeyDestroyed):
        keyring().key(key)
    with pytest.raises(NotFound):
        await child_file(scene.director, child)
    async with restricted((make.COUNTY,)):
        row = await one("SELECT * FROM care.child WHERE id = $1", child)
        assert row
        held = {n for n, v in row.items() if isinstance(v, bytes)}
        left = await rows(
            "SELECT 'guardian' FROM care.guardian WHERE child_id = $1 UNION ALL"
            " SELECT 'agreement' FROM care.agreement WHERE child_id = $1 UNION ALL"
            " SELECT 'attendance' FROM care.attendance WHERE child_id = $1 UNION ALL"
            " SELECT 'change' FROM care.child_change WHERE child_id = $1",
            child,
        )
    assert (held, left, row["status"], row["groups"]) == (set(), [], "erased", [])


async def test_the_database_itself_wants_two_persons(db: None) -> None:
    scene = await make.scene()
    child = await make.child(scene)
    erasure = await commands.ask_erasure(scene.director, child, "request")

    with pytest.raises(DatabaseError):
        async with restricted((make.COUNTY,)):
            await one(
                "UPDATE care.erasure SET status = 'confirmed', decided_by = asked_by,"
                " decided_at = now() WHERE id = $1 RETURNING id",
                erasure,
            )


async def test_at_eighteen_a_file_is_archived_and_later_erased_by_the_calendar(db: None) -> None:
    scene = await make.scene()
    today = clock.today()
    born = today.replace(year=today.year - 18) + timedelta(days=40)
    child, younger = await make.child(scene, born=born), await make.child(scene)
    key = await make.value("SELECT key FROM care.child WHERE id = $1", child)
    await commands.sweep_files(SYSTEM)
    assert await status(child) == "active"

    with clock.freeze(clock.now() + timedelta(days=75)):
        await commands.sweep_files(SYSTEM)
        assert await status(child) == "archived"
        assert await status(younger) == "active"
    with clock.freeze(clock.now() + timedelta(days=75 + 1096)):
        await commands.sweep_files(SYSTEM)
        assert await status(child) == "erased"

    assert key not in keyring().names()


async def test_an_interrupted_erasure_is_finished_by_the_sweep(db: None) -> None:
    from match.care.commands import ending

    scene = await make.scene()
    child = await make.child(scene)
    key = await make.value("SELECT key FROM care.child WHERE id = $1", child)
    erasure = await commands.ask_erasure(scene.director, child, "request")
    # Killed after the transaction, before the key: only the first half happens.
    await ending._decide(scene.supervisor, erasure, "confirm")
    assert key in keyring().names()

    await commands.sweep_files(SYSTEM)

    assert key not in keyring().names()


async def test_leaving_archives_and_coming_back_takes_back(db: None) -> None:
    scene = await make.scene()
    child = await make.child(scene)
    await commands.archive_child(scene.director, child, Leaving.moved)
    assert await status(child) == "archived"
    with pytest.raises(Conflict):
        await commands.change_child(scene.director, child, make.form())

    await commands.take_back_child(scene.director, child)

    assert await status(child) == "active"


async def status(child: int) -> str:
    return await make.value("SELECT status FROM care.child WHERE id = $1", child)
