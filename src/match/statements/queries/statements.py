"""Reading statements: the list, one with its rows, one row with what it may be the money of."""

from datetime import date, datetime, timedelta
from typing import Any

import msgspec

from match.foundation.actor import Actor
from match.foundation.db import one, rows
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.foundation.parameters import whole
from match.foundation.permissions import Permission
from match.statements import policy, rules
from match.statements.states import How, RowStatus, Source

PAGE = 100
SUGGESTED = 5


class StatementLineView(msgspec.Struct, frozen=True):
    """One statement of a list; amounts in fen."""

    id: int
    charity: str
    source: Source
    account_tail: str
    first_on: date
    last_on: date
    rows: int
    waiting: int
    total_fen: int
    imported_at: datetime


class RowView(msgspec.Struct, frozen=True):
    """One row; ``payer`` is empty where a person paid or nobody is named."""

    id: int
    statement_id: int
    charity_id: int
    charity: str
    division: str
    booked_on: date
    outgoing: bool
    amount_fen: int
    payer: str
    payer_tail: str
    personal: bool
    remark: str
    serial: str
    status: RowStatus


class MatchView(msgspec.Struct, frozen=True):
    """A donation that a row is the money of; ``undone_reason`` where it is no longer."""

    donation_id: int
    number: str
    giver: str
    amount_fen: int
    how: How
    at: datetime
    undone_at: datetime | None
    undone_reason: str


class Candidate(msgspec.Struct, frozen=True):
    """A donation that a row may be the money of: what it lacks, and why it is suggested."""

    id: int
    number: str
    giver: str
    subject: str
    lacking_fen: int
    same_amount: bool
    same_payer: bool


class RowFile(msgspec.Struct, frozen=True):
    """A row with its matches, and while it waits with what it may be; ``may``: whether to act."""

    row: RowView
    matches: tuple[MatchView, ...]
    candidates: tuple[Candidate, ...]
    case_id: int | None
    may: bool | str


_STATEMENT = (
    "SELECT s.*, o.name AS charity, (SELECT count(*) FROM statement_row r"
    " WHERE r.statement_id = s.id AND r.status = 'waiting') AS waiting"
    " FROM statement s JOIN organisation o ON o.id = s.charity_id"
)
_ROW = (
    "SELECT r.*, o.name AS charity FROM statement_row r JOIN organisation o ON o.id = r.charity_id"
)
_CANDIDATES = """
WITH gift AS (
  SELECT d.id, d.number, d.subject, g.name AS giver,
         CASE WHEN $2 THEN d.returned_fen ELSE d.amount_fen END - coalesce((
           SELECT sum(m.amount_fen) FROM row_match m JOIN statement_row r ON r.id = m.row_id
            WHERE m.donation_id = d.id AND m.undone_at IS NULL AND r.outgoing = $2), 0) AS lacking
    FROM donation d JOIN organisation g ON g.id = d.organisation_id
   WHERE d.kind = 'money' AND d.charity_id = $1 AND (d.status = ANY($3) OR d.paid_fen > 0)
     AND d.created_at >= $4::date AND ($5 = '' OR d.number ILIKE '%' || $5 || '%'
                                       OR g.name ILIKE '%' || $5 || '%')
)
SELECT * FROM (
  SELECT id, number, giver, subject, lacking::bigint AS lacking_fen, lacking = $6 AS same_amount,
         regexp_replace(giver, '\\s', '', 'g') = $7 AS same_payer
    FROM gift WHERE lacking > 0) AS each
 WHERE $5 <> '' OR same_amount OR same_payer
 ORDER BY same_payer::int + same_amount::int DESC, same_payer DESC, abs(lacking_fen - $6), id
 LIMIT $8
"""


async def charities_of(actor: Actor) -> list[tuple[int, str]]:
    """The verified charities whose statements this person keeps."""
    if not actor.organisations or not actor.may(Permission.statements_keep):
        return []
    found = await rows(
        "SELECT id, name FROM organisation WHERE id = ANY($1) AND status = 'verified'"
        " AND (charity OR kind = 'FDN') ORDER BY id",
        list(actor.organisations),
    )
    return [(row["id"], row["name"]) for row in found]


