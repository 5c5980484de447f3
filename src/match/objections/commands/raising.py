"""A supplier objects (采购法52), and may take it back before there is a reply."""

from datetime import date

from match.catalogue import codes
from match.catalogue.entries import Answer
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.calendar import WorkingDays
from match.foundation.db import command, one, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Invalid, NotFound
from match.foundation.language import _
from match.foundation.outbox import tell
from match.objections import policy, rules
from match.objections.clocks import REPLY, Window, window
from match.objections.commands._shared import (
    check_words,
    locked_objection,
    looked_at,
    move_objection,
    need_reason,
    took_part,
)
from match.objections.commands.stopping import hold, let_go, objection_words
from match.objections.forms import ObjectionForm
from match.objections.queries.occasions import changed_on
from match.objections.states import Step, Subject
from match.tenders.commands import locked as locked_tender
from match.tenders.facts import TenderFacts
from match.tenders.states import Mode
from match.tenders.timetable import due

_RAISE = (
    "INSERT INTO objection (tender_id, organisation_id, division, status, subject, step, grounds,"
    " facts, remedy, evidence, known_on, raise_by, reply_by, stops, raised_by, raised_at,"
    " next_check_at) VALUES ($1, $2, $3, 'raised', $4, $5, $6, $7, $8, $9, $10, $11, $12, $13,"
    " $14, $15, $16) RETURNING id"
)


@command
async def raise_objection(actor: Actor, tender_id: int, form: ObjectionForm) -> int:
    """
    Object to the document, the process or the result of a purchase; returns the objection's id.

    One that may change the result suspends the purchase at once (实施条例54). Raises Conflict when
    it is too early, too late, not this supplier's to raise, or raised already for this step
    (94号令10); Invalid for what the form lacks; NotFound for what is not public. Tells
    objection.raised with ``stops``.
    """
    facts = await locked_tender(tender_id)
    if facts.published_at is None:
        raise NotFound(_("没有找到这条采购公告。"))
    require(policy.can_raise(actor, form.organisation))
    if facts.mode is Mode.mirror:
        raise Conflict(_("这个采购在官方系统进行，质疑请按公告的联系方式向采购单位书面提出。"))
    if (form.subject is Subject.process) is (form.step is Step.whole):
        raise Invalid({"step": _("质疑采购过程时，请选择是哪个环节。")})
    occasion = window(facts, form.subject, form.step, await changed_on(tender_id))
    await _refuse_unfit(facts, form, occasion)
    assert occasion is not None, "refused above"
    await _refuse_repeated(tender_id, form, occasion.known_on)
    await check_words(actor, {"facts": form.facts}, form.evidence)
    reply_by = due(REPLY, clock.today(), facts.calendar).on
    stops = rules.may_change_result(facts.status, form.grounds, form.remedy)
    made = await _keep(actor, facts, form, occasion, reply_by, stops)
    await record(actor, "objection.raised", subject=("objection", made), division=facts.division)
    await tell(
        "objection.raised",
        objection_id=made,
        tender_id=tender_id,
        organisation_id=form.organisation,
        division=facts.division,
        stops=stops,
    )
    if stops:
        await hold(actor, tender_id, objection_words(made))
    return made


@command
async def withdraw_objection(actor: Actor, objection_id: int, reason: str) -> None:
    """Who objected takes it back before the reply; what it held up goes on."""
    row, _facts = await locked_objection(actor, objection_id)
    require(policy.can_raise(actor, row["organisation_id"]))
    said = need_reason(reason)
    await move_objection(
        actor, row, "withdraw", reason=said, sets={"reason": said, "next_check_at": None}
    )
    if row["stops"]:
        await let_go(actor, row["tender_id"], objection_words(objection_id))


async def _keep(
    actor: Actor,
    facts: TenderFacts,
    form: ObjectionForm,
    occasion: Window,
    reply_by: date,
    stops: bool,
) -> int:
    days: WorkingDays = facts.calendar
    return await value(
        _RAISE,
        facts.id,
        form.organisation,
        facts.division,
        str(form.subject),
        str(form.step),
        sorted({str(ground) for ground in form.grounds}),
        form.facts.strip(),
        str(form.remedy),
        list(dict.fromkeys(form.evidence)),
        occasion.known_on,
        occasion.last.on,
        reply_by,
        stops,
        actor.id,
        clock.now(),
        await looked_at({"reply": reply_by}, days),
    )


async def _refuse_unfit(facts: TenderFacts, form: ObjectionForm, occasion: Window | None) -> None:
    complaint = rules.raise_complaint(
        occasion,
        clock.today(),
        took_part=await took_part(facts.id, form.organisation),
        may_supply=await _may_supply(facts, form.organisation),
    )
    if complaint:
        raise Conflict(complaint)


async def _may_supply(facts: TenderFacts, organisation_id: int) -> bool:
    """Who could have bid: a verified organisation of a kind that may supply, not the purchaser."""
    row = await one(
        "SELECT kind, status, verified_until FROM organisation WHERE id = $1", organisation_id
    )
    return (
        row is not None
        and organisation_id != facts.organisation_id
        and row["status"] == "verified"
        and row["verified_until"] is not None
        and row["verified_until"] >= clock.today()
        and codes.org_kind(row["kind"]).can_supply.answer is not Answer.NO
    )


async def _refuse_repeated(tender_id: int, form: ObjectionForm, known_on: date) -> None:
    """94号令10: everything against one step is said at once."""
    earlier = await value(
        "SELECT id FROM objection WHERE tender_id = $1 AND organisation_id = $2 AND subject = $3"
        " AND step = $4 AND known_on = $5 AND status <> 'withdrawn'",
        tender_id,
        form.organisation,
        str(form.subject),
        str(form.step),
        known_on,
    )
    if earlier is not None:
        raise Conflict(
            _("对同一环节的质疑应当一次提出，您已经提出过第%(number)s号质疑。不服答复可以投诉。")
            % {"number": earlier}
        )
