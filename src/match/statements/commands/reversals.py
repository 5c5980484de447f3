"""Undoing a posting from the ledger desk: one person proposes, a second of another body decides."""

from typing import Any

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.approvals import approve, body_of, content_hash
from match.foundation.audit import record
from match.foundation.db import command, one, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.foundation.language import _
from match.foundation.moves import carry_out
from match.foundation.outbox import tell
from match.foundation.parameters import whole
from match.foundation.permissions import Permission
from match.ledger.commands import reverse
from match.ledger.keys import key_for
from match.needs.wording import refuse_personal_data
from match.statements import policy
from match.statements.commands._shared import MATCHED
from match.statements.commands.clearing import review_clearing
from match.statements.queries.places import division_of
from match.statements.states import REVERSAL_MACHINE, ReversalStatus
from match.statements.tables import Reversal

LIMIT = "giving.two_person_fen"


@command
async def propose_reversal(actor: Actor, tx_id: int, reason: str) -> int:
    """
    Propose that a transaction be undone; the proposal's id. Nothing is posted yet.

    Raises Conflict for a reversal, for what is reversed or proposed already, and for a statement's
    match, which its charity takes back itself.
    """
    tx = await one(
        "SELECT t.*, r.id AS undone FROM ledger_tx t LEFT JOIN ledger_tx r ON r.reverses = t.id"
        " WHERE t.id = $1",
        tx_id,
    )
    division = await division_of(tx["subject_kind"], tx["subject_id"]) if tx else ""
    if tx is None or not actor.may(Permission.ledger_read, division):
        raise NotFound(_("没有找到这一笔账。"))
    require(policy.can_propose_reversal(actor, division))
    _refuse_irreversible(tx)
    if not 4 <= len(reason.strip()) <= 300:
        raise Invalid({"reason": _("请写明原因，4 到 300 个字。")})
    refuse_personal_data({"reason": reason})
    grant = policy.settling_grant(actor, division)
    assert grant is not None, "required above"
    proposal = await value(
        "INSERT INTO reversal (tx_id, subject_kind, subject_id, division, amount_fen, reason,"
        " proposed_by, proposed_body, proposed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
        " ON CONFLICT (tx_id) WHERE status = 'proposed' DO NOTHING RETURNING id",
        tx_id,
        tx["subject_kind"],
        tx["subject_id"],
        division,
        await _largest(tx_id),
        reason.strip(),
        actor.id,
        body_of(grant),
        clock.now(),
    )
    if proposal is None:
        raise Conflict(_("这一笔已经有人提出冲正，正在等待批准。"))
    await record(
        actor,
        "reversal.proposed",
        subject=("reversal", proposal),
        division=division,
        reason=reason,
        changes={"tx": (None, tx_id)},
    )
    await tell("reversal.proposed", reversal_id=proposal, tx_id=tx_id)
    return proposal


@command
async def approve_reversal(actor: Actor, reversal_id: int) -> bool:
    """
    Approve; True once the reversal is posted. Over the limit for money, a third person from a
    third body approves as well (proposer, and two approvers from two bodies).
    """
    held = await _locked(actor, reversal_id)
    grant = policy.approving_grant(actor, held)
    if isinstance(grant, str):
        raise Denied(grant)
    REVERSAL_MACHINE.move(ReversalStatus(held["status"]), "approve")
    by_two = await approve(
        actor, grant, "reversal", reversal_id, reversal_hash(held), proposer=held["proposed_by"]
    )
    await record(
        actor, "reversal.approved", subject=("reversal", reversal_id), division=held["division"]
    )
    if held["amount_fen"] > await whole(LIMIT) and not by_two:
        return False
    # Lock order: the donation, then the ledger's accounts.
    if held["subject_kind"] == "donation":
        await one("SELECT id FROM donation WHERE id = $1 FOR NO KEY UPDATE", held["subject_id"])
    made = await reverse(actor, key_for("reversal", reversal_id), held["tx_id"], held["reason"])
    await _move(actor, held, "approve", "", {"reversed_by_tx": made})
    if held["subject_kind"] == "donation":
        await review_clearing(actor, held["subject_id"])
    return True


@command
async def refuse_reversal(actor: Actor, reversal_id: int, reason: str = "") -> None:
    """One refusal is enough, and says why; the proposer's own is a withdrawal."""
    held = await _locked(actor, reversal_id)
    if held["proposed_by"] in (actor.id, actor.covering):
        await _move(actor, held, "withdraw", reason, {"decision": reason.strip()})
        return
    grant = policy.approving_grant(actor, held)
    if isinstance(grant, str):
        raise Denied(grant)
    if not 4 <= len(reason.strip()) <= 300:
        raise Invalid({"reason": _("请写明原因，4 到 300 个字。")})
    refuse_personal_data({"reason": reason})
    await _move(actor, held, "refuse", reason, {"decision": reason.strip()})


def reversal_hash(held: dict[str, Any]) -> str:
    """The hash of what is approved."""
    return content_hash(tx=held["tx_id"], reason=held["reason"], amount=held["amount_fen"])


def _refuse_irreversible(tx: dict[str, Any]) -> None:
    if tx["reverses"] is not None:
        raise Conflict(_("冲正的一笔不能再冲正，请重新记一笔。"))
    if tx["undone"] is not None:
        raise Conflict(_("这一笔已经冲正过，不能再冲正。"))
    if tx["kind"] == MATCHED:
        raise Conflict(_("到账流水的对应由慈善组织在流水页面撤销，不在这里冲正。"))


async def _largest(tx_id: int) -> int:
    return await value(
        "SELECT coalesce(max(e.amount), 0)::bigint FROM ledger_entry e"
        " JOIN ledger_account a ON a.id = e.account_id WHERE e.tx_id = $1 AND a.unit = 'CNY'",
        tx_id,
    )


async def _locked(actor: Actor, reversal_id: int) -> dict[str, Any]:
    held = await one("SELECT * FROM reversal WHERE id = $1 FOR UPDATE", reversal_id)
    if held is None or not actor.may(Permission.ledger_read, held["division"]):
        raise NotFound(_("没有找到这项冲正申请。"))
    return held


async def _move(
    actor: Actor, held: dict[str, Any], verb: str, reason: str, sets: dict[str, Any]
) -> None:
    await carry_out(
        actor,
        REVERSAL_MACHINE,
        Reversal,
        held,
        ReversalStatus(held["status"]),
        verb,
        reason=reason,
        sets={"decided_by": actor.id, "decided_at": clock.now(), **sets},
        reversal_id=held["id"],
    )
