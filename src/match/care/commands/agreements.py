"""Service agreements and attendance: no child in the home without one (notice 5.4e, 5.4g)."""

import hashlib
from collections.abc import Sequence
from datetime import date

from match.care.access import File, opened, opened_home
from match.care.commands.guardians import guardian_of
from match.care.forms import AgreementForm, ClausesForm
from match.care.room import kept_home, restricted_command
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import one, rows, value
from match.foundation.errors import Conflict, Invalid, NotFound
from match.foundation.language import _
from match.foundation.outbox import tell

CLAUSES = ("content", "time", "rights", "disputes")
VALID = """
SELECT DISTINCT ON (child_id) child_id, id FROM care.agreement
WHERE child_id = ANY($1) AND valid_from <= $2 AND valid_until >= $2
  AND (ended_on IS NULL OR ended_on > $2) ORDER BY child_id, valid_until DESC
"""
PRESENT = """
INSERT INTO care.attendance (child_id, division, home_id, day, agreement_id, by)
SELECT f.child, f.division, $4, $5, f.agreement, $6
FROM unnest($1::bigint[], $2::varchar[], $3::bigint[]) AS f (child, division, agreement)
ON CONFLICT (child_id, day) DO NOTHING RETURNING id
"""


@restricted_command
async def write_template(actor: Actor, home_id: int, form: ClausesForm) -> int:
    """A new version of the home's agreement; all four clauses say something (notice 5.4g)."""
    home = await kept_home(actor, home_id)
    texts = [getattr(form, name).strip() for name in CLAUSES]
    if wrong := {
        name: _("这一条不能空着，请写至少 10 个字。")
        for name, text in zip(CLAUSES, texts, strict=True)
        if len(text) < 10
    }:
        raise Invalid(wrong)
    await one("SELECT pg_advisory_xact_lock(hashtext('care.template'), $1::int)", home_id)
    template_id: int = await value(
        "INSERT INTO care.agreement_template (home_id, division, version, content, time, rights,"
        " disputes, text_hash, created_by) VALUES ($1, $2, (SELECT coalesce(max(version), 0) + 1"
        " FROM care.agreement_template WHERE home_id = $1), $3, $4, $5, $6, $7, $8) RETURNING id",
        home_id,
        home["division"],
        *texts,
        hashlib.sha256("\0".join(texts).encode()).hexdigest(),
        actor.id,
    )
    await record(
        actor,
        "care.template_written",
        subject=("agreement_template", template_id),
        division=home["division"],
    )
    return template_id


async def sign_agreement(actor: Actor, child_id: int, form: AgreementForm) -> int:
    """
    A guardian and the home agree, on the newest version; returns its number. An agreement that
    still stands ends on the day before. Raises Invalid for days that do not fit.
    """
    wrong: dict[str, str] = {}
    if form.signed_on > clock.today():
        wrong["signed_on"] = _("签订日期不能晚于今天。")
    if form.valid_until < form.valid_from:
        wrong["valid_until"] = _("结束日期不能早于开始日期。")
    if form.valid_from < form.signed_on:
        wrong["valid_from"] = _("协议从签订当天或以后开始，不能倒签。")
    if wrong:
        raise Invalid(wrong)
    async with opened(actor, child_id, "agreement") as file:
        return await _sign(actor, file, form)


@restricted_command
async def _sign(actor: Actor, file: File, form: AgreementForm) -> int:
    await guardian_of(file, form.guardian_id)
    template = await value(
        "SELECT id FROM care.agreement_template WHERE home_id = $1 ORDER BY version DESC LIMIT 1",
        file.home_id,
    )
    if template is None:
        raise Conflict(_("请先写好本儿童之家的服务协议文本，再签订。"))
    await one(
        "UPDATE care.agreement SET ended_on = $2 WHERE child_id = $1 AND valid_until >= $2"
        " AND ended_on IS NULL AND valid_from <= $2 RETURNING id",
        file.id,
        form.valid_from,
    )
    agreement_id: int = await value(
        "INSERT INTO care.agreement (child_id, division, home_id, template_id, guardian_id,"
        " signed_on, valid_from, valid_until, signed_by)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id",
        file.id,
        file.division,
        file.home_id,
        template,
        form.guardian_id,
        form.signed_on,
        form.valid_from,
        form.valid_until,
        actor.id,
    )
    await record(
        actor,
        "care.agreement_signed",
        subject=("agreement", agreement_id),
        division=file.division,
    )
    return agreement_id


async def end_agreement(actor: Actor, child_id: int, agreement_id: int, why: str) -> None:
    """Ended before its last day; from today on the child has none. The reason is sealed."""
    if len(why.strip()) < 2:
        raise Invalid({"why": _("请写明理由。")})
    async with opened(actor, child_id, "agreement") as file:
        await _end(actor, file, agreement_id, why)


