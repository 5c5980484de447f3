"""The volunteers room as a Piccolo app."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from match.volunteers import tables

APP_CONFIG = AppConfig(
    app_name="volunteers",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=tables.ALL,
    migration_dependencies=["match.needs.piccolo_app"],
)
