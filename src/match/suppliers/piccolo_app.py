"""The suppliers room as a Piccolo app."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from match.suppliers import tables

APP_CONFIG = AppConfig(
    app_name="suppliers",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[
        tables.Qualification,
        tables.SupplierDeclaration,
        tables.ControllingPerson,
        tables.Consortium,
        tables.ConsortiumMember,
    ],
    # A joint agreement is for one purchase: its tie by name needs that table to be there.
    migration_dependencies=["match.people.piccolo_app", "match.tenders.piccolo_app"],
)
