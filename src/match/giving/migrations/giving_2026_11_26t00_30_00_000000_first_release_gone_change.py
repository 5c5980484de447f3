from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.constraints import Check

ID = "2026-11-26T00:30:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "first_release_gone"


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="giving", description=DESCRIPTION)

    manager.drop_table(class_name="AgreementStep", tablename="agreement_step", schema=None)

    manager.drop_column(
        table_class_name="Agreement",
        tablename="agreement",
        column_name="feedback",
        db_column_name="feedback",
        schema=None,
    )

    manager.drop_column(
        table_class_name="Agreement",
        tablename="agreement",
        column_name="rating",
        db_column_name="rating",
        schema=None,
    )

    manager.drop_column(
        table_class_name="Agreement",
        tablename="agreement",
        column_name="received_units",
        db_column_name="received_units",
        schema=None,
    )

    manager.add_constraint(
        table_class_name="Agreement",
        tablename="agreement",
        constraint_name="agreement_confirmed_by_both",
        constraint_class=Check,
        params={
            "condition": '"status" NOT IN (\'in_force\', \'kept\') OR ("giver_confirmed_at" IS NOT NULL AND "recipient_confirmed_at" IS NOT NULL)'
        },
        schema=None,
    )

    manager.add_constraint(
        table_class_name="Agreement",
        tablename="agreement",
        constraint_name="agreement_status_one_of",
        constraint_class=Check,
        params={"condition": "\"status\" IN ('drafted', 'in_force', 'kept', 'cancelled')"},
        schema=None,
    )

    return manager
