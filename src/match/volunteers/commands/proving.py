"""Proofs: certificates for skills, the safeguarding course, accident insurance."""

from datetime import date, timedelta
from typing import Any

from match.catalogue import codes
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Invalid, NotFound
from match.foundation.keys import keys
from match.foundation.language import _
from match.foundation.moves import carry_out
from match.places.queries import divisions
from match.volunteers import course, policy, rules
from match.volunteers.commands._shared import locked
from match.volunteers.forms import CourseForm, CoverForm, ProofDecisionForm, SkillForm
from match.volunteers.limits import limits
from match.volunteers.sealed import CERTIFICATE
from match.volunteers.states import PROOF_MACHINE, ProofStatus, ShiftStatus
from match.volunteers.tables import SkillCertificate

ONLINE = "湘童汇"
"""Who held a course that was taken here."""


@command
async def add_skill(actor: Actor, form: SkillForm) -> int:
    """Put a certificate before the county; returns its id. Raises Invalid with every complaint."""
    complaints = rules.skills_complaint([form.skill])
    if complaints:
        complaints = {"skill": complaints["skills"]}
    elif codes.skill(form.skill).certificate is None:
        complaints["skill"] = _("这项专长没有证书，登记在志愿者信息里就可以。")
    today = clock.today()
    if form.issued_on > today:
        complaints["issued_on"] = _("发证日期不能晚于今天。")
    if form.expires_on is not None and form.expires_on <= max(form.issued_on, today):
        complaints["expires_on"] = _("证书已经过期，请换有效的证书。")
    county = form.area.ljust(12, "0")
    if len(form.area) != 6 or county not in await divisions([county]):
        complaints["area"] = _("请从列表里选择县市区。")
    if complaints:
        raise Invalid(complaints)
    made: int = await value(
        "INSERT INTO skill_certificate (account_id, skill, number, issuer, issued_on, expires_on,"
        " division) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
        actor.id,
        form.skill,
        keys().seal(form.number.strip(), CERTIFICATE),
        form.issuer.strip(),
        form.issued_on,
        form.expires_on,
        county,
    )
    await record(actor, "skill.shown", subject=("skill_certificate", made), division=county)
    return made


@command
async def decide_skill(actor: Actor, certificate_id: int, form: ProofDecisionForm) -> None:
    """The county saw the certificate, or refuses it with the reason. Never one's own."""
    row = await one("SELECT * FROM skill_certificate WHERE id = $1 FOR UPDATE", certificate_id)
    if row is None or policy.can_record_proof(actor, row["division"]) is not True:
        raise NotFound(_("没有找到这份证书。"))
    if row["account_id"] in (actor.id, actor.covering):
        raise Conflict(_("不能核验自己的证书，请由县里的其他人核验。"))
    said = form.reason.strip()
    if form.verb not in PROOF_MACHINE.verbs(ProofStatus(row["status"])):
        raise Conflict(_("现在的状态不能这样操作，请刷新页面后再看。"))
    if form.verb == "refuse" and len(said) < 4:
        raise Invalid({"reason": _("请写明原因，至少 4 个字，对方会看到。")})
    await carry_out(
        actor,
        PROOF_MACHINE,
        SkillCertificate,
        row,
        ProofStatus(row["status"]),
        form.verb,
        reason=said,
        sets={"reason": said, "decided_by": actor.id, "decided_at": clock.now()},
        certificate_id=certificate_id,
        volunteer_id=row["account_id"],
        skill=row["skill"],
    )


@command
async def begin_course(actor: Actor) -> None:
    """Begin the safeguarding course online; beginning again while one is open changes nothing."""
    if await _begun(actor) is None:
        await value(
            "INSERT INTO safety_course (account_id, organiser, begun_at) VALUES ($1, $2, $3)",
            actor.id,
            ONLINE,
            clock.now(),
        )


