"""Reading clearing cases, reversals and differences of a charity or an area."""

from datetime import datetime
from typing import Any

import msgspec

from match.foundation.actor import Actor
from match.foundation.db import one, rows, value
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.foundation.permissions import Permission
from match.ledger.postings import Entered
from match.statements import policy
from match.statements.states import (
    CASE_MACHINE,
    CaseKind,
    CaseStatus,
    Fault,
    ReversalStatus,
)


class CaseView(msgspec.Struct, frozen=True):
    """One case; the difference is in fen. ``number`` and ``giver`` are of its donation."""

    id: int
    kind: CaseKind
    status: CaseStatus
    charity_id: int
    charity: str
    row_id: int | None
    donation_id: int | None
    number: str
    difference_fen: int
    opened_at: datetime
    explanation: str
    closing_note: str
    handled_at: datetime | None
    closed_at: datetime | None


class CaseFile(msgspec.Struct, frozen=True):
    """A case with what the reader may do now: verb → True, or why not."""

    case: CaseView
    may: dict[str, bool | str]


class ReversalView(msgspec.Struct, frozen=True):
    """One proposal; ``may``: whether the reader may approve it, or why not."""

    id: int
    tx_id: int
    kind: str
    subject_kind: str
    subject_id: int
    amount_fen: int
    status: ReversalStatus
    reason: str
    decision: str
    proposed_at: datetime
    decided_at: datetime | None
    own: bool
    may: bool | str


class DifferenceView(msgspec.Struct, frozen=True):
    """Where the ledger is not what a thing's state says."""

    id: int
    subject_kind: str
    subject_id: int
    fault: Fault
    posting: Entered
    found_at: datetime
    seen_at: datetime


_CASE = (
    "SELECT c.*, o.name AS charity, coalesce(d.number, '') AS number FROM clearing_case c"
    " JOIN organisation o ON o.id = c.charity_id LEFT JOIN donation d ON d.id = c.donation_id"
)
_REVERSAL = "SELECT v.*, t.kind FROM reversal v JOIN ledger_tx t ON t.id = v.tx_id"
OPEN = ("open", "explained", "corrected")


async def cases(
    actor: Actor, *, own: bool, closed: bool = False, limit: int = 200
) -> list[CaseView]:
    """Cases of the reader's charities or area; those that wait longest first."""
    found = await rows(
        _CASE + " WHERE (CASE WHEN $1 THEN c.charity_id = ANY($2)"
        " ELSE c.division LIKE ANY($3) END) AND (c.status = 'closed') = $4"
        " ORDER BY CASE WHEN $4 THEN -c.id ELSE c.id END LIMIT $5",
        own,
        list(actor.organisations),
        _scopes(actor),
        closed,
        limit,
    )
    return [_case(row) for row in found]


async def open_cases(actor: Actor) -> int:
    """How many cases of the reader's area are not closed."""
    return await value(
        "SELECT count(*) FROM clearing_case WHERE division LIKE ANY($1) AND status <> 'closed'",
        _scopes(actor),
    )


async def case_file(actor: Actor, case_id: int) -> CaseFile:
    """One case. Raises NotFound for who may not know of it."""
    row = await one(_CASE + " WHERE c.id = $1", case_id)
    if row is None or not policy.can_see(actor, row):
        raise NotFound(_("没有找到这个待清算事项。"))
    verbs = CASE_MACHINE.verbs(CaseStatus(row["status"]))
    asked = {
        "explain": policy.can_explain(actor, row),
        "close": policy.can_close(actor, row),
        "return": policy.can_close(actor, row),
    }
    return CaseFile(_case(row), {verb: asked[verb] for verb in verbs if verb in asked})


async def reversals(actor: Actor, *, done: bool = False, limit: int = 100) -> list[ReversalView]:
    """Proposals of the reader's area, those that wait first come first."""
    found = await rows(
        _REVERSAL + " WHERE v.division LIKE ANY($1) AND (v.status <> 'proposed') = $2"
        " ORDER BY CASE WHEN $2 THEN -v.id ELSE v.id END LIMIT $3",
        _scopes(actor),
        done,
        limit,
    )
    return [_reversal(actor, row) for row in found]


async def known_reversal(actor: Actor, reversal_id: int) -> None:
    """Raises NotFound for a proposal outside the reader's area, and for one that is none."""
    held = await value("SELECT division FROM reversal WHERE id = $1", reversal_id)
    if held is None or not actor.may(Permission.ledger_read, held):
        raise NotFound(_("没有找到这项冲正申请。"))


async def differences_in(actor: Actor, limit: int = 200) -> list[DifferenceView]:
    """What the last night's comparison found and is not settled, in the reader's area."""
    found = await rows(
        "SELECT * FROM ledger_difference WHERE settled_at IS NULL AND division LIKE ANY($1)"
        " ORDER BY id LIMIT $2",
        _scopes(actor),
        limit,
    )
    return [
        DifferenceView(
            row["id"],
            row["subject_kind"],
            row["subject_id"],
            Fault(row["fault"]),
            msgspec.json.decode(row["posting"], type=Entered),
            row["found_at"],
            row["seen_at"],
        )
        for row in found
    ]


def _scopes(actor: Actor) -> list[str]:
    return [f"{scope}%" for scope in actor.scope(Permission.ledger_read)]


def _case(row: dict[str, Any]) -> CaseView:
    held = {name: row[name] for name in CaseView.__struct_fields__}
    held |= {"kind": CaseKind(row["kind"]), "status": CaseStatus(row["status"])}
    return CaseView(**held)


def _reversal(actor: Actor, row: dict[str, Any]) -> ReversalView:
    grant = policy.approving_grant(actor, row)
    return ReversalView(
        row["id"],
        row["tx_id"],
        row["kind"],
        row["subject_kind"],
        row["subject_id"],
        row["amount_fen"],
        ReversalStatus(row["status"]),
        row["reason"],
        row["decision"],
        row["proposed_at"],
        row["decided_at"],
        row["proposed_by"] in (actor.id, actor.covering),
        grant if isinstance(grant, str) else True,
    )
