"""
The database as the first release left it: its own migrations, by their ids, and no later one.

Usage: python -m tests.upgrade.first_release OWNER_DSN. A process of its own: it opens the pool.
"""

import asyncio
import sys

from piccolo.apps.migrations.commands.base import BaseMigrationManager
from piccolo.apps.migrations.tables import Migration
from piccolo.conf.apps import Finder

from match.foundation.db import connect, disconnect
from match.migrating import LIMITS

GUARDS = "2026-11-25T23:59:59:0000"
# Read off the ``migration`` table of an installation of the first release, in the order it ran.
RAN = {
    "foundation": ("2026-11-25T17:25:15:557478", GUARDS + "00"),
    "catalogue": ("2026-11-25T17:40:07:483068", GUARDS + "20"),
    "files": ("2026-11-25T17:57:28:986414",),
    "homes": ("2026-11-25T17:30:45:206485", GUARDS + "00"),
    "people": ("2026-11-25T17:39:01:445038", GUARDS + "01"),
    "places": ("2026-11-25T17:28:41:725445", GUARDS + "10"),
    "needs": ("2026-11-25T17:58:03:410532", GUARDS + "00"),
    "notices": ("2026-11-25T17:48:52:257116", GUARDS + "00"),
    "tenders": ("2026-11-25T17:56:36:870280", GUARDS + "00"),
    "offers": ("2026-11-25T17:44:53:491098", GUARDS + "00"),
    "matching": ("2026-11-25T19:04:06:089408", GUARDS + "00"),
    "giving": ("2026-11-25T17:48:50:866130", GUARDS + "00"),
}


async def lay_down(owner_dsn: str) -> None:
    """Run each migration and remember it, as Piccolo does, but none that came later."""
    await connect(owner_dsn, limits=LIMITS, size=2, role=None)
    try:
        await Migration.create_table(if_not_exists=True).run()
        for app, ids in RAN.items():
            folder = Finder().get_app_config(app_name=app).resolved_migrations_folder_path
            modules = BaseMigrationManager().get_migration_modules(folder)
            for migration_id in ids:
                await (await modules[migration_id].forwards()).run()
                await Migration.insert(Migration(name=migration_id, app_name=app)).run()
    finally:
        await disconnect()


if __name__ == "__main__":
    asyncio.run(lay_down(sys.argv[1]))
