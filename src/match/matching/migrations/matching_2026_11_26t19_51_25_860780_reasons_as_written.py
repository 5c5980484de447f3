from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.column_types import JSON, JSONB, BigInt

ID = "2026-11-26T19:51:25:860780"
VERSION = "1.38.0"
DESCRIPTION = "reasons as written"


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="matching", description=DESCRIPTION)

    manager.alter_column(
        table_class_name="Unserved",
        tablename="unserved",
        column_name="line_id",
        db_column_name="line_id",
        params={"index": False},
        old_params={"index": True},
        column_class=BigInt,
        old_column_class=BigInt,
        schema=None,
    )

    manager.alter_column(
        table_class_name="Unserved",
        tablename="unserved",
        column_name="facts",
        db_column_name="facts",
        params={},
        old_params={},
        column_class=JSON,
        old_column_class=JSONB,
        schema=None,
    )

    manager.alter_column(
        table_class_name="Proposal",
        tablename="proposal",
        column_name="parts",
        db_column_name="parts",
        params={},
        old_params={},
        column_class=JSON,
        old_column_class=JSONB,
        schema=None,
    )

    manager.alter_column(
        table_class_name="Proposal",
        tablename="proposal",
        column_name="facts",
        db_column_name="facts",
        params={},
        old_params={},
        column_class=JSON,
        old_column_class=JSONB,
        schema=None,
    )

    manager.alter_column(
        table_class_name="Proposal",
        tablename="proposal",
        column_name="runner_up",
        db_column_name="runner_up",
        params={},
        old_params={},
        column_class=JSON,
        old_column_class=JSONB,
        schema=None,
    )

    return manager
