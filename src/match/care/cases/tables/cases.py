"""Cases and referrals: who must do what about a child, and by when somebody answers."""

from piccolo.columns import Array, BigInt, BigSerial, Bytea, SmallInt, Timestamptz, Varchar
from piccolo.columns.defaults import TimestamptzNow
from piccolo.constraints import Check
from piccolo.table import Table

from match.care.cases.states import CaseStatus, ReferralStatus
from match.foundation.db import DB
from match.foundation.tables import is_division, one_of

RISKS = "ARRAY['RK-DROP','RK-MENTAL','RK-COERCE','RK-LURE','RK-DV']::varchar[]"
TARGETS = "('RT-STN','RT-PSY','RT-PROT','RT-POL','RT-HOSP','RT-EDU','RT-LAW')"


class Case(Table, db=DB, tablename="care_case", schema="care"):
    """
    One case (domain.md §1.10), at the county and below. ``risks`` are RK-*; ``child_id`` is empty
    while nobody knows which child a report means. ``outcome`` is sealed like the acts are.
    """

    id = BigSerial(primary_key=True)
    report_id = BigInt(null=True, default=None, unique=True, help_text="internal")
    child_id = BigInt(null=True, default=None, index=True, help_text="child")
    division = Varchar(length=12, null=False, index=True, help_text="child")
    status = Varchar(length=10, null=False, default=CaseStatus.reported, help_text="child")
    risks = Array(base_column=Varchar(length=10), null=False, help_text="child")
    outcome = Bytea(null=True, default=None, help_text="child")
    opened_by = BigInt(null=False, help_text="internal")
    opened_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    closed_at = Timestamptz(null=True, default=None, help_text="internal")
    next_check_at = Timestamptz(null=True, default=None, help_text="internal")

    care_case_status_known = one_of("status", CaseStatus)
    care_case_division_whole = is_division("division")
    care_case_risks_known = Check(f'"risks" <@ {RISKS}')
    care_case_closed_whole = Check(
        '("status" = \'closed\') = ("closed_at" IS NOT NULL AND "outcome" IS NOT NULL)'
    )


class Referral(Table, db=DB, tablename="referral", schema="care"):
    """One referral to RT-*: it waits with a clock until it is accepted or refused with a reason."""

    id = BigSerial(primary_key=True)
    case_id = BigInt(null=True, default=None, index=True, help_text="internal")
    child_id = BigInt(null=True, default=None, index=True, help_text="child")
    division = Varchar(length=12, null=False, index=True, help_text="child")
    target = Varchar(length=8, null=False, help_text="child")
    status = Varchar(length=10, null=False, default=ReferralStatus.sent, help_text="child")
    reason = Bytea(null=False, help_text="child")
    answer = Bytea(null=True, default=None, help_text="child")
    sent_by = BigInt(null=False, help_text="internal")
    sent_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    answered_by = BigInt(null=True, default=None, help_text="internal")
    answered_at = Timestamptz(null=True, default=None, help_text="internal")
    chased = SmallInt(null=False, default=0, help_text="internal")
    next_check_at = Timestamptz(null=True, default=None, help_text="internal")

    referral_status_known = one_of("status", ReferralStatus)
    referral_target_known = Check(f'"target" IN {TARGETS}')
    referral_division_whole = is_division("division")
    referral_of_something = Check('"case_id" IS NOT NULL OR "child_id" IS NOT NULL')
    referral_waits_with_a_clock = Check('("status" = \'sent\') = ("next_check_at" IS NOT NULL)')
    referral_answered_whole = Check(
        '("status" = \'sent\') = ("answered_by" IS NULL)'
        ' AND ("status" <> \'refused\' OR "answer" IS NOT NULL)'
    )
