"""The ledger as its desk shows it: accounts, the journal, one thing's transactions, the seal."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime

import msgspec

from match.foundation.actor import Actor
from match.foundation.db import one, rows
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.foundation.permissions import Permission
from match.statements.queries.places import division_of

PAGE = 50
WHOLE = "43"


class AccountFilter(msgspec.Struct, frozen=True):
    """Which accounts: by kind; ``unit`` is money, goods, or empty for both; ``zero`` ones too."""

    kind: str = ""
    unit: str = ""
    zero: bool = False
    organisation: int | None = None


class AccountView(msgspec.Struct, frozen=True):
    """One account: ``balance`` in fen for CNY, else in whole units of its lot."""

    id: int
    kind: str
    owner_kind: str
    owner_id: int
    owner: str
    unit: str
    balance: int
    version: int
    donation_id: int | None


class KindTotal(msgspec.Struct, frozen=True):
    """Of the money accounts of one kind in the area: how many, and their sum in fen."""

    kind: str
    accounts: int
    balance: int


class JournalFilter(msgspec.Struct, frozen=True):
    """Which lines: of a day to a day, of one kind of posting, of one kind of account."""

    since: date | None = None
    until: date | None = None
    what: str = ""
    kind: str = ""


class JournalLine(msgspec.Struct, frozen=True):
    """One line: ``version`` is its place in its account's chain, ``hash`` its link there."""

    id: int
    tx_id: int
    at: datetime
    what: str
    subject_kind: str
    subject_id: int
    number: str
    account_id: int
    kind: str
    owner: str
    unit: str
    amount: int
    balance_after: int
    version: int
    hash: str


class TransactionView(msgspec.Struct, frozen=True):
    """One transaction of a thing, with its lines and what became of it."""

    id: int
    kind: str
    at: datetime
    note: str
    reverses: int | None
    reversed_by: int | None
    proposal: int | None
    lines: tuple[JournalLine, ...]


class SealView(msgspec.Struct, frozen=True):
    """The newest seal, and how many transactions came after it."""

    number: int
    last_tx: int
    at: datetime
    hash: str
    signed: bool
    unsealed: int


# Whose an account is, in words, and where it lies. A person who gives has no place and no name
# here: only who sees the whole province sees that account.
_OWNERS = """
  FROM ledger_account a
  LEFT JOIN allocation_line l ON a.owner_kind = 'allocation_line' AND l.id = a.owner_id
  LEFT JOIN donation d ON d.id = CASE a.owner_kind WHEN 'donation' THEN a.owner_id
                                 WHEN 'allocation_line' THEN l.donation_id END
  LEFT JOIN organisation o ON a.owner_kind = 'organisation' AND o.id = a.owner_id
  LEFT JOIN home h ON h.id = CASE a.owner_kind WHEN 'home' THEN a.owner_id
                             WHEN 'allocation_line' THEN l.home_id END
"""
_OWNER = "coalesce(o.name, h.name, d.number, '')"
# What lies in an area, each way by its own index; nobody reads through the whole province for it.
_WITHIN = """
 a.id IN (
  SELECT x.id FROM donation g JOIN ledger_account x
      ON x.owner_kind = 'donation' AND x.owner_id = g.id WHERE g.division LIKE ANY ($1)
  UNION ALL SELECT x.id FROM donation g JOIN allocation_line p ON p.donation_id = g.id
      JOIN ledger_account x ON x.owner_kind = 'allocation_line' AND x.owner_id = p.id
     WHERE g.division LIKE ANY ($1)
  UNION ALL SELECT x.id FROM organisation g JOIN ledger_account x
      ON x.owner_kind = 'organisation' AND x.owner_id = g.id WHERE g.division LIKE ANY ($1)
  UNION ALL SELECT x.id FROM home g JOIN ledger_account x
      ON x.owner_kind = 'home' AND x.owner_id = g.id WHERE g.division LIKE ANY ($1))
"""


async def accounts(
    actor: Actor, wanted: AccountFilter, *, after: int = 0, limit: int = PAGE
) -> list[AccountView]:
    """Accounts of the reader's area, in the order of opening."""
    found = await rows(
        f"SELECT a.id, a.kind, a.owner_kind, a.owner_id, {_OWNER} AS owner, a.unit, a.balance,"
        f" a.version, d.id AS donation_id {_OWNERS} WHERE {_area(actor)} AND a.id > $2"
        " AND ($3 = '' OR a.kind = $3) AND ($4 = '' OR ($4 = 'money') = (a.unit = 'CNY'))"
        " AND ($5 OR a.balance <> 0) AND ($6::bigint IS NULL OR o.id = $6)"
        " ORDER BY a.id LIMIT $7",
        _scopes(actor),
        after,
        wanted.kind,
        wanted.unit,
        wanted.zero,
        wanted.organisation,
        limit,
    )
    return [AccountView(**row) for row in found]


async def totals(actor: Actor) -> list[KindTotal]:
    """Money by kind of account in the reader's area."""
    found = await rows(
        "SELECT a.kind, count(*) AS accounts, sum(a.balance)::bigint AS balance"  # noqa: S608 # our own words
        f" FROM ledger_account a WHERE {_area(actor)} AND a.unit = 'CNY' GROUP BY 1 ORDER BY 1",
        _scopes(actor),
    )
    return [KindTotal(**row) for row in found]


