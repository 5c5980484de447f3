"""Payments, evaluation, breach: what is asked of people who must not be the same person."""

from piccolo.columns import (
    BigInt,
    BigSerial,
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

from match.contracts.states import BreachStatus, Evaluator, PaymentStatus, Stage
from match.foundation.db import DB
from match.foundation.tables import one_of


class ContractPayment(Table, db=DB, tablename="contract_payment"):
    """An instalment on its way: asked by staff, approved by finance, paid outside and recorded."""

    id = BigSerial(primary_key=True)
    contract_id = BigInt(null=False, index=True, help_text="public")
    milestone_id = BigInt(null=False, index=True, help_text="public")
    status = Varchar(length=10, null=False, default=PaymentStatus.requested, help_text="public")
    amount_fen = BigInt(null=False, help_text="public")
    invoice = Varchar(length=40, null=False, help_text="internal")
    requested_by = BigInt(null=False, help_text="internal")
    requested_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="public")
    approved_by = BigInt(null=True, default=None, help_text="internal")
    approved_at = Timestamptz(null=True, default=None, help_text="public")
    paid_by = BigInt(null=True, default=None, help_text="internal")
    paid_on = Date(null=True, default=None, help_text="public")
    voucher = Varchar(length=40, null=False, default="", help_text="internal")
    reason = Text(null=False, default="", help_text="internal")
    next_check_at = Timestamptz(null=True, default=None, help_text="internal")

    contract_payment_status_known = one_of("status", PaymentStatus)
    contract_payment_positive = Check('"amount_fen" > 0')
    contract_payment_approved = Check(
        "\"status\" NOT IN ('approved', 'paid') OR \"approved_by\" IS NOT NULL"
    )
    contract_payment_paid = Check(
        '"status" <> \'paid\' OR ("paid_by" IS NOT NULL AND "paid_on" IS NOT NULL'
        " AND \"voucher\" <> '')"
    )
    contract_payment_duties = Check(
        '"approved_by" <> "requested_by" AND "paid_by" <> "requested_by"'
        ' AND "paid_by" <> "approved_by"'
    )


class ContractEvaluation(Table, db=DB, tablename="contract_evaluation"):
    """One evaluator's sheet. Only added to: one per stage, year and role, and per home."""

    id = BigSerial(primary_key=True)
    contract_id = BigInt(null=False, index=True, help_text="public")
    role = Varchar(length=12, null=False, help_text="public")
    home_id = BigInt(null=True, default=None, help_text="internal")
    by = BigInt(null=False, help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="public")
    words = Text(null=False, default="", help_text="public")
    stage = Varchar(length=8, null=False, default=Stage.final, help_text="public")
    year = SmallInt(null=False, default=0, help_text="public")

    contract_evaluation_stage_known = one_of("stage", Stage)
    contract_evaluation_yearly = Check('("stage" = \'yearly\') = ("year" > 0)')
    contract_evaluation_role_known = one_of("role", Evaluator)
    contract_evaluation_of_home = Check('("role" = \'home\') = ("home_id" IS NOT NULL)')


class ContractScore(Table, db=DB, tablename="contract_score"):
    """One indicator on one sheet: what was found, 0 to 100 points, and by which evidence."""

    id = BigSerial(primary_key=True)
    evaluation_id = BigInt(null=False, index=True, help_text="public")
    indicator_id = BigInt(null=False, help_text="public")
    actual = Varchar(length=200, null=False, help_text="public")
    points = SmallInt(null=False, help_text="public")
    evidence = Varchar(length=200, null=False, help_text="public")

    contract_score_scale = Check('"points" BETWEEN 0 AND 100')


class ContractResult(Table, db=DB, tablename="contract_result"):
    """The evaluation's end: hundredths of a point, computed from the sheets. Only added to."""

    id = BigSerial(primary_key=True)
    contract_id = BigInt(null=False, unique=True, help_text="public")
    points = Integer(null=False, help_text="public")
    by = BigInt(null=True, default=None, help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="public")

    contract_result_scale = Check('"points" BETWEEN 0 AND 10000')


class ContractBreach(Table, db=DB, tablename="contract_breach"):
    """A party's report that another broke the contract; the accused replies, then it is decided."""

    id = BigSerial(primary_key=True)
    contract_id = BigInt(null=False, index=True, help_text="public")
    status = Varchar(length=10, null=False, default=BreachStatus.reported, help_text="public")
    by_organisation = BigInt(null=False, help_text="public")
    against = BigInt(null=False, index=True, help_text="public")
    words = Text(null=False, help_text="internal")
    reported_by = BigInt(null=False, help_text="internal")
    reported_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="public")
    reply_by = Date(null=False, default=None, help_text="public")
    reply = Text(null=False, default="", help_text="internal")
    replied_by = BigInt(null=True, default=None, help_text="internal")
    decision = Text(null=False, default="", help_text="public")
    decided_by = BigInt(null=True, default=None, help_text="internal")
    decided_at = Timestamptz(null=True, default=None, help_text="public")

    contract_breach_status_known = one_of("status", BreachStatus)
    contract_breach_of_two = Check('"by_organisation" <> "against"')
    contract_breach_decided = Check(
        "\"status\" NOT IN ('upheld', 'dismissed') OR \"decided_by\" IS NOT NULL"
    )
    contract_breach_duties = Check('"decided_by" <> "reported_by" AND "decided_by" <> "replied_by"')
