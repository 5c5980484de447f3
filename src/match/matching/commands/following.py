"""After approval: the proposal follows its agreement to the end. Called from giving's facts."""

from typing import Any

from match.foundation.actor import Actor
from match.foundation.db import command, one
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.foundation.moves import carry_out
from match.matching.states import PROPOSAL_MACHINE, ProposalStatus
from match.matching.tables import Proposal


@command
async def mark_delivering(actor: Actor, proposal_id: int) -> None:
    """The agreement's goods or service are on the way."""
    await _follow(actor, proposal_id, "deliver")


@command
async def mark_received(actor: Actor, proposal_id: int) -> None:
    """The home has received everything of the agreement."""
    await _follow(actor, proposal_id, "receive")


@command
async def evaluate_match(actor: Actor, proposal_id: int) -> None:
    """The home has said how it was."""
    await _follow(actor, proposal_id, "evaluate")


@command
async def mark_cancelled(actor: Actor, proposal_id: int) -> None:
    """The agreement ended before anything was received; its units are open again."""
    await _follow(actor, proposal_id, "cancel")


async def _follow(actor: Actor, proposal_id: int, verb: str) -> None:
    found: dict[str, Any] | None = await one(
        "SELECT id, status, need_id, division FROM proposal WHERE id = $1 FOR UPDATE", proposal_id
    )
    if found is None:
        raise NotFound(_("没有找到这条匹配建议。"))
    await carry_out(
        actor,
        PROPOSAL_MACHINE,
        Proposal,
        found,
        ProposalStatus(found["status"]),
        verb,
        proposal_id=proposal_id,
        need_id=found["need_id"],
    )
