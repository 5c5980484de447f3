"""The homes room as a Piccolo app."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from match.homes import tables

APP_CONFIG = AppConfig(
    app_name="homes",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[tables.Home, tables.OpeningHour, tables.HomeDocument, tables.HomeSign],
    migration_dependencies=["match.files.piccolo_app", "match.people.piccolo_app"],
)
