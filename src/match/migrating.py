"""Bringing a database to the present shape, and telling when tables and migrations disagree."""

import contextlib
import io
import os
import re
from collections.abc import AsyncIterator
from itertools import chain
from pathlib import Path

import asyncpg

from match.foundation.db import DB, connect, disconnect

os.environ["PICCOLO_CONF"] = "match.piccolo_conf"

from piccolo.apps.migrations.commands import new as new_module  # reads the variable
from piccolo.apps.migrations.commands.base import BaseMigrationManager
from piccolo.apps.migrations.commands.forwards import ForwardsMigrationManager
from piccolo.conf.apps import Finder

LOCK = 0x78_74_68  # "xth": one migration at a time, whoever starts it
LIMITS = {"lock_timeout": "5s", "statement_timeout": "120s"}


class MigrationTrouble(Exception):
    """A migration could not be run; the message says which and what the server answered."""


async def migrate(owner_dsn: str, *, care: bool = True) -> list[str]:
    """
    Run every migration that has not run, as the owner, under an advisory lock.

    Returns the names that were run. Without *care* those of the restricted room wait until it is
    switched on. Opens and closes its own pool: call it before `connect`.
    """
    await connect(owner_dsn, limits=LIMITS, size=2, role=None)
    done: list[str] = []
    try:
        async with _only_one(owner_dsn):
            for app in BaseMigrationManager().get_sorted_app_names():
                if app == "care" and not care:
                    continue
                manager = ForwardsMigrationManager(app_name=app)
                before = set(await _ran(app))
                said = io.StringIO()
                with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
                    result = await manager.run()
                if not result.success:
                    raise MigrationTrouble(f"{app}: {result.message}")
                done += [f"{app} {name}" for name in sorted(set(await _ran(app)) - before)]
    except (asyncpg.DuplicateTableError, asyncpg.DuplicateObjectError) as error:
        raise MigrationTrouble(
            f"This database was begun by an earlier, unreleased version ({error}). Remove the data"
            " directory, or restore a backup of this version into a new one."
        ) from error
    except asyncpg.PostgresError as error:
        raise MigrationTrouble(f"{type(error).__name__}: {error}") from error
    finally:
        await disconnect()
    return done


@contextlib.asynccontextmanager
async def _only_one(owner_dsn: str) -> AsyncIterator[None]:
    holder = await asyncpg.connect(owner_dsn)
    try:
        await holder.execute("SELECT pg_advisory_lock($1)", LOCK)
        yield
    finally:
        await holder.close()


async def _ran(app: str) -> list[str]:
    async with DB.pool.acquire() as free:  # pyright: ignore[reportOptionalMemberAccess] # connected above
        if await free.fetchval("SELECT to_regclass('migration')") is None:
            return []
        found = await free.fetch("SELECT name FROM migration WHERE app_name = $1", app)
    return [row["name"] for row in found]


async def drift() -> dict[str, list[str]]:
    """Per room, the statements that would bring its migrations in line with its tables."""
    wanted: dict[str, list[str]] = {}
    for app in BaseMigrationManager().get_app_names(sort_by_migration_dependencies=False):
        config = Finder().get_app_config(app_name=app)
        manager = new_module.AutoMigrationManager(auto_input="y")
        with contextlib.redirect_stdout(io.StringIO()):  # a table of zeros per room
            altered = await manager.get_alter_statements(config)
        statements = list(chain.from_iterable(a.statements for a in altered))
        if statements:
            wanted[app] = statements
    return wanted


async def write_migration(app: str, description: str) -> Path | None:
    """Write the migration that brings *app* in line with its tables; None if none is needed."""
    config = Finder().get_app_config(app_name=app)
    folder = Path(config.resolved_migrations_folder_path)
    folder.mkdir(exist_ok=True)  # noqa: ASYNC240 # a developer's command, nothing else runs
    (folder / "__init__.py").touch()
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            meta = await new_module._create_new_migration(
                config, auto=True, description=description
            )
    except new_module.NoChanges:
        return None
    written = Path(meta.migration_path)
    name = re.sub(r"\W+", "_", description.lower()).strip("_") or "change"
    return written.rename(  # noqa: ASYNC240 # a developer's command, nobody waits
        written.with_name(f"{written.stem}_{name}.py")
    )
