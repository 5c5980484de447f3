"""Making a course, its lessons, publishing and cancelling it."""

from datetime import time
from typing import Any

from match.catalogue import codes
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, value
from match.foundation.decisions import reasoned
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.foundation.language import _
from match.foundation.outbox import tell
from match.foundation.parameters import whole
from match.training import policy, rules
from match.training.commands._shared import Row, kept_course, move_course
from match.training.forms import CourseForm, SessionForm
from match.training.states import Audience, CourseStatus


@command
async def draft_course(actor: Actor, form: CourseForm) -> int:
    """
    Begin a course for one audience; returns its id. Raises Denied where the audience is trained
    by another department or level (4.4a, 4.4c), Invalid with every complaint about the form.
    """
    grant = policy.organiser_for(actor, form.audience)
    if isinstance(grant, str):
        raise Denied(grant)
    division = grant.division.ljust(12, "0")
    await _check(form, division, len(grant.division))
    fields: dict[str, Any] = await _columns(form) | {
        "audience": str(form.audience),
        "department": str(policy.department_of(grant)),
        "level": len(grant.division),
        "division": division,
        "partner": form.partner.ljust(12, "0") if form.partner else None,
        "status": str(CourseStatus.draft),
        "made_by": actor.id,
        "made_at": clock.now(),
    }
    names = ", ".join(f'"{name}"' for name in fields)
    marks = ", ".join(f"${at}" for at in range(1, len(fields) + 1))
    course_id: int = await value(
        f"INSERT INTO course ({names}) VALUES ({marks}) RETURNING id",  # noqa: S608 # our own names
        *fields.values(),
    )
    await record(actor, "course.drafted", subject=("course", course_id), division=division)
    await tell("course.drafted", course_id=course_id)
    return course_id


@command
async def change_course(actor: Actor, course_id: int, form: CourseForm) -> None:
    """Change a course that is not published; its audience and organiser stay."""
    course = await kept_course(actor, course_id)
    _still_draft(course)
    if form.audience != course["audience"]:
        raise Invalid({"audience": _("培训对象不能修改。请取消后另办一次培训。")})
    await _check(form, course["division"], course["level"])
    fields = await _columns(form)
    sets = ", ".join(f'"{name}" = ${at}' for at, name in enumerate(fields, 2))
    await one(
        f"UPDATE course SET {sets} WHERE id = $1 RETURNING id",  # noqa: S608 # our own names
        course_id,
        *fields.values(),
    )
    await record(
        actor,
        "course.changed",
        subject=("course", course_id),
        division=course["division"],
        changes={name: (course[name], new) for name, new in fields.items()},
    )


@command
async def add_session(actor: Actor, course_id: int, form: SessionForm) -> int:
    """Add one lesson; returns its id. Raises Invalid for a day outside, or hours that overlap."""
    course = await kept_course(actor, course_id)
    if course["status"] not in (CourseStatus.draft, CourseStatus.published):
        raise Conflict(_("这次培训已经结束，不能再改课程安排。"))
    complaints: dict[str, str] = {}
    if not course["starts_on"] <= form.day <= course["ends_on"]:
        complaints["day"] = _("上课日期要在培训起止日期之内。")
    if form.starts >= form.ends:
        complaints["ends"] = _("结束时间要晚于开始时间。")
    if form.content not in course["contents"]:
        complaints["content"] = _("请从这次培训的内容里选择。")
    if form.expert_id and not await value(
        "SELECT id FROM training_expert WHERE id = $1 AND ended_at IS NULL", form.expert_id
    ):
        complaints["expert_id"] = _("请从专家库里选择。")
    if complaints:
        raise Invalid(complaints)
    starts, ends = time.fromisoformat(form.starts), time.fromisoformat(form.ends)
    if await value(
        "SELECT id FROM course_session WHERE course_id = $1 AND day = $2"
        " AND starts < $4 AND ends > $3",
        course_id,
        form.day,
        starts,
        ends,
    ):
        raise Invalid({"starts": _("这个时间已经安排了别的课，请错开。")})
    session_id: int = await value(
        "INSERT INTO course_session (course_id, day, starts, ends, content, topic, place,"
        " expert_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id",
        course_id,
        form.day,
        starts,
        ends,
        form.content,
        form.topic.strip(),
        form.place.strip() or course["place"],
        form.expert_id or None,
    )
    await record(
        actor, "course.session_added", subject=("course", course_id), division=course["division"]
    )
    return session_id


