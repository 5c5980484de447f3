"""The contracts room as a Piccolo app."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from match.contracts import tables

APP_CONFIG = AppConfig(
    app_name="contracts",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[*tables.TABLES],
    migration_dependencies=["match.tenders.piccolo_app", "match.needs.piccolo_app"],
)
