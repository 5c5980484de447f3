"""Finance checks, serves and decides a complaint, and may order the purchase to stop meanwhile."""

from typing import Any

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Invalid
from match.foundation.language import _
from match.foundation.screening import refuse_names
from match.objections import policy, rules
from match.objections.clocks import stop_until
from match.objections.commands._shared import (
    Row,
    locked_complaint,
    looked_at,
    move_complaint,
    need_reason,
)
from match.objections.commands.effects import carry_through
from match.objections.commands.stopping import hold, let_go, order_words
from match.objections.forms import DecisionForm
from match.objections.states import (
    UNDECIDED,
    ComplaintStatus,
    Ground,
    Subject,
    decision_word,
    ground_word,
)
from match.tenders.facts import TenderFacts
from match.tenders.notices.commands import publish_notice
from match.tenders.notices.states import NoticeKind


@command
async def accept_complaint(actor: Actor, complaint_id: int) -> None:
    """Checked and taken up: it meets 94号令18–19."""
    row, objection, facts = await locked_complaint(actor, complaint_id)
    _require_finance(actor, row, objection)
    await move_complaint(
        actor,
        row,
        "accept",
        sets={
            "checked_by": actor.id,
            "checked_at": clock.now(),
            "reminded_at": None,
            "overdue_at": None,
            "next_check_at": await looked_at({"serve": row["serve_by"]}, facts.calendar),
        },
    )


@command
async def refuse_complaint(actor: Actor, complaint_id: int, reason: str) -> None:
    """Not taken up, with the reason (94号令21)."""
    row, objection, _facts = await locked_complaint(actor, complaint_id)
    _require_finance(actor, row, objection)
    said = need_reason(reason)
    await move_complaint(
        actor,
        row,
        "refuse",
        reason=said,
        sets={
            "checked_by": actor.id,
            "checked_at": clock.now(),
            "reason": said,
            "next_check_at": None,
        },
    )
    await let_go(actor, row["tender_id"], order_words(complaint_id))


@command
async def serve_complaint(actor: Actor, complaint_id: int) -> None:
    """Sent to the department and everybody concerned, who then read it here (94号令21)."""
    row, objection, facts = await locked_complaint(actor, complaint_id)
    _require_finance(actor, row, objection)
    await move_complaint(
        actor,
        row,
        "serve",
        sets={
            "served_at": clock.now(),
            "reminded_at": None,
            "overdue_at": None,
            "next_check_at": await looked_at(_ends(row), facts.calendar),
        },
    )


@command
async def order_stop(actor: Actor, complaint_id: int, reason: str) -> None:
    """
    Order the purchase to stop while the complaint is handled (采购法57): from today, at most
    thirty days, once. It ends by itself, or with the decision.
    """
    row, objection, facts = await locked_complaint(actor, complaint_id)
    _require_finance(actor, row, objection)
    if ComplaintStatus(row["status"]) not in UNDECIDED:
        raise Conflict(_("投诉已经办结，不能再通知暂停。"))
    if row["stopped_on"] is not None:
        raise Conflict(_("已经通知过暂停，最长三十日，不能延长。"))
    said = need_reason(reason)
    today = clock.today()
    until = stop_until(today, facts.calendar)
    ends = _ends({**row, "stopped_to": until})
    await value(
        "UPDATE complaint SET stopped_on = $2, stopped_to = $3, stopped_by = $4,"
        " next_check_at = $5 WHERE id = $1",
        complaint_id,
        today,
        until,
        actor.id,
        min(row["next_check_at"], await looked_at(ends, facts.calendar)),
    )
    await record(
        actor,
        "complaint.stop_ordered",
        subject=("complaint", complaint_id),
        division=row["division"],
        reason=said,
    )
    await hold(actor, row["tender_id"], order_words(complaint_id))


@command
async def decide_complaint(actor: Actor, complaint_id: int, form: DecisionForm) -> int:
    """
    Decide, publish the decision as a notice and carry it through; returns the notice's id.

    Evidence and what the complaint said stay with the parties; the notice names the two bodies,
    the matter in the words of the code list, what was found, the decision and its ground.
    """
    row, objection, facts = await locked_complaint(actor, complaint_id)
    _require_finance(actor, row, objection)
    if form.decision not in rules.decisions(facts.status, Subject(objection["subject"])):
        raise Invalid({"decision": _("采购进行到现在这一步，不能作出这种处理决定。")})
    findings, basis = form.findings.strip(), form.basis.strip()
    refuse_names({"findings": findings, "basis": basis})
    now = clock.now()
    await move_complaint(
        actor,
        row,
        "decide",
        sets={
            "decision": str(form.decision),
            "findings": findings,
            "decided_by": actor.id,
            "decided_at": now,
            "next_check_at": None,
        },
    )
    await carry_through(
        actor, row["tender_id"], order_words(complaint_id), str(form.decision), findings
    )
    notice = await publish_notice(
        actor,
        row["tender_id"],
        NoticeKind.complaint_result,
        await _notice(row, facts, form, findings, basis),
    )
    await value("UPDATE complaint SET notice_id = $2 WHERE id = $1", complaint_id, notice)
    return notice


async def _notice(
    row: Row, facts: TenderFacts, form: DecisionForm, findings: str, basis: str
) -> dict[str, Any]:
    complainant = await one("SELECT name FROM organisation WHERE id = $1", row["organisation_id"])
    organ = await one(
        "SELECT name FROM organisation WHERE kind = 'GOV-FIN' AND status = 'verified'"
        " AND starts_with($1, rtrim(division, '0')) ORDER BY length(rtrim(division, '0')) DESC,"
        " id LIMIT 1",
        row["division"],
    )
    assert complainant is not None, "organisations are kept"
    return {
        "complainant": complainant["name"],
        "respondent": facts.purchaser,
        "matter": "；".join(ground_word(Ground(ground)) for ground in row["grounds"]),
        "found": findings,
        "decision": decision_word(form.decision),
        "basis": basis,
        "organ": organ["name"] if organ is not None else "财政部门",
        "decided_on": clock.today(),
    }


def _ends(row: Row) -> dict[str, Any]:
    """The days the sweep waits for: the decision, and the end of an order to stop."""
    ends = {"decide": row["decide_by"]}
    if row["stopped_to"] is not None and row["stopped_to"] >= clock.today():
        ends["stop"] = row["stopped_to"]
    return ends


def _require_finance(actor: Actor, row: Row, objection: Row) -> None:
    parties = (row["organisation_id"], objection["purchaser_id"])
    require(policy.can_decide(actor, row["division"], parties))
