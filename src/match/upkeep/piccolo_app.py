"""The upkeep room as a Piccolo app."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from match.upkeep import tables

APP_CONFIG = AppConfig(
    app_name="upkeep",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[*tables.TABLES],
    migration_dependencies=["match.homes.piccolo_app", "match.posts.piccolo_app"],
)