async def journal(
    actor: Actor, wanted: JournalFilter, *, before: int | None = None, limit: int = PAGE
) -> list[JournalLine]:
    """Lines of transactions about things in the reader's area, newest first."""
    # Who sees all reads the newest entries; an area's are found through its donations. The page is
    # picked before anybody's name is looked up.
    area = (
        "$1::text[] IS NOT NULL"
        if WHOLE in actor.scope(Permission.ledger_read)
        else "t.subject_kind = 'donation' AND t.subject_id IN"
        " (SELECT id FROM donation WHERE division LIKE ANY ($1))"
    )
    picked = await rows(
        "SELECT e.id FROM ledger_entry e JOIN ledger_tx t ON t.id = e.tx_id"  # noqa: S608 # our own words
        " JOIN ledger_account a ON a.id = e.account_id"
        f" WHERE {area} AND ($2::bigint IS NULL OR e.id < $2)"
        " AND ($3::date IS NULL OR t.at >= $3::date) AND ($4::date IS NULL OR t.at < $4::date + 1)"
        " AND ($5 = '' OR t.kind = $5) AND ($6 = '' OR a.kind = $6)"
        # A number the planner can see: for fifty lines it walks the newest entries, no more.
        f" ORDER BY e.id DESC LIMIT {int(limit)}",
        _scopes(actor),
        before,
        wanted.since,
        wanted.until,
        wanted.what,
        wanted.kind,
    )
    return await _named([row["id"] for row in picked])


async def transactions_of(
    actor: Actor, subject_kind: str, subject_id: int
) -> list[TransactionView]:
    """
    Every transaction about one thing, oldest first. Raises NotFound where the thing lies outside
    the reader's area, or nothing was posted about it.
    """
    division = await division_of(subject_kind, subject_id)
    if not actor.may(Permission.ledger_read, division):
        raise _nothing()
    found = await rows(
        "SELECT t.id, t.kind, t.at, t.note, t.reverses, r.id AS reversed_by, v.id AS proposal"
        " FROM ledger_tx t LEFT JOIN ledger_tx r ON r.reverses = t.id"
        " LEFT JOIN reversal v ON v.tx_id = t.id AND v.status = 'proposed'"
        " WHERE t.subject_kind = $1 AND t.subject_id = $2 ORDER BY t.id",
        subject_kind,
        subject_id,
    )
    if not found:
        raise _nothing()
    lines = await _lines([row["id"] for row in found])
    return [TransactionView(**row, lines=tuple(lines[row["id"]])) for row in found]


async def entries_of(
    actor: Actor, account_id: int, *, before: int | None = None, limit: int = PAGE
) -> tuple[AccountView, list[JournalLine]]:
    """One account with its entries, newest first. Raises NotFound outside the reader's area."""
    held = await one(
        f"SELECT a.id, a.kind, a.owner_kind, a.owner_id, {_OWNER} AS owner, a.unit, a.balance,"
        f" a.version, d.id AS donation_id {_OWNERS} WHERE {_area(actor)} AND a.id = $2",
        _scopes(actor),
        account_id,
    )
    if held is None:
        raise NotFound(_("没有找到这个账户。"))
    picked = await rows(
        "SELECT id FROM ledger_entry WHERE account_id = $1 AND ($2::bigint IS NULL OR id < $2)"
        " ORDER BY version DESC LIMIT $3",
        account_id,
        before,
        limit,
    )
    return AccountView(**held), await _named([row["id"] for row in picked])


async def sealed() -> SealView | None:
    """The newest seal; None where nothing was sealed yet."""
    row = await one(
        "SELECT s.number, s.last_tx, s.at, encode(s.hash, 'hex') AS hash,"
        " length(s.signature) > 0 AS signed,"
        " (SELECT count(*) FROM ledger_tx t WHERE t.id > s.last_tx) AS unsealed"
        " FROM ledger_seal s ORDER BY s.number DESC LIMIT 1"
    )
    return SealView(**row) if row else None


_JOURNAL = f"""
SELECT e.id, e.tx_id, t.at, t.kind AS what, t.subject_kind, t.subject_id,
       coalesce(about.number, '') AS number, a.id AS account_id, a.kind, {_OWNER} AS owner, a.unit,
       e.amount, e.balance_after, e.version, encode(e.hash, 'hex') AS hash
{
    _OWNERS.replace(
        "FROM ledger_account a",
        '''
  FROM ledger_entry e JOIN ledger_tx t ON t.id = e.tx_id
  JOIN ledger_account a ON a.id = e.account_id
  LEFT JOIN donation about ON t.subject_kind = 'donation' AND about.id = t.subject_id''',
    )
}
"""  # noqa: S608 # our own words


async def _named(entries: Sequence[int]) -> list[JournalLine]:
    """These lines, newest first, with whose and what about: looked up for a page, never for all."""
    found = await rows(f"{_JOURNAL} WHERE e.id = ANY ($1) ORDER BY e.id DESC", entries)
    return [JournalLine(**row) for row in found]


async def _lines(transactions: Sequence[int]) -> defaultdict[int, list[JournalLine]]:
    lines: defaultdict[int, list[JournalLine]] = defaultdict(list)
    sql = f"{_JOURNAL} WHERE e.tx_id = ANY ($1) ORDER BY e.tx_id, e.line"
    for row in await rows(sql, transactions):
        lines[row["tx_id"]].append(JournalLine(**row))
    return lines


def _area(actor: Actor) -> str:
    return "$1::text[] IS NOT NULL" if WHOLE in actor.scope(Permission.ledger_read) else _WITHIN


def _scopes(actor: Actor) -> list[str]:
    return [f"{scope}%" for scope in actor.scope(Permission.ledger_read)]


def _nothing() -> NotFound:
    return NotFound(_("没有找到这项记账。"))
