"""Answers of the two sides, the county's decision, and expiry."""

from typing import Any

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import command, one, rows, value
from match.foundation.decisions import require
from match.foundation.errors import Invalid, NotFound
from match.foundation.language import _
from match.foundation.moves import carry_out
from match.matching import policy
from match.matching.states import (
    HOLDS_NEED,
    HOLDS_OFFER,
    PROPOSAL_MACHINE,
    UNDECIDED,
    ProposalStatus,
)
from match.matching.tables import Proposal
from match.needs.commands import mark_proposed
from match.needs.commands import move_units as move_need_units
from match.needs.commands.units import Place as NeedPlace
from match.offers.commands import move_units as move_offer_units
from match.offers.commands.units import Place as OfferPlace


@command
async def accept_for_need(actor: Actor, proposal_id: int) -> ProposalStatus:
    """The home takes the proposal: its units are reserved on the need's side."""
    proposal = await locked(actor, proposal_id)
    require(policy.can_accept_for_need(actor, proposal["home_id"], proposal["division"]))
    status = await _move(actor, proposal, "accept_need")
    await move_need_units(
        actor,
        proposal["line_id"],
        proposal["units"],
        source=NeedPlace.open,
        target=NeedPlace.reserved,
    )
    await value("UPDATE proposal SET need_accepted_by = $2 WHERE id = $1", proposal_id, actor.id)
    return status


@command
async def accept_for_offer(actor: Actor, proposal_id: int) -> ProposalStatus:
    """The giver takes the proposal: its units are reserved on the offer's side."""
    proposal = await locked(actor, proposal_id)
    require(
        policy.can_accept_for_offer(actor, proposal["organisation_id"], proposal["offer_owner"])
    )
    status = await _move(actor, proposal, "accept_offer")
    await move_offer_units(
        actor,
        proposal["offer_id"],
        proposal["units"],
        source=OfferPlace.open,
        target=OfferPlace.reserved,
    )
    await value("UPDATE proposal SET offer_accepted_by = $2 WHERE id = $1", proposal_id, actor.id)
    return status


@command
async def approve_proposal(actor: Actor, proposal_id: int, note: str = "") -> None:
    """
    The county approves what both sides took: units become committed on both sides.

    Tells ``match.approved``; the agreement is made from that.
    """
    proposal = await locked(actor, proposal_id)
    require(
        policy.can_approve(
            actor, proposal["division"], await involved(proposal), proposal["organisation_id"]
        )
    )
    await _move(actor, proposal, "approve", reason=note)
    await _decided(actor, proposal_id, note)
    await move_need_units(
        actor,
        proposal["line_id"],
        proposal["units"],
        source=NeedPlace.reserved,
        target=NeedPlace.committed,
    )
    await move_offer_units(
        actor,
        proposal["offer_id"],
        proposal["units"],
        source=OfferPlace.reserved,
        target=OfferPlace.committed,
    )


@command
async def decline_proposal(actor: Actor, proposal_id: int, reason: str) -> None:
    """Either side says no, with a reason; a home keeps its place in the next run."""
    proposal = await locked(actor, proposal_id)
    for_need = policy.can_accept_for_need(actor, proposal["home_id"], proposal["division"])
    if for_need is not True:
        require(
            policy.can_accept_for_offer(actor, proposal["organisation_id"], proposal["offer_owner"])
        )
    await _end(actor, proposal, "decline", reason)


@command
async def reject_proposal(actor: Actor, proposal_id: int, reason: str) -> None:
    """The county says no, with a reason that both sides read."""
    proposal = await locked(actor, proposal_id)
    require(
        policy.can_approve(
            actor, proposal["division"], await involved(proposal), proposal["organisation_id"]
        )
    )
    await _end(actor, proposal, "reject", reason)


@command
async def expire_proposal(actor: Actor, proposal_id: int) -> None:
    """Nobody answered in time: both sides get their units back."""
    proposal = await locked(actor, proposal_id)
    await _end(actor, proposal, "expire", _("到期未答复"))


