"""The restricted room as a Piccolo app: its tables lie in schema `care`."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from match.care import tables
from match.care.cases import tables as cases
from match.care.pairs import tables as pairs

APP_CONFIG = AppConfig(
    app_name="care",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[*tables.TABLES, *cases.TABLES, *pairs.TABLES],
    migration_dependencies=["match.giving.piccolo_app"],
)
