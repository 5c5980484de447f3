"""The files room as a Piccolo app."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from match.files import tables

APP_CONFIG = AppConfig(
    app_name="files",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[tables.File, tables.PhotoPart],
    migration_dependencies=["match.foundation.piccolo_app"],
)
