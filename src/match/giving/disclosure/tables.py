"""What is owed after a gift, and the progress reports of what takes long."""

from piccolo.columns import BigInt, BigSerial, Date, Text, Timestamptz, Varchar
from piccolo.columns.defaults import TimestamptzNow
from piccolo.constraints import Check
from piccolo.table import Table

from match.foundation.db import DB
from match.foundation.tables import is_division, one_of
from match.giving.disclosure.states import DutyKind, DutyStatus


class Duty(Table, db=DB, tablename="duty"):
    """
    One thing that one home or one organisation owes for one donation until ``due_on``.

    ``about`` tells several of a kind apart: the parcel, the home's line, the third, sixth, ninth
    month, the question. Made and settled from the donation's facts, never by hand.
    """

    id = BigSerial(primary_key=True)
    donation_id = BigInt(null=False, index=True, help_text="internal")
    kind = Varchar(length=12, null=False, help_text="internal")
    about = BigInt(null=False, default=0, help_text="internal")
    home_id = BigInt(null=True, default=None, index=True, help_text="internal")
    organisation_id = BigInt(null=True, default=None, index=True, help_text="internal")
    division = Varchar(length=12, null=False, help_text="internal")
    status = Varchar(length=16, null=False, default=DutyStatus.waiting, help_text="internal")
    due_on = Date(null=False, default=None, help_text="internal")
    settled_on = Date(null=True, default=None, help_text="internal")
    next_check_at = Timestamptz(null=True, default=None, help_text="internal")
    created_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    changed_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    duty_kind_known = one_of("kind", DutyKind)
    duty_status_known = one_of("status", DutyStatus)
    duty_division_whole = is_division("division")
    duty_somebody_owes = Check('("home_id" IS NULL) <> ("organisation_id" IS NULL)')
    duty_settled_dated = Check('("status" = \'settled\') = ("settled_on" IS NOT NULL)')
    # A waiting row without a time would wait for ever: the clock asks only rows with one.
    duty_waiting_has_time = Check(
        "\"status\" NOT IN ('waiting', 'reminded', 'reminded_again')"
        ' OR "next_check_at" IS NOT NULL'
    )


class ProgressReport(Table, db=DB, tablename="progress_report"):
    """
    How far a long gift is, as who received it says (慈善法 79). Only added to: a correction is a
    newer one that ``replaces`` it. The figures are the donation's own at that moment.
    """

    id = BigSerial(primary_key=True)
    donation_id = BigInt(null=False, index=True, help_text="internal")
    home_id = BigInt(null=True, default=None, help_text="internal")
    organisation_id = BigInt(null=True, default=None, help_text="internal")
    text = Text(null=False, help_text="internal")
    received = BigInt(null=False, help_text="internal")
    allocated = BigInt(null=False, help_text="internal")
    used = BigInt(null=False, help_text="internal")
    replaces = BigInt(null=True, default=None, unique=True, help_text="internal")
    by = BigInt(null=True, default=None, help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    progress_report_somebody_says = Check('("home_id" IS NULL) <> ("organisation_id" IS NULL)')
    progress_report_says_something = Check("\"text\" <> ''")
    progress_report_figures = Check('"received" >= 0 AND "allocated" >= 0 AND "used" >= 0')


TABLES = [Duty, ProgressReport]