async def sweep_proposals(actor: Actor, limit: int = 200) -> int:
    """End every proposal whose time is over; returns how many. Each is its own transaction."""
    due = await rows(
        "SELECT id FROM proposal WHERE next_check_at <= $1 AND status = ANY($2)"
        " ORDER BY next_check_at LIMIT $3",
        clock.now(),
        [str(status) for status in UNDECIDED],
        limit,
    )
    for row in due:
        await expire_proposal(actor, row["id"])
    return len(due)


async def _end(actor: Actor, proposal: dict[str, Any], verb: str, reason: str) -> None:
    if len(reason.strip()) < 4:
        raise Invalid({"reason": _("请写明原因，至少 4 个字，对方会看到。")})
    if len(reason) > 500:
        raise Invalid({"reason": _("内容太长，请缩短到 500 字以内。")})
    before = ProposalStatus(proposal["status"])
    await _move(actor, proposal, verb, reason=reason)
    await _decided(actor, proposal["id"], reason)
    if before in HOLDS_NEED:
        await move_need_units(
            actor,
            proposal["line_id"],
            proposal["units"],
            source=NeedPlace.reserved,
            target=NeedPlace.open,
        )
    if before in HOLDS_OFFER:
        await move_offer_units(
            actor,
            proposal["offer_id"],
            proposal["units"],
            source=OfferPlace.reserved,
            target=OfferPlace.open,
        )
    others = await value(
        "SELECT count(*) FROM proposal WHERE need_id = $1 AND status = ANY($2)",
        proposal["need_id"],
        [str(status) for status in UNDECIDED],
    )
    if not others:
        await mark_proposed(actor, proposal["need_id"], proposed=False)


async def _decided(actor: Actor, proposal_id: int, reason: str) -> None:
    await value(
        "UPDATE proposal SET decided_by = $2, decided_at = $3, reason = $4, next_check_at = NULL"
        " WHERE id = $1",
        proposal_id,
        actor.id,
        clock.now(),
        reason.strip(),
    )


async def locked(actor: Actor, proposal_id: int) -> dict[str, Any]:
    """The proposal, locked after its need (need before giving), for those who may know of it."""
    found = await one("SELECT need_id FROM proposal WHERE id = $1", proposal_id)
    if found is not None:
        await one("SELECT id FROM need WHERE id = $1 FOR UPDATE", found["need_id"])
    proposal = await one(
        "SELECT p.*, o.submitted_by AS offer_owner FROM proposal p"
        " JOIN offer o ON o.id = p.offer_id WHERE p.id = $1 FOR UPDATE OF p",
        proposal_id,
    )
    if proposal is None or not policy.can_see(
        actor,
        proposal["division"],
        proposal["home_id"],
        proposal["organisation_id"],
        proposal["offer_owner"],
    ):
        raise NotFound(_("没有找到这条匹配建议。"))
    return proposal


async def involved(proposal: dict[str, Any]) -> set[int | None]:
    need = await one(
        "SELECT submitted_by, entered_for, checked_by FROM need WHERE id = $1", proposal["need_id"]
    )
    assert need is not None, "a proposal has a need"
    return {
        *need.values(),
        proposal["offer_owner"],
        proposal["need_accepted_by"],
        proposal["offer_accepted_by"],
        proposal["made_by"],
    } - {None}


async def _move(
    actor: Actor, proposal: dict[str, Any], verb: str, *, reason: str = ""
) -> ProposalStatus:
    step = await carry_out(
        actor,
        PROPOSAL_MACHINE,
        Proposal,
        proposal,
        ProposalStatus(proposal["status"]),
        verb,
        reason=reason,
        proposal_id=proposal["id"],
        need_id=proposal["need_id"],
        offer_id=proposal["offer_id"],
        division=proposal["division"],
    )
    return ProposalStatus(step.to)
