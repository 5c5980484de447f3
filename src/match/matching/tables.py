"""Runs with their proof, proposals with their reasons, and why the rest went without."""

from piccolo.columns import (
    JSON,
    JSONB,
    BigInt,
    BigSerial,
    Boolean,
    Bytea,
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
from match.matching.states import OrderStatus, Origin, Override, ProposalStatus


class RunOrder(Table, db=DB, tablename="run_order"):
    """
    A run that was asked for: by whom, over which area, under which policy, and how far it is.

    The row is what makes a run happen once: a plan is kept in the transaction that moves its
    order from ``running`` to ``done``, so a worker that dies leaves nothing, one that is slow
    keeps nothing twice, and cancelling is a state like any other.
    """

    id = BigSerial(primary_key=True)
    status = Varchar(length=10, null=False, default=OrderStatus.waiting, help_text="internal")
    scope = Varchar(length=12, null=False, help_text="internal")
    ladder_steps = SmallInt(null=True, default=None, help_text="internal")
    anew = Boolean(null=False, default=False, help_text="internal")
    reason = Text(null=False, default="", help_text="internal")
    asked_by = BigInt(null=True, default=None, help_text="internal")
    asked_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    progress = SmallInt(null=False, default=0, help_text="internal")
    step = Varchar(length=20, null=False, default="", help_text="internal")
    ended_at = Timestamptz(null=True, default=None, help_text="internal")
    ended_by = BigInt(null=True, default=None, help_text="internal")
    run_id = BigInt(null=True, default=None, help_text="internal")

    run_order_status_known = one_of("status", OrderStatus)
    run_order_done_has_run = Check('("status" = \'done\') = ("run_id" IS NOT NULL)')
    run_order_progress_percent = Check('"progress" BETWEEN 0 AND 100')


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
    superseded = Integer(null=False, default=0, help_text="internal")
    parameter_versions = JSONB(null=False, default="{}", help_text="internal")
    plan_sha256 = Varchar(length=64, null=False, default="", help_text="internal")


class RunInput(Table, db=DB, tablename="run_input"):
    """
    What a run read, compressed: with it the run can be replayed, checked and exported for ever.

    ``input_sha256`` of the run is that of the content before compression.
    """

    id = BigSerial(primary_key=True)
    run_id = BigInt(null=False, unique=True, help_text="internal")
    content = Bytea(null=False, help_text="internal")


class RunCounty(Table, db=DB, tablename="run_county"):
    """
    How a county fared in a run, with the ladder and without: shares in millionths of what its
    needs want, each need counted by its beneficiaries (the measure of `allocation.figures`).
    """

    id = BigSerial(primary_key=True)
    run_id = BigInt(null=False, index=True, help_text="internal")
    county = Varchar(length=6, null=False, help_text="internal")
    lines = Integer(null=False, help_text="internal")
    wanted = BigInt(null=False, help_text="internal")
    served = BigInt(null=False, help_text="internal")
    served_without_ladder = BigInt(null=False, help_text="internal")
    share = Integer(null=False, help_text="internal")
    share_without_ladder = Integer(null=False, help_text="internal")


class RunReport(Table, db=DB, tablename="run_report"):
    """The audit of justice of a run, made once after it: see `matching.justice`."""

    id = BigSerial(primary_key=True)
    run_id = BigInt(null=False, unique=True, help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    content = JSONB(null=False, help_text="internal")


class RunPrice(Table, db=DB, tablename="run_price"):
    """
    The certificate of a run: u of every need line, p of every offer, w of every tier of the
    ladder (``name`` county/category, ``subject_id`` 0). Whole numbers.
    """

    id = BigSerial(primary_key=True)
    run_id = BigInt(null=False, index=True, help_text="internal")
    side = Varchar(length=5, null=False, help_text="internal")
    subject_id = BigInt(null=False, help_text="internal")
    name = Varchar(length=24, null=False, default="", help_text="internal")
    price = BigInt(null=False, help_text="internal")

    run_price_side = Check("\"side\" IN ('need', 'offer', 'tier')")
    run_price_tier_named = Check("(\"side\" = 'tier') = (\"name\" <> '')")
    run_price_not_negative = Check('"price" >= 0')


class Unserved(Table, db=DB, tablename="unserved"):
    """
    A need line that went without in a run, wholly or in part, and the first reason.

    ``facts`` are kept as they were written (`Proposal`).
    """

    id = BigSerial(primary_key=True)
    run_id = BigInt(null=False, index=True, help_text="internal")
    line_id = BigInt(null=False, help_text="internal")
    missing = Integer(null=False, help_text="internal")
    reason = Varchar(length=12, null=False, help_text="internal")
    facts = JSON(null=False, help_text="internal")
    offer_id = BigInt(null=True, default=None, help_text="internal")


class MatchOverride(Table, db=DB, tablename="match_override"):
    """
    Where staff went another way than the plan, and why. Only ever added to.

    ``lock`` and ``unlock`` concern one proposal; ``swap`` ends ``proposal_id`` and ``other_id``,
    ``facts`` names the two proposals that took their place. ``early``: made by day although the
    offer's shadow price said that others need it more; ``facts`` has worth and price.
    """

    id = BigSerial(primary_key=True)
    kind = Varchar(length=10, null=False, help_text="internal")
    run_id = BigInt(null=False, index=True, help_text="internal")
    proposal_id = BigInt(null=False, index=True, help_text="internal")
    other_id = BigInt(null=True, default=None, help_text="internal")
    division = Varchar(length=12, null=False, help_text="internal")
    by = BigInt(null=True, default=None, help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    reason = Text(null=False, help_text="internal")
    facts = JSONB(null=False, default="{}", help_text="internal")

    match_override_kind_known = one_of("kind", Override)
    match_override_says_why = Check('char_length(btrim("reason")) >= 4')
    match_override_swap_has_two = Check('("kind" = \'swap\') = ("other_id" IS NOT NULL)')


class DayMatch(Table, db=DB, tablename="day_match"):
    """
    What the plan would give a line if it were made now: provisional, and told as such.

    Brought in line by `commands.by_day` whenever needs or offers of the block come and go.
    """

    id = BigSerial(primary_key=True)
    line_id = BigInt(null=False, index=True, help_text="internal")
    offer_id = BigInt(null=False, index=True, help_text="internal")
    units = Integer(null=False, help_text="internal")
    unit_value = BigInt(null=False, help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    day_match_units_positive = Check('"units" > 0')


class DayPrice(Table, db=DB, tablename="day_price"):
    """An offer's shadow price by day: what one more unit of it is worth to the open needs."""

    id = BigSerial(primary_key=True)
    offer_id = BigInt(null=False, unique=True, help_text="internal")
    price = BigInt(null=False, help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    day_price_not_negative = Check('"price" >= 0')


class Proposal(Table, db=DB, tablename="proposal"):
    """
    So many units of one offer to one need line. Nothing binds before both sides accept.

    ``origin``: made by a run, by a swap of staff, or by day for who could not wait; ``made_by``
    that person, who has no say in its approval. ``locked``: the
    next run keeps it. ``replaces``: the proposal of the same pair and number that this run made
    anew, so that nobody is told again of what they know. ``superseded_by``: the run that ended it.
    ``parts``, ``facts``, ``runner_up`` are kept as they were written, not taken apart: a run writes
    a hundred thousand of them, and they are read one at a time.
    """

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
    parts = JSON(null=False, help_text="internal")
    facts = JSON(null=False, help_text="internal")
    runner_up = JSON(null=True, default=None, help_text="internal")
    margin = BigInt(null=True, default=None, help_text="internal")
    need_accepted_by = BigInt(null=True, default=None, help_text="internal")
    offer_accepted_by = BigInt(null=True, default=None, help_text="internal")
    decided_by = BigInt(null=True, default=None, help_text="internal")
    reason = Text(null=False, default="", help_text="internal")
    created_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    decided_at = Timestamptz(null=True, default=None, help_text="internal")
    next_check_at = Timestamptz(null=True, default=None, help_text="internal")
    origin = Varchar(length=6, null=False, default=Origin.run, help_text="internal")
    made_by = BigInt(null=True, default=None, help_text="internal")
    locked = Boolean(null=False, default=False, help_text="internal")
    replaces = BigInt(null=True, default=None, help_text="internal")
    superseded_by = BigInt(null=True, default=None, help_text="internal")

    proposal_origin_known = one_of("origin", Origin)
    proposal_status_known = one_of("status", ProposalStatus)
    proposal_units_positive = Check('"units" > 0')
    proposal_division_whole = is_division("division")
