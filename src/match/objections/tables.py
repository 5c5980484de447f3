"""Objections and complaints, each with the days its clocks came to when it was made."""

from piccolo.columns import (
    Array,
    BigInt,
    BigSerial,
    Boolean,
    Date,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.columns.defaults import TimestamptzNow
from piccolo.constraints import Check
from piccolo.table import Table

from match.foundation.db import DB
from match.foundation.tables import is_division, one_of
from match.objections.states import (
    ComplaintStatus,
    Decision,
    ObjectionStatus,
    Outcome,
    Refusal,
    Remedy,
    Step,
    Subject,
)


class Objection(Table, db=DB, tablename="objection"):
    """
    One supplier's objection to one purchase (采购法52). ``known_on`` is the day the supplier knew
    or should have known (实施条例53), ``raise_by`` and ``reply_by`` the last days, in Hunan.

    ``stops``: it may change the result, so signing waits for the reply (实施条例54). ``alone``: who
    published the purchase also replied, for want of a second officer. Facts and evidence are never
    public; the reply is the department's own and is.
    """

    id = BigSerial(primary_key=True)
    tender_id = BigInt(null=False, index=True, help_text="public")
    organisation_id = BigInt(null=False, index=True, help_text="internal")
    division = Varchar(length=12, null=False, help_text="public")
    status = Varchar(length=10, null=False, help_text="public")
    subject = Varchar(length=10, null=False, help_text="public")
    step = Varchar(length=10, null=False, default=Step.whole, help_text="public")
    grounds = Array(base_column=Varchar(length=20), null=False, help_text="internal")
    facts = Text(null=False, help_text="internal")
    remedy = Varchar(length=10, null=False, help_text="internal")
    evidence = Array(base_column=BigInt(), null=False, help_text="internal")
    known_on = Date(null=False, default=None, help_text="internal")
    raise_by = Date(null=False, default=None, help_text="internal")
    reply_by = Date(null=False, default=None, help_text="public")
    stops = Boolean(null=False, default=False, help_text="public")
    raised_by = BigInt(null=False, help_text="internal")
    raised_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="public")
    received_by = BigInt(null=True, default=None, help_text="internal")
    received_at = Timestamptz(null=True, default=None, help_text="internal")
    refusal = Varchar(length=10, null=True, default=None, help_text="internal")
    outcome = Varchar(length=10, null=True, default=None, help_text="public")
    reply = Text(null=False, default="", help_text="public")
    replied_by = BigInt(null=True, default=None, help_text="internal")
    replied_at = Timestamptz(null=True, default=None, help_text="public")
    alone = Boolean(null=False, default=False, help_text="internal")
    reason = Text(null=False, default="", help_text="internal")
    reminded_at = Timestamptz(null=True, default=None, help_text="internal")
    overdue_at = Timestamptz(null=True, default=None, help_text="internal")
    next_check_at = Timestamptz(null=True, default=None, help_text="internal")

    objection_status_known = one_of("status", ObjectionStatus)
    objection_subject_known = one_of("subject", Subject)
    objection_step_known = one_of("step", Step)
    objection_remedy_known = one_of("remedy", Remedy)
    objection_refusal_known = one_of("refusal", Refusal)
    objection_outcome_known = one_of("outcome", Outcome)
    objection_division_whole = is_division("division")
    objection_step_of_process = Check("(\"subject\" = 'process') = (\"step\" <> 'whole')")
    objection_grounds_named = Check('cardinality("grounds") BETWEEN 1 AND 10')
    objection_facts_said = Check('char_length(btrim("facts")) >= 20')
    objection_in_time = Check(
        '"known_on" <= "raise_by" AND'
        ' ("raised_at" AT TIME ZONE \'Asia/Shanghai\')::date <= "raise_by"'
    )
    objection_waits_with_a_clock = Check(
        "\"status\" NOT IN ('raised', 'received') OR \"next_check_at\" IS NOT NULL"
    )
    objection_replied_whole = Check(
        '("status" = \'replied\') = ("outcome" IS NOT NULL)'
        ' AND ("outcome" IS NULL OR ("replied_by" IS NOT NULL AND "replied_at" IS NOT NULL'
        ' AND char_length(btrim("reply")) >= 20))'
    )
    objection_refused_whole = Check(
        '("status" = \'refused\') = ("refusal" IS NOT NULL)'
        ' AND ("refusal" IS NULL OR char_length(btrim("reason")) >= 4)'
    )


