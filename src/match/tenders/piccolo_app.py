"""The room as a Piccolo app."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from match.tenders import tables

APP_CONFIG = AppConfig(
    app_name="tenders",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[tables.Tender],
    migration_dependencies=["match.people.piccolo_app", "match.catalogue.piccolo_app"],
)
