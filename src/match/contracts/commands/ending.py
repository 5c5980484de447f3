"""How a contract ends: completed, terminated, archived for fifteen years."""

from typing import Any

from match.contracts import books, policy
from match.contracts.bookkeeping import book_facts
from match.contracts.commands._shared import locked, move, reasoned, stands
from match.contracts.states import ContractStatus, MilestoneStatus, PaymentStatus, Source
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.calendar import due
from match.foundation.db import command, one, rows, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict
from match.foundation.language import _
from match.foundation.parameters import periods
from match.foundation.permissions import Permission
from match.foundation.workdays import working_days
from match.ledger.commands import enter
from match.needs.commands import move_units
from match.needs.commands.units import Place
from match.tenders.commands import advance
from match.tenders.commands import locked as locked_tender
from match.tenders.states import TenderStatus

ARCHIVE = "PROC.ARCHIVE"


async def settle(actor: Actor, contract: dict[str, Any]) -> None:
    """Complete a purchase's contract once every milestone is accepted and every instalment paid."""
    if contract["source"] != Source.award or contract["status"] != ContractStatus.in_force:
        return
    left: int = await value(
        "SELECT count(*) FROM contract_milestone m WHERE m.contract_id = $1 AND m.status <>"
        " 'dropped' AND (m.status <> 'accepted' OR (m.amount_fen > 0 AND NOT EXISTS (SELECT FROM"
        " contract_payment p WHERE p.milestone_id = m.id AND p.status = 'paid')))",
        contract["id"],
    )
    if not left:
        await move(actor, contract, "complete", ended_on=clock.today())
        await release(actor, contract)


async def release(actor: Actor, contract: dict[str, Any]) -> None:
    """What was promised and never approved is not owed any more; needs seek help again."""
    if contract["source"] == Source.award:
        (held,) = (await book_facts([contract["id"]])).values()
        if held.released:
            posting = books.released(contract["id"], contract["purchaser_id"], held.released)
            await enter(actor, posting)
    for line in await rows(
        "SELECT id, line_id, units FROM contract_line WHERE contract_id = $1"
        " AND state = 'committed' ORDER BY line_id, id",
        contract["id"],
    ):
        await move_units(
            actor, line["line_id"], line["units"], source=Place.committed, target=Place.open
        )
        await value("UPDATE contract_line SET state = 'released' WHERE id = $1", line["id"])


@command
async def terminate(actor: Actor, contract_id: int, reason: str) -> None:
    """
    End a contract before its time: whoever buys or leads after a breach was upheld, or the
    supervisor where going on would harm the public (采购法50). Open milestones are dropped,
    requests refused, what finance has approved stays owed. Everybody reads the *reason*.
    """
    contract = await locked(actor, contract_id, needs=True)
    supervises = actor.may(Permission.contracts_supervise, contract["division"])
    if not (supervises and policy.uninvolved(actor, contract)):
        require(policy.can_accept(actor, contract))
        if not await value(
            "SELECT count(*) FROM contract_breach WHERE contract_id = $1 AND status = 'upheld'",
            contract_id,
        ):
            raise Conflict(_("认定违约以后，采购单位（牵头方）才能终止合同。"))
    stands(contract, ContractStatus.in_force)
    await _break_off(actor, contract, reasoned(reason))


@command
async def end_as_decided(actor: Actor, tender_id: int, reason: str) -> int | None:
    """
    What finance's decision on a complaint does to the contract of a purchase (94号令32): a draft is
    cancelled, what is in force is broken off, what was performed stays as it is. Returns the
    contract's id, or None where nothing was left to end; asked again, it does nothing.
    """
    found = await value(
        "SELECT id FROM contract WHERE tender_id = $1 AND status = ANY($2)",
        tender_id,
        [ContractStatus.drafted.value, ContractStatus.in_force.value],
    )
    if found is None:
        return None
    contract = await locked(actor, found, needs=True)
    if contract["status"] == ContractStatus.in_force:
        await _break_off(actor, contract, reason)
    elif contract["status"] == ContractStatus.drafted:
        await move(actor, contract, "cancel", reason=reason)
        await value("UPDATE contract SET reason = $2 WHERE id = $1", found, reason)
    return found


async def _break_off(actor: Actor, contract: dict[str, Any], said: str) -> None:
    """End what is in force: requests refused, open milestones dropped, what is not owed let go."""
    contract_id = contract["id"]
    await value(
        "UPDATE contract_payment SET status = $2, reason = $3, next_check_at = NULL"
        " WHERE contract_id = $1 AND status = $4",
        contract_id,
        PaymentStatus.refused.value,
        said,
        PaymentStatus.requested.value,
    )
    await value(
        "UPDATE contract_milestone SET status = $2, next_check_at = NULL"
        " WHERE contract_id = $1 AND status <> $3",
        contract_id,
        MilestoneStatus.dropped.value,
        MilestoneStatus.accepted.value,
    )
    await move(actor, contract, "terminate", reason=said, ended_on=clock.today())
    await value("UPDATE contract SET reason = $2 WHERE id = $1", contract_id, said)
    await release(actor, contract)


@command
async def archive(actor: Actor, contract_id: int) -> None:
    """
    Put the file away, to be kept for fifteen years from its end (采购法42). The purchase goes with
    it. Conflict while something that was approved is not paid, or a copy is not with finance.
    """
    tender_id = await value("SELECT tender_id FROM contract WHERE id = $1", contract_id)
    tender = await locked_tender(tender_id) if tender_id is not None else None
    contract = await locked(actor, contract_id)
    require(policy.can_accept(actor, contract))
    open_payment = await one(
        "SELECT id FROM contract_payment WHERE contract_id = $1 AND status = 'approved'",
        contract_id,
    )
    if open_payment is not None:
        raise Conflict(_("还有已审核的款项没有支付，支付后再归档。"))
    if contract["source"] == Source.award and contract["status"] == ContractStatus.completed:
        raise Conflict(_("评价汇总以后再归档。"))
    if contract["source"] == Source.award and contract["filed_on"] is None:
        raise Conflict(_("合同副本还没有报财政部门备案，备案后再归档。"))
    ended = contract["ended_on"] or clock.today()
    period = periods()[ARCHIVE]
    until = due(ended, period.text, period.unit, period.rule, await working_days()).on
    await move(actor, contract, "archive", archive_until=until)
    if tender is not None and tender.status is TenderStatus.contracted:
        await advance(actor, tender.id, "archive")
