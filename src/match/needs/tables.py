"""Needs, their lines with the ledger of units, and the questions that reviewers ask."""

from piccolo.columns import (
    JSONB,
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

from match.foundation.db import DB
from match.foundation.tables import is_division, one_of
from match.needs.states import ClosureKind, Delivery, NeedStatus, Urgency


class Need(Table, db=DB, tablename="need"):
    """
    One request of one home. Free text is screened on save and again on publishing.

    ``bands`` maps an age band to a head count. The total of 1 to 4 is stored and shown as
    不足5人, and home and village are then hidden: see `match.needs.public`. ``writers`` are all
    who wrote a word of it: none of them may check or approve it.
    """

    id = BigSerial(primary_key=True)
    home_id = BigInt(null=False, index=True, help_text="internal")
    division = Varchar(length=12, null=False, help_text="internal")
    status = Varchar(length=12, null=False, default=NeedStatus.draft, help_text="public")
    title = Varchar(length=60, null=False, default="", help_text="public")
    purpose = Text(null=False, default="", help_text="public")
    category = Varchar(length=12, null=True, default=None, help_text="public")
    urgency = Varchar(length=10, null=False, default=Urgency.routine, help_text="public")
    wanted_from = Date(null=True, default=None, help_text="public")
    due_on = Date(null=True, default=None, help_text="public")
    bands = JSONB(null=False, default="{}", help_text="internal")
    beneficiaries = Integer(null=False, default=0, help_text="internal")
    groups = Array(base_column=Varchar(length=12), null=False, help_text="internal")
    child_contact = Boolean(null=False, default=False, help_text="public")
    skills = Array(base_column=Varchar(length=12), null=False, help_text="public")
    delivery = Varchar(length=10, null=False, default=Delivery.township, help_text="internal")
    photos = Array(base_column=BigInt(), null=False, help_text="public")
    duplicate_reason = Text(null=False, default="", help_text="internal")
    submitted_by = BigInt(null=True, default=None, help_text="internal")
    writers = Array(base_column=BigInt(), null=False, help_text="internal")
    entered_for = BigInt(null=True, default=None, help_text="internal")
    checked_by = BigInt(null=True, default=None, help_text="internal")
    approved_by = BigInt(null=True, default=None, help_text="internal")
    tokens = Array(base_column=Varchar(length=40), null=False, help_text="internal")
    submitted_at = Timestamptz(null=True, default=None, help_text="internal")
    published_at = Timestamptz(null=True, default=None, help_text="public")
    next_check_at = Timestamptz(null=True, default=None, help_text="internal")
    search_version = BigInt(null=False, default=1, help_text="internal")
    created_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    need_division_whole = is_division("division")
    need_status_known = one_of("status", NeedStatus)
    need_urgency_known = one_of("urgency", Urgency)
    need_delivery_known = one_of("delivery", Delivery)
    need_beneficiaries_counted = Check('"beneficiaries" >= 0')


class NeedLine(Table, db=DB, tablename="need_line"):
    """
    One thing asked for, in whole units, with where its units are now.

    ``reserved`` by an accepted proposal, ``committed`` by an agreement, ``in_transit``,
    ``received``; what is left of ``quantity`` is still open. Units move between these columns
    and never beyond the quantity. ``reference_price_fen``: one unit, in fen.
    """

    id = BigSerial(primary_key=True)
    need_id = BigInt(null=False, index=True, help_text="internal")
    position = SmallInt(null=False, help_text="public")
    category = Varchar(length=12, null=False, help_text="public")
    name = Varchar(length=60, null=False, help_text="public")
    quantity = Integer(null=False, help_text="public")
    unit = Varchar(length=12, null=False, help_text="public")
    reference_price_fen = BigInt(null=True, default=None, help_text="public")
    reserved = Integer(null=False, default=0, help_text="public")
    committed = Integer(null=False, default=0, help_text="public")
    in_transit = Integer(null=False, default=0, help_text="public")
    received = Integer(null=False, default=0, help_text="public")

    need_line_quantity_positive = Check('"quantity" > 0')
    need_line_price_positive = Check('"reference_price_fen" IS NULL OR "reference_price_fen" > 0')
    need_line_nothing_negative = Check(
        '"reserved" >= 0 AND "committed" >= 0 AND "in_transit" >= 0 AND "received" >= 0'
    )
    need_line_never_over = Check(
        '"reserved" + "committed" + "in_transit" + "received" <= "quantity"'
    )


class NeedClosure(Table, db=DB, tablename="need_closure"):
    """
    What brought the received units of a line, and what took some away again. Only added to.

    Per line the units sum to ``received``; per source never below 0 (constraint triggers in
    `needs_closures`). A row below 0 corrects an earlier one of the same source and says why.
    ``source_id``: a donation (gift), a sign-up (shift) or a contract's line (contract).
    """

    id = BigSerial(primary_key=True)
    line_id = BigInt(null=False, help_text="internal")
    kind = Varchar(length=10, null=False, help_text="public")
    source_id = BigInt(null=False, help_text="internal")
    units = Integer(null=False, help_text="public")
    reason = Text(null=False, default="", help_text="internal")
    by = BigInt(null=True, default=None, help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    need_closure_kind_known = one_of("kind", ClosureKind)
    need_closure_moves_something = Check('"units" <> 0')
    need_closure_says_why = Check('"units" > 0 OR char_length(btrim("reason")) >= 4')


class NeedQuestion(Table, db=DB, tablename="need_question"):
    """What a reviewer wants to know before deciding, and the director's answer."""

    id = BigSerial(primary_key=True)
    need_id = BigInt(null=False, index=True, help_text="internal")
    asked_by = BigInt(null=False, help_text="internal")
    asked_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    question = Text(null=False, help_text="internal")
    answered_by = BigInt(null=True, default=None, help_text="internal")
    answered_at = Timestamptz(null=True, default=None, help_text="internal")
    answer = Text(null=False, default="", help_text="internal")
