"""Recording a procedure of the official system, step by step; no bids are ever taken for it."""

from collections.abc import Awaitable, Callable
from datetime import date, datetime, time, timedelta

import msgspec

from match.files.queries import own_documents
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, value
from match.foundation.decisions import refuse, require
from match.foundation.errors import Conflict, Invalid
from match.foundation.language import _
from match.needs.wording import refuse_personal_data
from match.offers.rules import is_verified
from match.tenders import consistency, policy
from match.tenders.commands._shared import purchaser, row_for, today
from match.tenders.commands.editing import renew
from match.tenders.commands.moving import advance, locked
from match.tenders.commands.planned import closing, same_but
from match.tenders.commands.publishing import announce_intent, judge
from match.tenders.commands.versions import keep_version, version_of
from match.tenders.facts import Decision, TenderFacts
from match.tenders.forms import OfficialForm
from match.tenders.states import TENDER_MACHINE, Mode, TenderStatus

_WAY = ("close", "open", "report", "decide")
"""What has happened there before a result is known; a purchaser need not record each."""


@command
async def record_official(actor: Actor, tender_id: int, form: OfficialForm) -> None:
    """
    Record a step as the official system has it: day, page, documents, outcome. Steps that must have
    come before it are taken to have happened on the same day.

    Raises Conflict for a purchase that runs here or a step out of turn, Invalid for a day in the
    future or before the last one, an address that is not official, or what the step needs.
    """
    tender = await row_for(actor, tender_id)
    require(policy.can_write(actor, tender["organisation_id"], tender["division"]))
    facts = await locked(tender_id)
    if facts.mode is not Mode.mirror:
        raise Conflict(_("这个采购在本平台进行，不需要登记官方系统的步骤。"))
    await _judge(actor, facts, form)
    await _STEPS[form.step](actor, facts, form)
    await value(
        "INSERT INTO tender_official_step (tender_id, step, held_on, url, note, facts, documents,"
        " recorded_by) VALUES ($1, $2, $3, $4, $5, $6::jsonb, $7, $8)",
        tender_id,
        form.step,
        form.held_on,
        form.url,
        form.note.strip(),
        msgspec.json.encode(_outcome(form)).decode(),
        form.documents,
        actor.id,
    )
    await record(
        actor,
        "tender.official_step",
        subject=("tender", tender_id),
        division=facts.division,
        reason=form.step,
    )


def _outcome(form: OfficialForm) -> dict[str, object]:
    held = {"winner": form.winner.strip(), "amount_fen": form.amount_fen, "reason": form.reason}
    return {name: said for name, said in held.items() if said not in ("", None)}


def _moment(day: date) -> datetime:
    """Some instant of an official day: nine o'clock, never later than now."""
    return min(datetime.combine(day, time(9), clock.HERE), clock.now())


async def _judge(actor: Actor, facts: TenderFacts, form: OfficialForm) -> None:
    complaints: dict[str, str] = {}
    last = await value(
        "SELECT max(held_on) FROM tender_official_step WHERE tender_id = $1", facts.id
    )
    if form.held_on > today():
        complaints["held_on"] = _("请在这一步完成之后登记，日期不能晚于今天。")
    elif last is not None and form.held_on < last:
        complaints["held_on"] = _("日期不能早于上一步（%(day)s）。") % {"day": last.isoformat()}
    if form.step != "opening" and not consistency.is_official(form.url):
        complaints["url"] = consistency.official_words()
    if form.step in ("result", "contract") and (not form.winner.strip() or form.amount_fen is None):
        complaints["winner"] = _("请写明成交供应商和金额。")
    if form.step in ("change", "failure", "termination") and len(form.reason.strip()) < 4:
        complaints["reason"] = _("请写明原因，至少 4 个字，会向社会公开。")
    if form.step == "notice" and (form.closes_on is None or form.closes_on < form.held_on):
        complaints["closes_on"] = _("请填写官方公告写明的截止日期。")
    if set(form.documents) - set(await own_documents(actor, form.documents)):
        complaints["documents"] = _("有文件不是您上传的，请重新上传。")
    refuse(**complaints)
    refuse_personal_data({"note": form.note, "reason": form.reason})


async def _intent(actor: Actor, facts: TenderFacts, form: OfficialForm) -> None:
    await announce_intent(actor, facts.id)
    await value("UPDATE tender SET intent_at = $2 WHERE id = $1", facts.id, _moment(form.held_on))


