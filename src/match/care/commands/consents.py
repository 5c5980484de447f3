"""What guardians allow, each thing apart, and take back; and what they ask of the home (§3.7)."""

from match.care.access import File, opened
from match.care.commands.guardians import guardian_of
from match.care.consent_texts import CURRENT, hash_of
from match.care.forms import AnswerForm, AskedForm, ConsentForm
from match.care.room import restricted_command
from match.care.states import Channel, ChildStatus, ConsentScope, Decision
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.calendar.counting import add_workdays
from match.foundation.db import one, rows, value
from match.foundation.errors import Conflict, Invalid, NotFound
from match.foundation.language import _
from match.foundation.outbox import tell
from match.foundation.parameters import whole
from match.foundation.workdays import working_days


async def note_consent(actor: Actor, child_id: int, form: ConsentForm) -> int:
    """
    Write down a guardian's answer to the present text of one scope; returns its number.

    Refusing must have been offered (儿童个人信息网络保护规定10): Invalid otherwise. A refusal after
    a consent ends it, as a withdrawal does.
    """
    if not form.refusal_shown:
        raise Invalid({"refusal_shown": _("请先告诉监护人可以拒绝，再勾选这一项。")})
    async with opened(actor, child_id, "consent") as file:
        return await _note(actor, file, form)


@restricted_command
async def _note(actor: Actor, file: File, form: ConsentForm) -> int:
    guardian = await guardian_of(file, form.guardian_id)
    await _end_standing(actor, file, form.scope, form.channel)
    consent_id: int = await value(
        "INSERT INTO care.consent (child_id, division, guardian_id, relation, scope, decision,"
        " version, text_hash, channel, at, by)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING id",
        file.id,
        file.division,
        form.guardian_id,
        guardian["relation"],
        form.scope.value,
        form.decision.value,
        CURRENT,
        hash_of(form.scope),
        form.channel.value,
        clock.now(),
        actor.id,
    )
    await record(
        actor,
        f"care.consent_{form.decision.value}",
        subject=("consent", consent_id),
        division=file.division,
        changes={"scope": (None, form.scope.value), "version": (None, CURRENT)},
    )
    return consent_id


async def withdraw_consent(
    actor: Actor, child_id: int, scope: ConsentScope, channel: Channel
) -> None:
    """A guardian takes a consent back. What stood on it goes: of photos, files hears at once."""
    async with opened(actor, child_id, "consent") as file:
        await _withdraw(actor, file, scope, channel)


@restricted_command
async def _withdraw(actor: Actor, file: File, scope: ConsentScope, channel: Channel) -> None:
    if not await _end_standing(actor, file, scope, channel):
        raise Conflict(_("这一项现在没有有效的同意，不用撤回。"))


async def _end_standing(actor: Actor, file: File, scope: ConsentScope, channel: Channel) -> bool:
    ended = await rows(
        "UPDATE care.consent SET withdrawn_at = $3, withdrawn_channel = $4, withdrawn_by = $5"
        " WHERE child_id = $1 AND scope = $2 AND decision = 'given' AND withdrawn_at IS NULL"
        " RETURNING id",
        file.id,
        scope.value,
        clock.now(),
        channel.value,
        actor.id,
    )
    for row in ended:
        await record(
            actor,
            "care.consent_withdrawn",
            subject=("consent", row["id"]),
            division=file.division,
            changes={"scope": (scope.value, None)},
        )
        await tell("care.consent_withdrawn", consent=row["id"], scope=scope.value)
    if scope is ConsentScope.photo:
        await take_down(file.id)
    return bool(ended)


async def take_down(child_id: int) -> None:
    """
    Every photo of this child goes. Inside a command. Another child's standing consent to the same
    photo does not keep it: who is in the picture must all agree.
    """
    gone = await rows(
        "UPDATE care.photo SET taken_down_at = $2 WHERE child_id = $1 AND taken_down_at IS NULL"
        " RETURNING file_id",
        child_id,
        clock.now(),
    )
    for row in gone:
        await tell("care.photo_withdrawn", file=row["file_id"])


