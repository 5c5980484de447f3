"""The posts room as a Piccolo app."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from match.posts import tables

APP_CONFIG = AppConfig(
    app_name="posts",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[tables.Post, tables.Handover, tables.Tutor, tables.Guidance],
    migration_dependencies=[
        "match.people.piccolo_app",
        "match.homes.piccolo_app",
        "match.training.piccolo_app",
    ],
)
