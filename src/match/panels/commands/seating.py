"""Members answer whether they are free of ties; who is not, or does not come, is replaced."""

from typing import Any

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Invalid
from match.foundation.language import _
from match.foundation.outbox import tell
from match.panels import policy, rules
from match.panels.commands._shared import (
    in_state,
    move,
    no_panel,
    panel_of,
    seat_of,
    sitting,
    suspended,
)
from match.panels.commands.drawing import (
    bidders_of,
    judge_ties,
    seat_next,
    seat_representative,
)
from match.panels.opened import opened_bids
from match.panels.states import SEAT_MACHINE, WORKING, PanelStatus, SeatKind, SeatStatus
from match.panels.tables import Seat
from match.tenders.facts import TenderFacts


@command
async def confirm_seat(actor: Actor, panel_id: int) -> None:
    """
    Say that one has no tie with any bidder, before anything of their bids is shown. When all have,
    the packets open.
    """
    facts, panel, seat = await seat_of(actor, panel_id)
    suspended(facts)
    in_state(panel, PanelStatus.drawn)
    await _answer(actor, panel, seat, "confirm")
    members = await sitting(panel_id)
    if all(member["status"] == SeatStatus.confirmed for member in members) and (
        len(members) == panel["size"]
    ):
        await move(actor, panel, "seat")


@command
async def recuse_seat(actor: Actor, panel_id: int, reason: str) -> None:
    """
    Stand aside, at any time before the report; the next of the drawn order takes the seat. What
    the member wrote is kept and counts for nothing.
    """
    facts, panel, seat = await seat_of(actor, panel_id)
    _words(reason)
    await _vacate(actor, facts, panel, seat, "recuse", reason.strip())


@command
async def replace_absent(actor: Actor, seat_id: int, reason: str) -> None:
    """The purchaser's officer notes that a member does not come; the next takes the seat."""
    found = await one(
        "SELECT p.tender_id FROM panel_seat s JOIN panel p ON p.id = s.panel_id WHERE s.id = $1",
        seat_id,
    )
    if found is None:
        raise no_panel()
    facts, panel = await panel_of(found["tender_id"])
    if not policy.can_read(actor, facts.organisation_id, facts.division):
        raise no_panel()
    require(policy.can_run(actor, facts.organisation_id, facts.division))
    seat = await one("SELECT * FROM panel_seat WHERE id = $1", seat_id)
    assert seat is not None, "read just now"
    if seat["panel_id"] != panel["id"]:
        raise Conflict(_("这个评审小组已经结束。"))
    _words(reason)
    if await one("SELECT FROM panel_signature WHERE seat_id = $1", seat_id) is not None:
        raise Conflict(_("这位成员已经签字，不能按未到处理。"))
    await _vacate(actor, facts, panel, seat, "miss", reason.strip())


async def _vacate(
    actor: Actor,
    facts: TenderFacts,
    panel: dict[str, Any],
    seat: dict[str, Any],
    verb: str,
    reason: str,
) -> None:
    if panel["status"] not in WORKING:
        raise Conflict(_("评审小组现在的阶段不能这样操作，请刷新页面后再看。"))
    await _answer(actor, panel, seat, verb, reason)
    if seat["kind"] == SeatKind.expert:
        # A tie that came to light since the draw counts for the next one.
        bidders = await bidders_of(facts.id, await opened_bids(facts.id))
        await judge_ties(panel["id"], facts, bidders)
        await seat_next(panel["id"], 1)
    if panel["status"] != PanelStatus.drawn:
        await move(actor, panel, "replace", why=reason, revealed_at=None)
    await tell("panel.seats_asked", tender_id=panel["tender_id"], panel_id=panel["id"])


@command
async def name_representative(actor: Actor, tender_id: int, account_id: int) -> None:
    """The purchaser fills the seat of its own representative who stood aside or did not come."""
    facts, panel = await panel_of(tender_id)
    require(policy.can_run(actor, facts.organisation_id, facts.division))
    in_state(panel, PanelStatus.drawn)
    if len(await sitting(panel["id"])) >= panel["size"]:
        raise Conflict(_("评审小组没有空缺。"))
    bidders = await bidders_of(tender_id, await opened_bids(tender_id))
    await seat_representative(facts, panel["id"], account_id, bidders)
    await record(
        actor, "panel.representative_named", subject=("panel", panel["id"]), division=facts.division
    )


async def _answer(
    actor: Actor, panel: dict[str, Any], seat: dict[str, Any], verb: str, reason: str = ""
) -> None:
    await SEAT_MACHINE.fire(
        Seat,
        seat["id"],
        SeatStatus(seat["status"]),
        verb,
        {"answered_at": clock.now(), "reason": reason},
    )
    await record(
        actor,
        f"panel.seat_{verb}",
        subject=("panel_seat", seat["id"]),
        division=panel["division"],
        reason=reason,
    )


def _words(reason: str) -> None:
    complaint = rules.words_complaint(reason)
    if complaint:
        raise Invalid({"reason": complaint})
