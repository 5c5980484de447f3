"""Experts and their ties; panels, candidates, seats, sheets, rankings, decisions."""

from piccolo.columns import (
    JSONB,
    Array,
    BigInt,
    BigSerial,
    Boolean,
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
from match.foundation.tables import is_division, one_of
from match.panels.states import Basis, ExpertStatus, PanelStatus, SeatKind, SeatStatus, TieKind

_HEX = "~ '^[0-9a-f]{64}$'"


class Expert(Table, db=DB, tablename="expert"):
    """
    Somebody who may be drawn. ``fields`` are categories, ``skills`` skills of the catalogue;
    ``employer_id`` where the employer is registered here.
    """

    id = BigSerial(primary_key=True)
    account_id = BigInt(null=False, unique=True, help_text="internal")
    status = Varchar(length=10, null=False, default=ExpertStatus.applied, help_text="internal")
    division = Varchar(length=12, null=False, help_text="internal")
    employer_id = BigInt(null=True, default=None, index=True, help_text="internal")
    employer = Varchar(length=80, null=False, help_text="personal")
    title = Varchar(length=40, null=False, default="", help_text="personal")
    fields = Array(base_column=Varchar(length=12), null=False, help_text="internal")
    skills = Array(base_column=Varchar(length=20), null=False, default=list, help_text="internal")
    introduction = Text(null=False, default="", help_text="personal")
    entered_by = BigInt(null=False, help_text="internal")
    applied_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    decided_by = BigInt(null=True, default=None, help_text="internal")
    decided_at = Timestamptz(null=True, default=None, help_text="internal")
    verified_until = Date(null=True, default=None, help_text="internal")
    reason = Text(null=False, default="", help_text="internal")

    expert_status_known = one_of("status", ExpertStatus)
    expert_division_whole = is_division("division")
    expert_fields_named = Check('cardinality("fields") BETWEEN 1 AND 12')
    expert_employer_named = Check("btrim(\"employer\") <> ''")
    # Nobody lets himself into the pool.
    expert_verified_by_another = Check(
        "\"status\" NOT IN ('verified', 'resting') OR (\"decided_by\" IS NOT NULL"
        ' AND "decided_by" <> "account_id" AND "verified_until" IS NOT NULL)'
    )


class ExpertTie(Table, db=DB, tablename="expert_tie"):
    """A relation an expert declared, or staff found. Ended, never removed."""

    id = BigSerial(primary_key=True)
    expert_id = BigInt(null=False, index=True, help_text="internal")
    organisation_id = BigInt(null=False, index=True, help_text="internal")
    kind = Varchar(length=10, null=False, help_text="internal")
    note = Varchar(length=200, null=False, default="", help_text="personal")
    declared_by = BigInt(null=False, help_text="internal")
    declared_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    ended_at = Timestamptz(null=True, default=None, help_text="internal")

    expert_tie_kind_known = one_of("kind", TieKind)


class Panel(Table, db=DB, tablename="panel"):
    """
    One panel of one purchase. ``nonce`` and ``pool_hash`` are committed to before the deadline;
    ``public_value`` is not known then. Points in hundredths, cuts in basis points.
    """

    id = BigSerial(primary_key=True)
    tender_id = BigInt(null=False, index=True, help_text="public")
    organisation_id = BigInt(null=False, help_text="public")
    division = Varchar(length=12, null=False, help_text="public")
    round = Integer(null=False, default=1, help_text="public")
    status = Varchar(length=10, null=False, default=PanelStatus.announced, help_text="public")
    # Under the limit the unit's own rules say who judges; no share of experts is the law's.
    light = Boolean(null=False, default=False, help_text="public")
    size = Integer(null=False, help_text="public")
    experts = Integer(null=False, help_text="public")
    fields = Array(base_column=Varchar(length=12), null=False, help_text="public")
    algorithm = Varchar(length=20, null=False, help_text="public")
    nonce = Varchar(length=64, null=False, help_text="secret")
    commitment = Varchar(length=64, null=False, help_text="public")
    pool_hash = Varchar(length=64, null=False, help_text="public")
    public_value = Varchar(length=64, null=False, default="", help_text="public")
    small_cut_bp = Integer(null=False, help_text="public")
    domestic_cut_bp = Integer(null=False, help_text="public")
    outlier_bp = Integer(null=False, help_text="public")
    announced_by = BigInt(null=False, help_text="internal")
    announced_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="public")
    drawn_at = Timestamptz(null=True, default=None, help_text="public")
    # When all sheets were signed, and members began to see each other's.
    revealed_at = Timestamptz(null=True, default=None, help_text="internal")
    counted_at = Timestamptz(null=True, default=None, help_text="internal")
    reported_at = Timestamptz(null=True, default=None, help_text="public")
    content_hash = Varchar(length=64, null=False, default="", help_text="public")
    next_check_at = Timestamptz(null=True, default=None, help_text="internal")
    # Why the whole purchase is void (采购法36), once counted; "reason" says it in words.
    void_ground = Varchar(length=12, null=False, default="", help_text="public")
    reason = Text(null=False, default="", help_text="public")

    panel_status_known = one_of("status", PanelStatus)
    panel_division_whole = is_division("division")
    # An odd number, at least three; experts are at least two thirds (采购法38, 40; 87号令47).
    panel_odd = Check('"size" % 2 = 1 AND "size" >= 3')
    panel_two_thirds = Check(
        '"experts" BETWEEN 0 AND "size" AND ("light" OR "experts" * 3 >= "size" * 2)'
    )
    panel_void_known = Check("\"void_ground\" IN ('', 'too_few', 'over_budget')")
    panel_committed = Check(f'"nonce" {_HEX} AND "commitment" {_HEX} AND "pool_hash" {_HEX}')
    panel_drawn_public = Check("\"status\" IN ('announced', 'dissolved') OR \"public_value\" <> ''")
    panel_cuts = Check('"small_cut_bp" BETWEEN 0 AND 5000 AND "domestic_cut_bp" BETWEEN 0 AND 5000')


