"""Foundations' rules, their runs, and what each run picked and why."""

from piccolo.columns import (
    JSONB,
    Array,
    BigInt,
    BigSerial,
    Date,
    Integer,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.columns.defaults import TimestamptzNow
from piccolo.constraints import Check
from piccolo.table import Table

from match.foundation.db import DB
from match.foundation.tables import one_of
from match.giving.standing.states import RuleStatus


class GivingRule(Table, db=DB, tablename="giving_rule"):
    """
    A promise to give wherever it is needed most: category (or its root), area, caps, who, when.

    ``cap_units`` in all, ``cap_home_units`` to one home, ``cap_need_units`` to one need, in the
    lines' ``unit`` (whole yuan where money is given). ``contact_id``: the member who answers for
    every pledge of the rule. ``groups``: only needs for one of these; none means any. Over
    ``two_person_fen`` the rule's pledges need two bodies' approval, if that is stricter than the
    house's limit.
    """

    id = BigSerial(primary_key=True)
    organisation_id = BigInt(null=False, index=True, help_text="internal")
    contact_id = BigInt(null=False, help_text="internal")
    charity_id = BigInt(null=True, default=None, help_text="internal")
    title = Varchar(length=60, null=False, help_text="internal")
    category = Varchar(length=12, null=False, help_text="internal")
    unit = Varchar(length=12, null=False, help_text="internal")
    areas = Array(base_column=Varchar(length=12), null=False, help_text="internal")
    groups = Array(base_column=Varchar(length=12), null=False, help_text="internal")
    cap_units = Integer(null=False, help_text="internal")
    cap_home_units = Integer(null=False, help_text="internal")
    cap_need_units = Integer(null=False, help_text="internal")
    two_person_fen = BigInt(null=True, default=None, help_text="internal")
    starts_on = Date(null=False, default=None, help_text="internal")
    ends_on = Date(null=False, default=None, help_text="internal")
    status = Varchar(length=8, null=False, default=RuleStatus.draft, help_text="internal")
    reason = Text(null=False, default="", help_text="internal")
    created_by = BigInt(null=False, help_text="internal")
    created_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    next_check_at = Timestamptz(null=True, default=None, help_text="internal")

    giving_rule_status_known = one_of("status", RuleStatus)
    giving_rule_caps_positive = Check(
        '"cap_units" > 0 AND "cap_home_units" > 0 AND "cap_need_units" > 0'
    )
    giving_rule_caps_nested = Check(
        '"cap_need_units" <= "cap_home_units" AND "cap_home_units" <= "cap_units"'
    )
    giving_rule_two_person_positive = Check('"two_person_fen" > 0')
    giving_rule_period = Check('"ends_on" >= "starts_on"')
    giving_rule_somewhere = Check('cardinality("areas") > 0')
    giving_rule_money_through_charity = Check(
        '"category" NOT LIKE \'FND%\' OR "charity_id" IS NOT NULL'
    )


class RuleRun(Table, db=DB, tablename="rule_run"):
    """One look of a rule over the open needs, with the weights it used. Only added to."""

    id = BigSerial(primary_key=True)
    rule_id = BigInt(null=False, index=True, help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    by = BigInt(null=True, default=None, help_text="internal")
    candidates = Integer(null=False, help_text="internal")
    planned = Integer(null=False, help_text="internal")
    weights = JSONB(null=False, help_text="internal")


class RulePick(Table, db=DB, tablename="rule_pick"):
    """
    One need that a run picked: its place, its score in thousandths of a point and the shares it
    is made of. Only added to, in the transaction that made the pledge.
    """

    id = BigSerial(primary_key=True)
    run_id = BigInt(null=False, index=True, help_text="internal")
    rule_id = BigInt(null=False, index=True, help_text="internal")
    need_id = BigInt(null=False, help_text="internal")
    line_id = BigInt(null=False, index=True, help_text="internal")
    pledge_id = BigInt(null=False, unique=True, help_text="internal")
    place = Integer(null=False, help_text="internal")
    units = Integer(null=False, help_text="internal")
    score = Integer(null=False, help_text="internal")
    shares = JSONB(null=False, help_text="internal")

    rule_pick_units_positive = Check('"units" > 0')
    rule_pick_score_range = Check('"score" >= 0')


TABLES = [GivingRule, RuleRun, RulePick]
