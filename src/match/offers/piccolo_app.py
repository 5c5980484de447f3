"""The room as a Piccolo app."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from match.offers import tables

APP_CONFIG = AppConfig(
    app_name="offers",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[tables.Offer],
    migration_dependencies=["match.people.piccolo_app", "match.needs.piccolo_app"],
)
