"""The foundation as a Piccolo app: its tables come before every room's."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from match.foundation import tables

APP_CONFIG = AppConfig(
    app_name="foundation",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[
        tables.Outbox,
        tables.Inbox,
        tables.Audit,
        tables.Parameter,
        tables.CalendarOverride,
        tables.Idempotency,
        tables.SearchState,
        tables.Run,
        tables.WechatToken,
        tables.WechatUse,
    ],
    migration_dependencies=[],
)
