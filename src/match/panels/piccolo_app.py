"""The panels room as a Piccolo app."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from match.panels import tables

APP_CONFIG = AppConfig(
    app_name="panels",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[
        tables.Expert,
        tables.ExpertTie,
        tables.Panel,
        tables.Candidate,
        tables.Seat,
        tables.PanelBid,
        tables.Score,
        tables.Signature,
        tables.Decision,
    ],
    migration_dependencies=["match.tenders.piccolo_app"],
)