class Complaint(Table, db=DB, tablename="complaint"):
    """
    What who objected asks of finance (采购法55), on the same matters: ``grounds`` are among the
    objection's. The ``…_by`` days count from the day it was filed (94号令, 采购法56).

    ``stopped_on`` … ``stopped_to``: an order suspends the purchase, ≤ 30 days (采购法57).
    Everything but the decision is for the parties and finance only.
    """

    id = BigSerial(primary_key=True)
    objection_id = BigInt(null=False, unique=True, help_text="internal")
    tender_id = BigInt(null=False, index=True, help_text="public")
    organisation_id = BigInt(null=False, index=True, help_text="internal")
    division = Varchar(length=12, null=False, help_text="public")
    status = Varchar(length=10, null=False, help_text="public")
    grounds = Array(base_column=Varchar(length=20), null=False, help_text="internal")
    facts = Text(null=False, help_text="internal")
    remedy = Varchar(length=10, null=False, help_text="internal")
    evidence = Array(base_column=BigInt(), null=False, help_text="internal")
    file_by = Date(null=False, default=None, help_text="internal")
    check_by = Date(null=False, default=None, help_text="internal")
    serve_by = Date(null=False, default=None, help_text="internal")
    decide_by = Date(null=False, default=None, help_text="public")
    filed_by = BigInt(null=False, help_text="internal")
    filed_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="public")
    checked_by = BigInt(null=True, default=None, help_text="internal")
    checked_at = Timestamptz(null=True, default=None, help_text="internal")
    served_at = Timestamptz(null=True, default=None, help_text="internal")
    decided_by = BigInt(null=True, default=None, help_text="internal")
    decided_at = Timestamptz(null=True, default=None, help_text="public")
    decision = Varchar(length=10, null=True, default=None, help_text="public")
    findings = Text(null=False, default="", help_text="public")
    stopped_on = Date(null=True, default=None, help_text="public")
    stopped_to = Date(null=True, default=None, help_text="public")
    stopped_by = BigInt(null=True, default=None, help_text="internal")
    notice_id = BigInt(null=True, default=None, help_text="public")
    reason = Text(null=False, default="", help_text="internal")
    reminded_at = Timestamptz(null=True, default=None, help_text="internal")
    overdue_at = Timestamptz(null=True, default=None, help_text="internal")
    next_check_at = Timestamptz(null=True, default=None, help_text="internal")

    complaint_status_known = one_of("status", ComplaintStatus)
    complaint_remedy_known = one_of("remedy", Remedy)
    complaint_decision_known = one_of("decision", Decision)
    complaint_division_whole = is_division("division")
    complaint_grounds_named = Check('cardinality("grounds") BETWEEN 1 AND 10')
    complaint_facts_said = Check('char_length(btrim("facts")) >= 20')
    complaint_in_time = Check('("filed_at" AT TIME ZONE \'Asia/Shanghai\')::date <= "file_by"')
    complaint_waits_with_a_clock = Check(
        "\"status\" NOT IN ('filed', 'accepted', 'served') OR \"next_check_at\" IS NOT NULL"
    )
    complaint_decided_whole = Check(
        '("status" = \'decided\') = ("decision" IS NOT NULL)'
        ' AND ("decision" IS NULL OR ("decided_by" IS NOT NULL AND "decided_at" IS NOT NULL'
        ' AND "served_at" IS NOT NULL AND char_length(btrim("findings")) >= 20))'
    )
    complaint_refused_says_why = Check(
        '"status" <> \'refused\' OR char_length(btrim("reason")) >= 4'
    )
    # 采购法57: thirty days at most, whatever day of the week the last one is.
    complaint_stop_bounded = Check(
        '("stopped_on" IS NULL) = ("stopped_to" IS NULL)'
        ' AND ("stopped_to" IS NULL OR "stopped_to" BETWEEN "stopped_on" AND "stopped_on" + 30)'
    )