class Candidate(Table, db=DB, tablename="panel_candidate"):
    """
    One expert of the pool as it stood at the announcement, under a pseudonym that only its salt
    can open. ``stage``: who is asked first (1: field and prefecture, 2: field, 3: the others);
    ``place``: in the drawn order; ``ties``: why recused, each edge in data.
    """

    id = BigSerial(primary_key=True)
    panel_id = BigInt(null=False, index=True, help_text="internal")
    expert_id = BigInt(null=False, help_text="internal")
    pseudonym = Varchar(length=16, null=False, help_text="public")
    stage = Integer(null=False, default=1, help_text="public")
    salt = Varchar(length=32, null=False, help_text="secret")
    place = Integer(null=True, default=None, help_text="public")
    ties = JSONB(null=False, default="[]", help_text="internal")

    panel_candidate_stage_known = Check('"stage" BETWEEN 1 AND 3')


class Seat(Table, db=DB, tablename="panel_seat"):
    """One person on a panel; a replaced one's row stays, with the reason."""

    id = BigSerial(primary_key=True)
    panel_id = BigInt(null=False, index=True, help_text="internal")
    account_id = BigInt(null=False, index=True, help_text="internal")
    expert_id = BigInt(null=True, default=None, help_text="internal")
    candidate_id = BigInt(null=True, default=None, help_text="internal")
    kind = Varchar(length=10, null=False, help_text="internal")
    status = Varchar(length=10, null=False, default=SeatStatus.asked, help_text="internal")
    asked_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    answered_at = Timestamptz(null=True, default=None, help_text="internal")
    replaces = BigInt(null=True, default=None, help_text="internal")
    reason = Text(null=False, default="", help_text="internal")

    panel_seat_kind_known = one_of("kind", SeatKind)
    panel_seat_status_known = one_of("status", SeatStatus)
    panel_seat_expert_drawn = Check(
        '("kind" = \'expert\') = ("candidate_id" IS NOT NULL AND "expert_id" IS NOT NULL)'
    )
    panel_seat_left_said = Check("\"status\" NOT IN ('recused', 'missed') OR \"reason\" <> ''")


