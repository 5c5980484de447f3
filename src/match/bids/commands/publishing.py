"""
The moment everybody waits for: k shares make the keys, and all bids are public at once.

First the work (joining shares, decrypting), outside any transaction and off the event loop; then
one transaction that publishes everything, or nothing if anything has changed meanwhile.
"""

import asyncio
import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from match.bids import policy
from match.bids.commands._shared import (
    alias,
    clock_of_database,
    locked,
    move_sealing,
    officials,
    post,
    sealing,
    standing,
)
from match.bids.commands.gathering import envelopes_now
from match.bids.commands.judging import Verdict, fault_word, judged, work_on
from match.bids.opening import Opened
from match.bids.states import BID_MACHINE, BidStatus, BoardKind, SealingStatus
from match.bids.tables import Bid
from match.foundation.actor import SYSTEM, Actor
from match.foundation.db import command, rows, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, MatchError
from match.foundation.language import _
from match.foundation.moves import carry_out
from match.tenders import commands as tenders
from match.tenders.queries import TenderFacts, facts


class Published(msgspec.Struct, frozen=True):
    """Whether the bids are public now, and how many envelopes still lack shares if not."""

    done: bool
    waiting: int


async def open_envelopes(actor: Actor, tender_id: int) -> Published:
    """
    Publish all bids of the envelope that is to be opened now, if the shares are enough for every
    one of them; else say how many envelopes wait. Safe to call at any time and any number of
    times: by whoever posted shares, and by the sweep after a fall.
    """
    status = await value("SELECT status FROM bid_sealing WHERE tender_id = $1", tender_id)
    if status not in (SealingStatus.gathering, SealingStatus.pricing):
        return Published(False, 0)
    now = envelopes_now(await facts(tender_id), SealingStatus(status))
    work = await work_on(tender_id, now)
    verdicts = await asyncio.to_thread(lambda: [judged(each) for each in work])
    waiting = sum(each.opened is None and each.fault is None for each in verdicts)
    if waiting or not verdicts:
        return Published(False, waiting)
    await _publish(actor, tender_id, SealingStatus(status), verdicts)
    return Published(True, 0)


@command
async def allow_prices(actor: Actor, tender_id: int) -> None:
    """
    Let the officials open the price envelopes: the panel has signed its technical scores. The room
    of panels calls it as the system. Raises Conflict unless the technical envelopes are public.
    """
    purchase = await locked(tender_id)
    require(policy.can_arrange(actor, purchase.organisation_id, purchase.division))
    held = await sealing(tender_id, lock=True)
    if held["status"] != SealingStatus.technical:
        raise Conflict(_("技术部分还没有开启，或者报价已经开启。"))
    await move_sealing(
        actor,
        purchase,
        held,
        "allow_prices",
        prices_allowed_by=actor.id,
        prices_allowed_at=await clock_of_database(),
    )
    await post(tender_id, BoardKind.prices_allowed)


async def open_prices(actor: Actor, tender_id: int) -> Published:
    """`open_envelopes` for the second step. Raises Conflict before `allow_prices`."""
    status = await value("SELECT status FROM bid_sealing WHERE tender_id = $1", tender_id)
    if status != SealingStatus.pricing:
        raise Conflict(_("技术评分签字以后才能开启报价。"))
    return await open_envelopes(actor, tender_id)


async def sweep_gatherings(actor: Actor, limit: int = 100) -> int:
    """Finish the openings that have their shares but fell before they were published."""
    due = await rows(
        "SELECT tender_id FROM bid_sealing WHERE status IN ('gathering', 'pricing')"
        " ORDER BY tender_id LIMIT $1",
        limit,
    )
    done = 0
    for row in due:
        try:
            done += (await open_envelopes(actor, row["tender_id"])).done
        except MatchError:
            continue  # suspended, or a person came first
    return done


