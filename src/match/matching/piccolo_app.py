"""The matching room as a Piccolo app."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from match.matching import tables

APP_CONFIG = AppConfig(
    app_name="matching",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[
        tables.RunOrder,
        tables.MatchRun,
        tables.RunInput,
        tables.RunCounty,
        tables.RunReport,
        tables.RunPrice,
        tables.Unserved,
        tables.MatchOverride,
        tables.DayMatch,
        tables.DayPrice,
        tables.Proposal,
    ],
    migration_dependencies=["match.needs.piccolo_app", "match.offers.piccolo_app"],
)