class PanelBid(Table, db=DB, tablename="panel_bid"):
    """
    One opened bid before a panel: its alias, and what the count made of it. ``valid`` is None
    until counted; ``reason`` says why not. Points in hundredths.
    """

    id = BigSerial(primary_key=True)
    panel_id = BigInt(null=False, index=True, help_text="internal")
    bid_id = BigInt(null=False, help_text="internal")
    organisation_id = BigInt(null=False, help_text="internal")
    alias = Integer(null=False, help_text="internal")
    small = Boolean(null=False, default=False, help_text="internal")
    domestic = Boolean(null=False, default=False, help_text="internal")
    price_fen = BigInt(null=True, default=None, help_text="internal")
    judged_fen = BigInt(null=True, default=None, help_text="internal")
    valid = Boolean(null=True, default=None, help_text="internal")
    reason = Text(null=False, default="", help_text="internal")
    technical = Integer(null=True, default=None, help_text="internal")
    price_points = Integer(null=True, default=None, help_text="internal")
    points = Integer(null=True, default=None, help_text="internal")
    place = Integer(null=True, default=None, help_text="internal")

    panel_bid_points_sum = Check('"points" IS NULL OR "points" = "technical" + "price_points"')
    panel_bid_ranked_valid = Check('"place" IS NULL OR "valid"')


class Score(Table, db=DB, tablename="panel_score"):
    """
    One cell of one member's sheet. A pass criterion has ``passed``, any other ``points`` in
    hundredths. ``explanation``: asked where the member stands apart from the others.
    """

    id = BigSerial(primary_key=True)
    panel_id = BigInt(null=False, index=True, help_text="internal")
    seat_id = BigInt(null=False, help_text="internal")
    bid_id = BigInt(null=False, help_text="internal")
    criterion_id = BigInt(null=False, help_text="internal")
    passed = Boolean(null=True, default=None, help_text="internal")
    points = Integer(null=True, default=None, help_text="internal")
    note = Text(null=False, default="", help_text="internal")
    explanation = Text(null=False, default="", help_text="internal")
    changed_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    panel_score_one_answer = Check('("passed" IS NULL) <> ("points" IS NULL)')
    panel_score_not_negative = Check('"points" IS NULL OR "points" BETWEEN 0 AND 10000')


class Signature(Table, db=DB, tablename="panel_signature"):
    """
    One member's name under one content: the own sheet, then the report. Only added to; a sheet
    handed back for an explanation is signed anew, the last one counts.
    """

    id = BigSerial(primary_key=True)
    panel_id = BigInt(null=False, index=True, help_text="internal")
    seat_id = BigInt(null=False, help_text="internal")
    part = Varchar(length=8, null=False, help_text="internal")
    content_hash = Varchar(length=64, null=False, help_text="internal")
    dissent = Text(null=False, default="", help_text="internal")
    silent = Boolean(null=False, default=False, help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    panel_signature_part_known = Check("\"part\" IN ('sheet', 'report')")
    panel_signature_hash = Check(f'"content_hash" {_HEX}')
    panel_signature_silence_agrees = Check(
        'NOT "silent" OR ("part" = \'report\' AND "dissent" = \'\')'
    )


class Decision(Table, db=DB, tablename="tender_decision"):
    """Whom the purchaser names, why, and when the result went out. ``undone_at``: rejudged."""

    id = BigSerial(primary_key=True)
    tender_id = BigInt(null=False, index=True, help_text="public")
    panel_id = BigInt(null=False, help_text="internal")
    bid_id = BigInt(null=False, help_text="public")
    organisation_id = BigInt(null=False, help_text="public")
    price_fen = BigInt(null=False, help_text="public")
    basis = Varchar(length=10, null=False, help_text="public")
    reason = Text(null=False, default="", help_text="public")
    content_hash = Varchar(length=64, null=False, help_text="internal")
    decided_by = BigInt(null=False, help_text="internal")
    decided_body = Varchar(length=80, null=False, help_text="internal")
    decided_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="public")
    awarded_by = BigInt(null=True, default=None, help_text="internal")
    awarded_at = Timestamptz(null=True, default=None, help_text="public")
    undone_at = Timestamptz(null=True, default=None, help_text="public")
    undone_reason = Text(null=False, default="", help_text="public")

    tender_decision_basis_known = one_of("basis", Basis)
    tender_decision_reason_said = Check("\"basis\" = 'first' OR btrim(\"reason\") <> ''")
    tender_decision_undone_said = Check('("undone_at" IS NULL) = ("undone_reason" = \'\')')
