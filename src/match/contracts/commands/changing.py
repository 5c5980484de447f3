"""Changes with coded reasons, and parts that are given on: asked, consented, approved."""

from typing import Any

from match.contracts import books, policy, rules
from match.contracts.commands._shared import (
    facts,
    locked,
    noted,
    of_part,
    part,
    reasoned,
    screened,
    stands,
)
from match.contracts.forms import AnswerForm, ChangeForm, SubcontractForm
from match.contracts.states import (
    CHANGE_MACHINE,
    ChangeStatus,
    ContractStatus,
    MilestoneStatus,
    Source,
    SubcontractStatus,
)
from match.contracts.tables import ContractChange
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import command, one, value
from match.foundation.decisions import refuse, require
from match.foundation.errors import Conflict, Invalid
from match.foundation.language import _
from match.foundation.moves import carry_out
from match.ledger.commands import enter


@command
async def ask_change(actor: Actor, contract_id: int, form: ChangeForm) -> int:
    """
    Ask for a change; its id. The other parties consent; money and term are approved by the
    supervising body as well. Additions together are at most a tenth of the original price
    (采购法49), the whole term stays within the law's length.
    """
    contract = await locked(actor, contract_id)
    require(policy.can_ask_change(actor, contract))
    stands(contract, ContractStatus.in_force)
    said = reasoned(form.words, "words")
    await _possible(contract, form.delta_fen, form.milestone_id, form.new_ends_on)
    change_id = await value(
        "INSERT INTO contract_change (contract_id, reason, words, delta_fen, milestone_id,"
        " new_ends_on, asked_for, asked_by, consents)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '{}')"
        " ON CONFLICT DO NOTHING RETURNING id",
        contract_id,
        form.reason.value,
        said,
        form.delta_fen,
        form.milestone_id if form.delta_fen else None,
        form.new_ends_on,
        policy.sides(actor, contract)[0],
        actor.id,
    )
    if change_id is None:
        raise Conflict(_("已有一项变更在办理，办完后再提出新的变更。"))
    await noted(actor, contract, "contract.change_asked", change_id=change_id)
    return change_id


@command
async def answer_change(actor: Actor, change_id: int, form: AnswerForm) -> None:
    """Another party consents, or refuses with a reason. A change of words only is then made."""
    contract, change = await _change_of(actor, change_id)
    waiting = [
        side
        for side in policy.sides(actor, contract)
        if side != change["asked_for"] and side not in change["consents"]
    ]
    require(policy.can_ask_change(actor, contract))
    if not waiting or change["asked_by"] == actor.id:
        raise Conflict(_("这项变更不由您这一方答复。"))
    if change["status"] != ChangeStatus.asked:
        raise Conflict(_("这项变更已经答复过了。"))
    if not form.consent:
        await _move(actor, contract, change, "refuse", answer=reasoned(form.words, "words"))
        return
    consents = [*change["consents"], waiting[0]]
    await value("UPDATE contract_change SET consents = $2 WHERE id = $1", change_id, consents)
    change["consents"] = consents
    if len(consents) < len(contract["parties"]) - 1:
        await noted(actor, contract, "contract.change_side_consented", change_id=change_id)
    elif change["delta_fen"] or change["new_ends_on"]:
        await _move(actor, contract, change, "consent")
    else:
        await _move(actor, contract, change, "make", made_at=clock.now())


@command
async def approve_change(actor: Actor, change_id: int, form: AnswerForm) -> None:
    """The supervising body approves what all parties consented to, and it is in force; or not."""
    contract, change = await _change_of(actor, change_id)
    require(policy.can_approve(actor, contract))
    if change["status"] != ChangeStatus.consented:
        raise Conflict(_("各方同意以后才能审核这项变更。"))
    if actor.id == change["asked_by"]:
        raise Conflict(_("提出变更的人不能审核。"))
    if not form.consent:
        await _move(
            actor,
            contract,
            change,
            "refuse",
            approved_by=actor.id,
            answer=reasoned(form.words, "words"),
        )
        return
    await _possible(contract, change["delta_fen"], change["milestone_id"], change["new_ends_on"])
    await _move(actor, contract, change, "make", approved_by=actor.id, made_at=clock.now())
    await _carry_out(actor, contract, change)


