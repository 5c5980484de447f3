from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.column_types import SmallInt, Varchar
from piccolo.columns.indexes import IndexMethod
from piccolo.constraints import Check

ID = "2026-11-26T02:25:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "stages"


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="contracts", description=DESCRIPTION)

    manager.add_column(
        table_class_name="ContractEvaluation",
        tablename="contract_evaluation",
        column_name="stage",
        db_column_name="stage",
        column_class_name="Varchar",
        column_class=Varchar,
        params={
            "length": 8,
            "default": "final",
            "null": False,
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

    manager.add_column(
        table_class_name="ContractEvaluation",
        tablename="contract_evaluation",
        column_name="year",
        db_column_name="year",
        column_class_name="SmallInt",
        column_class=SmallInt,
        params={
            "default": 0,
            "null": False,
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

    manager.add_constraint(
        table_class_name="ContractEvaluation",
        tablename="contract_evaluation",
        constraint_name="contract_evaluation_stage_known",
        constraint_class=Check,
        params={"condition": "\"stage\" IN ('before', 'yearly', 'final')"},
        schema=None,
    )

    manager.add_constraint(
        table_class_name="ContractEvaluation",
        tablename="contract_evaluation",
        constraint_name="contract_evaluation_yearly",
        constraint_class=Check,
        params={"condition": '("stage" = \'yearly\') = ("year" > 0)'},
        schema=None,
    )

    return manager