@command
async def _publish(
    actor: Actor, tender_id: int, status: SealingStatus, verdicts: Sequence[Verdict]
) -> None:
    """All of it, or none. Raises Conflict if what was judged is not what stands."""
    purchase = await locked(tender_id)
    held = await sealing(tender_id, lock=True)
    now = await clock_of_database()
    bids = {bid["id"]: bid for bid in await standing(tender_id, BidStatus.sealed, BidStatus.opened)}
    if (
        held["status"] != status
        or now < purchase.closes_at
        or purchase.suspended
        or {each.bid_id for each in verdicts} != set(bids)
    ):
        raise Conflict(_("开标的情况刚刚有变化，请刷新页面。"))
    positions = {row["key_id"]: row["position"] for row in await officials(tender_id)}
    for each in verdicts:
        for who in each.wrong:
            await post(
                tender_id,
                BoardKind.wrong_share,
                official=positions[who],
                bid=each.bid_id,
                envelope=str(each.envelope),
            )
    faults = {each.bid_id: each for each in verdicts if each.fault is not None}
    for each in verdicts:
        if each.opened is not None and each.bid_id not in faults:
            await _keep(tender_id, each, each.opened, now)
    for bid_id, bid in bids.items():
        await _settle(purchase, bid, faults.get(bid_id))
    await post(
        tender_id,
        BoardKind.opened,
        bids=[_line(bid, verdicts, faults) for bid in bids.values()],
    )
    first = status is SealingStatus.gathering
    apart = first and str(purchase.envelopes) == "price_after"
    verb = "open_technical" if apart else "open" if first else "open_prices"
    if apart:
        await move_sealing(actor, purchase, held, verb)
    else:
        await move_sealing(actor, purchase, held, verb, opened_at=now)
    if first:
        await tenders.advance(actor, tender_id, "open")


async def _keep(tender_id: int, verdict: Verdict, said: Opened, now: Any) -> None:
    await value(
        "INSERT INTO bid_content (tender_id, bid_id, envelope, said, salt, dek, price_fen,"
        " opened_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        tender_id,
        verdict.bid_id,
        str(verdict.envelope),
        said.said,
        said.salt,
        said.dek,
        said.price_fen,
        now,
    )


async def _settle(purchase: TenderFacts, bid: Mapping[str, Any], fault: Verdict | None) -> None:
    """The bid's own state: open, or void with what is wrong with it."""
    status = BidStatus(bid["status"])
    if fault is None and status is BidStatus.opened:
        return
    reason = fault_word(fault.fault) if fault and fault.fault else ""
    await carry_out(
        SYSTEM,
        BID_MACHINE,
        Bid,
        {"id": bid["id"], "division": purchase.division},
        status,
        "open" if fault is None else "void",
        reason=reason,
        sets={"void_reason": reason} if reason else None,
        bid_id=bid["id"],
        tender_id=purchase.id,
        organisation_id=bid["organisation_id"],
    )
    if reason:
        await post(purchase.id, BoardKind.void, bid=bid["id"], reason=reason)


def _line(
    bid: Mapping[str, Any], verdicts: Sequence[Verdict], faults: Mapping[int, Verdict]
) -> dict[str, Any]:
    """What the board says of one bid: whose it was, and what anybody needs to recount."""
    said: dict[str, Any] = {
        "bid": bid["id"],
        "bidder": alias(bid["tender_id"], bid["organisation_id"]),
        "organisation": bid["organisation_id"],
        "name": bid["name"],
        "valid": bid["id"] not in faults,
    }
    if bid["id"] in faults:
        fault = faults[bid["id"]].fault
        assert fault is not None, "a fault is why it is here"
        return said | {"fault": str(fault), "reason": fault_word(fault)}
    said["envelopes"] = {
        str(each.envelope): {
            "content_sha256": hashlib.sha256(each.opened.said.encode()).hexdigest(),
            **({} if each.opened.price_fen is None else {"price_fen": each.opened.price_fen}),
        }
        for each in verdicts
        if each.bid_id == bid["id"] and each.opened is not None
    }
    return said
