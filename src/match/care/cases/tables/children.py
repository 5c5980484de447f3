"""Steady care of one child: acts, contacts, entitlements, plans. Texts under the child's key."""

from piccolo.columns import BigInt, BigSerial, Bytea, Date, SmallInt, Timestamptz, Varchar
from piccolo.columns.defaults import TimestamptzNow
from piccolo.constraints import Check
from piccolo.table import Table

from match.foundation.db import DB

ACTS = (
    "('CA-VISIT','CA-CHECK','CA-REPORT','CA-REFER','PS-COUNS','PS-SOOTHE','PS-ADAPT',"
    "'GK-GRAND','GK-APPT')"
)
CONTACTS = "('video','phone','message','visit','stay')"
ENTITLED = "('living','medical','schooling','registration')"
STANDS = "('has','applied','missing','not_due')"


class ChildAct(Table, db=DB, tablename="child_act", schema="care"):
    """
    Something done for a child, by whom and when (2.4b): visit, focused check, report, referral,
    a psychologist's hour (4.2d), or supervision of a grandparent or appointed guardian (2.3e).
    """

    id = BigSerial(primary_key=True)
    child_id = BigInt(null=True, default=None, index=True, help_text="internal")
    division = Varchar(length=12, null=False, help_text="child")
    case_id = BigInt(null=True, default=None, index=True, help_text="internal")
    kind = Varchar(length=10, null=False, help_text="child")
    done_on = Date(null=False, default=None, help_text="child")
    guardian_id = BigInt(null=True, default=None, help_text="child")
    result = Bytea(null=False, help_text="child")
    done_by = BigInt(null=False, help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    child_act_kind_known = Check(f'"kind" IN {ACTS}')
    child_act_of_something = Check('"child_id" IS NOT NULL OR "case_id" IS NOT NULL')
    child_act_supervises_somebody = Check(
        "\"kind\" NOT IN ('GK-GRAND','GK-APPT') OR \"guardian_id\" IS NOT NULL"
    )


class ContactPlan(Table, db=DB, tablename="contact_plan", schema="care"):
    """When a child and a parent away speak next (未保法23: once a week) and last lived together."""

    id = BigSerial(primary_key=True)
    child_id = BigInt(null=False, index=True, help_text="internal")
    division = Varchar(length=12, null=False, help_text="child")
    guardian_id = BigInt(null=False, help_text="child")
    home_id = BigInt(null=False, help_text="child")
    contact_due = Date(null=False, default=None, help_text="child")
    stay_due = Date(null=False, default=None, help_text="child")
    contact_told_on = Date(null=True, default=None, help_text="internal")
    stay_told_on = Date(null=True, default=None, help_text="internal")
    ended_at = Timestamptz(null=True, default=None, help_text="internal")
    made_by = BigInt(null=False, help_text="internal")


class ParentContact(Table, db=DB, tablename="video_contact_log", schema="care"):
    """
    A child and a parent met or spoke: who, when, how long. There is no column for what was said
    and none for a recording (2.3a); ``until`` is the last day of a stay (2.3c).
    """

    id = BigSerial(primary_key=True)
    child_id = BigInt(null=False, index=True, help_text="internal")
    division = Varchar(length=12, null=False, help_text="child")
    guardian_id = BigInt(null=False, help_text="child")
    kind = Varchar(length=8, null=False, default="video", help_text="child")
    at = Timestamptz(null=False, default=None, help_text="child")
    minutes = SmallInt(null=True, default=None, help_text="child")
    until = Date(null=True, default=None, help_text="child")
    noted_by = BigInt(null=False, help_text="internal")
    noted_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    video_contact_log_kind_known = Check(f'"kind" IN {CONTACTS}')
    video_contact_log_lasted = Check(
        "CASE WHEN \"kind\" IN ('video','phone') THEN coalesce(\"minutes\", 0) BETWEEN 1 AND 600"
        " ELSE true END"
    )
    video_contact_log_stay_ends = Check('("kind" = \'stay\') = ("until" IS NOT NULL)')


class Entitlement(Table, db=DB, tablename="entitlement", schema="care"):
    """One look at whether a child has what policy gives it (2.1c). The newest line counts."""

    id = BigSerial(primary_key=True)
    child_id = BigInt(null=False, index=True, help_text="internal")
    division = Varchar(length=12, null=False, help_text="child")
    kind = Varchar(length=12, null=False, help_text="child")
    stands = Varchar(length=8, null=False, help_text="child")
    looked_on = Date(null=False, default=None, help_text="child")
    looked_by = BigInt(null=False, help_text="internal")

    entitlement_kind_known = Check(f'"kind" IN {ENTITLED}')
    entitlement_stands_known = Check(f'"stands" IN {STANDS}')


class ServicePlan(Table, db=DB, tablename="service_plan", schema="care"):
    """A child's own plan (4.2e): aims, means and who joins in, sealed; looked at again in time."""

    id = BigSerial(primary_key=True)
    child_id = BigInt(null=False, index=True, help_text="internal")
    division = Varchar(length=12, null=False, help_text="child")
    aims = Bytea(null=False, help_text="child")
    resources = Bytea(null=True, default=None, help_text="child")
    begins_on = Date(null=False, default=None, help_text="child")
    review_on = Date(null=False, default=None, help_text="child")
    made_by = BigInt(null=False, help_text="internal")
    replaced_at = Timestamptz(null=True, default=None, help_text="internal")

    service_plan_forward = Check('"review_on" > "begins_on"')
