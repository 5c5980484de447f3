"""The objections room as a Piccolo app."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from match.objections import tables

APP_CONFIG = AppConfig(
    app_name="objections",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[tables.Objection, tables.Complaint],
    migration_dependencies=["match.tenders.piccolo_app"],
)