def _dated(facts: TenderFacts, form: OfficialForm) -> TenderFacts:
    """The facts with the days of the official notice, as they stand there."""
    closes_on = form.closes_on or facts.closes_on
    closes_at = closing(closes_on, form.closes_time, facts.calendar)
    last = (closes_at - timedelta(microseconds=1)).astimezone(clock.HERE).date()
    decides = form.decides_on or max(facts.decides_on, last + timedelta(days=1))
    if decides <= last:
        raise Invalid({"decides_on": _("确定结果的日期要晚于截止日期。")})
    return same_but(facts, closes_on=last, closes_at=closes_at, decides_on=decides)


async def _notice(actor: Actor, facts: TenderFacts, form: OfficialForm) -> None:
    TENDER_MACHINE.move(facts.status, "publish")
    department = await purchaser(facts.organisation_id)
    if not is_verified(department["status"], department["verified_until"], today()):
        raise Conflict(_("采购单位还没有通过核验，请先完成机构核验。"))
    dated = same_but(
        _dated(facts, form), official_notice_url=form.url, limit_fen=facts.limits.limit_fen
    )
    await judge(actor, dated)
    text, digest = await version_of(dated)
    await value(
        "UPDATE tender SET closes_on = $2, closes_at = $3, opens_at = $3, next_check_at = $3,"
        " decides_on = $4, published_at = $5, published_by = $6, official_notice_url = $7,"
        " limit_fen = $8, document_hash = $9 WHERE id = $1",
        facts.id,
        dated.closes_on,
        dated.closes_at,
        dated.decides_on,
        _moment(form.held_on),
        actor.id,
        form.url,
        dated.limit_fen,
        digest,
    )
    await advance(actor, facts.id, "publish")
    await keep_version(actor, dated, text)


async def _change(actor: Actor, facts: TenderFacts, form: OfficialForm) -> None:
    if facts.status is not TenderStatus.published:
        raise Conflict(_("公告已截止或还没有发布，不能更正。"))
    await renew(actor, facts, _dated(facts, form), form.reason)


async def _upto(actor: Actor, tender_id: int, verb: str, at: datetime, decision: Decision) -> None:
    """Carry the purchase to just before *verb*, through what must have come first."""
    for step in _WAY:
        if step == verb:
            return
        status = (await locked(tender_id)).status
        if (status, step) in TENDER_MACHINE.moves:
            named = decision if step == "decide" else None
            await advance(actor, tender_id, step, decision=named, at=at)


async def _opening(actor: Actor, facts: TenderFacts, form: OfficialForm) -> None:
    at = _moment(form.held_on)
    if facts.status is TenderStatus.published:
        await advance(actor, facts.id, "close", at=min(at, facts.closes_at))
    await advance(actor, facts.id, "open", at=at)


async def _result(actor: Actor, facts: TenderFacts, form: OfficialForm) -> None:
    at = _moment(form.held_on)
    named = Decision(form.winner.strip(), form.amount_fen or 0, form.winner_organisation)
    await _upto(actor, facts.id, "award", at, named)
    await advance(actor, facts.id, "award", at=at)


async def _contract(actor: Actor, facts: TenderFacts, form: OfficialForm) -> None:
    await advance(actor, facts.id, "contract", at=_moment(form.held_on))


async def _acceptance(actor: Actor, facts: TenderFacts, form: OfficialForm) -> None:
    if facts.status is not TenderStatus.contracted:
        raise Conflict(_("签订合同之后才有验收，请先登记合同。"))


async def _failure(actor: Actor, facts: TenderFacts, form: OfficialForm) -> None:
    at = _moment(form.held_on)
    if facts.status is TenderStatus.published:
        await advance(actor, facts.id, "close", at=at)
    await advance(actor, facts.id, "fail", reason=form.reason, at=at)


async def _termination(actor: Actor, facts: TenderFacts, form: OfficialForm) -> None:
    await advance(actor, facts.id, "withdraw", reason=form.reason, at=_moment(form.held_on))


_STEPS: dict[str, Callable[[Actor, TenderFacts, OfficialForm], Awaitable[None]]] = {
    "intent": _intent,
    "notice": _notice,
    "change": _change,
    "opening": _opening,
    "result": _result,
    "contract": _contract,
    "acceptance": _acceptance,
    "failure": _failure,
    "termination": _termination,
}
