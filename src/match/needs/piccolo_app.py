"""The needs room as a Piccolo app."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from match.needs import tables

APP_CONFIG = AppConfig(
    app_name="needs",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[tables.Need, tables.NeedLine, tables.NeedClosure, tables.NeedQuestion],
    migration_dependencies=["match.homes.piccolo_app"],
)
