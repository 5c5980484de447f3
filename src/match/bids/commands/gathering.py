"""From the deadline on: whether there is an opening at all, and the shares officials bring."""

import base64
import binascii
from collections.abc import Sequence
from typing import Any

import msgspec

from match.bids import panel, policy, rules
from match.bids.commands._shared import (
    clock_of_database,
    locked,
    move_sealing,
    officials,
    post,
    sealing,
    standing,
)
from match.bids.commands.ending import refuse_all
from match.bids.envelope import parsed, share_for
from match.bids.forms import ShareForm
from match.bids.states import BID_MACHINE, BidStatus, BoardKind, Envelope, SealingStatus
from match.bids.tables import Bid
from match.foundation.actor import SYSTEM, Actor
from match.foundation.audit import record
from match.foundation.db import command, rows, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Denied, Invalid, MatchError
from match.foundation.language import _
from match.foundation.moves import carry_out
from match.suppliers.queries import joint_partners, same_control
from match.tenders import commands as tenders
from match.tenders.queries import TenderFacts


class Begun(msgspec.Struct, frozen=True):
    """How many bids will be opened, or that none will be."""

    bids: int
    refused: bool


class SealedFor(msgspec.Struct, frozen=True):
    """One share for one official: an age file in base64."""

    bid_id: int
    envelope: Envelope
    sealed: str


def envelopes_now(facts: TenderFacts, status: SealingStatus) -> tuple[Envelope, ...]:
    """Which envelopes the officials may open in this state."""
    if status is SealingStatus.gathering:
        apart = str(facts.envelopes) == "price_after"
        return (Envelope.technical,) if apart else (Envelope.technical, Envelope.price)
    return (Envelope.price,) if status is SealingStatus.pricing else ()


@command
async def begin_opening(actor: Actor, tender_id: int) -> Begun:
    """
    Begin the opening: at or after the deadline by the database's clock, under the tender's lock.

    Bids that were not confirmed after a correction lapse; bidders under one control are void
    (实施条例18). With fewer than the method asks for, nothing is opened, ever, and the purchase
    fails (87号令41). Raises Conflict before the deadline and while the purchase is suspended.
    """
    facts = await locked(tender_id)
    held = await sealing(tender_id, lock=True)
    holders = {row["account_id"] for row in await officials(tender_id)}
    if actor.id not in holders:
        require(policy.can_arrange(actor, facts.organisation_id, facts.division))
    if facts.suspended:
        raise Conflict(_("采购活动已暂停，恢复后再开标。"))
    if held["status"] != SealingStatus.arranged:
        raise Conflict(_("这次采购已经开始开标，请刷新页面。"))
    if await clock_of_database() < max(facts.closes_at, facts.opens_at or facts.closes_at):
        raise Conflict(_("还没有到开标时间，任何人都不能提前开标。"))
    if str(facts.status) == "published":
        await tenders.advance(actor, tender_id, "close")
    elif str(facts.status) != "closed":
        raise Conflict(_("现在的状态不能开标。"))
    await _set_aside(facts)
    found = await standing(tender_id, BidStatus.sealed)
    await post(
        tender_id,
        BoardKind.opening,
        bids=[bid["id"] for bid in found],
        least=facts.min_bids,
    )
    if len(found) < facts.min_bids:
        reason = _("有效投标 %(bids)s 份，不足 %(least)s 份，依法不予开启，采购终止。") % {
            "bids": len(found),
            "least": facts.min_bids,
        }
        await refuse_all(actor, facts, held, reason)
        await tenders.advance(actor, tender_id, "fail", reason=reason)
        return Begun(len(found), True)
    await move_sealing(actor, facts, held, "begin", begun_at=await clock_of_database())
    return Begun(len(found), False)