async def statements(
    actor: Actor, *, own: bool, before: int | None = None, limit: int = 50
) -> list[StatementLineView]:
    """Statements of the reader's charities, or of the area the reader's office covers."""
    found = await rows(
        _STATEMENT + " WHERE (CASE WHEN $1 THEN s.charity_id = ANY($2)"
        " ELSE s.division LIKE ANY($3) END) AND ($4::bigint IS NULL OR s.id < $4)"
        " ORDER BY s.id DESC LIMIT $5",
        own,
        list(actor.organisations),
        [f"{scope}%" for scope in actor.scope(Permission.ledger_read)],
        before,
        limit,
    )
    return [_line(row) for row in found]


async def statement_head(actor: Actor, statement_id: int) -> StatementLineView:
    """One statement. Raises NotFound for who may not know of it."""
    row = await one(_STATEMENT + " WHERE s.id = $1", statement_id)
    if row is None or not policy.can_see(actor, row):
        raise NotFound(_("没有找到这份流水。"))
    return _line(row)


async def rows_of(
    statement_id: int, *, status: str = "", after: int = 0, limit: int = PAGE
) -> list[RowView]:
    """The rows of a statement the reader was shown, in the order of the file."""
    found = await rows(
        _ROW + " WHERE r.statement_id = $1 AND ($2 = '' OR r.status = $2) AND r.id > $3"
        " ORDER BY r.id LIMIT $4",
        statement_id,
        status,
        after,
        limit,
    )
    return [_row(row) for row in found]


async def row_file(actor: Actor, row_id: int, *, asked: str = "") -> RowFile:
    """
    One row. *asked* looks for donations by number or giver; without it those are suggested whose
    giver or missing amount agrees, newest agreements only.
    """
    found = await one(_ROW + " WHERE r.id = $1", row_id)
    if found is None or not policy.can_see(actor, found):
        raise NotFound(_("没有找到这一行流水。"))
    row = _row(found)
    matches = await rows(
        "SELECT m.donation_id, d.number, coalesce(g.name, '') AS giver, m.amount_fen, m.how, m.at,"
        " m.undone_at, m.undone_reason FROM row_match m JOIN donation d ON d.id = m.donation_id"
        " LEFT JOIN organisation g ON g.id = d.organisation_id WHERE m.row_id = $1 ORDER BY m.id",
        row_id,
    )
    case = await one(
        "SELECT id FROM clearing_case WHERE row_id = $1 AND status <> 'closed'", row_id
    )
    may = policy.can_keep(actor, row.charity_id)
    waits = may is True and row.status is RowStatus.waiting
    return RowFile(
        row,
        tuple(MatchView(**{**each, "how": How(each["how"])}) for each in matches),
        tuple(await _candidates(row, asked)) if waits else (),
        case["id"] if case else None,
        may,
    )


async def _candidates(row: RowView, asked: str) -> list[Candidate]:
    days = await whole("ledger.suggestion_days")
    found = await rows(
        _CANDIDATES,
        row.charity_id,
        row.outgoing,
        list(rules.MAY_MOVE),
        date(2016, 1, 1) if asked else row.booked_on - timedelta(days=days),
        _plain_like(asked),
        row.amount_fen,
        row.payer,
        4 * SUGGESTED if asked else SUGGESTED,
    )
    return [Candidate(**each) for each in found]


def _plain_like(asked: str) -> str:
    """What somebody typed, as text to look for: no pattern of its own."""
    return asked.strip()[:60].replace("\\", "").replace("%", "").replace("_", "")


def _line(row: dict[str, Any]) -> StatementLineView:
    fields = StatementLineView.__struct_fields__
    return StatementLineView(**{**{f: row[f] for f in fields}, "source": Source(row["source"])})


def _row(row: dict[str, Any]) -> RowView:
    fields = RowView.__struct_fields__
    return RowView(**{**{f: row[f] for f in fields}, "status": RowStatus(row["status"])})
