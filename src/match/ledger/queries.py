"""What the ledger says: balances, and the transactions of a thing with their lines."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from match.foundation.db import one, rows, value
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.ledger.kinds import MONEY


class Account(msgspec.Struct, frozen=True):
    """An account as it stands now."""

    id: int
    kind: str
    owner: tuple[str, int]
    unit: str
    floor: int | None
    balance: int


class Entry(msgspec.Struct, frozen=True):
    """One line of a transaction, with the account's balance after it."""

    account: int
    kind: str
    owner: tuple[str, int]
    unit: str
    amount: int
    balance_after: int


class Transaction(msgspec.Struct, frozen=True):
    """A posted transaction. ``reversed_by`` is the one that undid it, if there is one."""

    id: int
    key: UUID
    kind: str
    subject: tuple[str, int]
    actor_id: int | None
    note: str
    at: datetime
    reverses: int | None
    reversed_by: int | None
    lines: tuple[Entry, ...]


class Halted(msgspec.Struct, frozen=True):
    """Since when posting is stopped, and why."""

    at: datetime
    reason: str


async def balance(account: int) -> int:
    """Fen, or units. Raises NotFound for an account that is none."""
    held: int | None = await value("SELECT balance FROM ledger_account WHERE id = $1", account)
    if held is None:
        raise NotFound(_("没有这个账户。"))
    return held


async def account_of(kind: str, owner: tuple[str, int], unit: str = MONEY) -> int | None:
    """The id of an account, or None where none was opened."""
    return await value(
        "SELECT id FROM ledger_account WHERE (owner_kind, owner_id, kind, unit) = ($1, $2, $3, $4)",
        owner[0],
        owner[1],
        kind,
        unit,
    )


async def accounts_of(owners: Sequence[tuple[str, int]]) -> list[Account]:
    """Every account of these owners, in the order of opening."""
    found = await rows(
        "SELECT id, kind, owner_kind, owner_id, unit, floor, balance FROM ledger_account"
        " WHERE (owner_kind, owner_id) IN (SELECT * FROM unnest($1::text[], $2::bigint[]))"
        " ORDER BY id",
        *_columns(owners),
    )
    return [
        Account(
            row["id"],
            row["kind"],
            (row["owner_kind"], row["owner_id"]),
            row["unit"],
            row["floor"],
            row["balance"],
        )
        for row in found
    ]


async def entries_for(subject: tuple[str, int]) -> list[Entry]:
    """The lines of every transaction about one thing, oldest first."""
    return [line for tx in await transactions_for([subject]) for line in tx.lines]


async def transactions_for(subjects: Sequence[tuple[str, int]]) -> list[Transaction]:
    """Every transaction about these things with its lines, oldest first; reversals included."""
    found = await rows(
        "SELECT t.*, r.id AS reversed_by FROM ledger_tx t"
        " LEFT JOIN ledger_tx r ON r.reverses = t.id"
        " WHERE (t.subject_kind, t.subject_id) IN"
        " (SELECT * FROM unnest($1::text[], $2::bigint[])) ORDER BY t.id",
        *_columns(subjects),
    )
    lines = await _lines([row["id"] for row in found])
    return [
        Transaction(
            id=row["id"],
            key=row["key"],
            kind=row["kind"],
            subject=(row["subject_kind"], row["subject_id"]),
            actor_id=row["actor_id"],
            note=row["note"],
            at=row["at"],
            reverses=row["reverses"],
            reversed_by=row["reversed_by"],
            lines=tuple(lines[row["id"]]),
        )
        for row in found
    ]


async def halted() -> Halted | None:
    """Whether posting is stopped, or None."""
    newest = await one("SELECT halted, reason, at FROM ledger_halt ORDER BY id DESC LIMIT 1")
    return Halted(newest["at"], newest["reason"]) if newest and newest["halted"] else None


async def _lines(transactions: list[int]) -> defaultdict[int, list[Entry]]:
    lines: defaultdict[int, list[Entry]] = defaultdict(list)
    found = await rows(
        "SELECT e.tx_id, e.account_id, e.amount, e.balance_after, a.kind, a.owner_kind, a.owner_id,"
        " a.unit FROM ledger_entry e JOIN ledger_account a ON a.id = e.account_id"
        " WHERE e.tx_id = ANY ($1::bigint[]) ORDER BY e.tx_id, e.line",
        transactions,
    )
    for row in found:
        lines[row["tx_id"]].append(
            Entry(
                account=row["account_id"],
                kind=row["kind"],
                owner=(row["owner_kind"], row["owner_id"]),
                unit=row["unit"],
                amount=row["amount"],
                balance_after=row["balance_after"],
            )
        )
    return lines


def _columns(pairs: Sequence[tuple[str, int]]) -> tuple[list[Any], list[Any]]:
    return [kind for kind, _id in pairs], [number for _kind, number in pairs]