@command
async def fetch_shares(actor: Actor, tender_id: int) -> tuple[SealedFor, ...]:
    """
    The shares that were sealed to this official, to be decrypted on the official's own machine.
    Every one handed out leaves a line in the log. Raises Conflict while nothing may be opened.
    """
    facts = await locked(tender_id, share=True)
    held, mine = await _official(actor, facts)
    found: list[SealedFor] = []
    for row in await _sealed(tender_id, envelopes_now(facts, held)):
        sealed = share_for(parsed(row["body"]), mine["recipient"])
        if sealed is not None:
            found.append(SealedFor(row["bid_id"], Envelope(row["envelope"]), sealed))
    await rows(
        "INSERT INTO bid_fetch (tender_id, bid_id, envelope, account_id, part)"
        " SELECT $1, b, e, $2, 'share' FROM unnest($3::bigint[], $4::text[]) AS s(b, e)",
        tender_id,
        actor.id,
        [each.bid_id for each in found],
        [str(each.envelope) for each in found],
    )
    return tuple(found)


@command
async def post_shares(actor: Actor, tender_id: int, shares: Sequence[ShareForm]) -> int:
    """
    Take the shares that an official has decrypted; returns how many. Anyone's newest counts, so
    that a mistake can be mended; a share that does not open is said to be damaged. Raises Denied
    for who is no official here or sits on the panel, Invalid for what is no share of a bid that is
    to be opened.
    """
    facts = await locked(tender_id)
    held, mine = await _official(actor, facts)
    may = set(envelopes_now(facts, held))
    wanted = {
        (row["bid_id"], row["envelope"]) for row in await _sealed(tender_id, may, bodies=False)
    }
    kept: list[tuple[int, str, bytes, bytes | None]] = []
    for each in shares:
        if (each.bid, each.envelope) not in wanted:
            raise Invalid({"shares": _("有一份密钥不属于现在要开启的投标，请刷新页面后重做。")})
        share = b"" if each.damaged else _bytes(each.share, rules.SHARE)
        if share is None:
            raise Invalid({"shares": _("有一份密钥的长度不对，请用开标工具重新解密。")})
        proof = _bytes(each.proof, rules.PROOF) if each.proof and share else None
        kept.append((each.bid, each.envelope, share, proof))
    for bid_id, envelope, share, proof in kept:
        await value(
            "INSERT INTO opening_share (tender_id, bid_id, envelope, key_id, account_id, share,"
            " proof, at) VALUES ($1, $2, $3, $4, $5, $6, $7, clock_timestamp())",
            tender_id,
            bid_id,
            envelope,
            mine["key_id"],
            actor.id,
            share,
            proof,
        )
    damaged = [[bid_id, envelope] for bid_id, envelope, share, _proof in kept if not share]
    await post(
        tender_id,
        BoardKind.shares,
        official=mine["position"],
        body=mine["body"],
        shares=[[bid_id, envelope] for bid_id, envelope, share, _proof in kept if share],
        **({"damaged": damaged} if damaged else {}),
    )
    await record(
        actor, "bids.shares_posted", subject=("tender", tender_id), division=facts.division
    )
    return len(kept)


async def sweep_openings(actor: Actor, limit: int = 100) -> int:
    """Begin every opening whose time has come (87号令39: at the deadline itself); how many."""
    due = await rows(
        "SELECT t.id FROM bid_sealing s JOIN tender t ON t.id = s.tender_id"
        " WHERE s.status = 'arranged' AND t.status IN ('published', 'closed')"
        " AND t.suspended_at IS NULL"
        " AND greatest(t.closes_at, t.opens_at) <= clock_timestamp() ORDER BY t.closes_at LIMIT $1",
        limit,
    )
    begun = 0
    for row in due:
        try:
            await begin_opening(actor, row["id"])
            begun += 1
        except MatchError:
            continue  # a person came first, or it was suspended meanwhile; the next minute sees
    return begun


