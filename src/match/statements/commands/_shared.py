"""What the verbs of statements share: locked rows, and what a donation has on clearing."""

from collections.abc import Sequence
from typing import Any

from match.foundation.actor import Actor
from match.foundation.db import one, rows, value
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.statements import policy

PERIOD = "clearing.workdays"
MATCHED = "statement.matched"


async def seen_row(actor: Actor, row_id: int) -> dict[str, Any]:
    """A statement's row for those who may know of it. Raises NotFound."""
    row = await one("SELECT * FROM statement_row WHERE id = $1", row_id)
    if row is None or not policy.can_see(actor, row):
        raise NotFound(_("没有找到这一行流水。"))
    return row


async def locked_row(row_id: int) -> dict[str, Any]:
    """The row as it is now, until the command is over."""
    row = await one("SELECT * FROM statement_row WHERE id = $1 FOR UPDATE", row_id)
    assert row is not None, "rows are never removed"
    return row


async def lock_donations(donation_ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Donations by id, locked in the order of their ids, before any row and any account."""
    found = await rows(
        "SELECT id, number, kind, status, charity_id, division, amount_fen, paid_fen,"
        " returned_fen"
        " FROM donation"
        " WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE",
        sorted(set(donation_ids)),
    )
    return {row["id"]: row for row in found}


async def matched_fen(donation_id: int, *, outgoing: bool = False) -> int:
    """What the rows of all statements have brought for a donation so far, or sent back of it."""
    return await value(
        "SELECT coalesce(sum(m.amount_fen), 0)::bigint FROM row_match m"
        " JOIN statement_row r ON r.id = m.row_id"
        " WHERE m.donation_id = $1 AND m.undone_at IS NULL AND r.outgoing = $2",
        donation_id,
        outgoing,
    )


async def lacking_fen(donation: dict[str, Any], *, outgoing: bool) -> int:
    """What no row has shown yet: of the promise to come in, or of what was returned to leave."""
    whole = donation["returned_fen"] if outgoing else donation["amount_fen"]
    return whole - await matched_fen(donation["id"], outgoing=outgoing)


async def on_clearing(donation_id: int) -> int:
    """What a donation's postings have left on its charity's clearing account, in fen."""
    return await value(
        "SELECT coalesce(sum(e.amount), 0)::bigint FROM ledger_tx t"
        " JOIN ledger_entry e ON e.tx_id = t.id JOIN ledger_account a ON a.id = e.account_id"
        " WHERE t.subject_kind = 'donation' AND t.subject_id = $1 AND a.kind = 'clearing'",
        donation_id,
    )


async def matches_of(row_id: int) -> list[dict[str, Any]]:
    """The matches of a row that stand."""
    return await rows(
        "SELECT * FROM row_match WHERE row_id = $1 AND undone_at IS NULL ORDER BY id", row_id
    )
