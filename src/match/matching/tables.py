"""Runs with their proof, proposals with their reasons, and why the rest went without."""

from piccolo.columns import (
    JSONB,
    BigInt,
    BigSerial,
    Integer,
    SmallInt,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.columns.defaults import TimestamptzNow
from piccolo.constraints import Check
from piccolo.table import Table

from match.foundation.db import DB
from match.foundation.tables import is_division, one_of
from match.matching.states import ProposalStatus


class MatchRun(Table, db=DB, tablename="match_run"):
    """One run over an area: its input by hash, its parameters, solver, figures and certificate."""

    id = BigSerial(primary_key=True)
    scope = Varchar(length=12, null=False, help_text="internal")
    ran_by = BigInt(null=True, default=None, help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    needs = Integer(null=False, help_text="internal")
    offers = Integer(null=False, help_text="internal")
    pairs = BigInt(null=False, help_text="internal")
    objective = BigInt(null=False, help_text="internal")
    dual_objective = BigInt(null=False, help_text="internal")
    gap = BigInt(null=False, help_text="internal")
    violated_pairs = BigInt(null=False, help_text="internal")
    figures = JSONB(null=False, help_text="internal")
    parameters = JSONB(null=False, help_text="internal")
    solver = Varchar(length=60, null=False, help_text="internal")
    solver_version = Varchar(length=40, null=False, help_text="internal")
    input_sha256 = Varchar(length=64, null=False, help_text="internal")
    proposals = Integer(null=False, help_text="internal")


class RunPrice(Table, db=DB, tablename="run_price"):
    """The certificate of a run: u of every need line, p of every offer (whole numbers)."""

    id = BigSerial(primary_key=True)
    run_id = BigInt(null=False, index=True, help_text="internal")
    side = Varchar(length=5, null=False, help_text="internal")
    subject_id = BigInt(null=False, help_text="internal")
    price = BigInt(null=False, help_text="internal")

    run_price_side = Check("\"side\" IN ('need', 'offer')")
    run_price_not_negative = Check('"price" >= 0')


class Unserved(Table, db=DB, tablename="unserved"):
    """A need line that went without in a run, wholly or in part, and the first reason."""

    id = BigSerial(primary_key=True)
    run_id = BigInt(null=False, index=True, help_text="internal")
    line_id = BigInt(null=False, index=True, help_text="internal")
    missing = Integer(null=False, help_text="internal")
    reason = Varchar(length=12, null=False, help_text="internal")
    facts = JSONB(null=False, help_text="internal")


class Proposal(Table, db=DB, tablename="proposal"):
    """So many units of one offer to one need line. Nothing binds before both sides accept."""

    id = BigSerial(primary_key=True)
    run_id = BigInt(null=False, index=True, help_text="internal")
    need_id = BigInt(null=False, index=True, help_text="internal")
    line_id = BigInt(null=False, index=True, help_text="internal")
    offer_id = BigInt(null=False, index=True, help_text="internal")
    home_id = BigInt(null=False, help_text="internal")
    organisation_id = BigInt(null=True, default=None, help_text="internal")
    division = Varchar(length=12, null=False, help_text="internal")
    status = Varchar(length=16, null=False, default=ProposalStatus.proposed, help_text="internal")
    units = Integer(null=False, help_text="internal")
    score = SmallInt(null=False, help_text="internal")
    unit_value = BigInt(null=False, help_text="internal")
    need_price = BigInt(null=False, help_text="internal")
    offer_price = BigInt(null=False, help_text="internal")
    parts = JSONB(null=False, help_text="internal")
    facts = JSONB(null=False, help_text="internal")
    runner_up = JSONB(null=True, default=None, help_text="internal")
    margin = BigInt(null=True, default=None, help_text="internal")
    need_accepted_by = BigInt(null=True, default=None, help_text="internal")
    offer_accepted_by = BigInt(null=True, default=None, help_text="internal")
    decided_by = BigInt(null=True, default=None, help_text="internal")
    reason = Text(null=False, default="", help_text="internal")
    created_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    decided_at = Timestamptz(null=True, default=None, help_text="internal")
    next_check_at = Timestamptz(null=True, default=None, help_text="internal")

    proposal_status_known = one_of("status", ProposalStatus)
    proposal_units_positive = Check('"units" > 0')
    proposal_division_whole = is_division("division")
