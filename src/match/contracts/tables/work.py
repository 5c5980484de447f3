"""Milestones with their evidence, sessions at homes, changes, subcontracts, acceptance."""

from piccolo.columns import (
    Array,
    BigInt,
    BigSerial,
    Boolean,
    Date,
    Integer,
    SmallInt,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.columns.defaults import TimestamptzNow
from piccolo.constraints import Check
from piccolo.table import Table

from match.contracts.states import (
    ChangeReason,
    ChangeStatus,
    MilestoneStatus,
    ReportKind,
    SubcontractStatus,
    UserKind,
)
from match.foundation.db import DB
from match.foundation.tables import one_of


class ContractMilestone(Table, db=DB, tablename="contract_milestone"):
    """
    A part of the work with its deliverable, its day and its instalment (0: nothing is due).

    ``next_check_at`` is when it is next reminded of; NULL once it is accepted or dropped.
    """

    id = BigSerial(primary_key=True)
    contract_id = BigInt(null=False, index=True, help_text="public")
    position = SmallInt(null=False, help_text="public")
    title = Varchar(length=60, null=False, help_text="public")
    deliverable = Text(null=False, help_text="public")
    due_on = Date(null=False, default=None, help_text="public")
    amount_fen = BigInt(null=False, default=0, help_text="public")
    status = Varchar(length=10, null=False, default=MilestoneStatus.planned, help_text="public")
    delivered_by = BigInt(null=True, default=None, help_text="internal")
    delivered_at = Timestamptz(null=True, default=None, help_text="public")
    note = Text(null=False, default="", help_text="public")
    files = Array(base_column=BigInt(), null=False, help_text="internal")
    accepted_by = BigInt(null=True, default=None, help_text="internal")
    accepted_at = Timestamptz(null=True, default=None, help_text="public")
    reminded = SmallInt(null=False, default=0, help_text="internal")
    next_check_at = Timestamptz(null=True, default=None, help_text="internal")

    contract_milestone_status_known = one_of("status", MilestoneStatus)
    contract_milestone_amount = Check('"amount_fen" >= 0')
    contract_milestone_delivered = Check(
        "\"status\" NOT IN ('delivered', 'accepted') OR \"delivered_at\" IS NOT NULL"
    )
    # Nobody accepts their own work.
    contract_milestone_duties = Check('"accepted_by" <> "delivered_by"')


class ContractSession(Table, db=DB, tablename="contract_session"):
    """A session the supplier gave at a home; its director says that it took place, or not."""

    id = BigSerial(primary_key=True)
    contract_id = BigInt(null=False, index=True, help_text="public")
    milestone_id = BigInt(null=False, index=True, help_text="public")
    home_id = BigInt(null=False, index=True, help_text="internal")
    held_on = Date(null=False, default=None, help_text="public")
    what = Varchar(length=120, null=False, help_text="public")
    entered_by = BigInt(null=False, help_text="internal")
    confirmed = Boolean(null=True, default=None, help_text="public")
    confirmed_by = BigInt(null=True, default=None, help_text="internal")
    confirmed_at = Timestamptz(null=True, default=None, help_text="public")
    note = Text(null=False, default="", help_text="internal")

    contract_session_answered = Check('("confirmed" IS NULL) = ("confirmed_by" IS NULL)')


class ContractChange(Table, db=DB, tablename="contract_change"):
    """
    A change that one party asks for: coded reason, money added or taken (fen), a new last day.

    The other parties consent; where money or the term changes, finance approves as well.
    """

    id = BigSerial(primary_key=True)
    contract_id = BigInt(null=False, index=True, help_text="public")
    status = Varchar(length=10, null=False, default=ChangeStatus.asked, help_text="public")
    reason = Varchar(length=14, null=False, help_text="public")
    words = Text(null=False, help_text="public")
    delta_fen = BigInt(null=False, default=0, help_text="public")
    milestone_id = BigInt(null=True, default=None, help_text="public")
    new_ends_on = Date(null=True, default=None, help_text="public")
    asked_for = BigInt(null=False, help_text="public")
    asked_by = BigInt(null=False, help_text="internal")
    asked_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="public")
    consents = Array(base_column=BigInt(), null=False, help_text="public")
    approved_by = BigInt(null=True, default=None, help_text="internal")
    made_at = Timestamptz(null=True, default=None, help_text="public")
    answer = Text(null=False, default="", help_text="public")

    contract_change_status_known = one_of("status", ChangeStatus)
    contract_change_reason_known = one_of("reason", ChangeReason)
    contract_change_money_has_milestone = Check('("delta_fen" <> 0) = ("milestone_id" IS NOT NULL)')
    contract_change_two_bodies = Check('"status" <> \'made\' OR cardinality("consents") > 0')
    contract_change_approved = Check(
        '"status" <> \'made\' OR "approved_by" IS NOT NULL'
        ' OR ("delta_fen" = 0 AND "new_ends_on" IS NULL)'
    )
    contract_change_duties = Check('"approved_by" <> "asked_by"')


