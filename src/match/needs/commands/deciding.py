"""The reviewers' verbs: privacy, township, county. Each by somebody who did not write the need."""

from datetime import datetime, time, timedelta
from typing import Any

from match.files.commands import show_photos
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import command, one, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Invalid
from match.foundation.language import _
from match.foundation.parameters import whole
from match.foundation.permissions import Permission
from match.foundation.workdays import workdays_from_now
from match.needs import policy, rules, wording
from match.needs.commands._shared import involved, lines_of, locked, move, refuse_naming_texts
from match.needs.states import NeedStatus


@command
async def clear_privacy(actor: Actor, need_id: int, reason: str) -> None:
    """The township says, in writing, that the doubtful words tell nobody who a child is."""
    need = await locked(actor, need_id)
    require(policy.can_check(actor, need["division"], involved(need)))
    _need_reason(reason)
    await move(actor, need, "clear_privacy", reason=reason, next_check_at=await _reminder())


@command
async def check_need(actor: Actor, need_id: int, note: str = "") -> None:
    """The township has looked: the need is real. On to the county."""
    need = await locked(actor, need_id)
    require(policy.can_check(actor, need["division"], involved(need)))
    await value("UPDATE need SET checked_by = $2 WHERE id = $1", need_id, actor.id)
    await move(actor, need, "check", reason=note, next_check_at=await _reminder())


@command
async def approve_need(actor: Actor, need_id: int, note: str = "") -> None:
    """The county publishes. The words are screened once more: rules may have become stricter."""
    need = await locked(actor, need_id)
    require(policy.can_approve(actor, need["division"], (*involved(need), need["checked_by"])))
    await refuse_naming_texts(need)
    await value(
        "UPDATE need SET approved_by = $2, published_at = $3 WHERE id = $1",
        need_id,
        actor.id,
        clock.now(),
    )
    if not rules.is_small(need["beneficiaries"], await whole("need.small_group")):
        await show_photos(actor, list(need["photos"]))
    await move(actor, need, "approve", reason=note, next_check_at=await expiry(need))


@command
async def ask_about_need(actor: Actor, need_id: int, question: str) -> None:
    """Send a need back with a question; it comes to the township again when answered."""
    need = await locked(actor, need_id)
    _decides(actor, need)
    _need_reason(question, "question")
    wording.refuse_personal_data({"question": question})
    await value(
        "INSERT INTO need_question (need_id, asked_by, question) VALUES ($1, $2, $3)",
        need_id,
        actor.id,
        question.strip(),
    )
    # What was checked may change with the answer: the township looks again, whoever looked first.
    await value("UPDATE need SET checked_by = NULL WHERE id = $1", need_id)
    await move(actor, need, "ask", next_check_at=await _reminder())


@command
async def answer_question(actor: Actor, need_id: int, answer: str) -> None:
    """
    Answer the open question, and so hand the need in again with whatever was changed meanwhile:
    to the township, or to the privacy check if the words want a person's eye.
    """
    need = await locked(actor, need_id)
    require(policy.can_write(actor, need["home_id"], need["division"]))
    _need_reason(answer, "answer")
    wording.refuse_personal_data({"answer": answer})
    answered = await one(
        "UPDATE need_question SET answer = $2, answered_by = $3, answered_at = $4"
        " WHERE id = (SELECT max(id) FROM need_question WHERE need_id = $1)"
        " AND answered_at IS NULL RETURNING id",
        need_id,
        answer.strip(),
        actor.id,
        clock.now(),
    )
    if answered is None:
        raise Conflict(_("没有待回答的问题。"))
    lacking = rules.missing(need, len(await lines_of(need_id)))
    if lacking:
        raise Invalid(lacking, _("还有几步没有填完。"))
    every_text = await refuse_naming_texts(need)
    verb = "answer_for_privacy" if wording.needs_a_look(every_text) else "answer"
    await move(actor, need, verb, next_check_at=await _reminder())


@command
async def return_need(actor: Actor, need_id: int, reason: str) -> None:
    """Give a need back as a draft, saying what to change."""
    need = await locked(actor, need_id)
    _decides(actor, need)
    _need_reason(reason)
    await value("UPDATE need SET checked_by = NULL WHERE id = $1", need_id)
    await move(actor, need, "return", reason=reason)


@command
async def reject_need(actor: Actor, need_id: int, reason: str) -> None:
    """Refuse a need for good, with the reason."""
    need = await locked(actor, need_id)
    _decides(actor, need)
    _need_reason(reason)
    await move(actor, need, "reject", reason=reason)


async def expiry(need: dict[str, Any]) -> datetime:
    """When a published need ends by itself: after its due date, or the default validity."""
    if need["due_on"] is not None:
        return datetime.combine(need["due_on"], time(23, 59, 59), clock.HERE)
    return clock.now() + timedelta(days=await whole("need.valid_days"))


def _decides(actor: Actor, need: dict[str, Any]) -> None:
    """At the county's desk the county decides, before it the township."""
    others = (*involved(need), need["checked_by"])
    if need["status"] == NeedStatus.county:
        require(policy.can_approve(actor, need["division"], others))
        return
    verdict = policy.can_check(actor, need["division"], involved(need))
    if verdict is not True and actor.may(Permission.needs_approve, need["division"]):
        # The county may also decide early: it sees what waits in its townships.
        verdict = policy.can_approve(actor, need["division"], others)
    require(verdict)


def _need_reason(reason: str, field: str = "reason") -> None:
    if len(reason.strip()) < 4:
        raise Invalid({field: _("请写明原因或问题，至少 4 个字。")})
    if len(reason) > 500:
        raise Invalid({field: _("内容太长，请缩短到 500 字以内。")})


async def _reminder() -> datetime:
    return await workdays_from_now(await whole("need.check_days"))


__all__ = [
    "answer_question",
    "approve_need",
    "ask_about_need",
    "check_need",
    "clear_privacy",
    "reject_need",
    "return_need",
]
