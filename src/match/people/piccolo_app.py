"""People as a Piccolo app."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from match.foundation.approvals import Approval
from match.people import tables

APP_CONFIG = AppConfig(
    app_name="people",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[
        Approval,
        *(getattr(tables, name) for name in tables.__all__),
    ],
    migration_dependencies=["match.foundation.piccolo_app"],
)
