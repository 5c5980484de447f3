"""Who objected and is not content complains to finance (采购法55, 94号令17–22)."""

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Invalid
from match.foundation.language import _
from match.foundation.outbox import tell
from match.objections import policy, rules
from match.objections.clocks import complaint_clocks, last_day_to_complain
from match.objections.commands._shared import (
    Row,
    check_words,
    locked_complaint,
    locked_objection,
    looked_at,
    move_complaint,
    need_reason,
)
from match.objections.commands.stopping import let_go, order_words
from match.objections.forms import ComplaintForm
from match.objections.states import WAITING, ObjectionStatus
from match.tenders.timetable import Due

_FILE = (
    "INSERT INTO complaint (objection_id, tender_id, organisation_id, division, status, grounds,"
    " facts, remedy, evidence, file_by, check_by, serve_by, decide_by, filed_by, filed_at,"
    " next_check_at) VALUES ($1, $2, $3, $4, 'filed', $5, $6, $7, $8, $9, $10, $11, $12, $13, $14,"
    " $15) RETURNING id"
)


@command
async def file_complaint(actor: Actor, objection_id: int, form: ComplaintForm) -> int:
    """
    Complain to the finance department of the purchaser's place; returns the complaint's id.

    Only who objected, on matters that were objected to, once there is a reply or the time for one
    is over, and up to fifteen working days after that time. Raises Conflict with the day; Invalid.
    Tells complaint.filed.
    """
    row, facts = await locked_objection(actor, objection_id)
    require(policy.can_raise(actor, row["organisation_id"]))
    last = last_day_to_complain(row["reply_by"], facts.calendar)
    await _refuse_untimely(row, last)
    if not rules.same_matters([str(one) for one in form.grounds], row["grounds"]):
        raise Invalid({"grounds": _("投诉的事项不能超出已经质疑的事项（实施条例第五十五条）。")})
    await check_words(actor, {"facts": form.facts}, form.evidence)
    dues = complaint_clocks(clock.today(), facts.calendar)
    made: int = await value(
        _FILE,
        objection_id,
        row["tender_id"],
        row["organisation_id"],
        row["division"],
        sorted({str(ground) for ground in form.grounds}),
        form.facts.strip(),
        str(form.remedy),
        list(dict.fromkeys(form.evidence)),
        last.on,
        dues.check.on,
        dues.serve.on,
        dues.decide.on,
        actor.id,
        clock.now(),
        await looked_at({"check": dues.check.on}, facts.calendar),
    )
    await record(actor, "complaint.filed", subject=("complaint", made), division=row["division"])
    await tell(
        "complaint.filed",
        complaint_id=made,
        objection_id=objection_id,
        tender_id=row["tender_id"],
        organisation_id=row["organisation_id"],
        division=row["division"],
    )
    return made


@command
async def withdraw_complaint(actor: Actor, complaint_id: int, reason: str) -> None:
    """Who complained takes it back before the decision; an order to stop ends with it."""
    row, _objection, _facts = await locked_complaint(actor, complaint_id)
    require(policy.can_raise(actor, row["organisation_id"]))
    said = need_reason(reason)
    await move_complaint(
        actor, row, "withdraw", reason=said, sets={"reason": said, "next_check_at": None}
    )
    await let_go(actor, row["tender_id"], order_words(complaint_id))


async def _refuse_untimely(row: Row, last: Due) -> None:
    today = clock.today()
    if row["status"] == ObjectionStatus.withdrawn:
        raise Conflict(_("质疑已经撤回，不能就此投诉。"))
    if ObjectionStatus(row["status"]) in WAITING and today <= row["reply_by"]:
        raise Conflict(
            _("采购人还在答复期内，最晚 %(day)s 答复。届时没有答复或不服答复，可以投诉。")
            % {"day": row["reply_by"].isoformat()}
        )
    if today > last.on:
        raise Conflict(
            _("投诉期限已过：最晚 %(last)s。%(why)s")
            % {"last": last.on.isoformat(), "why": last.why}
        )
    if await value("SELECT EXISTS (SELECT FROM complaint WHERE objection_id = $1)", row["id"]):
        raise Conflict(_("这件质疑已经投诉过，同一事项不能重复投诉。"))
