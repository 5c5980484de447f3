"""Statements and their rows, matches, clearing, cases, reversals, differences."""

from piccolo.columns import (
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
from match.foundation.money import LIMIT_FEN
from match.foundation.tables import is_division, one_of
from match.statements.states import (
    CaseKind,
    CaseStatus,
    Fault,
    How,
    ReversalStatus,
    RowStatus,
    Source,
)


class Statement(Table, db=DB, tablename="statement"):
    """One file that was taken in. The file itself is not kept: it names persons. Only added to."""

    id = BigSerial(primary_key=True)
    charity_id = BigInt(null=False, index=True, help_text="internal")
    division = Varchar(length=12, null=False, help_text="internal")
    source = Varchar(length=10, null=False, help_text="internal")
    account_tail = Varchar(length=4, null=False, help_text="internal")
    first_on = Date(null=False, help_text="internal")
    last_on = Date(null=False, help_text="internal")
    rows = Integer(null=False, help_text="internal")
    known_rows = Integer(null=False, default=0, help_text="internal")
    total_fen = BigInt(null=False, help_text="internal")
    imported_by = BigInt(null=True, default=None, help_text="internal")
    imported_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    statement_source_known = one_of("source", Source)
    statement_division_whole = is_division("division")
    statement_tail_short = Check("\"account_tail\" ~ '^[0-9]{4}$'")
    statement_period = Check('"first_on" <= "last_on"')
    statement_rows_there = Check('"rows" > 0 AND "known_rows" >= 0 AND "total_fen" > 0')


class StatementRow(Table, db=DB, tablename="statement_row"):
    """
    One receipt, or (``outgoing``) money sent back to a giver. ``identity`` says which it is: the
    same file, or one that overlaps, adds nothing.

    A person's name and number are not kept; of an organisation's account, the last four digits.
    """

    id = BigSerial(primary_key=True)
    statement_id = BigInt(null=False, index=True, help_text="internal")
    charity_id = BigInt(null=False, help_text="internal")
    division = Varchar(length=12, null=False, help_text="internal")
    account_tail = Varchar(length=4, null=False, help_text="internal")
    number = Integer(null=False, help_text="internal")
    booked_on = Date(null=False, help_text="internal")
    outgoing = Boolean(null=False, default=False, help_text="internal")
    amount_fen = BigInt(null=False, help_text="internal")
    payer = Varchar(length=80, null=False, default="", help_text="internal")
    payer_tail = Varchar(length=4, null=False, default="", help_text="internal")
    personal = Boolean(null=False, default=False, help_text="internal")
    remark = Varchar(length=200, null=False, default="", help_text="internal")
    serial = Varchar(length=64, null=False, default="", help_text="internal")
    donation_number = Varchar(length=24, null=False, default="", help_text="internal")
    identity = Varchar(length=64, null=False, unique=True, help_text="internal")
    status = Varchar(length=10, null=False, default=RowStatus.waiting, help_text="internal")
    due_at = Timestamptz(null=False, help_text="internal")
    next_check_at = Timestamptz(null=True, default=None, help_text="internal")

    statement_row_status_known = one_of("status", RowStatus)
    statement_row_division_whole = is_division("division")
    statement_row_amount_range = Check(f'"amount_fen" BETWEEN 1 AND {LIMIT_FEN}')
    statement_row_tail_short = Check("\"payer_tail\" ~ '^([0-9]{4})?$'")
    statement_row_no_person = Check('NOT "personal" OR ("payer" = \'\' AND "payer_tail" = \'\')')
    statement_row_waits = Check('("status" = \'waiting\') OR ("next_check_at" IS NULL)')


class RowMatch(Table, db=DB, tablename="row_match"):
    """A row, or a part of it, is this donation's money. Undone by a reversal, never removed."""

    id = BigSerial(primary_key=True)
    row_id = BigInt(null=False, index=True, help_text="internal")
    donation_id = BigInt(null=False, index=True, help_text="internal")
    amount_fen = BigInt(null=False, help_text="internal")
    how = Varchar(length=12, null=False, help_text="internal")
    tx_id = BigInt(null=True, default=None, help_text="internal")
    by = BigInt(null=True, default=None, help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    undone_at = Timestamptz(null=True, default=None, help_text="internal")
    undone_by = BigInt(null=True, default=None, help_text="internal")
    undone_reason = Text(null=False, default="", help_text="internal")

    row_match_how_known = one_of("how", How)
    row_match_amount_range = Check(f'"amount_fen" BETWEEN 1 AND {LIMIT_FEN}')
    row_match_undone_said = Check('("undone_at" IS NULL) = ("undone_reason" = \'\')')


class Clearing(Table, db=DB, tablename="clearing"):
    """
    What one donation has on its charity's clearing account, and when that becomes a case.

    ``open_fen`` < 0: confirmed, and no money seen; > 0: money seen and not confirmed, or a return
    entered and no money seen to leave.
    """

    id = BigSerial(primary_key=True)
    donation_id = BigInt(null=False, unique=True, help_text="internal")
    charity_id = BigInt(null=False, index=True, help_text="internal")
    division = Varchar(length=12, null=False, help_text="internal")
    open_fen = BigInt(null=False, help_text="internal")
    changed_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    next_check_at = Timestamptz(null=True, default=None, help_text="internal")

    clearing_division_whole = is_division("division")
    clearing_rests_at_zero = Check('"open_fen" <> 0 OR "next_check_at" IS NULL')


class ClearingMark(Table, db=DB, tablename="clearing_mark"):
    """
    How far a clearing account was looked at. Its versions have no gaps and commit in order, so
    nothing that anybody posts there is overlooked, whether or not they told us.
    """

    id = BigSerial(primary_key=True)
    account_id = BigInt(null=False, unique=True, help_text="internal")
    version = BigInt(null=False, default=0, help_text="internal")


class ClearingCase(Table, db=DB, tablename="clearing_case"):
    """A row or a donation that did not return to zero in time, and that somebody must explain."""

    id = BigSerial(primary_key=True)
    kind = Varchar(length=16, null=False, help_text="internal")
    status = Varchar(length=10, null=False, default=CaseStatus.open, help_text="internal")
    charity_id = BigInt(null=False, index=True, help_text="internal")
    division = Varchar(length=12, null=False, help_text="internal")
    row_id = BigInt(null=True, default=None, index=True, help_text="internal")
    donation_id = BigInt(null=True, default=None, index=True, help_text="internal")
    difference_fen = BigInt(null=False, help_text="internal")
    opened_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    opened_by = BigInt(null=True, default=None, help_text="internal")
    explanation = Text(null=False, default="", help_text="internal")
    handled_by = BigInt(null=True, default=None, help_text="internal")
    handled_at = Timestamptz(null=True, default=None, help_text="internal")
    closed_by = BigInt(null=True, default=None, help_text="internal")
    closed_at = Timestamptz(null=True, default=None, help_text="internal")
    closing_note = Text(null=False, default="", help_text="internal")

    clearing_case_kind_known = one_of("kind", CaseKind)
    clearing_case_status_known = one_of("status", CaseStatus)
    clearing_case_division_whole = is_division("division")
    clearing_case_about_one = Check('("row_id" IS NULL) <> ("donation_id" IS NULL)')
    clearing_case_difference = Check('"difference_fen" <> 0')
    clearing_case_explained = Check("\"status\" <> 'explained' OR \"explanation\" <> ''")
    # Who opened or handled a case does not close it.
    clearing_case_two_persons = Check(
        '"status" <> \'closed\' OR ("closed_by" IS NOT NULL AND "closed_at" IS NOT NULL'
        ' AND "closed_by" IS DISTINCT FROM "handled_by"'
        ' AND "closed_by" IS DISTINCT FROM "opened_by")'
    )


class Reversal(Table, db=DB, tablename="reversal"):
    """A proposal to undo one posting: by one person, approved by a second from another body."""

    id = BigSerial(primary_key=True)
    tx_id = BigInt(null=False, index=True, help_text="internal")
    subject_kind = Varchar(length=40, null=False, help_text="internal")
    subject_id = BigInt(null=False, help_text="internal")
    division = Varchar(length=12, null=False, help_text="internal")
    amount_fen = BigInt(null=False, default=0, help_text="internal")
    status = Varchar(length=10, null=False, default=ReversalStatus.proposed, help_text="internal")
    reason = Text(null=False, help_text="internal")
    proposed_by = BigInt(null=False, help_text="internal")
    proposed_body = Varchar(length=80, null=False, help_text="internal")
    proposed_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    decided_by = BigInt(null=True, default=None, help_text="internal")
    decided_at = Timestamptz(null=True, default=None, help_text="internal")
    decision = Text(null=False, default="", help_text="internal")
    reversed_by_tx = BigInt(null=True, default=None, help_text="internal")

    reversal_status_known = one_of("status", ReversalStatus)
    reversal_division_whole = is_division("division")
    reversal_reason_said = Check("btrim(\"reason\") <> ''")
    reversal_done_posted = Check('("status" = \'done\') = ("reversed_by_tx" IS NOT NULL)')


class LedgerDifference(Table, db=DB, tablename="ledger_difference"):
    """Where the ledger is not what a thing's state says it must be; found each night."""

    id = BigSerial(primary_key=True)
    subject_kind = Varchar(length=40, null=False, help_text="internal")
    subject_id = BigInt(null=False, help_text="internal")
    division = Varchar(length=12, null=False, help_text="internal")
    fault = Varchar(length=12, null=False, help_text="internal")
    posting = Text(null=False, help_text="internal")
    found_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    seen_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    settled_at = Timestamptz(null=True, default=None, help_text="internal")

    ledger_difference_fault_known = one_of("fault", Fault)
    ledger_difference_division_whole = is_division("division")
