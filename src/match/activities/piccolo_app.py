"""The activities room as a Piccolo app."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from match.activities import tables

APP_CONFIG = AppConfig(
    app_name="activities",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[
        tables.OpeningException,
        tables.OpeningLog,
        tables.RotaPerson,
        tables.RotaDuty,
        tables.Activity,
        tables.ActivityHeads,
        tables.ActivitySignup,
        tables.WorkPlan,
        tables.WorkPlanItem,
        tables.VenueBooking,
    ],
    migration_dependencies=["match.homes.piccolo_app", "match.people.piccolo_app"],
)
