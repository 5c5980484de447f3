"""The home's answer and the county's decision. Those who give together are answered together."""

from typing import Any

from match.foundation.actor import Actor
from match.foundation.approvals import approve, content_hash
from match.foundation.audit import record
from match.foundation.db import command, one, rows, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict
from match.foundation.language import _
from match.foundation.outbox import tell
from match.giving.commands import make_donation
from match.giving.pledging import policy, rules
from match.giving.pledging.commands._shared import (
    HELD,
    lock_joint,
    locked,
    move,
    move_joint,
    release,
    said,
    together,
    waiting_sets,
)
from match.giving.pledging.states import JointStatus
from match.giving.pledging.worth import is_large
from match.giving.states import PledgeStatus
from match.needs.commands import move_units
from match.needs.commands.units import Place


@command
async def accept_pledge(actor: Actor, pledge_id: int) -> None:
    """The home takes it, and with it every pledge that fills the line together with it."""
    pledge = await locked(actor, pledge_id)
    require(policy.can_answer(actor, pledge))
    await _all_there(pledge)
    times = await waiting_sets()
    for one_of_them in await together(pledge):
        if one_of_them["status"] == PledgeStatus.offered or one_of_them["id"] == pledge_id:
            await move(actor, one_of_them, "accept", accepted_by=actor.id, **times)


@command
async def decline_pledge(actor: Actor, pledge_id: int, reason: str) -> None:
    """The home, or the county, says no with a reason; the units are open again."""
    pledge = await locked(actor, pledge_id)
    if policy.can_answer(actor, pledge) is not True:
        require(await _may_approve(actor, pledge))
    told = said(reason)
    await end_together(actor, pledge, "decline", told)


@command
async def approve_pledge(actor: Actor, pledge_id: int, note: str = "") -> bool:
    """
    The county approves; True once the pledge is agreed. Over ``giving.two_person_fen`` (or the
    rule's own limit) it takes two persons from two bodies, and the first yes answers False.

    Nobody who wrote, checked or accepted need or pledge approves it. Units become committed, and a
    donation is promised, unless a condition must come true first. Tells ``pledge.agreed``.
    """
    pledge = await locked(actor, pledge_id)
    require(await _may_approve(actor, pledge))
    if note.strip():
        said(note, "note")
    await _all_there(pledge)
    members = await together(pledge)
    if any(member["status"] != PledgeStatus.accepted for member in members):
        raise Conflict(_("儿童之家还没有接受这条承诺，接受后才能审批。"))
    if await is_large(pledge) and not await _second_yes(actor, pledge, members):
        return False
    for member in members:
        await _agree(actor, member, note.strip())
    return True


async def end_together(actor: Actor, pledge: dict[str, Any], verb: str, reason: str) -> None:
    """
    End a pledge that is not agreed yet; one of several ends all of them (all or none). Their
    units are open again.
    """
    await release_all(actor, await together(pledge), pledge, verb, reason)
    if pledge["joint_id"] is not None:
        await move_joint(actor, await lock_joint(pledge["joint_id"]), "fail", None)


async def release_all(
    actor: Actor, members: list[dict[str, Any]], first: dict[str, Any], verb: str, reason: str
) -> None:
    """*verb* ends *first*; the others were not to blame, and expire with it."""
    for member in members:
        if member["status"] not in HELD and member["id"] != first["id"]:
            continue
        ending = verb if member["id"] == first["id"] or verb == "decline" else "expire"
        await move(actor, member, ending, reason=reason, next_check_at=None)
        await value("UPDATE pledge SET reason = $2 WHERE id = $1", member["id"], reason)
        await release(actor, member, Place.reserved, reason)


async def _agree(actor: Actor, pledge: dict[str, Any], note: str) -> None:
    # A condition that must come true keeps the clock still: the home says when it has.
    await move(actor, pledge, "agree", reason=note, decided_by=actor.id, next_check_at=None)
    await move_units(
        actor,
        pledge["line_id"],
        rules.units_of(pledge),
        source=Place.reserved,
        target=Place.committed,
    )
    if not pledge["on_completion"]:
        await make_donation(actor, pledge["id"])


async def _second_yes(actor: Actor, pledge: dict[str, Any], members: list[dict[str, Any]]) -> bool:
    grant = policy.approving_grant(actor, pledge, two=True)
    assert grant is not None, "asked by the policy"
    facts = [(member["id"], member["units"], member["amount_fen"]) for member in members]
    enough = await approve(
        actor,
        grant,
        "pledge",
        members[0]["id"],
        content_hash(pledges=facts, line=pledge["line_id"], charity=pledge["charity_id"]),
        proposer=pledge["created_by"],
    )
    await record(
        actor,
        "pledge.approved_once",
        subject=("pledge", pledge["id"]),
        division=pledge["division"],
    )
    if not enough:
        await tell("pledge.approved_once", pledge_id=pledge["id"])
    return enough


async def _may_approve(actor: Actor, pledge: dict[str, Any]) -> bool | str:
    need = await one(
        "SELECT submitted_by, entered_for, checked_by FROM need WHERE id = $1", pledge["need_id"]
    )
    assert need is not None, "a pledge of this part has a need"
    members = await together(pledge)
    involved = set(need.values())
    for member in members:
        involved |= {member["created_by"], member["giver_id"], member["accepted_by"]}
    large = await is_large(pledge)
    receiving = await rows(
        "SELECT recipient_organisation_id AS id FROM money_terms WHERE pledge_id = ANY($1)",
        [member["id"] for member in members],
    )
    if {each["id"] for each in receiving} & (actor.belongs_to | actor.organisations):
        return _("您是接收资金的机构的成员，请由其他人员审批。")
    verdicts = [
        policy.can_approve(actor, member, involved - {None}, two=large) for member in members
    ]
    return next((verdict for verdict in verdicts if verdict is not True), True)


async def _all_there(pledge: dict[str, Any]) -> None:
    if pledge["joint_id"] is None:
        return
    status = await value("SELECT status FROM joint_pledge WHERE id = $1", pledge["joint_id"])
    if status != JointStatus.complete:
        raise Conflict(_("几家合捐还没有凑齐，凑齐后才能答复。"))
