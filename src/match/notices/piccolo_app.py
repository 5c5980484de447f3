"""The notices room as a Piccolo app."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from match.notices import tables
from match.notices.clocks.tables import Deadline, DeadlineStep

APP_CONFIG = AppConfig(
    app_name="notices",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[
        tables.Message,
        tables.Delivery,
        tables.DigestLine,
        tables.NoticeChoice,
        tables.QuietHours,
        tables.ChannelPause,
        Deadline,
        DeadlineStep,
    ],
    migration_dependencies=["match.people.piccolo_app"],
)
