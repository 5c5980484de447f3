from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.column_types import Timestamptz
from piccolo.columns.indexes import IndexMethod

ID = "2026-11-26T07:55:44:376230"
VERSION = "1.38.0"
DESCRIPTION = "waiting"


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="publicity", description=DESCRIPTION)

    manager.drop_column(
        table_class_name="PublicitySubscription",
        tablename="publicity_subscription",
        column_name="digest_at",
        db_column_name="digest_at",
        schema=None,
    )

    manager.add_column(
        table_class_name="PolicyDocument",
        tablename="policy_document",
        column_name="next_check_at",
        db_column_name="next_check_at",
        column_class_name="Timestamptz",
        column_class=Timestamptz,
        params={
            "default": None,
            "null": True,
            "primary_key": False,
            "unique": False,
            "index": False,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema=None,
    )

    return manager
