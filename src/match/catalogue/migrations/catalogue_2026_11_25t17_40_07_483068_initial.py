from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.column_types import BigSerial
from piccolo.columns.column_types import Date
from piccolo.columns.column_types import Text
from piccolo.columns.column_types import Varchar
from piccolo.columns.indexes import IndexMethod
from piccolo.constraints import Check
from piccolo.constraints import Unique

ID = "2026-11-25T17:40:07:483068"
VERSION = "1.38.0"
DESCRIPTION = "initial"


async def forwards():
    manager = MigrationManager(
        migration_id=ID, app_name="catalogue", description=DESCRIPTION
    )

    manager.add_table(
        class_name="GuidingCatalogueItem",
        tablename="guiding_catalogue_item",
        schema=None,
        columns=None,
    )

    manager.add_column(
        table_class_name="GuidingCatalogueItem",
        tablename="guiding_catalogue_item",
        column_name="id",
        db_column_name="id",
        column_class_name="BigSerial",
        column_class=BigSerial,
        params={
            "null": False,
            "primary_key": True,
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
        table_class_name="GuidingCatalogueItem",
        tablename="guiding_catalogue_item",
        column_name="division",
        db_column_name="division",
        column_class_name="Varchar",
        column_class=Varchar,
        params={
            "length": 12,
            "default": "",
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
        table_class_name="GuidingCatalogueItem",
        tablename="guiding_catalogue_item",
        column_name="item_code",
        db_column_name="item_code",
        column_class_name="Varchar",
        column_class=Varchar,
        params={
            "length": 20,
            "default": "",
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
        table_class_name="GuidingCatalogueItem",
        tablename="guiding_catalogue_item",
        column_name="name",
        db_column_name="name",
        column_class_name="Varchar",
        column_class=Varchar,
        params={
            "length": 120,
            "default": "",
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
        table_class_name="GuidingCatalogueItem",
        tablename="guiding_catalogue_item",
        column_name="parent_code",
        db_column_name="parent_code",
        column_class_name="Varchar",
        column_class=Varchar,
        params={
            "length": 20,
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

    manager.add_column(
        table_class_name="GuidingCatalogueItem",
        tablename="guiding_catalogue_item",
        column_name="procurement_code",
        db_column_name="procurement_code",
        column_class_name="Varchar",
        column_class=Varchar,
        params={
            "length": 9,
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

    manager.add_column(
        table_class_name="GuidingCatalogueItem",
        tablename="guiding_catalogue_item",
        column_name="document",
        db_column_name="document",
        column_class_name="Text",
        column_class=Text,
        params={
            "default": "",
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
        table_class_name="GuidingCatalogueItem",
        tablename="guiding_catalogue_item",
        column_name="valid_from",
        db_column_name="valid_from",
        column_class_name="Date",
        column_class=Date,
        params={
            "default": None,
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
        table_class_name="GuidingCatalogueItem",
        tablename="guiding_catalogue_item",
        column_name="valid_to",
        db_column_name="valid_to",
        column_class_name="Date",
        column_class=Date,
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

    manager.add_constraint(
        table_class_name="GuidingCatalogueItem",
        tablename="guiding_catalogue_item",
        constraint_name="guiding_catalogue_item_division_whole",
        constraint_class=Check,
        params={"condition": "\"division\" ~ '^43[0-9]{10}$'"},
        schema=None,
    )

    manager.add_constraint(
        table_class_name="GuidingCatalogueItem",
        tablename="guiding_catalogue_item",
        constraint_name="guiding_catalogue_item_once",
        constraint_class=Unique,
        params={"columns": ["division", "item_code"], "nulls_distinct": True},
        schema=None,
    )

    manager.add_constraint(
        table_class_name="GuidingCatalogueItem",
        tablename="guiding_catalogue_item",
        constraint_name="guiding_catalogue_item_validity",
        constraint_class=Check,
        params={"condition": "valid_to IS NULL OR valid_to > valid_from"},
        schema=None,
    )

    manager.add_constraint(
        table_class_name="GuidingCatalogueItem",
        tablename="guiding_catalogue_item",
        constraint_name="guiding_catalogue_item_named",
        constraint_class=Check,
        params={"condition": "name <> '' AND item_code <> ''"},
        schema=None,
    )

    return manager
