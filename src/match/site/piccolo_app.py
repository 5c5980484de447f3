"""The site as a Piccolo app: what stands beneath the rooms and yet keeps something."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from match.site.importing import tables

APP_CONFIG = AppConfig(
    app_name="site",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[tables.SheetImport, tables.ImportedRow],
    migration_dependencies=["match.foundation.piccolo_app"],
)
