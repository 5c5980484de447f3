"""Who may open files, who is answerable for them, who looked, and what is to be erased."""

from piccolo.columns import Array, BigInt, BigSerial, Date, Text, Timestamptz, Varchar
from piccolo.columns.defaults import TimestamptzNow
from piccolo.constraints import Check
from piccolo.table import Table

from match.care.states import ErasureStatus, GrantStatus, Purpose
from match.foundation.db import DB
from match.foundation.tables import one_of


class AccessGrant(Table, db=DB, tablename="access_grant", schema="care"):
    """
    Leave for one person to open the files below a division, or one file, for a purpose, until a
    day (未成年人网络保护条例36). ``division`` is a prefix: 12 digits for a village's home, 9 for a
    township, 6 for a county; nothing wider.
    """

    id = BigSerial(primary_key=True)
    account_id = BigInt(null=False, index=True, help_text="internal")
    division = Varchar(length=12, null=False, help_text="internal")
    home_id = BigInt(null=True, default=None, help_text="internal")
    child_id = BigInt(null=True, default=None, help_text="internal")
    purpose = Varchar(length=10, null=False, help_text="internal")
    reason = Text(null=False, help_text="internal")
    status = Varchar(length=10, null=False, default=GrantStatus.asked, help_text="internal")
    asked_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    valid_until = Date(null=False, help_text="internal")
    decided_by = BigInt(null=True, default=None, help_text="internal")
    decided_at = Timestamptz(null=True, default=None, help_text="internal")
    decided_why = Text(null=False, default="", help_text="internal")

    access_grant_status_known = one_of("status", GrantStatus)
    access_grant_purpose_known = one_of("purpose", Purpose)
    access_grant_division_known = Check("\"division\" ~ '^43([0-9]{4}|[0-9]{7}|[0-9]{10})$'")
    access_grant_not_own = Check('"decided_by" IS DISTINCT FROM "account_id"')
    access_grant_decided_whole = Check(
        '("status" = \'asked\') = ("decided_by" IS NULL)'
        ' AND ("decided_by" IS NULL) = ("decided_at" IS NULL)'
    )


class InCharge(Table, db=DB, tablename="in_charge", schema="care"):
    """The named person in charge of children's data of a township, county or prefecture (§3.7)."""

    id = BigSerial(primary_key=True)
    division = Varchar(length=12, null=False, index=True, help_text="public")
    account_id = BigInt(null=False, help_text="internal")
    since = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    until = Timestamptz(null=True, default=None, help_text="internal")
    named_by = BigInt(null=False, help_text="internal")

    in_charge_division_known = Check("\"division\" ~ '^43([0-9]{2}|[0-9]{4}|[0-9]{7})$'")


class Look(Table, db=DB, tablename="look", schema="care"):
    """
    Somebody opened files, or tried to: one row for each act, written and committed before the
    reading. Only added to; it points at nothing, so that nothing can take it along.
    """

    id = BigSerial(primary_key=True)
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    account_id = BigInt(null=True, default=None, index=True, help_text="internal")
    covering_id = BigInt(null=True, default=None, help_text="internal")
    grant_id = BigInt(null=True, default=None, help_text="internal")
    purpose = Varchar(length=10, null=False, help_text="internal")
    part = Varchar(length=30, null=False, help_text="internal")
    children = Array(base_column=BigInt(), null=False, help_text="child")
    division = Varchar(length=12, null=False, help_text="internal")
    refused = Varchar(length=20, null=False, default="", help_text="internal")
    request_id = Varchar(length=40, null=True, default=None, help_text="internal")


class Erasure(Table, db=DB, tablename="erasure", schema="care"):
    """The key of one child is to be destroyed: asked by one person, confirmed by another."""

    id = BigSerial(primary_key=True)
    child_id = BigInt(null=False, index=True, help_text="internal")
    division = Varchar(length=12, null=False, help_text="internal")
    reason = Varchar(length=10, null=False, help_text="internal")
    status = Varchar(length=10, null=False, default=ErasureStatus.asked, help_text="internal")
    asked_by = BigInt(null=False, help_text="internal")
    asked_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    decided_by = BigInt(null=True, default=None, help_text="internal")
    decided_at = Timestamptz(null=True, default=None, help_text="internal")
    key_destroyed_at = Timestamptz(null=True, default=None, help_text="internal")

    erasure_status_known = one_of("status", ErasureStatus)
    erasure_two_persons = Check('"decided_by" IS DISTINCT FROM "asked_by"')
    erasure_decided_whole = Check('("status" = \'asked\') = ("decided_by" IS NULL)')
