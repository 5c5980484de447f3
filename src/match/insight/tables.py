"""Counts by division, what must be counted again, suppressed totals of care, monthly reports."""

from piccolo.columns import JSONB, BigInt, BigSerial, Date, Timestamptz, Varchar
from piccolo.columns.defaults import TimestamptzNow
from piccolo.constraints import Check
from piccolo.table import Table

from match.foundation.db import DB
from match.foundation.tables import is_division


class GaugeCount(Table, db=DB, tablename="gauge_count"):
    """
    How many of something a division has. ``own``: counted at this very division; ``total``: it
    and everything below it. ``facet`` divides a measure (a category, a whole number of days).

    Counts are whole and add up, so that a county is the sum of its townships to the last one.
    """

    id = BigSerial(primary_key=True)
    division = Varchar(length=12, null=False, help_text="public")
    parent = Varchar(length=12, null=True, default=None, help_text="public")
    measure = Varchar(length=24, null=False, help_text="public")
    facet = Varchar(length=12, null=False, default="", help_text="public")
    own = BigInt(null=False, default=0, help_text="internal")
    total = BigInt(null=False, default=0, help_text="internal")

    gauge_count_division_whole = is_division("division")
    gauge_count_not_negative = Check('"own" >= 0 AND "total" >= "own"')


class GaugeDue(Table, db=DB, tablename="gauge_due"):
    """A division where something changed since it was counted."""

    id = BigSerial(primary_key=True)
    division = Varchar(length=12, null=False, unique=True, help_text="public")
    since = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    gauge_due_division_whole = is_division("division")


class GaugeRecount(Table, db=DB, tablename="gauge_recount"):
    """
    Everything counted from the beginning, as of a day. ``drifted``: rows that differed from what
    the facts of the day had made of them; other than 0 means that somebody changed without telling.
    """

    id = BigSerial(primary_key=True)
    on_day = Date(null=False, help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    rows = BigInt(null=False, help_text="internal")
    drifted = BigInt(null=False, help_text="internal")


class CareTotal(Table, db=DB, tablename="care_total"):
    """
    What care/ lets out: a total of a division and month, small cells and those that would give
    them away already suppressed there (``told`` NULL). No row of care is read here.
    """

    id = BigSerial(primary_key=True)
    division = Varchar(length=12, null=False, help_text="internal")
    month = Date(null=False, help_text="internal")
    measure = Varchar(length=24, null=False, help_text="internal")
    told = BigInt(null=True, default=None, help_text="internal")

    care_total_division_whole = is_division("division")
    # A total under five that is not suppressed would be care's mistake: it does not get in.
    care_total_never_small = Check('"told" IS NULL OR "told" = 0 OR "told" >= 5')


class MonthlyReport(Table, db=DB, tablename="monthly_report"):
    """The counts of a division at the end of a month, for good: what the next month compares."""

    id = BigSerial(primary_key=True)
    division = Varchar(length=12, null=False, help_text="public")
    month = Date(null=False, help_text="public")
    counts = JSONB(null=False, help_text="internal")
    made_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="public")

    monthly_report_division_whole = is_division("division")
    monthly_report_first_of_month = Check("date_part('day', \"month\") = 1")


class SavedView(Table, db=DB, tablename="saved_view"):
    """
    A page with its filters, under the name a member of staff gave it. ``area``: a division
    prefix within which colleagues find it as well; empty while it is one's own.

    It is an address and opens nothing: the page behind it asks for its permission each time.
    """

    id = BigSerial(primary_key=True)
    account_id = BigInt(null=False, index=True, help_text="internal")
    name = Varchar(length=40, null=False, help_text="internal")
    address = Varchar(length=500, null=False, help_text="internal")
    area = Varchar(length=12, null=False, default="", help_text="internal")
    created_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    saved_view_named = Check("btrim(\"name\") <> ''")
    # One slash and then a name: an address of this house, never another host's.
    saved_view_of_this_house = Check("\"address\" ~ '^/[a-z]'")


TABLES = (GaugeCount, GaugeDue, GaugeRecount, CareTotal, MonthlyReport, SavedView)