@command
async def ask_subcontract(actor: Actor, contract_id: int, form: SubcontractForm) -> int:
    """The supplier asks to give a part on; its id. Never the whole (采购法48)."""
    contract = await locked(actor, contract_id)
    require(policy.can_deliver(actor, contract))
    stands(contract, ContractStatus.in_force)
    if contract["source"] != Source.award:
        raise Conflict(_("合作项目请用变更增加合作内容。"))
    screened(name=form.name, part=form.part)
    given: int = await value(
        "SELECT coalesce(sum(amount_fen), 0)::bigint FROM contract_subcontract"
        " WHERE contract_id = $1 AND status <> 'refused'",
        contract_id,
    )
    refuse(amount_fen=rules.subcontract_complaint(given, form.amount_fen, contract["amount_fen"]))
    subcontract_id: int = await value(
        "INSERT INTO contract_subcontract (contract_id, name, part, amount_fen, asked_by)"
        " VALUES ($1, $2, $3, $4, $5) RETURNING id",
        contract_id,
        form.name.strip(),
        form.part.strip(),
        form.amount_fen,
        actor.id,
    )
    await noted(actor, contract, "contract.subcontract_asked", subcontract_id=subcontract_id)
    return subcontract_id


@command
async def answer_subcontract(actor: Actor, subcontract_id: int, form: AnswerForm) -> None:
    """The purchaser consents that a part is given on, or refuses with a reason."""
    contract = await locked(actor, await of_part("contract_subcontract", subcontract_id))
    require(policy.can_answer_subcontract(actor, contract))
    asked = await part("contract_subcontract", subcontract_id)
    if asked["status"] != SubcontractStatus.asked:
        raise Conflict(_("这项分包已经答复过了。"))
    if asked["asked_by"] == actor.id:
        raise Conflict(_("提出分包的人不能自己同意。"))
    answer = form.words.strip() if form.consent else reasoned(form.words, "words")
    status = SubcontractStatus.consented if form.consent else SubcontractStatus.refused
    await value(
        "UPDATE contract_subcontract SET status = $2, answered_by = $3, answer = $4 WHERE id = $1",
        subcontract_id,
        status.value,
        actor.id,
        answer,
    )
    await noted(actor, contract, f"contract.subcontract_{status.value}")


async def _change_of(actor: Actor, change_id: int) -> tuple[dict[str, Any], dict[str, Any]]:
    contract = await locked(actor, await of_part("contract_change", change_id))
    stands(contract, ContractStatus.in_force)
    return contract, await part("contract_change", change_id)


async def _possible(
    contract: dict[str, Any], delta_fen: int, milestone_id: int | None, new_ends_on: Any
) -> None:
    """Raise Invalid for money or a term that cannot be."""
    if contract["source"] == Source.cooperation and delta_fen:
        raise Invalid({"delta_fen": _("合作项目的预算不通过变更追加，请另立项目。")})
    if delta_fen:
        milestone = await one(
            "SELECT amount_fen, status FROM contract_milestone WHERE id = $1 AND contract_id = $2",
            milestone_id,
            contract["id"],
        )
        if milestone is None:
            raise Invalid({"milestone_id": _("请选择金额变更到哪一个阶段。")})
        if milestone["status"] in (MilestoneStatus.accepted, MilestoneStatus.dropped):
            raise Invalid({"milestone_id": _("已经验收的阶段不能改变金额。")})
        refuse(
            delta_fen=rules.addition_complaint(
                await facts(contract), delta_fen, milestone["amount_fen"]
            )
        )
    if new_ends_on is not None:
        years = 1 if contract["source"] == Source.award else rules.YEARS_RECURRENT
        refuse(
            new_ends_on=rules.extension_complaint(
                contract["starts_on"],
                contract["ends_on"],
                new_ends_on,
                recurrent=contract["recurrent"],
                years=years,
            )
        )
        latest = await value(
            "SELECT max(due_on) FROM contract_milestone WHERE contract_id = $1"
            " AND status <> 'dropped'",
            contract["id"],
        )
        if latest is not None and new_ends_on < latest:
            raise Invalid({"new_ends_on": _("有阶段的日期在新的结束日期以后。")})


async def _carry_out(actor: Actor, contract: dict[str, Any], change: dict[str, Any]) -> None:
    delta = change["delta_fen"]
    if delta:
        await value(
            "UPDATE contract SET amount_fen = amount_fen + $2 WHERE id = $1", contract["id"], delta
        )
        await value(
            "UPDATE contract_milestone SET amount_fen = amount_fen + $2 WHERE id = $1",
            change["milestone_id"],
            delta,
        )
        posting = books.changed(contract["id"], contract["purchaser_id"], change["id"], delta)
        await enter(actor, posting)
    if change["new_ends_on"] is not None:
        await value(
            "UPDATE contract SET ends_on = $2 WHERE id = $1", contract["id"], change["new_ends_on"]
        )


async def _move(
    actor: Actor, contract: dict[str, Any], change: dict[str, Any], verb: str, **sets: Any
) -> None:
    await carry_out(
        actor,
        CHANGE_MACHINE,
        ContractChange,
        {**change, "division": contract["division"]},
        ChangeStatus(change["status"]),
        verb,
        sets=sets,
        contract_id=contract["id"],
        tender_id=contract["tender_id"],
        change_id=change["id"],
    )
