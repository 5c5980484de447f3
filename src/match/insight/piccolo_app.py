"""The room as a Piccolo app."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from match.insight import tables

APP_CONFIG = AppConfig(
    app_name="insight",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[*tables.TABLES],
    migration_dependencies=["match.places.piccolo_app", "match.needs.piccolo_app"],
)
