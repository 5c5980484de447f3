"""The giving room as a Piccolo app."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from match.giving import tables
from match.giving.campaigns import tables as campaigns
from match.giving.disclosure import tables as disclosure
from match.giving.pledging import tables as pledging
from match.giving.reports import tables as reports
from match.giving.standing import tables as standing

APP_CONFIG = AppConfig(
    app_name="giving",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[
        *tables.TABLES,
        *pledging.TABLES,
        *standing.TABLES,
        *campaigns.TABLES,
        *reports.TABLES,
        *disclosure.TABLES,
    ],
    migration_dependencies=["match.matching.piccolo_app"],
)