async def permit_photo(actor: Actor, child_id: int, file_id: int) -> int:
    """
    A photo shows this child and may be published, because a guardian agreed to that. Raises
    Conflict without such a consent. Of several children in it each needs a permit of its own.
    """
    async with opened(actor, child_id, "photo") as file:
        return await _permit(actor, file, file_id)


@restricted_command
async def _permit(actor: Actor, file: File, file_id: int) -> int:
    consent = await value(
        "SELECT id FROM care.consent WHERE child_id = $1 AND scope = 'photo'"
        " AND decision = 'given' AND withdrawn_at IS NULL FOR SHARE",
        file.id,
    )
    if consent is None:
        raise Conflict(_("监护人没有同意公开照片，不能使用。"))
    if file.status != ChildStatus.active:
        raise Conflict(_("这份档案已经归档，不能再修改。"))
    if not await value("SELECT true FROM file WHERE id = $1 AND kind = 'photo'", file_id):
        raise NotFound(_("没有这张照片。"))
    photo_id: int = await value(
        "INSERT INTO care.photo (child_id, division, file_id, consent_id, by)"
        " VALUES ($1, $2, $3, $4, $5) RETURNING id",
        file.id,
        file.division,
        file_id,
        consent,
        actor.id,
    )
    await record(actor, "care.photo_permitted", subject=("file", file_id), division=file.division)
    await tell("care.photo_permitted", file=file_id)
    return photo_id


async def note_request(actor: Actor, child_id: int, form: AskedForm) -> int:
    """A guardian asks to see, copy, correct or delete; due in care.answer_days working days."""
    if len(form.asked.strip()) < 4:
        raise Invalid({"asked": _("请写下监护人要求什么。")})
    if form.asked_on > clock.today():
        raise Invalid({"asked_on": _("日期不能晚于今天。")})
    async with opened(actor, child_id, "request") as file:
        return await _request(actor, file, form)


@restricted_command
async def _request(actor: Actor, file: File, form: AskedForm) -> int:
    await guardian_of(file, form.guardian_id)
    days = await whole("care.answer_days")
    due = add_workdays(form.asked_on, days, await working_days()).on
    request_id: int = await value(
        "INSERT INTO care.subject_request (child_id, division, guardian_id, kind, asked_on, asked,"
        " due_on, by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id",
        file.id,
        file.division,
        form.guardian_id,
        form.kind.value,
        form.asked_on,
        file.seal(form.asked.strip(), "subject_request.asked"),
        due,
        actor.id,
    )
    await record(
        actor, "care.request_noted", subject=("subject_request", request_id), division=file.division
    )
    return request_id


async def answer_request(actor: Actor, child_id: int, request_id: int, form: AnswerForm) -> None:
    """Answered in writing, a refusal with its reason (儿童个人信息网络保护规定19–20)."""
    if len(form.answer.strip()) < 4:
        raise Invalid({"answer": _("请写明答复；拒绝要写明理由。")})
    async with opened(actor, child_id, "request") as file:
        await _answer(actor, file, request_id, form)


@restricted_command
async def _answer(actor: Actor, file: File, request_id: int, form: AnswerForm) -> None:
    done = await one(
        "UPDATE care.subject_request SET granted = $3, answer = $4, answered_at = $5,"
        " answered_by = $6 WHERE id = $1 AND child_id = $2 AND answered_at IS NULL RETURNING id",
        request_id,
        file.id,
        (Decision.given if form.granted else Decision.refused).value,
        file.seal(form.answer.strip(), "subject_request.answer"),
        clock.now(),
        actor.id,
    )
    if done is None:
        raise Conflict(_("这个请求已经答复，请刷新页面后再看。"))
    await record(
        actor,
        "care.request_answered",
        subject=("subject_request", request_id),
        division=file.division,
    )
