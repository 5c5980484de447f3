from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.column_types import (
    Array,
    BigInt,
    BigSerial,
    Bytea,
    Date,
    SmallInt,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.columns.indexes import IndexMethod
from piccolo.constraints import Check

ID = "2026-11-26T04:03:00:441967"
VERSION = "1.38.0"
DESCRIPTION = "cases"


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="care", description=DESCRIPTION)

    manager.add_table(
        class_name="PairLetter",
        tablename="pair_letter",
        schema="care",
        columns=None,
    )

    manager.add_table(
        class_name="ConcernMessage",
        tablename="concern_message",
        schema="care",
        columns=None,
    )

    manager.add_table(
        class_name="ReportAlarm",
        tablename="report_alarm",
        schema="care",
        columns=None,
    )

    manager.add_table(
        class_name="PairChild",
        tablename="pair_child",
        schema="care",
        columns=None,
    )

    manager.add_table(
        class_name="MandatoryReport",
        tablename="mandatory_report",
        schema="care",
        columns=None,
    )

    manager.add_table(
        class_name="Entitlement",
        tablename="entitlement",
        schema="care",
        columns=None,
    )

    manager.add_table(class_name="Referral", tablename="referral", schema="care", columns=None)

    manager.add_table(
        class_name="ServicePlan",
        tablename="service_plan",
        schema="care",
        columns=None,
    )

    manager.add_table(class_name="Pair", tablename="pair", schema="care", columns=None)

    manager.add_table(
        class_name="ReportStep",
        tablename="mandatory_report_step",
        schema="care",
        columns=None,
    )

    manager.add_table(
        class_name="PairMeeting",
        tablename="pair_meeting",
        schema="care",
        columns=None,
    )

    manager.add_table(class_name="DutyDesk", tablename="duty_desk", schema="care", columns=None)

    manager.add_table(
        class_name="ContactPlan",
        tablename="contact_plan",
        schema="care",
        columns=None,
    )

    manager.add_table(
        class_name="ParentContact",
        tablename="video_contact_log",
        schema="care",
        columns=None,
    )

    manager.add_table(class_name="Concern", tablename="concern", schema="care", columns=None)

    manager.add_table(
        class_name="PairRequest",
        tablename="pair_request",
        schema="care",
        columns=None,
    )

    manager.add_table(class_name="ChildAct", tablename="child_act", schema="care", columns=None)

    manager.add_table(class_name="Case", tablename="care_case", schema="care", columns=None)

    manager.add_column(
        table_class_name="PairLetter",
        tablename="pair_letter",
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
        schema="care",
    )

    manager.add_column(
        table_class_name="PairLetter",
        tablename="pair_letter",
        column_name="pair_id",
        db_column_name="pair_id",
        column_class_name="BigInt",
        column_class=BigInt,
        params={
            "default": 0,
            "null": False,
            "primary_key": False,
            "unique": False,
            "index": True,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema="care",
    )

    manager.add_column(
        table_class_name="PairLetter",
        tablename="pair_letter",
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
        schema="care",
    )

    manager.add_column(
        table_class_name="PairLetter",
        tablename="pair_letter",
        column_name="direction",
        db_column_name="direction",
        column_class_name="Varchar",
        column_class=Varchar,
        params={
            "length": 3,
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
        schema="care",
    )

    manager.add_column(
        table_class_name="PairLetter",
        tablename="pair_letter",
        column_name="text",
        db_column_name="text",
        column_class_name="Bytea",
        column_class=Bytea,
        params={
            "default": b"",
            "null": False,
            "primary_key": False,
            "unique": False,
            "index": False,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema="care",
    )

    manager.add_column(
        table_class_name="PairLetter",
        tablename="pair_letter",
        column_name="status",
        db_column_name="status",
        column_class_name="Varchar",
        column_class=Varchar,
        params={
            "length": 8,
            "default": "waiting",
            "null": False,
            "primary_key": False,
            "unique": False,
            "index": False,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema="care",
    )

    manager.add_column(
        table_class_name="PairLetter",
        tablename="pair_letter",
        column_name="reason",
        db_column_name="reason",
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
        schema="care",
    )

    manager.add_column(
        table_class_name="PairLetter",
        tablename="pair_letter",
        column_name="written_by",
        db_column_name="written_by",
        column_class_name="BigInt",
        column_class=BigInt,
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
        schema="care",
    )

    manager.add_column(
        table_class_name="PairLetter",
        tablename="pair_letter",
        column_name="written_at",
        db_column_name="written_at",
        column_class_name="Timestamptz",
        column_class=Timestamptz,
        params={
            "default": TimestamptzNow(),
            "null": False,
            "primary_key": False,
            "unique": False,
            "index": False,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema="care",
    )

    manager.add_column(
        table_class_name="PairLetter",
        tablename="pair_letter",
        column_name="decided_by",
        db_column_name="decided_by",
        column_class_name="BigInt",
        column_class=BigInt,
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
        schema="care",
    )

    manager.add_column(
        table_class_name="PairLetter",
        tablename="pair_letter",
        column_name="decided_at",
        db_column_name="decided_at",
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
        schema="care",
    )

    manager.add_column(
        table_class_name="ConcernMessage",
        tablename="concern_message",
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
        schema="care",
    )

    manager.add_column(
        table_class_name="ConcernMessage",
        tablename="concern_message",
        column_name="concern_id",
        db_column_name="concern_id",
        column_class_name="BigInt",
        column_class=BigInt,
        params={
            "default": 0,
            "null": False,
            "primary_key": False,
            "unique": False,
            "index": True,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema="care",
    )

    manager.add_column(
        table_class_name="ConcernMessage",
        tablename="concern_message",
        column_name="account_id",
        db_column_name="account_id",
        column_class_name="BigInt",
        column_class=BigInt,
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
        schema="care",
    )

    manager.add_column(
        table_class_name="ConcernMessage",
        tablename="concern_message",
        column_name="text",
        db_column_name="text",
        column_class_name="Bytea",
        column_class=Bytea,
        params={
            "default": b"",
            "null": False,
            "primary_key": False,
            "unique": False,
            "index": False,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema="care",
    )

    manager.add_column(
        table_class_name="ConcernMessage",
        tablename="concern_message",
        column_name="at",
        db_column_name="at",
        column_class_name="Timestamptz",
        column_class=Timestamptz,
        params={
            "default": TimestamptzNow(),
            "null": False,
            "primary_key": False,
            "unique": False,
            "index": False,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema="care",
    )

    manager.add_column(
        table_class_name="ReportAlarm",
        tablename="report_alarm",
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
        schema="care",
    )

    manager.add_column(
        table_class_name="ReportAlarm",
        tablename="report_alarm",
        column_name="report_id",
        db_column_name="report_id",
        column_class_name="BigInt",
        column_class=BigInt,
        params={
            "default": 0,
            "null": False,
            "primary_key": False,
            "unique": False,
            "index": True,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema="care",
    )

    manager.add_column(
        table_class_name="ReportAlarm",
        tablename="report_alarm",
        column_name="level",
        db_column_name="level",
        column_class_name="Varchar",
        column_class=Varchar,
        params={
            "length": 10,
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
        schema="care",
    )

    manager.add_column(
        table_class_name="ReportAlarm",
        tablename="report_alarm",
        column_name="address",
        db_column_name="address",
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
        schema="care",
    )

    manager.add_column(
        table_class_name="ReportAlarm",
        tablename="report_alarm",
        column_name="state",
        db_column_name="state",
        column_class_name="Varchar",
        column_class=Varchar,
        params={
            "length": 10,
            "default": "waiting",
            "null": False,
            "primary_key": False,
            "unique": False,
            "index": False,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema="care",
    )

    manager.add_column(
        table_class_name="ReportAlarm",
        tablename="report_alarm",
        column_name="attempts",
        db_column_name="attempts",
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
        schema="care",
    )

    manager.add_column(
        table_class_name="ReportAlarm",
        tablename="report_alarm",
        column_name="last_error",
        db_column_name="last_error",
        column_class_name="Varchar",
        column_class=Varchar,
        params={
            "length": 80,
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
        schema="care",
    )

    manager.add_column(
        table_class_name="ReportAlarm",
        tablename="report_alarm",
        column_name="made_at",
        db_column_name="made_at",
        column_class_name="Timestamptz",
        column_class=Timestamptz,
        params={
            "default": TimestamptzNow(),
            "null": False,
            "primary_key": False,
            "unique": False,
            "index": False,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema="care",
    )

    manager.add_column(
        table_class_name="ReportAlarm",
        tablename="report_alarm",
        column_name="ended_at",
        db_column_name="ended_at",
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
        schema="care",
    )

    manager.add_column(
        table_class_name="PairChild",
        tablename="pair_child",
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
        schema="care",
    )

    manager.add_column(
        table_class_name="PairChild",
        tablename="pair_child",
        column_name="pair_id",
        db_column_name="pair_id",
        column_class_name="BigInt",
        column_class=BigInt,
        params={
            "default": 0,
            "null": False,
            "primary_key": False,
            "unique": True,
            "index": False,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema="care",
    )

    manager.add_column(
        table_class_name="PairChild",
        tablename="pair_child",
        column_name="child_id",
        db_column_name="child_id",
        column_class_name="BigInt",
        column_class=BigInt,
        params={
            "default": 0,
            "null": False,
            "primary_key": False,
            "unique": False,
            "index": True,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema="care",
    )

    manager.add_column(
        table_class_name="PairChild",
        tablename="pair_child",
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
        schema="care",
    )

    manager.add_column(
        table_class_name="PairChild",
        tablename="pair_child",
        column_name="guardian_id",
        db_column_name="guardian_id",
        column_class_name="BigInt",
        column_class=BigInt,
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
        schema="care",
    )

    manager.add_column(
        table_class_name="PairChild",
        tablename="pair_child",
        column_name="version",
        db_column_name="version",
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
        schema="care",
    )

    manager.add_column(
        table_class_name="PairChild",
        tablename="pair_child",
        column_name="text_hash",
        db_column_name="text_hash",
        column_class_name="Varchar",
        column_class=Varchar,
        params={
            "length": 64,
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
        schema="care",
    )

    manager.add_column(
        table_class_name="PairChild",
        tablename="pair_child",
        column_name="channel",
        db_column_name="channel",
        column_class_name="Varchar",
        column_class=Varchar,
        params={
            "length": 10,
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
        schema="care",
    )

    manager.add_column(
        table_class_name="PairChild",
        tablename="pair_child",
        column_name="consented_at",
        db_column_name="consented_at",
        column_class_name="Timestamptz",
        column_class=Timestamptz,
        params={
            "default": TimestamptzNow(),
            "null": False,
            "primary_key": False,
            "unique": False,
            "index": False,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema="care",
    )

    manager.add_column(
        table_class_name="PairChild",
        tablename="pair_child",
        column_name="withdrawn_at",
        db_column_name="withdrawn_at",
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
        schema="care",
    )

    manager.add_column(
        table_class_name="PairChild",
        tablename="pair_child",
        column_name="decided_by",
        db_column_name="decided_by",
        column_class_name="BigInt",
        column_class=BigInt,
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
        schema="care",
    )

    manager.add_column(
        table_class_name="MandatoryReport",
        tablename="mandatory_report",
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
        schema="care",
    )

    manager.add_column(
        table_class_name="MandatoryReport",
        tablename="mandatory_report",
        column_name="code_key",
        db_column_name="code_key",
        column_class_name="Bytea",
        column_class=Bytea,
        params={
            "default": b"",
            "null": False,
            "primary_key": False,
            "unique": True,
            "index": False,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema="care",
    )

    manager.add_column(
        table_class_name="MandatoryReport",
        tablename="mandatory_report",
        column_name="situation",
        db_column_name="situation",
        column_class_name="Varchar",
        column_class=Varchar,
        params={
            "length": 3,
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
        schema="care",
    )

    manager.add_column(
        table_class_name="MandatoryReport",
        tablename="mandatory_report",
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
        schema="care",
    )

    manager.add_column(
        table_class_name="MandatoryReport",
        tablename="mandatory_report",
        column_name="first",
        db_column_name="first",
        column_class_name="Varchar",
        column_class=Varchar,
        params={
            "length": 10,
            "default": "protection",
            "null": False,
            "primary_key": False,
            "unique": False,
            "index": False,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema="care",
    )

    manager.add_column(
        table_class_name="MandatoryReport",
        tablename="mandatory_report",
        column_name="place",
        db_column_name="place",
        column_class_name="Bytea",
        column_class=Bytea,
        params={
            "default": b"",
            "null": False,
            "primary_key": False,
            "unique": False,
            "index": False,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema="care",
    )

    manager.add_column(
        table_class_name="MandatoryReport",
        tablename="mandatory_report",
        column_name="details",
        db_column_name="details",
        column_class_name="Bytea",
        column_class=Bytea,
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
        schema="care",
    )

    manager.add_column(
        table_class_name="MandatoryReport",
        tablename="mandatory_report",
        column_name="reporter",
        db_column_name="reporter",
        column_class_name="Bytea",
        column_class=Bytea,
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
        schema="care",
    )

    manager.add_column(
        table_class_name="MandatoryReport",
        tablename="mandatory_report",
        column_name="filed_at",
        db_column_name="filed_at",
        column_class_name="Timestamptz",
        column_class=Timestamptz,
        params={
            "default": TimestamptzNow(),
            "null": False,
            "primary_key": False,
            "unique": False,
            "index": False,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema="care",
    )

    manager.add_column(
        table_class_name="Entitlement",
        tablename="entitlement",
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
        schema="care",
    )

    manager.add_column(
        table_class_name="Entitlement",
        tablename="entitlement",
        column_name="child_id",
        db_column_name="child_id",
        column_class_name="BigInt",
        column_class=BigInt,
        params={
            "default": 0,
            "null": False,
            "primary_key": False,
            "unique": False,
            "index": True,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema="care",
    )

    manager.add_column(
        table_class_name="Entitlement",
        tablename="entitlement",
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
        schema="care",
    )

    manager.add_column(
        table_class_name="Entitlement",
        tablename="entitlement",
        column_name="kind",
        db_column_name="kind",
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
        schema="care",
    )

    manager.add_column(
        table_class_name="Entitlement",
        tablename="entitlement",
        column_name="stands",
        db_column_name="stands",
        column_class_name="Varchar",
        column_class=Varchar,
        params={
            "length": 8,
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
        schema="care",
    )

    manager.add_column(
        table_class_name="Entitlement",
        tablename="entitlement",
        column_name="looked_on",
        db_column_name="looked_on",
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
        schema="care",
    )

    manager.add_column(
        table_class_name="Entitlement",
        tablename="entitlement",
        column_name="looked_by",
        db_column_name="looked_by",
        column_class_name="BigInt",
        column_class=BigInt,
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
        schema="care",
    )

    manager.add_column(
        table_class_name="Referral",
        tablename="referral",
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
        schema="care",
    )

    manager.add_column(
        table_class_name="Referral",
        tablename="referral",
        column_name="case_id",
        db_column_name="case_id",
        column_class_name="BigInt",
        column_class=BigInt,
        params={
            "default": None,
            "null": True,
            "primary_key": False,
            "unique": False,
            "index": True,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema="care",
    )

    manager.add_column(
        table_class_name="Referral",
        tablename="referral",
        column_name="child_id",
        db_column_name="child_id",
        column_class_name="BigInt",
        column_class=BigInt,
        params={
            "default": None,
            "null": True,
            "primary_key": False,
            "unique": False,
            "index": True,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema="care",
    )

    manager.add_column(
        table_class_name="Referral",
        tablename="referral",
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
            "index": True,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema="care",
    )

    manager.add_column(
        table_class_name="Referral",
        tablename="referral",
        column_name="target",
        db_column_name="target",
        column_class_name="Varchar",
        column_class=Varchar,
        params={
            "length": 8,
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
        schema="care",
    )

    manager.add_column(
        table_class_name="Referral",
        tablename="referral",
        column_name="status",
        db_column_name="status",
        column_class_name="Varchar",
        column_class=Varchar,
        params={
            "length": 10,
            "default": "sent",
            "null": False,
            "primary_key": False,
            "unique": False,
            "index": False,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema="care",
    )

    manager.add_column(
        table_class_name="Referral",
        tablename="referral",
        column_name="reason",
        db_column_name="reason",
        column_class_name="Bytea",
        column_class=Bytea,
        params={
            "default": b"",
            "null": False,
            "primary_key": False,
            "unique": False,
            "index": False,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema="care",
    )

    manager.add_column(
        table_class_name="Referral",
        tablename="referral",
        column_name="answer",
        db_column_name="answer",
        column_class_name="Bytea",
        column_class=Bytea,
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
        schema="care",
    )

    manager.add_column(
        table_class_name="Referral",
        tablename="referral",
        column_name="sent_by",
        db_column_name="sent_by",
        column_class_name="BigInt",
        column_class=BigInt,
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
        schema="care",
    )

    manager.add_column(
        table_class_name="Referral",
        tablename="referral",
        column_name="sent_at",
        db_column_name="sent_at",
        column_class_name="Timestamptz",
        column_class=Timestamptz,
        params={
            "default": TimestamptzNow(),
            "null": False,
            "primary_key": False,
            "unique": False,
            "index": False,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema="care",
    )

    manager.add_column(
        table_class_name="Referral",
        tablename="referral",
        column_name="answered_by",
        db_column_name="answered_by",
        column_class_name="BigInt",
        column_class=BigInt,
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
        schema="care",
    )

    manager.add_column(
        table_class_name="Referral",
        tablename="referral",
        column_name="answered_at",
        db_column_name="answered_at",
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
        schema="care",
    )

    manager.add_column(
        table_class_name="Referral",
        tablename="referral",
        column_name="chased",
        db_column_name="chased",
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
        schema="care",
    )

    manager.add_column(
        table_class_name="Referral",
        tablename="referral",
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
        schema="care",
    )

    manager.add_column(
        table_class_name="ServicePlan",
        tablename="service_plan",
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
        schema="care",
    )

    manager.add_column(
        table_class_name="ServicePlan",
        tablename="service_plan",
        column_name="child_id",
        db_column_name="child_id",
        column_class_name="BigInt",
        column_class=BigInt,
        params={
            "default": 0,
            "null": False,
            "primary_key": False,
            "unique": False,
            "index": True,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema="care",
    )

    manager.add_column(
        table_class_name="ServicePlan",
        tablename="service_plan",
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
        schema="care",
    )

    manager.add_column(
        table_class_name="ServicePlan",
        tablename="service_plan",
        column_name="aims",
        db_column_name="aims",
        column_class_name="Bytea",
        column_class=Bytea,
        params={
            "default": b"",
            "null": False,
            "primary_key": False,
            "unique": False,
            "index": False,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema="care",
    )

    manager.add_column(
        table_class_name="ServicePlan",
        tablename="service_plan",
        column_name="resources",
        db_column_name="resources",
        column_class_name="Bytea",
        column_class=Bytea,
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
        schema="care",
    )

    manager.add_column(
        table_class_name="ServicePlan",
        tablename="service_plan",
        column_name="begins_on",
        db_column_name="begins_on",
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
        schema="care",
    )

    manager.add_column(
        table_class_name="ServicePlan",
        tablename="service_plan",
        column_name="review_on",
        db_column_name="review_on",
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
        schema="care",
    )

    manager.add_column(
        table_class_name="ServicePlan",
        tablename="service_plan",
        column_name="made_by",
        db_column_name="made_by",
        column_class_name="BigInt",
        column_class=BigInt,
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
        schema="care",
    )

    manager.add_column(
        table_class_name="ServicePlan",
        tablename="service_plan",
        column_name="replaced_at",
        db_column_name="replaced_at",
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
        schema="care",
    )

    manager.add_column(
        table_class_name="Pair",
        tablename="pair",
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
        schema="care",
    )

    manager.add_column(
        table_class_name="Pair",
        tablename="pair",
        column_name="request_id",
        db_column_name="request_id",
        column_class_name="BigInt",
        column_class=BigInt,
        params={
            "default": 0,
            "null": False,
            "primary_key": False,
            "unique": False,
            "index": True,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema="care",
    )

    manager.add_column(
        table_class_name="Pair",
        tablename="pair",
        column_name="home_id",
        db_column_name="home_id",
        column_class_name="BigInt",
        column_class=BigInt,
        params={
            "default": 0,
            "null": False,
            "primary_key": False,
            "unique": False,
            "index": True,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema="care",
    )

    manager.add_column(
        table_class_name="Pair",
        tablename="pair",
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
        schema="care",
    )

    manager.add_column(
        table_class_name="Pair",
        tablename="pair",
        column_name="helper_id",
        db_column_name="helper_id",
        column_class_name="BigInt",
        column_class=BigInt,
        params={
            "default": 0,
            "null": False,
            "primary_key": False,
            "unique": False,
            "index": True,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema="care",
    )

    manager.add_column(
        table_class_name="Pair",
        tablename="pair",
        column_name="organisation_id",
        db_column_name="organisation_id",
        column_class_name="BigInt",
        column_class=BigInt,
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
        schema="care",
    )

    manager.add_column(
        table_class_name="Pair",
        tablename="pair",
        column_name="status",
        db_column_name="status",
        column_class_name="Varchar",
        column_class=Varchar,
        params={
            "length": 16,
            "default": "offered",
            "null": False,
            "primary_key": False,
            "unique": False,
            "index": False,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema="care",
    )

    manager.add_column(
        table_class_name="Pair",
        tablename="pair",
        column_name="words",
        db_column_name="words",
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
        schema="care",
    )

    manager.add_column(
        table_class_name="Pair",
        tablename="pair",
        column_name="reason",
        db_column_name="reason",
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
        schema="care",
    )

    manager.add_column(
        table_class_name="Pair",
        tablename="pair",
        column_name="key",
        db_column_name="key",
        column_class_name="Varchar",
        column_class=Varchar,
        params={
            "length": 32,
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
        schema="care",
    )

    manager.add_column(
        table_class_name="Pair",
        tablename="pair",
        column_name="offered_at",
        db_column_name="offered_at",
        column_class_name="Timestamptz",
        column_class=Timestamptz,
        params={
            "default": TimestamptzNow(),
            "null": False,
            "primary_key": False,
            "unique": False,
            "index": False,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema="care",
    )

    manager.add_column(
        table_class_name="Pair",
        tablename="pair",
        column_name="home_by",
        db_column_name="home_by",
        column_class_name="BigInt",
        column_class=BigInt,
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
        schema="care",
    )

    manager.add_column(
        table_class_name="Pair",
        tablename="pair",
        column_name="county_by",
        db_column_name="county_by",
        column_class_name="BigInt",
        column_class=BigInt,
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
        schema="care",
    )

    manager.add_column(
        table_class_name="Pair",
        tablename="pair",
        column_name="ended_at",
        db_column_name="ended_at",
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
        schema="care",
    )

    manager.add_column(
        table_class_name="Pair",
        tablename="pair",
        column_name="follow_note",
        db_column_name="follow_note",
        column_class_name="Bytea",
        column_class=Bytea,
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
        schema="care",
    )

    manager.add_column(
        table_class_name="Pair",
        tablename="pair",
        column_name="followed_by",
        db_column_name="followed_by",
        column_class_name="BigInt",
        column_class=BigInt,
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
        schema="care",
    )

    manager.add_column(
        table_class_name="Pair",
        tablename="pair",
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
        schema="care",
    )

    manager.add_column(
        table_class_name="ReportStep",
        tablename="mandatory_report_step",
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
        schema="care",
    )

    manager.add_column(
        table_class_name="ReportStep",
        tablename="mandatory_report_step",
        column_name="report_id",
        db_column_name="report_id",
        column_class_name="BigInt",
        column_class=BigInt,
        params={
            "default": 0,
            "null": False,
            "primary_key": False,
            "unique": False,
            "index": True,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema="care",
    )

    manager.add_column(
        table_class_name="ReportStep",
        tablename="mandatory_report_step",
        column_name="step",
        db_column_name="step",
        column_class_name="Varchar",
        column_class=Varchar,
        params={
            "length": 14,
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
        schema="care",
    )

    manager.add_column(
        table_class_name="ReportStep",
        tablename="mandatory_report_step",
        column_name="level",
        db_column_name="level",
        column_class_name="Varchar",
        column_class=Varchar,
        params={
            "length": 10,
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
        schema="care",
    )

    manager.add_column(
        table_class_name="ReportStep",
        tablename="mandatory_report_step",
        column_name="account_id",
        db_column_name="account_id",
        column_class_name="BigInt",
        column_class=BigInt,
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
        schema="care",
    )

    manager.add_column(
        table_class_name="ReportStep",
        tablename="mandatory_report_step",
        column_name="told",
        db_column_name="told",
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
        schema="care",
    )

    manager.add_column(
        table_class_name="ReportStep",
        tablename="mandatory_report_step",
        column_name="purpose",
        db_column_name="purpose",
        column_class_name="Varchar",
        column_class=Varchar,
        params={
            "length": 200,
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
        schema="care",
    )

    manager.add_column(
        table_class_name="ReportStep",
        tablename="mandatory_report_step",
        column_name="at",
        db_column_name="at",
        column_class_name="Timestamptz",
        column_class=Timestamptz,
        params={
            "default": TimestamptzNow(),
            "null": False,
            "primary_key": False,
            "unique": False,
            "index": False,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema="care",
    )

    manager.add_column(
        table_class_name="PairMeeting",
        tablename="pair_meeting",
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
        schema="care",
    )

    manager.add_column(
        table_class_name="PairMeeting",
        tablename="pair_meeting",
        column_name="pair_id",
        db_column_name="pair_id",
        column_class_name="BigInt",
        column_class=BigInt,
        params={
            "default": 0,
            "null": False,
            "primary_key": False,
            "unique": False,
            "index": True,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema="care",
    )

    manager.add_column(
        table_class_name="PairMeeting",
        tablename="pair_meeting",
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
        schema="care",
    )

    manager.add_column(
        table_class_name="PairMeeting",
        tablename="pair_meeting",
        column_name="at",
        db_column_name="at",
        column_class_name="Timestamptz",
        column_class=Timestamptz,
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
        schema="care",
    )

    manager.add_column(
        table_class_name="PairMeeting",
        tablename="pair_meeting",
        column_name="minutes",
        db_column_name="minutes",
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
        schema="care",
    )

    manager.add_column(
        table_class_name="PairMeeting",
        tablename="pair_meeting",
        column_name="adults",
        db_column_name="adults",
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
        schema="care",
    )

    manager.add_column(
        table_class_name="PairMeeting",
        tablename="pair_meeting",
        column_name="noted_by",
        db_column_name="noted_by",
        column_class_name="BigInt",
        column_class=BigInt,
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
        schema="care",
    )

    manager.add_column(
        table_class_name="DutyDesk",
        tablename="duty_desk",
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
        schema="care",
    )

    manager.add_column(
        table_class_name="DutyDesk",
        tablename="duty_desk",
        column_name="level",
        db_column_name="level",
        column_class_name="Varchar",
        column_class=Varchar,
        params={
            "length": 10,
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
        schema="care",
    )

    manager.add_column(
        table_class_name="DutyDesk",
        tablename="duty_desk",
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
        schema="care",
    )

    manager.add_column(
        table_class_name="DutyDesk",
        tablename="duty_desk",
        column_name="name",
        db_column_name="name",
        column_class_name="Varchar",
        column_class=Varchar,
        params={
            "length": 60,
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
        schema="care",
    )

    manager.add_column(
        table_class_name="DutyDesk",
        tablename="duty_desk",
        column_name="phone",
        db_column_name="phone",
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
        schema="care",
    )

    manager.add_column(
        table_class_name="DutyDesk",
        tablename="duty_desk",
        column_name="mail",
        db_column_name="mail",
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
        schema="care",
    )

    manager.add_column(
        table_class_name="DutyDesk",
        tablename="duty_desk",
        column_name="named_by",
        db_column_name="named_by",
        column_class_name="BigInt",
        column_class=BigInt,
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
        schema="care",
    )

    manager.add_column(
        table_class_name="DutyDesk",
        tablename="duty_desk",
        column_name="named_at",
        db_column_name="named_at",
        column_class_name="Timestamptz",
        column_class=Timestamptz,
        params={
            "default": TimestamptzNow(),
            "null": False,
            "primary_key": False,
            "unique": False,
            "index": False,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema="care",
    )

    manager.add_column(
        table_class_name="ContactPlan",
        tablename="contact_plan",
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
        schema="care",
    )

    manager.add_column(
        table_class_name="ContactPlan",
        tablename="contact_plan",
        column_name="child_id",
        db_column_name="child_id",
        column_class_name="BigInt",
        column_class=BigInt,
        params={
            "default": 0,
            "null": False,
            "primary_key": False,
            "unique": False,
            "index": True,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema="care",
    )

    manager.add_column(
        table_class_name="ContactPlan",
        tablename="contact_plan",
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
        schema="care",
    )

    manager.add_column(
        table_class_name="ContactPlan",
        tablename="contact_plan",
        column_name="guardian_id",
        db_column_name="guardian_id",
        column_class_name="BigInt",
        column_class=BigInt,
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
        schema="care",
    )

    manager.add_column(
        table_class_name="ContactPlan",
        tablename="contact_plan",
        column_name="home_id",
        db_column_name="home_id",
        column_class_name="BigInt",
        column_class=BigInt,
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
        schema="care",
    )

    manager.add_column(
        table_class_name="ContactPlan",
        tablename="contact_plan",
        column_name="contact_due",
        db_column_name="contact_due",
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
        schema="care",
    )

    manager.add_column(
        table_class_name="ContactPlan",
        tablename="contact_plan",
        column_name="stay_due",
        db_column_name="stay_due",
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
        schema="care",
    )

    manager.add_column(
        table_class_name="ContactPlan",
        tablename="contact_plan",
        column_name="contact_told_on",
        db_column_name="contact_told_on",
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
        schema="care",
    )

    manager.add_column(
        table_class_name="ContactPlan",
        tablename="contact_plan",
        column_name="stay_told_on",
        db_column_name="stay_told_on",
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
        schema="care",
    )

    manager.add_column(
        table_class_name="ContactPlan",
        tablename="contact_plan",
        column_name="ended_at",
        db_column_name="ended_at",
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
        schema="care",
    )

    manager.add_column(
        table_class_name="ContactPlan",
        tablename="contact_plan",
        column_name="made_by",
        db_column_name="made_by",
        column_class_name="BigInt",
        column_class=BigInt,
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
        schema="care",
    )

    manager.add_column(
        table_class_name="ParentContact",
        tablename="video_contact_log",
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
        schema="care",
    )

    manager.add_column(
        table_class_name="ParentContact",
        tablename="video_contact_log",
        column_name="child_id",
        db_column_name="child_id",
        column_class_name="BigInt",
        column_class=BigInt,
        params={
            "default": 0,
            "null": False,
            "primary_key": False,
            "unique": False,
            "index": True,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema="care",
    )

    manager.add_column(
        table_class_name="ParentContact",
        tablename="video_contact_log",
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
        schema="care",
    )

    manager.add_column(
        table_class_name="ParentContact",
        tablename="video_contact_log",
        column_name="guardian_id",
        db_column_name="guardian_id",
        column_class_name="BigInt",
        column_class=BigInt,
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
        schema="care",
    )

    manager.add_column(
        table_class_name="ParentContact",
        tablename="video_contact_log",
        column_name="kind",
        db_column_name="kind",
        column_class_name="Varchar",
        column_class=Varchar,
        params={
            "length": 8,
            "default": "video",
            "null": False,
            "primary_key": False,
            "unique": False,
            "index": False,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema="care",
    )

    manager.add_column(
        table_class_name="ParentContact",
        tablename="video_contact_log",
        column_name="at",
        db_column_name="at",
        column_class_name="Timestamptz",
        column_class=Timestamptz,
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
        schema="care",
    )

    manager.add_column(
        table_class_name="ParentContact",
        tablename="video_contact_log",
        column_name="minutes",
        db_column_name="minutes",
        column_class_name="SmallInt",
        column_class=SmallInt,
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
        schema="care",
    )

    manager.add_column(
        table_class_name="ParentContact",
        tablename="video_contact_log",
        column_name="until",
        db_column_name="until",
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
        schema="care",
    )

    manager.add_column(
        table_class_name="ParentContact",
        tablename="video_contact_log",
        column_name="noted_by",
        db_column_name="noted_by",
        column_class_name="BigInt",
        column_class=BigInt,
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
        schema="care",
    )

    manager.add_column(
        table_class_name="ParentContact",
        tablename="video_contact_log",
        column_name="noted_at",
        db_column_name="noted_at",
        column_class_name="Timestamptz",
        column_class=Timestamptz,
        params={
            "default": TimestamptzNow(),
            "null": False,
            "primary_key": False,
            "unique": False,
            "index": False,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema="care",
    )

    manager.add_column(
        table_class_name="Concern",
        tablename="concern",
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
        schema="care",
    )

    manager.add_column(
        table_class_name="Concern",
        tablename="concern",
        column_name="code_key",
        db_column_name="code_key",
        column_class_name="Bytea",
        column_class=Bytea,
        params={
            "default": b"",
            "null": False,
            "primary_key": False,
            "unique": True,
            "index": False,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema="care",
    )

    manager.add_column(
        table_class_name="Concern",
        tablename="concern",
        column_name="pseudonym",
        db_column_name="pseudonym",
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
        schema="care",
    )

    manager.add_column(
        table_class_name="Concern",
        tablename="concern",
        column_name="about",
        db_column_name="about",
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
        schema="care",
    )

    manager.add_column(
        table_class_name="Concern",
        tablename="concern",
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
        schema="care",
    )

    manager.add_column(
        table_class_name="Concern",
        tablename="concern",
        column_name="desk",
        db_column_name="desk",
        column_class_name="Varchar",
        column_class=Varchar,
        params={
            "length": 10,
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
        schema="care",
    )

    manager.add_column(
        table_class_name="Concern",
        tablename="concern",
        column_name="status",
        db_column_name="status",
        column_class_name="Varchar",
        column_class=Varchar,
        params={
            "length": 10,
            "default": "waiting",
            "null": False,
            "primary_key": False,
            "unique": False,
            "index": False,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema="care",
    )

    manager.add_column(
        table_class_name="Concern",
        tablename="concern",
        column_name="made_at",
        db_column_name="made_at",
        column_class_name="Timestamptz",
        column_class=Timestamptz,
        params={
            "default": TimestamptzNow(),
            "null": False,
            "primary_key": False,
            "unique": False,
            "index": False,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema="care",
    )

    manager.add_column(
        table_class_name="Concern",
        tablename="concern",
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
        schema="care",
    )

    manager.add_column(
        table_class_name="PairRequest",
        tablename="pair_request",
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
        schema="care",
    )

    manager.add_column(
        table_class_name="PairRequest",
        tablename="pair_request",
        column_name="home_id",
        db_column_name="home_id",
        column_class_name="BigInt",
        column_class=BigInt,
        params={
            "default": 0,
            "null": False,
            "primary_key": False,
            "unique": False,
            "index": True,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema="care",
    )

    manager.add_column(
        table_class_name="PairRequest",
        tablename="pair_request",
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
        schema="care",
    )

    manager.add_column(
        table_class_name="PairRequest",
        tablename="pair_request",
        column_name="mode",
        db_column_name="mode",
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
        schema="care",
    )

    manager.add_column(
        table_class_name="PairRequest",
        tablename="pair_request",
        column_name="wanted",
        db_column_name="wanted",
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
        schema="care",
    )

    manager.add_column(
        table_class_name="PairRequest",
        tablename="pair_request",
        column_name="asked_by",
        db_column_name="asked_by",
        column_class_name="BigInt",
        column_class=BigInt,
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
        schema="care",
    )

    manager.add_column(
        table_class_name="PairRequest",
        tablename="pair_request",
        column_name="asked_at",
        db_column_name="asked_at",
        column_class_name="Timestamptz",
        column_class=Timestamptz,
        params={
            "default": TimestamptzNow(),
            "null": False,
            "primary_key": False,
            "unique": False,
            "index": False,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema="care",
    )

    manager.add_column(
        table_class_name="PairRequest",
        tablename="pair_request",
        column_name="closed_at",
        db_column_name="closed_at",
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
        schema="care",
    )

    manager.add_column(
        table_class_name="ChildAct",
        tablename="child_act",
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
        schema="care",
    )

    manager.add_column(
        table_class_name="ChildAct",
        tablename="child_act",
        column_name="child_id",
        db_column_name="child_id",
        column_class_name="BigInt",
        column_class=BigInt,
        params={
            "default": None,
            "null": True,
            "primary_key": False,
            "unique": False,
            "index": True,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema="care",
    )

    manager.add_column(
        table_class_name="ChildAct",
        tablename="child_act",
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
        schema="care",
    )

    manager.add_column(
        table_class_name="ChildAct",
        tablename="child_act",
        column_name="case_id",
        db_column_name="case_id",
        column_class_name="BigInt",
        column_class=BigInt,
        params={
            "default": None,
            "null": True,
            "primary_key": False,
            "unique": False,
            "index": True,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema="care",
    )

    manager.add_column(
        table_class_name="ChildAct",
        tablename="child_act",
        column_name="kind",
        db_column_name="kind",
        column_class_name="Varchar",
        column_class=Varchar,
        params={
            "length": 10,
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
        schema="care",
    )

    manager.add_column(
        table_class_name="ChildAct",
        tablename="child_act",
        column_name="done_on",
        db_column_name="done_on",
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
        schema="care",
    )

    manager.add_column(
        table_class_name="ChildAct",
        tablename="child_act",
        column_name="guardian_id",
        db_column_name="guardian_id",
        column_class_name="BigInt",
        column_class=BigInt,
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
        schema="care",
    )

    manager.add_column(
        table_class_name="ChildAct",
        tablename="child_act",
        column_name="result",
        db_column_name="result",
        column_class_name="Bytea",
        column_class=Bytea,
        params={
            "default": b"",
            "null": False,
            "primary_key": False,
            "unique": False,
            "index": False,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema="care",
    )

    manager.add_column(
        table_class_name="ChildAct",
        tablename="child_act",
        column_name="done_by",
        db_column_name="done_by",
        column_class_name="BigInt",
        column_class=BigInt,
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
        schema="care",
    )

    manager.add_column(
        table_class_name="ChildAct",
        tablename="child_act",
        column_name="at",
        db_column_name="at",
        column_class_name="Timestamptz",
        column_class=Timestamptz,
        params={
            "default": TimestamptzNow(),
            "null": False,
            "primary_key": False,
            "unique": False,
            "index": False,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema="care",
    )

    manager.add_column(
        table_class_name="Case",
        tablename="care_case",
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
        schema="care",
    )

    manager.add_column(
        table_class_name="Case",
        tablename="care_case",
        column_name="report_id",
        db_column_name="report_id",
        column_class_name="BigInt",
        column_class=BigInt,
        params={
            "default": None,
            "null": True,
            "primary_key": False,
            "unique": True,
            "index": False,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema="care",
    )

    manager.add_column(
        table_class_name="Case",
        tablename="care_case",
        column_name="child_id",
        db_column_name="child_id",
        column_class_name="BigInt",
        column_class=BigInt,
        params={
            "default": None,
            "null": True,
            "primary_key": False,
            "unique": False,
            "index": True,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema="care",
    )

    manager.add_column(
        table_class_name="Case",
        tablename="care_case",
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
            "index": True,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema="care",
    )

    manager.add_column(
        table_class_name="Case",
        tablename="care_case",
        column_name="status",
        db_column_name="status",
        column_class_name="Varchar",
        column_class=Varchar,
        params={
            "length": 10,
            "default": "reported",
            "null": False,
            "primary_key": False,
            "unique": False,
            "index": False,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema="care",
    )

    manager.add_column(
        table_class_name="Case",
        tablename="care_case",
        column_name="risks",
        db_column_name="risks",
        column_class_name="Array",
        column_class=Array,
        params={
            "default": list,
            "base_column": Varchar(
                length=10,
                default="",
                null=False,
                primary_key=False,
                unique=False,
                index=False,
                index_method=IndexMethod.btree,
                choices=None,
                db_column_name=None,
                secret=False,
            ),
            "null": False,
            "primary_key": False,
            "unique": False,
            "index": False,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema="care",
    )

    manager.add_column(
        table_class_name="Case",
        tablename="care_case",
        column_name="outcome",
        db_column_name="outcome",
        column_class_name="Bytea",
        column_class=Bytea,
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
        schema="care",
    )

    manager.add_column(
        table_class_name="Case",
        tablename="care_case",
        column_name="opened_by",
        db_column_name="opened_by",
        column_class_name="BigInt",
        column_class=BigInt,
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
        schema="care",
    )

    manager.add_column(
        table_class_name="Case",
        tablename="care_case",
        column_name="opened_at",
        db_column_name="opened_at",
        column_class_name="Timestamptz",
        column_class=Timestamptz,
        params={
            "default": TimestamptzNow(),
            "null": False,
            "primary_key": False,
            "unique": False,
            "index": False,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema="care",
    )

    manager.add_column(
        table_class_name="Case",
        tablename="care_case",
        column_name="closed_at",
        db_column_name="closed_at",
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
        schema="care",
    )

    manager.add_column(
        table_class_name="Case",
        tablename="care_case",
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
        schema="care",
    )

    manager.add_constraint(
        table_class_name="PairLetter",
        tablename="pair_letter",
        constraint_name="pair_letter_status_known",
        constraint_class=Check,
        params={"condition": "\"status\" IN ('waiting', 'passed', 'refused')"},
        schema="care",
    )

    manager.add_constraint(
        table_class_name="PairLetter",
        tablename="pair_letter",
        constraint_name="pair_letter_direction_known",
        constraint_class=Check,
        params={"condition": "\"direction\" IN ('in', 'out')"},
        schema="care",
    )

    manager.add_constraint(
        table_class_name="PairLetter",
        tablename="pair_letter",
        constraint_name="pair_letter_decided_whole",
        constraint_class=Check,
        params={
            "condition": '("status" = \'waiting\') = ("decided_by" IS NULL) AND ("status" <> \'refused\' OR char_length(btrim("reason")) >= 4)'
        },
        schema="care",
    )

    manager.add_constraint(
        table_class_name="ReportAlarm",
        tablename="report_alarm",
        constraint_name="report_alarm_level_known",
        constraint_class=Check,
        params={"condition": "\"level\" IN ('protection', 'county', 'prefecture')"},
        schema="care",
    )

    manager.add_constraint(
        table_class_name="ReportAlarm",
        tablename="report_alarm",
        constraint_name="report_alarm_state_known",
        constraint_class=Check,
        params={"condition": "\"state\" IN ('waiting', 'sent', 'failed', 'left_out')"},
        schema="care",
    )

    manager.add_constraint(
        table_class_name="PairChild",
        tablename="pair_child",
        constraint_name="pair_child_channel_known",
        constraint_class=Check,
        params={"condition": "\"channel\" IN ('paper', 'present', 'phone', 'video')"},
        schema="care",
    )

    manager.add_constraint(
        table_class_name="MandatoryReport",
        tablename="mandatory_report",
        constraint_name="mandatory_report_division_whole",
        constraint_class=Check,
        params={"condition": "\"division\" ~ '^43[0-9]{10}$'"},
        schema="care",
    )

    manager.add_constraint(
        table_class_name="MandatoryReport",
        tablename="mandatory_report",
        constraint_name="mandatory_report_first_known",
        constraint_class=Check,
        params={"condition": "\"first\" IN ('protection', 'county', 'prefecture')"},
        schema="care",
    )

    manager.add_constraint(
        table_class_name="MandatoryReport",
        tablename="mandatory_report",
        constraint_name="mandatory_report_situation_known",
        constraint_class=Check,
        params={"condition": "\"situation\" ~ '^MR[1-9]$'"},
        schema="care",
    )

    manager.add_constraint(
        table_class_name="Entitlement",
        tablename="entitlement",
        constraint_name="entitlement_kind_known",
        constraint_class=Check,
        params={"condition": "\"kind\" IN ('living','medical','schooling','registration')"},
        schema="care",
    )

    manager.add_constraint(
        table_class_name="Entitlement",
        tablename="entitlement",
        constraint_name="entitlement_stands_known",
        constraint_class=Check,
        params={"condition": "\"stands\" IN ('has','applied','missing','not_due')"},
        schema="care",
    )

    manager.add_constraint(
        table_class_name="Referral",
        tablename="referral",
        constraint_name="referral_status_known",
        constraint_class=Check,
        params={"condition": "\"status\" IN ('sent', 'accepted', 'refused', 'done')"},
        schema="care",
    )

    manager.add_constraint(
        table_class_name="Referral",
        tablename="referral",
        constraint_name="referral_target_known",
        constraint_class=Check,
        params={
            "condition": "\"target\" IN ('RT-STN','RT-PSY','RT-PROT','RT-POL','RT-HOSP','RT-EDU','RT-LAW')"
        },
        schema="care",
    )

    manager.add_constraint(
        table_class_name="Referral",
        tablename="referral",
        constraint_name="referral_division_whole",
        constraint_class=Check,
        params={"condition": "\"division\" ~ '^43[0-9]{10}$'"},
        schema="care",
    )

    manager.add_constraint(
        table_class_name="Referral",
        tablename="referral",
        constraint_name="referral_of_something",
        constraint_class=Check,
        params={"condition": '"case_id" IS NOT NULL OR "child_id" IS NOT NULL'},
        schema="care",
    )

    manager.add_constraint(
        table_class_name="Referral",
        tablename="referral",
        constraint_name="referral_waits_with_a_clock",
        constraint_class=Check,
        params={"condition": '("status" = \'sent\') = ("next_check_at" IS NOT NULL)'},
        schema="care",
    )

    manager.add_constraint(
        table_class_name="Referral",
        tablename="referral",
        constraint_name="referral_answered_whole",
        constraint_class=Check,
        params={
            "condition": '("status" = \'sent\') = ("answered_by" IS NULL) AND ("status" <> \'refused\' OR "answer" IS NOT NULL)'
        },
        schema="care",
    )

    manager.add_constraint(
        table_class_name="ServicePlan",
        tablename="service_plan",
        constraint_name="service_plan_forward",
        constraint_class=Check,
        params={"condition": '"review_on" > "begins_on"'},
        schema="care",
    )

    manager.add_constraint(
        table_class_name="Pair",
        tablename="pair",
        constraint_name="pair_status_known",
        constraint_class=Check,
        params={
            "condition": "\"status\" IN ('offered', 'home_accepted', 'county_accepted', 'active', 'ended', 'followed', 'refused', 'withdrawn')"
        },
        schema="care",
    )

    manager.add_constraint(
        table_class_name="Pair",
        tablename="pair",
        constraint_name="pair_division_whole",
        constraint_class=Check,
        params={"condition": "\"division\" ~ '^43[0-9]{10}$'"},
        schema="care",
    )

    manager.add_constraint(
        table_class_name="Pair",
        tablename="pair",
        constraint_name="pair_accepted_twice",
        constraint_class=Check,
        params={
            "condition": '"status" NOT IN (\'county_accepted\', \'active\', \'ended\', \'followed\') OR ("home_by" IS NOT NULL AND "county_by" IS NOT NULL AND "home_by" <> "county_by" AND "helper_id" NOT IN ("home_by", "county_by"))'
        },
        schema="care",
    )

    manager.add_constraint(
        table_class_name="Pair",
        tablename="pair",
        constraint_name="pair_ended_is_followed",
        constraint_class=Check,
        params={
            "condition": '("status" = \'ended\') = ("next_check_at" IS NOT NULL) AND ("status" <> \'followed\' OR "followed_by" IS NOT NULL)'
        },
        schema="care",
    )

    manager.add_constraint(
        table_class_name="ReportStep",
        tablename="mandatory_report_step",
        constraint_name="mandatory_report_step_known",
        constraint_class=Check,
        params={
            "condition": "\"step\" IN ('alarmed', 'opened', 'late', 'read', 'reporter_read', 'case_made')"
        },
        schema="care",
    )

    manager.add_constraint(
        table_class_name="ReportStep",
        tablename="mandatory_report_step",
        constraint_name="mandatory_report_step_level_known",
        constraint_class=Check,
        params={"condition": "\"level\" IN ('protection', 'county', 'prefecture')"},
        schema="care",
    )

    manager.add_constraint(
        table_class_name="ReportStep",
        tablename="mandatory_report_step",
        constraint_name="mandatory_report_step_named",
        constraint_class=Check,
        params={
            "condition": "\"step\" NOT IN ('opened', 'read', 'reporter_read', 'case_made') OR \"account_id\" IS NOT NULL"
        },
        schema="care",
    )

    manager.add_constraint(
        table_class_name="ReportStep",
        tablename="mandatory_report_step",
        constraint_name="mandatory_report_step_says_why",
        constraint_class=Check,
        params={"condition": '"step" <> \'reporter_read\' OR char_length(btrim("purpose")) >= 4'},
        schema="care",
    )

    manager.add_constraint(
        table_class_name="PairMeeting",
        tablename="pair_meeting",
        constraint_name="pair_meeting_length",
        constraint_class=Check,
        params={"condition": '"minutes" BETWEEN 5 AND 600'},
        schema="care",
    )

    manager.add_constraint(
        table_class_name="PairMeeting",
        tablename="pair_meeting",
        constraint_name="pair_meeting_two_adults",
        constraint_class=Check,
        params={"condition": '"adults" >= 2'},
        schema="care",
    )

    manager.add_constraint(
        table_class_name="DutyDesk",
        tablename="duty_desk",
        constraint_name="duty_desk_level_known",
        constraint_class=Check,
        params={"condition": "\"level\" IN ('protection', 'county', 'prefecture')"},
        schema="care",
    )

    manager.add_constraint(
        table_class_name="DutyDesk",
        tablename="duty_desk",
        constraint_name="duty_desk_division_whole",
        constraint_class=Check,
        params={"condition": "\"division\" ~ '^43[0-9]{10}$'"},
        schema="care",
    )

    manager.add_constraint(
        table_class_name="DutyDesk",
        tablename="duty_desk",
        constraint_name="duty_desk_named",
        constraint_class=Check,
        params={"condition": 'char_length(btrim("name")) >= 2 AND "phone" ~ \'^[0-9-]{3,20}$\''},
        schema="care",
    )

    manager.add_constraint(
        table_class_name="ParentContact",
        tablename="video_contact_log",
        constraint_name="video_contact_log_kind_known",
        constraint_class=Check,
        params={"condition": "\"kind\" IN ('video','phone','message','visit','stay')"},
        schema="care",
    )

    manager.add_constraint(
        table_class_name="ParentContact",
        tablename="video_contact_log",
        constraint_name="video_contact_log_lasted",
        constraint_class=Check,
        params={
            "condition": "CASE WHEN \"kind\" IN ('video','phone') THEN coalesce(\"minutes\", 0) BETWEEN 1 AND 600 ELSE true END"
        },
        schema="care",
    )

    manager.add_constraint(
        table_class_name="ParentContact",
        tablename="video_contact_log",
        constraint_name="video_contact_log_stay_ends",
        constraint_class=Check,
        params={"condition": '("kind" = \'stay\') = ("until" IS NOT NULL)'},
        schema="care",
    )

    manager.add_constraint(
        table_class_name="Concern",
        tablename="concern",
        constraint_name="concern_about_known",
        constraint_class=Check,
        params={
            "condition": "\"about\" IN ('home', 'township', 'county', 'prefecture', 'donor', 'volunteer', 'organisation', 'other')"
        },
        schema="care",
    )

    manager.add_constraint(
        table_class_name="Concern",
        tablename="concern",
        constraint_name="concern_status_known",
        constraint_class=Check,
        params={"condition": "\"status\" IN ('waiting', 'answered', 'closed')"},
        schema="care",
    )

    manager.add_constraint(
        table_class_name="Concern",
        tablename="concern",
        constraint_name="concern_division_whole",
        constraint_class=Check,
        params={"condition": "\"division\" ~ '^43[0-9]{10}$'"},
        schema="care",
    )

    manager.add_constraint(
        table_class_name="Concern",
        tablename="concern",
        constraint_name="concern_desk_known",
        constraint_class=Check,
        params={"condition": "\"desk\" IN ('protection', 'prefecture', 'province')"},
        schema="care",
    )

    manager.add_constraint(
        table_class_name="Concern",
        tablename="concern",
        constraint_name="concern_desk_apart",
        constraint_class=Check,
        params={
            "condition": "(\"about\" <> 'county' OR \"desk\" = 'prefecture') AND (\"about\" <> 'prefecture' OR \"desk\" = 'province')"
        },
        schema="care",
    )

    manager.add_constraint(
        table_class_name="PairRequest",
        tablename="pair_request",
        constraint_name="pair_request_mode_known",
        constraint_class=Check,
        params={"condition": "\"mode\" IN ('PAIR-STUDY', 'PAIR-COMP')"},
        schema="care",
    )

    manager.add_constraint(
        table_class_name="PairRequest",
        tablename="pair_request",
        constraint_name="pair_request_division_whole",
        constraint_class=Check,
        params={"condition": "\"division\" ~ '^43[0-9]{10}$'"},
        schema="care",
    )

    manager.add_constraint(
        table_class_name="PairRequest",
        tablename="pair_request",
        constraint_name="pair_request_some",
        constraint_class=Check,
        params={"condition": '"wanted" BETWEEN 1 AND 100'},
        schema="care",
    )

    manager.add_constraint(
        table_class_name="ChildAct",
        tablename="child_act",
        constraint_name="child_act_kind_known",
        constraint_class=Check,
        params={
            "condition": "\"kind\" IN ('CA-VISIT','CA-CHECK','CA-REPORT','CA-REFER','PS-COUNS','PS-SOOTHE','PS-ADAPT','GK-GRAND','GK-APPT')"
        },
        schema="care",
    )

    manager.add_constraint(
        table_class_name="ChildAct",
        tablename="child_act",
        constraint_name="child_act_of_something",
        constraint_class=Check,
        params={"condition": '"child_id" IS NOT NULL OR "case_id" IS NOT NULL'},
        schema="care",
    )

    manager.add_constraint(
        table_class_name="ChildAct",
        tablename="child_act",
        constraint_name="child_act_supervises_somebody",
        constraint_class=Check,
        params={
            "condition": "\"kind\" NOT IN ('GK-GRAND','GK-APPT') OR \"guardian_id\" IS NOT NULL"
        },
        schema="care",
    )

    manager.add_constraint(
        table_class_name="Case",
        tablename="care_case",
        constraint_name="care_case_status_known",
        constraint_class=Check,
        params={
            "condition": "\"status\" IN ('reported', 'triage', 'acting', 'police', 'referred', 'follow_up', 'closed')"
        },
        schema="care",
    )

    manager.add_constraint(
        table_class_name="Case",
        tablename="care_case",
        constraint_name="care_case_division_whole",
        constraint_class=Check,
        params={"condition": "\"division\" ~ '^43[0-9]{10}$'"},
        schema="care",
    )

    manager.add_constraint(
        table_class_name="Case",
        tablename="care_case",
        constraint_name="care_case_risks_known",
        constraint_class=Check,
        params={
            "condition": "\"risks\" <@ ARRAY['RK-DROP','RK-MENTAL','RK-COERCE','RK-LURE','RK-DV']::varchar[]"
        },
        schema="care",
    )

    manager.add_constraint(
        table_class_name="Case",
        tablename="care_case",
        constraint_name="care_case_closed_whole",
        constraint_class=Check,
        params={
            "condition": '("status" = \'closed\') = ("closed_at" IS NOT NULL AND "outcome" IS NOT NULL)'
        },
        schema="care",
    )

    return manager
