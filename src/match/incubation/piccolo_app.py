"""The incubation room as a Piccolo app."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from match.incubation import tables

APP_CONFIG = AppConfig(
    app_name="incubation",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[
        tables.IncubationBase,
        tables.Incubation,
        tables.IncubationSupport,
        tables.CapacityGap,
        tables.ActiveService,
        tables.PsychService,
        tables.Counsellor,
    ],
    migration_dependencies=["match.people.piccolo_app", "match.places.piccolo_app"],
)
