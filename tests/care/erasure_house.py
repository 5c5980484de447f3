"""
A whole house in a folder, for `test_erasure.py`: a child is registered, backed up, erased; the
backup is restored; and the child is read, with the key store of today and with an old copy.

Run as ``python -m tests.care.erasure_house FOLDER``; prints one JSON object.
"""

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

from match.care import commands
from match.care.queries import child_file
from match.cli.common import database
from match.foundation.backup import back_up
from match.foundation.db import one
from match.foundation.embedded.services import Services
from match.foundation.errors import MatchError
from match.foundation.key_copies import copy_keys
from match.foundation.keys import hold, load_or_create
from match.foundation.restore import restore
from match.foundation.restricted import restricted
from match.foundation.settings import Settings, changed, load, use
from match.migrating import migrate
from match.people.sessions import actor_of_account
from tests.care import make

NAME = "欧阳忘川"


async def registered(settings: Settings) -> tuple[int, int, int]:
    """(child, director, supervisor)."""
    async with database(settings):
        scene = await make.scene()
        child = await make.child(scene, name=NAME)
        assert scene.director.id
        assert scene.supervisor.id
        return child, scene.director.id, scene.supervisor.id


async def erased(settings: Settings, child: int, director: int, supervisor: int) -> None:
    async with database(settings):
        first, second = await actor_of_account(director), await actor_of_account(supervisor)
        assert first
        assert second
        erasure = await commands.ask_erasure(first, child, "request")
        await commands.confirm_erasure(second, erasure)


async def read(settings: Settings, child: int, director: int) -> dict[str, Any]:
    """What the product says of the child, and whether the row is there sealed."""
    async with database(settings):
        actor = await actor_of_account(director)
        assert actor
        async with restricted((make.COUNTY,)):
            row = await one("SELECT status, name, health FROM care.child WHERE id = $1", child)
        assert row
        try:
            said = (await child_file(actor, child)).name
        except MatchError as refusal:
            said = f"{type(refusal).__name__}: {refusal.message}"
        return {
            "status": row["status"],
            "sealed": row["name"] is not None and row["health"] is not None,
            "said": said,
        }


def main(folder: Path) -> dict[str, Any]:
    env = {"MATCH_DATA_DIR": str(folder / "a"), "MATCH_RUNTIME_DIR": str(folder / "r")}
    told: dict[str, Any] = {}
    with Services(load(env), fast=True) as house:
        settings = house.settings
        use(settings)
        hold(load_or_create(settings.keys))
        asyncio.run(migrate(house.owner_database_url))
        child, director, supervisor = asyncio.run(registered(settings))
        told["before"] = asyncio.run(read(settings, child, director))
        back_up(settings, folder / "backup")
        old_copy = copy_keys(settings)
        asyncio.run(erased(settings, child, director, supervisor))
        told["after"] = asyncio.run(read(settings, child, director))
        store = settings.child_keys
        told["store"] = store.read_bytes().hex()
    given = changed(load(env), key_file=settings.keys, child_key_file=store)
    use(given)
    restore(given, folder / "backup", folder / "b")
    with Services(changed(given, data_dir=folder / "b"), fast=True) as house:
        use(house.settings)
        told["restored"] = asyncio.run(read(house.settings, child, director))
        older = changed(house.settings, child_key_file=old_copy)
        use(older)
        told["with the old copy"] = asyncio.run(read(older, child, director))
    told["copy"] = old_copy.read_bytes().hex()
    told["dump"] = NAME.encode().hex() in (folder / "backup" / "database.dump").read_bytes().hex()
    return told


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1])), ensure_ascii=False))
