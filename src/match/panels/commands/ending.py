"""A purchase fails with a reason, or is judged anew after an objection was upheld."""

from enum import StrEnum
from typing import Any

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, rows, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Invalid
from match.foundation.language import _
from match.foundation.outbox import tell
from match.needs.wording import refuse_personal_data
from match.panels import policy, rules
from match.panels.commands._shared import move, panel_of
from match.panels.commands.drawing import bidders_of, judge_ties, seat_next
from match.panels.opened import opened_bids
from match.panels.states import PanelStatus
from match.tenders.commands import advance, locked
from match.tenders.facts import TenderFacts
from match.tenders.notices.commands import publish_notice
from match.tenders.notices.states import NoticeKind
from match.tenders.states import TenderStatus


class Ground(StrEnum):
    """Why a purchase may be declared void by the purchaser (采购法36). Too few valid bids and
    prices above the budget are found by the count itself."""

    unlawful = "unlawful"
    cancelled = "cancelled"


def ground_word(ground: Ground) -> str:
    """The ground in words."""
    return {
        Ground.unlawful: _("出现影响采购公正的违法、违规行为（采购法第三十六条第二项）"),
        Ground.cancelled: _("因重大变故，采购任务取消（采购法第三十六条第四项）"),
    }[ground]


@command
async def fail_purchase(actor: Actor, tender_id: int, ground: Ground, reason: str) -> None:
    """Declare a purchase void, tell all bidders why, and publish it. Ends its panel."""
    facts = await locked(tender_id)
    require(policy.can_run(actor, facts.organisation_id, facts.division))
    complaint = rules.words_complaint(reason)
    if complaint:
        raise Invalid({"reason": complaint})
    said = _("%(ground)s：%(reason)s") % {"ground": ground_word(ground), "reason": reason.strip()}
    refuse_personal_data({"reason": reason})
    await advance(actor, tender_id, "fail", reason=said)
    panel = await one(
        "SELECT * FROM panel WHERE tender_id = $1 AND status NOT IN ('reported', 'dissolved')"
        " FOR UPDATE",
        tender_id,
    )
    if panel is not None:
        await move(actor, panel, "dissolve", reason=said, next_check_at=None)
    await publish_notice(actor, tender_id, NoticeKind.termination, {"reason": said, "failed": True})


@command
async def rejudge(actor: Actor, tender_id: int, reason: str, *, new_panel: bool = True) -> int:
    """
    Judge the bids again after an objection or complaint was upheld; the new panel's id. The old
    evaluation stays on record, and the decision made on it is undone.

    *new_panel*: the next of the same drawn order, none of whom sat before; else the same members.
    Who may is the caller's to judge (objections). Raises Conflict where the pool is exhausted.
    """
    facts, before = await panel_of(tender_id)
    complaint = rules.words_complaint(reason)
    if complaint:
        raise Invalid({"reason": complaint})
    if before["status"] != PanelStatus.reported:
        raise Conflict(_("还没有评审报告，不需要重新评审。"))
    await advance(actor, tender_id, "rejudge", reason=reason.strip())
    return await _reconvene(actor, facts, before, reason.strip(), new_panel=new_panel)


@command
async def reconvene(actor: Actor, tender_id: int) -> None:
    """
    A purchase was sent back to its panel elsewhere (objections): undo the decision and seat a new
    panel. Nothing happens where that has been done.
    """
    facts, before = await panel_of(tender_id)
    if before["status"] == PanelStatus.reported and facts.status is TenderStatus.opened:
        await _reconvene(actor, facts, before, _("质疑或投诉成立，重新评审"), new_panel=True)


async def _reconvene(
    actor: Actor, facts: TenderFacts, before: dict[str, Any], reason: str, *, new_panel: bool
) -> int:
    tender_id = facts.id
    await value(
        "UPDATE tender_decision SET undone_at = $2, undone_reason = $3"
        " WHERE tender_id = $1 AND undone_at IS NULL",
        tender_id,
        clock.now(),
        reason,
    )
    panel_id = await _again(before["id"], actor)
    if new_panel:
        bids = await opened_bids(tender_id)
        served = [
            row["account_id"]
            for row in await rows(
                "SELECT s.account_id FROM panel_seat s JOIN panel p ON p.id = s.panel_id"
                " WHERE p.tender_id = $1",
                tender_id,
            )
        ]
        await judge_ties(panel_id, facts, await bidders_of(tender_id, bids), served)
        await seat_next(panel_id, before["experts"], served)
    else:
        await rows(_SAME_SEATS, before["id"], panel_id, clock.now())
    await record(
        actor,
        "panel.rejudged",
        subject=("panel", panel_id),
        division=facts.division,
        reason=reason,
        changes={"panel": (before["id"], panel_id)},
    )
    await tell("panel.rejudged", tender_id=tender_id, panel_id=panel_id)
    return panel_id


_SAME_SEATS = """
INSERT INTO panel_seat (panel_id, account_id, expert_id, candidate_id, kind, asked_at)
SELECT $2, s.account_id, s.expert_id, n.id, s.kind, $3 FROM panel_seat s
LEFT JOIN panel_candidate n ON n.panel_id = $2 AND n.expert_id = s.expert_id
WHERE s.panel_id = $1 AND s.status = 'confirmed' ORDER BY s.id
"""
_AGAIN = """
INSERT INTO panel (tender_id, organisation_id, division, round, status, light, size, experts,
  fields, algorithm, nonce, commitment, pool_hash, public_value, small_cut_bp, domestic_cut_bp,
  outlier_bp, announced_by, announced_at, drawn_at)
SELECT tender_id, organisation_id, division, round + 1, 'drawn', light, size, experts, fields,
  algorithm, nonce, commitment, pool_hash, public_value, small_cut_bp, domestic_cut_bp, outlier_bp,
  $2, announced_at, $3 FROM panel WHERE id = $1 RETURNING id
"""


async def _again(before: int, actor: Actor) -> int:
    """A panel on the same announcement and order: nothing new is drawn, nothing can be chosen."""
    panel_id: int = await value(_AGAIN, before, actor.id or 0, clock.now())
    await rows(
        "INSERT INTO panel_candidate (panel_id, expert_id, pseudonym, salt, stage, place, ties)"
        " SELECT $2, expert_id, pseudonym, salt, stage, place, ties FROM panel_candidate"
        " WHERE panel_id = $1",
        before,
        panel_id,
    )
    await rows(
        "INSERT INTO panel_bid (panel_id, bid_id, organisation_id, alias, small, domestic,"
        " price_fen) SELECT $2, bid_id, organisation_id, alias, small, domestic, price_fen"
        " FROM panel_bid WHERE panel_id = $1",
        before,
        panel_id,
    )
    return panel_id
