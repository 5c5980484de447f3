"""Mandatory reports: what was said, what was done with it, and who is on duty."""

from piccolo.columns import BigInt, BigSerial, Bytea, SmallInt, Timestamptz, Varchar
from piccolo.columns.defaults import TimestamptzNow
from piccolo.constraints import Check
from piccolo.table import Table

from match.care.cases.states import Level, Step
from match.foundation.db import DB
from match.foundation.tables import is_division, one_of


class DutyDesk(Table, db=DB, tablename="duty_desk", schema="care"):
    """The desk of one level in one place: a name, a work telephone, a mailbox. Latest counts."""

    id = BigSerial(primary_key=True)
    level = Varchar(length=10, null=False, help_text="public")
    division = Varchar(length=12, null=False, help_text="public")
    name = Varchar(length=60, null=False, help_text="public")
    phone = Varchar(length=20, null=False, help_text="public")
    mail = Varchar(length=120, null=False, default="", help_text="internal")
    named_by = BigInt(null=False, help_text="internal")
    named_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    duty_desk_level_known = one_of("level", Level)
    duty_desk_division_whole = is_division("division")
    duty_desk_named = Check('char_length(btrim("name")) >= 2 AND "phone" ~ \'^[0-9-]{3,20}$\'')


class MandatoryReport(Table, db=DB, tablename="mandatory_report", schema="care"):
    """
    One report (未保法11), as it was filed; nobody changes or deletes a line (guards).

    ``place`` and ``details`` are sealed; so is ``reporter``, under a purpose of its own, and no
    other column, line of the trail or fact of the outbox says who it was. ``code_key`` is the hash
    of the code by which the reporter alone finds it again. ``first`` is the desk it goes to.
    """

    id = BigSerial(primary_key=True)
    code_key = Bytea(null=False, unique=True, help_text="secret")
    situation = Varchar(length=3, null=False, help_text="child")
    division = Varchar(length=12, null=False, help_text="child")
    first = Varchar(length=10, null=False, default=Level.protection, help_text="internal")
    place = Bytea(null=False, help_text="child")
    details = Bytea(null=True, default=None, help_text="child")
    reporter = Bytea(null=True, default=None, help_text="secret")
    filed_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    mandatory_report_division_whole = is_division("division")
    mandatory_report_first_known = one_of("first", Level)
    mandatory_report_situation_known = Check("\"situation\" ~ '^MR[1-9]$'")


class ReportStep(Table, db=DB, tablename="mandatory_report_step", schema="care"):
    """What happened to a report: alarmed, opened, read, climbed. Only ever added to."""

    id = BigSerial(primary_key=True)
    report_id = BigInt(null=False, index=True, help_text="internal")
    step = Varchar(length=14, null=False, help_text="internal")
    level = Varchar(length=10, null=False, help_text="internal")
    account_id = BigInt(null=True, default=None, help_text="internal")
    told = SmallInt(null=False, default=0, help_text="internal")
    purpose = Varchar(length=200, null=False, default="", help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    mandatory_report_step_known = one_of("step", Step)
    mandatory_report_step_level_known = one_of("level", Level)
    # Delivered means a named person; whoever looks at the reporter says why.
    mandatory_report_step_named = Check(
        "\"step\" NOT IN ('opened', 'read', 'reporter_read', 'case_made')"
        ' OR "account_id" IS NOT NULL'
    )
    mandatory_report_step_says_why = Check(
        '"step" <> \'reporter_read\' OR char_length(btrim("purpose")) >= 4'
    )


class ReportAlarm(Table, db=DB, tablename="report_alarm", schema="care"):
    """One alarm by mail to a duty desk's mailbox; inbox and SMS are the house's own deliveries."""

    id = BigSerial(primary_key=True)
    report_id = BigInt(null=False, index=True, help_text="internal")
    level = Varchar(length=10, null=False, help_text="internal")
    address = Varchar(length=120, null=False, help_text="internal")
    state = Varchar(length=10, null=False, default="waiting", help_text="internal")
    attempts = SmallInt(null=False, default=0, help_text="internal")
    last_error = Varchar(length=80, null=False, default="", help_text="internal")
    made_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    ended_at = Timestamptz(null=True, default=None, help_text="internal")

    report_alarm_level_known = one_of("level", Level)
    report_alarm_state_known = Check("\"state\" IN ('waiting', 'sent', 'failed', 'left_out')")