@command
async def remove_session(actor: Actor, course_id: int, session_id: int) -> None:
    """Take a lesson out before the course is over."""
    course = await kept_course(actor, course_id)
    if course["status"] not in (CourseStatus.draft, CourseStatus.published):
        raise Conflict(_("这次培训已经结束，不能再改课程安排。"))
    gone = await value(
        "DELETE FROM course_session WHERE id = $1 AND course_id = $2 RETURNING id",
        session_id,
        course_id,
    )
    if gone is None:
        raise NotFound(_("没有找到这节课，可能已经删除。"))
    await record(
        actor, "course.session_removed", subject=("course", course_id), division=course["division"]
    )


@command
async def publish_course(actor: Actor, course_id: int) -> None:
    """
    Open the sign-up. A director's course covers all seven contents (4.4e), and every course for
    those named in the notice begins with a survey of needs (P2); else Invalid says what is missing.
    """
    course = await kept_course(actor, course_id)
    complaints: dict[str, str] = {}
    audience = Audience(course["audience"])
    missing = rules.missing_contents(audience, course["contents"])
    if missing:
        listed = _("、").join(codes.label(code) for code in missing)
        complaints["contents"] = _("儿童主任培训要包含七项内容，还缺少：%(list)s。") % {
            "list": listed
        }
    if course["survey_id"] is None and audience is not Audience.safeguarding:
        complaints["survey_id"] = _("请先做培训需求调查，并在课程里选中它。")
    if audience in rules.YEARLY and not course["has_exam"]:
        complaints["has_exam"] = _("儿童主任、儿童督导员培训要安排考试。")
    if course["sign_up_until"] < clock.today():
        complaints["sign_up_until"] = _("报名截止日期已过，请先修改。")
    if complaints:
        raise Invalid(complaints)
    await move_course(actor, course, "publish")


@command
async def cancel_course(actor: Actor, course_id: int, reason: str) -> None:
    """Call a course off; who signed up is told the reason."""
    course = await kept_course(actor, course_id)
    await move_course(actor, course, "cancel", reasoned(reason))


def _still_draft(course: Row) -> None:
    if course["status"] != CourseStatus.draft:
        raise Conflict(_("已发布的培训不能再修改。需要大改的，请取消后另办一次。"))


async def _columns(form: CourseForm) -> dict[str, Any]:
    return {
        "title": form.title,
        "starts_on": form.starts_on,
        "ends_on": form.ends_on,
        "days": form.days,
        "place": form.place,
        "contents": list(dict.fromkeys(form.contents)),
        "capacity": form.capacity,
        "sign_up_until": form.sign_up_until,
        "has_exam": form.has_exam,
        "pass_mark": form.pass_mark or await whole("training.pass_mark"),
        "survey_id": form.survey_id or None,
        "pack_version_id": form.version_id or None,
    }


async def _check(form: CourseForm, division: str, level: int) -> None:
    """Every complaint about a form at once."""
    complaints: dict[str, str] = {}
    days = rules.days_complaint(form.audience, form.days, form.starts_on, form.ends_on)
    if days:
        complaints["days"] = days
    if form.sign_up_until > form.starts_on:
        complaints["sign_up_until"] = _("报名截止日期不能晚于开班日期。")
    if set(form.contents) - set(rules.CONTENTS):
        complaints["contents"] = _("请从给出的选项里选择。")
    if form.survey_id and not await value(
        "SELECT id FROM training_survey WHERE id = $1 AND division = $2 AND audience = $3",
        form.survey_id,
        division,
        str(form.audience),
    ):
        complaints["survey_id"] = _("请选择本部门为同一类对象做的需求调查。")
    if form.version_id and not await value(
        "SELECT v.id FROM training_pack_version v JOIN training_pack p ON p.id = v.pack_id"
        " WHERE v.id = $1 AND p.kind = 'course'",
        form.version_id,
    ):
        complaints["version_id"] = _("请从课程包里选择一个版本。")
    if form.partner and not (
        form.audience is Audience.supervisor
        and level == rules.PREFECTURE
        and form.partner.startswith(division[: rules.PREFECTURE])
    ):
        complaints["partner"] = _("只有市州举办的督导员培训可以与本市州的县级机构联合举办。")
    if complaints:
        raise Invalid(complaints)
