"""Doing the work: milestones are delivered with evidence, sessions are confirmed by directors."""

from typing import Any

from match.contracts import policy
from match.contracts.commands._shared import (
    home_of,
    locked,
    noted,
    of_part,
    own_files,
    part,
    reasoned,
    screened,
    stands,
)
from match.contracts.forms import DeliveryForm, SessionAnswerForm, SessionForm
from match.contracts.states import MILESTONE_MACHINE, ContractStatus, MilestoneStatus
from match.contracts.tables import ContractMilestone
from match.foundation import clock
from match.foundation.actor import SYSTEM, Actor
from match.foundation.db import command, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Invalid
from match.foundation.language import _
from match.foundation.moves import carry_out
from match.foundation.workdays import workdays_from_now

ACCEPT_WORKDAYS = 7


@command
async def deliver(actor: Actor, milestone_id: int, form: DeliveryForm) -> None:
    """
    Hand a milestone in with a note and evidence: files, photos of things, never of children.

    Denied for others than whoever gives the service; Conflict once it is accepted; Invalid without
    any evidence, or with words that name a child.
    """
    contract, milestone = await milestone_of(actor, milestone_id)
    require(policy.can_deliver(actor, contract))
    screened(note=form.note)
    files = await own_files(actor, form.files)
    if not files:
        raise Invalid(
            {"files": _("请上传交付的证明材料（文件，或物品、场地的照片，不要拍孩子）。")}
        )
    await step(
        actor,
        contract,
        milestone,
        "deliver",
        delivered_by=actor.id,
        delivered_at=clock.now(),
        note=form.note.strip(),
        files=files,
        reminded=0,
        next_check_at=await workdays_from_now(ACCEPT_WORKDAYS),
    )


@command
async def record_session(actor: Actor, milestone_id: int, form: SessionForm) -> int:
    """
    A session that was given at a home; its director will say whether it was. Returns its id.

    Only where the contract engages the directors; not in the future, not before the contract.
    """
    contract, milestone = await milestone_of(actor, milestone_id)
    require(policy.can_deliver(actor, contract))
    if not contract["engages_directors"]:
        raise Conflict(_("这份合同没有约定由儿童主任确认服务场次。"))
    if milestone["status"] == MilestoneStatus.accepted:
        raise Conflict(_("这一阶段已经验收。"))
    home = await home_of(form.home_id)
    if not any(home["division"].startswith(area) for area in contract["areas"]):
        raise Invalid({"home_id": _("这个儿童之家不在合同的服务地区。")})
    if not contract["starts_on"] <= form.held_on <= clock.today():
        raise Invalid({"held_on": _("日期必须在合同开始以后，且不能晚于今天。")})
    screened(what=form.what)
    session_id: int = await value(
        "INSERT INTO contract_session (contract_id, milestone_id, home_id, held_on, what,"
        " entered_by) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id",
        contract["id"],
        milestone_id,
        form.home_id,
        form.held_on,
        form.what.strip(),
        actor.id,
    )
    await noted(
        actor, contract, "contract.session_entered", session_id=session_id, home_id=form.home_id
    )
    return session_id


@command
async def answer_session(actor: Actor, session_id: int, form: SessionAnswerForm) -> None:
    """The home's director says that the session took place, or why it did not."""
    contract = await locked_for_home(await of_part("contract_session", session_id))
    session = await part("contract_session", session_id)
    require(policy.can_speak(actor, await home_of(session["home_id"]), contract))
    if session["confirmed"] is not None:
        raise Conflict(_("这一场次已经答复过了。"))
    note = form.note.strip()
    if not form.confirmed:
        note = reasoned(note, "note")
    screened(note=note)
    await value(
        "UPDATE contract_session SET confirmed = $2, confirmed_by = $3, confirmed_at = $4,"
        " note = $5 WHERE id = $1",
        session_id,
        form.confirmed,
        actor.id,
        clock.now(),
        note,
    )
    await noted(actor, contract, "contract.session_answered", session_id=session_id)


async def milestone_of(
    actor: Actor, milestone_id: int, *, needs: bool = False
) -> tuple[dict[str, Any], dict[str, Any]]:
    """A milestone of a contract in force, both locked. Raises NotFound, Conflict."""
    contract = await locked(actor, await of_part("contract_milestone", milestone_id), needs=needs)
    stands(contract, ContractStatus.in_force)
    return contract, await part("contract_milestone", milestone_id)


async def locked_for_home(contract_id: int) -> dict[str, Any]:
    """A contract in force for a director, who is no party and may speak all the same."""
    contract = await locked(SYSTEM, contract_id)
    stands(contract, ContractStatus.in_force)
    return contract


async def step(
    actor: Actor, contract: dict[str, Any], milestone: dict[str, Any], verb: str, **sets: Any
) -> None:
    """Fire *verb* on a milestone, with audit and fact."""
    await carry_out(
        actor,
        MILESTONE_MACHINE,
        ContractMilestone,
        {**milestone, "division": contract["division"]},
        MilestoneStatus(milestone["status"]),
        verb,
        sets=sets,
        contract_id=contract["id"],
        tender_id=contract["tender_id"],
        milestone_id=milestone["id"],
    )
