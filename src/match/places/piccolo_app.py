"""The room as a Piccolo app."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from match.places import tables

APP_CONFIG = AppConfig(
    app_name="places",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[tables.Division],
    migration_dependencies=["match.foundation.piccolo_app"],
)
