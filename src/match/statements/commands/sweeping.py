"""What is due: rows that wait for their number to be looked up, rows and donations for a case."""

from typing import Any

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, rows, value
from match.foundation.outbox import tell
from match.statements import rules
from match.statements.commands._shared import lacking_fen, locked_row, matched_fen
from match.statements.commands.clearing import review_clearing
from match.statements.commands.matching import match_by_number
from match.statements.states import CaseKind, RowStatus

BATCH = 200


async def sweep_statements(actor: Actor) -> int:
    """
    Look at what was posted to clearing, match what names its donation, and open a case for what
    did not clear in time.
    """
    moved = await rows(
        "SELECT a.id FROM ledger_account a LEFT JOIN clearing_mark m ON m.account_id = a.id"
        " WHERE a.kind = 'clearing' AND a.version > coalesce(m.version, 0) ORDER BY a.id"
    )
    looked = sum([await follow_account(actor, account["id"]) for account in moved])
    now = clock.now()
    due_rows = await rows(
        "SELECT id FROM statement_row WHERE next_check_at <= $1"
        " ORDER BY next_check_at, id LIMIT $2",
        now,
        BATCH,
    )
    due_gifts = await rows(
        "SELECT donation_id FROM clearing WHERE next_check_at <= $1 ORDER BY next_check_at, id"
        " LIMIT $2",
        now,
        BATCH,
    )
    for row in due_rows:
        await poke_row(actor, row["id"])
    for gift in due_gifts:
        await poke_clearing(actor, gift["donation_id"])
    return looked + len(due_rows) + len(due_gifts)


@command
async def follow_account(actor: Actor, account_id: int) -> int:
    """Review each donation that moved on a clearing account since the last look; how many."""
    await value(
        "INSERT INTO clearing_mark (account_id) VALUES ($1) ON CONFLICT DO NOTHING", account_id
    )
    seen: int = await value(
        "SELECT version FROM clearing_mark WHERE account_id = $1 FOR UPDATE", account_id
    )
    found = await rows(
        "SELECT e.version, t.subject_id FROM ledger_entry e JOIN ledger_tx t ON t.id = e.tx_id"
        " WHERE e.account_id = $1 AND e.version > $2 AND e.version <= $2 + $3"
        " AND t.subject_kind = 'donation' ORDER BY e.version",
        account_id,
        seen,
        BATCH,
    )
    gifts = sorted({entry["subject_id"] for entry in found})
    for gift in gifts:
        await review_clearing(actor, gift)
    await value(
        "UPDATE clearing_mark SET version = least($2::bigint + $3,"
        " (SELECT version FROM ledger_account WHERE id = $1)) WHERE account_id = $1",
        account_id,
        seen,
        BATCH,
    )
    return len(gifts)


@command
async def poke_row(actor: Actor, row_id: int) -> None:
    """A row whose time has come: matched by its number, told to wait, or made a case."""
    held = await one("SELECT * FROM statement_row WHERE id = $1", row_id)
    assert held is not None, "rows are never removed"
    if held["status"] != RowStatus.waiting:
        return
    if held["donation_number"] and await match_by_number(actor, held):
        return
    row = await locked_row(row_id)
    if row["status"] != RowStatus.waiting:
        return
    if row["due_at"] > clock.now():
        await _look_again(row_id, row["due_at"])
        return
    await _look_again(row_id, None)
    await _open_case(actor, row, rules.row_case(row["payer"]), row["amount_fen"], row_id=row_id)


@command
async def poke_clearing(actor: Actor, donation_id: int) -> None:
    """A donation whose clearing is not zero after its time becomes a case."""
    held = await one("SELECT * FROM clearing WHERE donation_id = $1 FOR UPDATE", donation_id)
    if held is None or held["open_fen"] == 0:
        return
    await value("UPDATE clearing SET next_check_at = NULL WHERE id = $1", held["id"])
    gift = await one("SELECT id, amount_fen, returned_fen FROM donation WHERE id = $1", donation_id)
    assert gift is not None, "donations are never removed"
    back = await lacking_fen(gift, outgoing=True)
    kind = rules.donation_case(held["open_fen"], await matched_fen(donation_id), back)
    await _open_case(actor, held, kind, held["open_fen"], donation_id=donation_id)


async def _look_again(row_id: int, at: Any) -> None:
    await value("UPDATE statement_row SET next_check_at = $2 WHERE id = $1", row_id, at)


async def _open_case(
    actor: Actor,
    about: dict[str, Any],
    kind: CaseKind,
    difference_fen: int,
    *,
    row_id: int | None = None,
    donation_id: int | None = None,
) -> None:
    """One open case a row or donation; a new difference after an explained one is a new case."""
    already = await one(
        "SELECT id FROM clearing_case WHERE status <> 'closed'"
        " AND (row_id = $1 OR donation_id = $2)",
        row_id,
        donation_id,
    )
    if already is not None:
        return
    case: int = await value(
        "INSERT INTO clearing_case (kind, charity_id, division, row_id, donation_id,"
        " difference_fen, opened_by, opened_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
        " RETURNING id",
        kind.value,
        about["charity_id"],
        about["division"],
        row_id,
        donation_id,
        difference_fen,
        actor.id,
        clock.now(),
    )
    await record(
        actor,
        "clearing_case.opened",
        subject=("clearing_case", case),
        division=about["division"],
        changes={"kind": (None, kind.value), "difference_fen": (None, difference_fen)},
    )
    await tell("clearing_case.opened", case_id=case, charity_id=about["charity_id"])
