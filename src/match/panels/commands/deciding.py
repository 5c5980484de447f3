"""The purchaser names the winner, a second body confirms it, and the result goes out."""

from typing import Any

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.approvals import approve, body_of, content_hash
from match.foundation.audit import record
from match.foundation.db import command, one, rows, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.foundation.language import _
from match.foundation.outbox import tell
from match.needs.wording import refuse_personal_data
from match.panels import policy, rules
from match.panels.commands._shared import in_state, panel_of, suspended
from match.panels.commands.results import result_facts
from match.panels.forms import DecisionForm
from match.panels.states import PanelStatus
from match.tenders.commands import advance, locked
from match.tenders.facts import Decision, TenderFacts
from match.tenders.notices.commands import publish_notice
from match.tenders.notices.states import NoticeKind

KIND = "tender_decision"
_STANDING = """
SELECT * FROM tender_decision WHERE tender_id = $1 AND undone_at IS NULL FOR UPDATE
"""


@command
async def decide(actor: Actor, tender_id: int, form: DecisionForm) -> int:
    """
    Name the winner of a reported panel: the first of the ranking, or another one with a lawful
    reason, who is then the next in the ranking that no reason excludes. The decision's id.

    Due within five workdays of the report (实施条例43); late is better than never, and shows.
    """
    facts, panel = await panel_of(tender_id)
    require(policy.can_run(actor, facts.organisation_id, facts.division))
    suspended(facts)
    in_state(panel, PanelStatus.reported)
    if panel["void_ground"]:
        raise Conflict(_("这个采购已经废标，不能确定供应商。"))
    bid = await one(
        "SELECT b.*, g.name FROM panel_bid b JOIN organisation g ON g.id = b.organisation_id"
        " WHERE b.panel_id = $1 AND b.bid_id = $2 AND b.place IS NOT NULL",
        panel["id"],
        form.bid,
    )
    if bid is None:
        raise Invalid({"bid": _("请从排名中的有效供应商里选择。")})
    complaint = rules.basis_complaint(form.basis, bid["place"], form.reason)
    if complaint:
        raise Invalid({"reason" if form.basis != "first" else "bid": complaint})
    refuse_personal_data({"reason": form.reason})
    await advance(
        actor,
        tender_id,
        "decide",
        decision=Decision(bid["name"], bid["price_fen"], bid["organisation_id"], bid["bid_id"]),
    )
    return await _keep(actor, facts, panel, bid, form)


async def _keep(
    actor: Actor,
    facts: TenderFacts,
    panel: dict[str, Any],
    bid: dict[str, Any],
    form: DecisionForm,
) -> int:
    grant = policy.running_grant(actor, facts.organisation_id, facts.division)
    if grant is None or actor.id is None:
        raise Denied(_("只有本部门的采购经办人员可以组织评审和确定结果。"))
    made: int = await value(
        "INSERT INTO tender_decision (tender_id, panel_id, bid_id, organisation_id, price_fen,"
        " basis, reason, content_hash, decided_by, decided_body, decided_at)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING id",
        facts.id,
        panel["id"],
        bid["bid_id"],
        bid["organisation_id"],
        bid["price_fen"],
        form.basis.value,
        form.reason.strip(),
        content_hash(
            tender=facts.id,
            report=panel["content_hash"],
            bid=bid["bid_id"],
            fen=bid["price_fen"],
            basis=form.basis.value,
            reason=form.reason.strip(),
        ),
        actor.id,
        body_of(grant),
        clock.now(),
    )
    await record(
        actor,
        "tender.winner_named",
        subject=("tender", facts.id),
        division=facts.division,
        reason=form.reason.strip(),
        changes={"organisation": (None, bid["organisation_id"]), "fen": (None, bid["price_fen"])},
    )
    await tell("tender.decision_made", tender_id=facts.id, decision_id=made)
    return made


@command
async def countersign(actor: Actor, tender_id: int) -> None:
    """
    A second person from another body (finance, discipline inspection, the level above) confirms
    exactly this decision. Raises Denied for who may not, Conflict for a second time.
    """
    facts = await locked(tender_id)
    decision = await one(_STANDING, tender_id)
    if decision is None or not policy.can_countersign_here(actor, facts.division):
        raise NotFound(_("没有找到等待复核的采购结果。"))
    grant = policy.countersigning_grant(actor, decision, facts.division)
    if isinstance(grant, str):
        raise Denied(grant)
    suspended(facts)
    await approve(
        actor,
        grant,
        KIND,
        decision["id"],
        decision["content_hash"],
        proposer=decision["decided_by"],
    )
    await record(
        actor,
        "tender.decision_countersigned",
        subject=("tender", tender_id),
        division=facts.division,
    )
    await tell("tender.decision_countersigned", tender_id=tender_id, decision_id=decision["id"])


@command
async def award(actor: Actor, tender_id: int, contact: str = "") -> int:
    """
    Publish the result and send the award notice (中标通知书), both at once (实施条例43); the id of
    the notice. Raises Conflict until a second body has confirmed the decision.
    """
    facts, panel = await panel_of(tender_id)
    require(policy.can_run(actor, facts.organisation_id, facts.division))
    suspended(facts)
    decision = await one(_STANDING, tender_id)
    if decision is None:
        raise Conflict(_("还没有确定供应商。"))
    if not await countersigned(decision):
        raise Conflict(_("采购结果还没有经另一个单位的人员复核，复核后才能公告。"))
    await advance(actor, tender_id, "award")
    await value(
        "UPDATE tender_decision SET awarded_by = $2, awarded_at = $3 WHERE id = $1",
        decision["id"],
        actor.id,
        clock.now(),
    )
    notice = await publish_notice(
        actor,
        tender_id,
        NoticeKind.result,
        await result_facts(panel, decision, facts, contact.strip()),
    )
    await tell(
        "tender.result_published",
        tender_id=tender_id,
        organisation_id=decision["organisation_id"],
        notice_id=notice,
    )
    return notice


async def countersigned(decision: dict[str, Any]) -> bool:
    """Whether somebody of another body has confirmed exactly this decision."""
    found = await rows(
        "SELECT 1 FROM approval WHERE subject_kind = $1 AND subject_id = $2 AND subject_hash = $3"
        " AND body <> $4 AND approver <> $5 AND coalesce(covering, 0) <> $5",
        KIND,
        decision["id"],
        decision["content_hash"],
        decision["decided_body"],
        decision["decided_by"],
    )
    return bool(found)