class ContractSubcontract(Table, db=DB, tablename="contract_subcontract"):
    """A part that the supplier gives on; all of them together stay below the whole."""

    id = BigSerial(primary_key=True)
    contract_id = BigInt(null=False, index=True, help_text="public")
    status = Varchar(length=10, null=False, default=SubcontractStatus.asked, help_text="public")
    name = Varchar(length=80, null=False, help_text="public")
    part = Text(null=False, help_text="public")
    amount_fen = BigInt(null=False, help_text="public")
    asked_by = BigInt(null=False, help_text="internal")
    asked_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="public")
    answered_by = BigInt(null=True, default=None, help_text="internal")
    answer = Text(null=False, default="", help_text="public")

    contract_subcontract_status_known = one_of("status", SubcontractStatus)
    contract_subcontract_positive = Check('"amount_fen" > 0')
    contract_subcontract_duties = Check('"answered_by" <> "asked_by"')


class ContractAcceptance(Table, db=DB, tablename="contract_acceptance"):
    """One look at a delivered milestone: accepted or returned. Only added to; published."""

    id = BigSerial(primary_key=True)
    contract_id = BigInt(null=False, index=True, help_text="public")
    milestone_id = BigInt(null=False, index=True, help_text="public")
    accepted = Boolean(null=False, help_text="public")
    words = Text(null=False, help_text="public")
    by = BigInt(null=False, help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="public")


class ContractFinding(Table, db=DB, tablename="contract_finding"):
    """One standard as an acceptance found it."""

    id = BigSerial(primary_key=True)
    acceptance_id = BigInt(null=False, index=True, help_text="public")
    standard_id = BigInt(null=False, help_text="public")
    met = Boolean(null=False, help_text="public")
    note = Varchar(length=200, null=False, default="", help_text="public")


class ContractOpinion(Table, db=DB, tablename="contract_opinion"):
    """
    What users say of a delivered milestone, through their home. ``heard`` is of how many people;
    the public reads 1–4 as fewer than five, and never which home.
    """

    id = BigSerial(primary_key=True)
    contract_id = BigInt(null=False, index=True, help_text="public")
    milestone_id = BigInt(null=False, index=True, help_text="public")
    home_id = BigInt(null=False, help_text="internal")
    kind = Varchar(length=10, null=False, help_text="public")
    heard = Integer(null=False, help_text="internal")
    satisfaction = SmallInt(null=False, help_text="public")
    words = Text(null=False, default="", help_text="public")
    by = BigInt(null=False, help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="public")

    contract_opinion_kind_known = one_of("kind", UserKind)
    contract_opinion_heard = Check('"heard" BETWEEN 1 AND 10000')
    contract_opinion_scale = Check('"satisfaction" BETWEEN 1 AND 5')


class ContractReport(Table, db=DB, tablename="contract_report"):
    """A report of a cooperation by its lead. Only added to."""

    id = BigSerial(primary_key=True)
    contract_id = BigInt(null=False, index=True, help_text="public")
    kind = Varchar(length=8, null=False, help_text="public")
    words = Text(null=False, help_text="public")
    files = Array(base_column=BigInt(), null=False, help_text="internal")
    by = BigInt(null=False, help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="public")

    contract_report_kind_known = one_of("kind", ReportKind)


class ContractSpending(Table, db=DB, tablename="contract_spending"):
    """What a report says was spent of a budget line since the report before. Only added to."""

    id = BigSerial(primary_key=True)
    report_id = BigInt(null=False, index=True, help_text="public")
    budget_id = BigInt(null=False, index=True, help_text="public")
    fen = BigInt(null=False, help_text="public")

    contract_spending_positive = Check('"fen" > 0')