@command
async def finish_course(actor: Actor, answers: dict[str, str]) -> date:
    """
    End the course: not before its minutes are over, and with every answer right; returns the day.
    Raises Conflict for who is too early, Invalid for the questions to read again.
    """
    begun = await _begun(actor)
    if begun is None:
        raise Conflict(_("请先开始课程。"))
    asked = await limits()
    served = (clock.now() - begun["begun_at"]) // timedelta(minutes=1)
    if served < asked.course_minutes:
        raise Conflict(
            _("课程至少 %(whole)s 分钟，已学 %(served)s 分钟。请读完每一节再提交。")
            % {"whole": asked.course_minutes, "served": served}
        )
    wrong = course.wrong(answers)
    if wrong:
        raise Invalid({name: _("答得不对，请再读一遍相应的一节。") for name in wrong})
    await value(
        "UPDATE safety_course SET held_on = $2, minutes = $3 WHERE id = $1",
        begun["id"],
        clock.today(),
        min(served, 1440),
    )
    await record(actor, "course.passed", subject=("account", actor.id))
    return clock.today()


@command
async def record_course(actor: Actor, form: CourseForm, division: str) -> None:
    """The county writes down a course that was held: organiser, day, minutes."""
    require(policy.can_record_proof(actor, division))
    asked = await limits()
    complaints: dict[str, str] = {}
    if form.held_on > clock.today():
        complaints["held_on"] = _("日期不能晚于今天。")
    if form.minutes < asked.course_minutes:
        complaints["minutes"] = _("课程至少 %(whole)s 分钟。") % {"whole": asked.course_minutes}
    if form.account_id == actor.id:
        complaints["account_id"] = _("不能为自己登记课程，请由县里的其他人登记。")
    elif await one("SELECT id FROM account WHERE id = $1", form.account_id) is None:
        complaints["account_id"] = _("没有找到这个账号。")
    if complaints:
        raise Invalid(complaints)
    await value(
        "INSERT INTO safety_course (account_id, organiser, begun_at, held_on, minutes,"
        " recorded_by) VALUES ($1, $2, $3, $4, $5, $6)",
        form.account_id,
        form.organiser.strip(),
        clock.now(),
        form.held_on,
        form.minutes,
        actor.id,
    )
    await record(actor, "course.recorded", subject=("account", form.account_id), division=division)


@command
async def insure_self(actor: Actor, form: CoverForm) -> None:
    """One's own accident policy."""
    _refuse_cover(form)
    await _keep_cover(actor, form, account_id=actor.id)
    await record(actor, "cover.recorded", subject=("account", actor.id))


@command
async def insure_shift(actor: Actor, shift_id: int, form: CoverForm) -> None:
    """A policy for everybody in a shift, in force on its day (志愿服务条例 17)."""
    shift = await locked(actor, shift_id)
    require(policy.can_keep(actor, shift))
    if ShiftStatus(shift["status"]) in (ShiftStatus.cancelled, ShiftStatus.confirmed):
        raise Conflict(_("现在的状态不能这样操作，请刷新页面后再看。"))
    _refuse_cover(form)
    day = shift["starts_at"].astimezone(clock.HERE).date()
    if not form.starts_on <= day <= form.ends_on:
        raise Invalid({"ends_on": _("保险期间要包括服务当天。")})
    await _keep_cover(actor, form, shift_id=shift_id)
    await record(actor, "cover.recorded", subject=("shift", shift_id), division=shift["division"])


def _refuse_cover(form: CoverForm) -> None:
    if form.ends_on < max(form.starts_on, clock.today()):
        raise Invalid({"ends_on": _("保险已经过期，请填写有效的保险单。")})


async def _keep_cover(actor: Actor, form: CoverForm, **of: int | None) -> None:
    await value(
        "INSERT INTO accident_cover (account_id, shift_id, insurer, policy_number, starts_on,"
        ' ends_on, "by") VALUES ($1, $2, $3, $4, $5, $6, $7)',
        of.get("account_id"),
        of.get("shift_id"),
        form.insurer.strip(),
        form.policy_number.strip(),
        form.starts_on,
        form.ends_on,
        actor.id,
    )


async def _begun(actor: Actor) -> dict[str, Any] | None:
    return await one(
        "SELECT id, begun_at FROM safety_course WHERE account_id = $1 AND held_on IS NULL"
        " ORDER BY id DESC LIMIT 1",
        actor.id,
    )