async def _official(actor: Actor, facts: TenderFacts) -> tuple[SealingStatus, dict[str, Any]]:
    """Where the sealing stands, and this official's line in the key set."""
    held = await sealing(facts.id, lock=True)
    holders = {row["account_id"]: row for row in await officials(facts.id)}
    require(policy.can_open(actor, holders, await panel.members(facts.id)))
    assert actor.id is not None, "can_open looked"
    mine = holders[actor.id]
    if mine["revoked_at"] is not None:
        raise Denied(_("您的密钥已经作废，不能再用来开标。"))
    status = SealingStatus(held["status"])
    if status is SealingStatus.refused:
        raise Conflict(_("这次采购的投标不予开启，密钥永远不再接收。"))
    if await clock_of_database() < facts.closes_at or status is SealingStatus.arranged:
        raise Conflict(_("还没有到开标时间，任何人都不能提前开标。"))
    if facts.suspended:
        raise Conflict(_("采购活动已暂停，恢复后再开标。"))
    # Between a purchase's end and the closing of its seals nobody may bring anything either.
    if str(facts.status) not in ("closed", "opened") or not envelopes_now(facts, status):
        raise Conflict(_("现在没有需要开启的投标，请刷新页面。"))
    return status, mine


async def _sealed(
    tender_id: int, envelopes: Sequence[Envelope] | set[Envelope], *, bodies: bool = True
) -> list[dict[str, Any]]:
    body = "e.body" if bodies else "NULL AS body"
    return await rows(
        f"SELECT e.bid_id, e.envelope, {body} FROM bid_envelope e JOIN bid b ON b.id = e.bid_id"  # noqa: S608 # our own names
        " WHERE b.tender_id = $1 AND b.status IN ('sealed', 'opened')"
        " AND e.envelope = ANY($2::text[]) ORDER BY e.bid_id, e.envelope DESC",
        tender_id,
        [str(each) for each in envelopes],
    )


async def _set_aside(facts: TenderFacts) -> None:
    """Before anything is counted: what was not confirmed lapses, what is one bidder twice is
    void. Neither will ever be read."""
    found = await standing(facts.id, BidStatus.sealed)
    ties = await _ties(facts.id, [bid["organisation_id"] for bid in found])
    names = {bid["organisation_id"]: bid["name"] for bid in found}
    current = [bid for bid in found if bid["confirmed_version"] == facts.document_version]
    together = rules.bound_together([bid["organisation_id"] for bid in current], ties)
    for bid in found:
        if bid not in current:
            await _move(facts, bid, "lapse")
        elif bid["organisation_id"] in together:
            others = "、".join(sorted(names[each] for each in together[bid["organisation_id"]]))
            reason = _("与%(others)s的负责人相同或者存在控股、管理关系（实施条例第十八条）。") % {
                "others": others
            }
            await _move(facts, bid, "void", void_reason=reason)
            await post(facts.id, BoardKind.void, bid=bid["id"], reason=reason)


async def _ties(tender_id: int, bidders: Sequence[int]) -> dict[int, set[int]]:
    """Bidders under one hand, each with the others; a joint bid has the hands of all partners."""
    stands = {each: each for each in bidders}
    for lead in bidders:
        for partner in await joint_partners(tender_id, lead):
            stands.setdefault(partner, lead)
    ties: dict[int, set[int]] = {each: set() for each in bidders}
    for member, bidder in stands.items():
        ties[bidder] |= {stands[other] for other in await _one_hand(member, list(stands))}
    return {bidder: others - {bidder} for bidder, others in ties.items()}


async def _one_hand(organisation_id: int, bidders: Sequence[int]) -> set[int]:
    """Other bidders with the same person in charge, as declared or by the register's hash."""
    same = await rows(
        "SELECT other.id FROM organisation own JOIN organisation other"
        " ON other.person_key = own.person_key AND other.id <> own.id"
        " WHERE own.id = $1 AND other.id = ANY($2::bigint[])",
        organisation_id,
        list(bidders),
    )
    return await same_control(organisation_id, bidders) | {row["id"] for row in same}


async def _move(facts: TenderFacts, bid: dict[str, Any], verb: str, **sets: Any) -> None:
    await carry_out(
        SYSTEM,
        BID_MACHINE,
        Bid,
        {"id": bid["id"], "division": facts.division},
        BidStatus(bid["status"]),
        verb,
        sets=sets or None,
        bid_id=bid["id"],
        tender_id=facts.id,
        organisation_id=bid["organisation_id"],
    )


def _bytes(text: str, length: int) -> bytes | None:
    try:
        found = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return found if len(found) == length else None
