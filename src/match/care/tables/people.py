"""Children, those who look after them, what changed, and the monthly totals."""

from piccolo.columns import (
    Array,
    BigInt,
    BigSerial,
    Boolean,
    Bytea,
    Date,
    Integer,
    Timestamptz,
    Varchar,
)
from piccolo.columns.defaults import TimestamptzNow
from piccolo.constraints import Check
from piccolo.table import Table

from match.care.states import ChildStatus, GuardianKind
from match.foundation.db import DB
from match.foundation.tables import is_division, one_of


class Child(Table, db=DB, tablename="child", schema="care"):
    """
    One child's file. ``key`` names its key in the store outside the database, with which every
    bytea here and in the tables that point here is sealed; the two hashes are for searching.

    ``adult_month``: the first month in which the child is 18, so that retention needs no date of
    birth. ``checked_on``: the day somebody last confirmed that all of it is still true.
    """

    id = BigSerial(primary_key=True)
    key = Varchar(length=32, null=False, unique=True, help_text="internal")
    home_id = BigInt(null=False, index=True, help_text="child")
    division = Varchar(length=12, null=False, help_text="child")
    status = Varchar(length=10, null=False, default=ChildStatus.active, help_text="internal")
    name = Bytea(null=True, default=None, help_text="child")
    name_hash = Bytea(null=True, default=None, index=True, help_text="child")
    identity = Bytea(null=True, default=None, help_text="child")
    identity_hash = Bytea(null=True, default=None, index=True, help_text="child")
    born = Bytea(null=True, default=None, help_text="child")
    address = Bytea(null=True, default=None, help_text="child")
    phone = Bytea(null=True, default=None, help_text="child")
    school = Bytea(null=True, default=None, help_text="child")
    health = Bytea(null=True, default=None, help_text="child")
    groups = Array(base_column=Varchar(length=20), null=False, help_text="child")
    risks = Array(base_column=Varchar(length=20), null=False, help_text="child")
    adult_month = Date(null=False, help_text="child")
    insured_until = Date(null=True, default=None, help_text="child")
    checked_on = Date(null=False, help_text="internal")
    leaving = Varchar(length=14, null=True, default=None, help_text="child")
    archived_on = Date(null=True, default=None, help_text="internal")
    delete_after = Date(null=True, default=None, help_text="internal")
    erased_at = Timestamptz(null=True, default=None, help_text="internal")
    created_by = BigInt(null=False, help_text="internal")
    created_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    next_check_at = Timestamptz(null=True, default=None, help_text="internal")

    child_status_known = one_of("status", ChildStatus)
    child_division_whole = is_division("division")
    child_sealed_or_erased = Check(
        '("status" = \'erased\') = ("name" IS NULL) AND ("name" IS NULL) = ("born" IS NULL)'
        ' AND ("name" IS NULL) = ("name_hash" IS NULL)'
    )
    child_erased_holds_nothing = Check(
        '"status" <> \'erased\' OR coalesce("identity", "identity_hash", "address",'
        ' "phone", "school", "health") IS NULL'
    )
    child_archived_has_an_end = Check(
        '("status" = \'active\') = ("archived_on" IS NULL) OR "status" = \'erased\''
    )


class ChildChange(Table, db=DB, tablename="child_change", schema="care"):
    """What changed in a file, when and by whom (notice 2.1a). The values are sealed."""

    id = BigSerial(primary_key=True)
    child_id = BigInt(null=False, index=True, help_text="internal")
    division = Varchar(length=12, null=False, help_text="child")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    by = BigInt(null=False, help_text="internal")
    fields = Array(base_column=Varchar(length=20), null=False, help_text="internal")
    before = Bytea(null=True, default=None, help_text="child")
    after = Bytea(null=True, default=None, help_text="child")


class Guardian(Table, db=DB, tablename="guardian", schema="care"):
    """A parent, or who stands in for one.."""

    id = BigSerial(primary_key=True)
    child_id = BigInt(null=False, index=True, help_text="internal")
    division = Varchar(length=12, null=False, help_text="child")
    kind = Varchar(length=10, null=False, help_text="child")
    relation = Varchar(length=12, null=False, help_text="child")
    name = Bytea(null=True, default=None, help_text="personal")
    phone = Bytea(null=True, default=None, help_text="personal")
    place = Bytea(null=True, default=None, help_text="personal")
    suitable = Boolean(null=False, default=True, help_text="child")
    ended_on = Date(null=True, default=None, help_text="internal")
    created_by = BigInt(null=False, help_text="internal")
    created_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    guardian_kind_known = one_of("kind", GuardianKind)


class GuardianTalk(Table, db=DB, tablename="guardian_talk", schema="care"):
    """A talk in which a guardian was urged and guided (notice 2.3e); the note is sealed."""

    id = BigSerial(primary_key=True)
    child_id = BigInt(null=False, index=True, help_text="internal")
    guardian_id = BigInt(null=False, index=True, help_text="internal")
    division = Varchar(length=12, null=False, help_text="child")
    day = Date(null=False, help_text="child")
    note = Bytea(null=True, default=None, help_text="child")
    next_on = Date(null=True, default=None, help_text="child")
    by = BigInt(null=False, help_text="internal")
    created_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")


class MonthCount(Table, db=DB, tablename="month_count", schema="care"):
    """
    How many children of one group a home had in a month: numbers only, the sole thing of this
    room that goes above the county, and there only summed and with small cells suppressed.

    ``month`` is its first day; code ``ALL`` counts each child once.
    """

    id = BigSerial(primary_key=True)
    home_id = BigInt(null=False, index=True, help_text="internal")
    division = Varchar(length=12, null=False, help_text="child")
    month = Date(null=False, help_text="internal")
    code = Varchar(length=20, null=False, help_text="child")
    children = Integer(null=False, help_text="child")
    sent_by = BigInt(null=False, help_text="internal")
    sent_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    month_count_not_negative = Check('"children" >= 0')
    month_count_first_day = Check('extract(day FROM "month") = 1')