@restricted_command
async def _end(actor: Actor, file: File, agreement_id: int, why: str) -> None:
    ended = await value(
        "UPDATE care.agreement SET ended_on = $3, ended_why = $4"
        " WHERE id = $1 AND child_id = $2 AND ended_on IS NULL RETURNING id",
        agreement_id,
        file.id,
        clock.today(),
        file.seal(why.strip(), "agreement.ended_why"),
    )
    if ended is None:
        raise Conflict(_("这份协议已经结束，请刷新页面后再看。"))
    await record(
        actor, "care.agreement_ended", subject=("agreement", agreement_id), division=file.division
    )


async def attend(actor: Actor, home_id: int, children: list[int], day: date) -> int:
    """
    These children were in the home on *day*; how many were new. None without a valid agreement:
    Conflict names how many, and nothing is written (notice 5.4e). A second time changes nothing.
    """
    if day > clock.today():
        raise Invalid({"day": _("不能登记以后的日子。")})
    if not children:
        raise Invalid({"children": _("请至少选择一个孩子。")})
    async with opened_home(actor, home_id, "attendance") as files:
        known = {file.id: file for file in files}
        if set(children) - set(known):
            raise NotFound(_("选择的孩子不在这个儿童之家的档案里，请刷新页面。"))
        return await _attend(actor, [known[child] for child in dict.fromkeys(children)], day)


@restricted_command
async def _attend(actor: Actor, files: list[File], day: date) -> int:
    agreed = await _agreements(files, day)
    without = [file.id for file in files if file.id not in agreed]
    if without:
        raise Conflict(
            _(
                "有 %(count)s 个孩子在这一天没有有效的服务协议，没有登记。请先签协议；"
                "确有紧急情况，在孩子的页面上写明理由单独放行。"
            )
            % {"count": len(without)},
            children=without,
        )
    new = await rows(
        PRESENT,
        [file.id for file in files],
        [file.division for file in files],
        [agreed[file.id] for file in files],
        files[0].home_id,
        day,
        actor.id,
    )
    await record(
        actor,
        "care.attended",
        subject=("home", files[0].home_id),
        division=files[0].division,
        changes={"day": (None, day), "children": (None, len(new))},
    )
    return len(new)


async def _agreements(files: Sequence[File], day: date) -> dict[int, int]:
    """The agreement that stands on *day*, by child; without those that have none."""
    found = await rows(VALID, [file.id for file in files], day)
    return {row["child_id"]: row["id"] for row in found}


async def attend_in_emergency(actor: Actor, child_id: int, day: date, reason: str) -> int:
    """
    Let a child in that has no agreement, for a reason that is kept sealed. The supervisor hears
    of it, and it stays open until what was done about it is written down.
    """
    if len(reason.strip()) < 6:
        raise Invalid({"reason": _("请写明紧急情况，至少 6 个字。")})
    if day > clock.today():
        raise Invalid({"day": _("不能登记以后的日子。")})
    async with opened(actor, child_id, "attendance") as file:
        return await _emergency(actor, file, day, reason.strip())


@restricted_command
async def _emergency(actor: Actor, file: File, day: date, reason: str) -> int:
    if await _agreements([file], day):
        raise Conflict(_("这个孩子有有效的服务协议，按平常登记就可以。"))
    kept: int | None = await value(
        "INSERT INTO care.attendance (child_id, division, home_id, day, emergency, by)"
        " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (child_id, day) DO NOTHING RETURNING id",
        file.id,
        file.division,
        file.home_id,
        day,
        file.seal(reason, "attendance.emergency"),
        actor.id,
    )
    if kept is None:
        raise Conflict(_("这个孩子这一天已经登记过了。"))
    await record(actor, "care.let_in", subject=("attendance", kept), division=file.division)
    await tell("care.let_in", attendance=kept, division=file.division)
    return kept


async def follow_up(actor: Actor, child_id: int, attendance_id: int, told: str) -> None:
    """What was done after a child was let in without an agreement; closes the matter."""
    if len(told.strip()) < 4:
        raise Invalid({"told": _("请写明后来怎样处理，例如已补签协议。")})
    async with opened(actor, child_id, "attendance") as file:
        await _follow(actor, file, attendance_id, told)


@restricted_command
async def _follow(actor: Actor, file: File, attendance_id: int, told: str) -> None:
    done = await rows(
        "UPDATE care.attendance SET follow_up = $3, followed_by = $4, followed_at = $5"
        " WHERE id = $1 AND child_id = $2 AND emergency IS NOT NULL AND followed_at IS NULL"
        " RETURNING id",
        attendance_id,
        file.id,
        file.seal(told.strip(), "attendance.follow_up"),
        actor.id,
        clock.now(),
    )
    if not done:
        raise Conflict(_("这一条已经处理过了，请刷新页面后再看。"))
    await record(
        actor, "care.followed_up", subject=("attendance", attendance_id), division=file.division
    )
