"""Migrations in raw SQL: what Piccolo's tables cannot say (triggers, partial indexes, grants)."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from match.foundation.db import connection


def raw_sql(migration_id: str, app: str, description: str, *steps: str) -> MigrationManager:
    """A migration that runs each step, each of which may hold several statements."""
    manager = MigrationManager(migration_id=migration_id, app_name=app, description=description)

    async def run() -> None:
        async with connection() as owner:
            for step in steps:
                await owner.execute(step)

    manager.add_raw(run)  # pyright: ignore[reportUnknownMemberType] # Piccolo leaves its callable bare
    return manager
