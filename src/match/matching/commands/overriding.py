"""Where staff go another way than the plan, with reasons: locks that a run keeps, and swaps."""

from typing import Any

import msgspec

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Invalid
from match.foundation.language import _
from match.foundation.moves import carry_out
from match.foundation.parameters import whole
from match.matching import policy
from match.matching.commands.deciding import involved, locked
from match.matching.commands.keeping import LOCK
from match.matching.commands.pairing import make_proposal, pair_of
from match.matching.intake import Asked, read_market
from match.matching.states import (
    PROPOSAL_MACHINE,
    UNDECIDED,
    Origin,
    Override,
    ProposalStatus,
)
from match.matching.tables import Proposal


@command
async def lock_proposal(actor: Actor, proposal_id: int, reason: str) -> None:
    """The next run keeps this proposal as it is."""
    proposal = await _decidable(actor, proposal_id, reason)
    if proposal["locked"]:
        raise Conflict(_("这条建议已经锁定。"))
    await _set_lock(actor, proposal, Override.lock, reason)


@command
async def unlock_proposal(actor: Actor, proposal_id: int, reason: str) -> None:
    """The next run may plan it again, as long as nobody has answered it."""
    proposal = await _decidable(actor, proposal_id, reason)
    if not proposal["locked"]:
        raise Conflict(_("这条建议没有锁定。"))
    await _set_lock(actor, proposal, Override.unlock, reason)


@command
async def swap_offers(actor: Actor, first_id: int, second_id: int, reason: str) -> tuple[int, int]:
    """
    Exchange the offers of two proposals that nobody has answered; returns the two new ones.

    Both new pairs must keep every hard constraint, by the engine's own rules and with the units
    of both proposals free again. A pair gets no more units than its need had, nor than the offer
    has left. Tells ``proposal.swapped`` and ``proposal.made`` of each, and keeps the reason.
    """
    if first_id == second_id:
        raise Invalid({"other": _("请选择另外一条建议来对调。")})
    # One run is stored at a time, and no swap beside it: both give out what is free.
    await value("SELECT pg_advisory_xact_lock($1)", LOCK)
    pair = [await _decidable(actor, each, reason) for each in await _by_need(first_id, second_id)]
    first, second = sorted(pair, key=lambda row: row["id"] != first_id)
    for proposal in pair:
        if proposal["status"] != ProposalStatus.proposed.value:
            raise Conflict(_("已经有一方答复，不能再对调；可以先请对方谢绝。"))
        if proposal["locked"]:
            raise Conflict(_("建议 %(id)s 已锁定，请先解除锁定。") % {"id": proposal["id"]})
    if first["line_id"] == second["line_id"] or first["offer_id"] == second["offer_id"]:
        raise Invalid({"other": _("两条建议的需求或供给相同，对调没有意义。")})
    market = await read_market(
        Asked(
            "43",
            clock.today(),
            await whole("need.valid_days"),
            lines=[first["line_id"], second["line_id"]],
            offers=[first["offer_id"], second["offer_id"]],
            freed=[first_id, second_id],
        )
    )
    found = [
        await pair_of(market, first["line_id"], second["offer_id"]),
        await pair_of(market, second["line_id"], first["offer_id"]),
    ]
    for proposal in pair:
        await _end(actor, proposal, reason)
    made = (
        await make_proposal(actor, _with_offer_of(first, second), found[0], Origin.swap),
        await make_proposal(actor, _with_offer_of(second, first), found[1], Origin.swap),
    )
    await _keep(actor, Override.swap, first, reason, second["id"], {"made": list(made)})
    return made


def _with_offer_of(asking: dict[str, Any], giving: dict[str, Any]) -> dict[str, Any]:
    """The need of one proposal and the offer of the other; prices are those of their run."""
    taken = ("offer_id", "organisation_id", "offer_price")
    return asking | {key: giving[key] for key in taken}


async def _by_need(first_id: int, second_id: int) -> list[int]:
    """Needs are locked in one order, whichever of the two a person clicked first."""
    found = {
        each: await value("SELECT need_id FROM proposal WHERE id = $1", each)
        for each in (first_id, second_id)
    }
    return sorted(found, key=lambda each: (found[each] or 0, each))


async def _decidable(actor: Actor, proposal_id: int, reason: str) -> dict[str, Any]:
    """The proposal, locked in the database, for who could approve it; it is still undecided."""
    proposal = await locked(actor, proposal_id)
    require(
        policy.can_approve(
            actor, proposal["division"], await involved(proposal), proposal["organisation_id"]
        )
    )
    if len(reason.strip()) < 4:
        raise Invalid({"reason": _("请写明原因，至少 4 个字，会留在记录里。")})
    if len(reason) > 500:
        raise Invalid({"reason": _("内容太长，请缩短到 500 字以内。")})
    if ProposalStatus(proposal["status"]) not in UNDECIDED:
        raise Conflict(_("这条建议已经结束，不能再改。"))
    return proposal


async def _set_lock(actor: Actor, proposal: dict[str, Any], kind: Override, reason: str) -> None:
    fixed = kind is Override.lock
    await value("UPDATE proposal SET locked = $2 WHERE id = $1", proposal["id"], fixed)
    await _keep(actor, kind, proposal, reason)
    await record(
        actor,
        f"proposal.{kind}ed",
        subject=("proposal", proposal["id"]),
        division=proposal["division"],
        reason=reason.strip(),
        changes={"locked": (not fixed, fixed)},
    )


async def _keep(
    actor: Actor,
    kind: Override,
    proposal: dict[str, Any],
    reason: str,
    other: int | None = None,
    facts: dict[str, Any] | None = None,
) -> None:
    await one(
        "INSERT INTO match_override (kind, run_id, proposal_id, other_id, division, by, at, reason,"
        " facts) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb)",
        kind.value,
        proposal["run_id"],
        proposal["id"],
        other,
        proposal["division"],
        actor.id,
        clock.now(),
        reason.strip(),
        msgspec.json.encode(facts or {}).decode(),
    )


async def _end(actor: Actor, proposal: dict[str, Any], reason: str) -> None:
    await carry_out(
        actor,
        PROPOSAL_MACHINE,
        Proposal,
        proposal,
        ProposalStatus(proposal["status"]),
        "swap",
        reason=reason.strip(),
        sets={
            "decided_by": actor.id,
            "decided_at": clock.now(),
            "reason": reason.strip(),
            "next_check_at": None,
        },
        proposal_id=proposal["id"],
        need_id=proposal["need_id"],
        offer_id=proposal["offer_id"],
        division=proposal["division"],
    )
