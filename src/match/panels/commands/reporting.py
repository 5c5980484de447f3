"""The report: every member signs or says why not; silence is agreement (实施条例41)."""

from typing import Any

from match.foundation import clock
from match.foundation.actor import SYSTEM, Actor
from match.foundation.audit import record
from match.foundation.db import command, rows
from match.foundation.errors import Conflict, Invalid
from match.foundation.language import _
from match.needs.wording import refuse_personal_data
from match.panels import rules
from match.panels.commands._shared import (
    in_state,
    move,
    panel_of,
    seat_of,
    sign,
    suspended,
)
from match.panels.commands.counting import signatures_missing
from match.panels.states import PanelStatus, SeatStatus
from match.tenders.commands import advance
from match.tenders.facts import TenderFacts
from match.tenders.notices.commands import publish_notice
from match.tenders.notices.states import NoticeKind


@command
async def sign_report(actor: Actor, panel_id: int, dissent: str = "") -> None:
    """
    Sign the report; with *dissent*, what the member holds against it and why stays in it. The
    last signature hands the report in.
    """
    facts, panel, seat = await seat_of(actor, panel_id)
    suspended(facts)
    in_state(panel, PanelStatus.signing)
    if seat["status"] != SeatStatus.confirmed:
        raise Conflict(_("您已不在这个评审小组，不能签字。"))
    complaint = rules.words_complaint(dissent, optional=True)
    if complaint:
        raise Invalid({"dissent": complaint})
    refuse_personal_data({"dissent": dissent})
    if seat["id"] not in {each["id"] for each in await signatures_missing(panel_id)}:
        raise Conflict(_("您已经签署过评审报告。"))
    await sign(panel_id, seat["id"], "report", panel["content_hash"], dissent=dissent.strip())
    await record(
        actor,
        "panel.report_signed",
        subject=("panel_seat", seat["id"]),
        division=facts.division,
        reason=dissent.strip(),
    )
    if not await signatures_missing(panel_id):
        await _hand_in(actor, facts, panel)


@command
async def conclude_report(actor: Actor, tender_id: int) -> bool:
    """
    The time for the report is over: who has neither signed nor objected in writing agrees
    (实施条例41). Raises Conflict before. False while the purchase is suspended.
    """
    facts, panel = await panel_of(tender_id)
    in_state(panel, PanelStatus.signing)
    if panel["next_check_at"] is None or clock.now() < panel["next_check_at"]:
        raise Conflict(_("签署期限还没有到。"))
    if facts.suspended:
        return False
    for seat in await signatures_missing(panel["id"]):
        await sign(panel["id"], seat["id"], "report", panel["content_hash"], silent=True)
    await _hand_in(actor, facts, panel)
    return True


async def sweep_panels(actor: Actor, limit: int = 100) -> int:
    """Hand in every report whose time is over; returns how many. Each is its own transaction."""
    due = await rows(
        "SELECT tender_id FROM panel WHERE next_check_at <= $1 AND status = 'signing'"
        " ORDER BY next_check_at LIMIT $2",
        clock.now(),
        limit,
    )
    return sum([await conclude_report(actor, panel["tender_id"]) for panel in due])


async def _hand_in(actor: Actor, facts: TenderFacts, panel: dict[str, Any]) -> None:
    """The report is in. A void purchase ends with it, and its bidders read why (采购法36)."""
    await move(actor, panel, "report", reported_at=clock.now(), next_check_at=None)
    await advance(actor, facts.id, "report")
    if panel["void_ground"]:
        await advance(SYSTEM, facts.id, "fail", reason=panel["reason"])
        await publish_notice(
            SYSTEM,
            facts.id,
            NoticeKind.termination,
            {"reason": panel["reason"], "failed": True},
        )
