"""Signing up for a course, the waiting list, stepping back, and what one says afterwards."""

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, NotFound
from match.foundation.language import _
from match.foundation.outbox import tell
from match.training import policy
from match.training.commands._shared import Row, count_places, locked_course, move_enrolment
from match.training.forms import EvaluationForm
from match.training.states import CourseStatus, EnrolmentStatus


@command
async def sign_up(actor: Actor, course_id: int) -> EnrolmentStatus:
    """
    Take a place: ``signed``, or ``waiting`` where all are taken. Raises Denied for who is not of
    the audience, Conflict after the last day or for a second place.
    """
    course = await locked_course(course_id)
    if course["status"] != CourseStatus.published or course["sign_up_until"] < clock.today():
        raise Conflict(_("这次培训现在不能报名，请看看其他培训。"))
    require(policy.can_attend(actor, course))
    if await value(
        "SELECT id FROM enrolment WHERE course_id = $1 AND account_id = $2"
        " AND status <> 'withdrawn'",
        course_id,
        actor.id,
    ):
        raise Conflict(_("您已经报名了这次培训。"))
    full = course["taken"] >= course["capacity"]
    status = EnrolmentStatus.waiting if full else EnrolmentStatus.signed
    enrolment_id: int = await value(
        "INSERT INTO enrolment (course_id, account_id, division, status, at)"
        " VALUES ($1, $2, $3, $4, $5) RETURNING id",
        course_id,
        actor.id,
        policy.workplace(actor, course),
        str(status),
        clock.now(),
    )
    if status is EnrolmentStatus.signed:
        await count_places(course_id, 1)
    await record(
        actor, "enrolment.made", subject=("enrolment", enrolment_id), division=course["division"]
    )
    await tell(
        "enrolment.made", enrolment_id=enrolment_id, course_id=course_id, account_id=actor.id
    )
    return status


@command
async def withdraw(actor: Actor, course_id: int) -> None:
    """Step back before the course begins; the first of the waiting list gets the place."""
    course = await locked_course(course_id)
    enrolment = await _own(actor, course_id)
    if course["status"] != CourseStatus.published or course["starts_on"] <= clock.today():
        raise Conflict(_("培训已经开始，不能再退出。请联系举办部门。"))
    await move_enrolment(actor, course, enrolment, "withdraw")
    if enrolment["status"] == EnrolmentStatus.signed:
        await count_places(course_id, -1)
        await _promote(actor, course)


@command
async def evaluate(actor: Actor, course_id: int, form: EvaluationForm) -> None:
    """Say what the course was worth (P2), once it has begun; said again, it replaces."""
    course = await locked_course(course_id)
    enrolment = await _own(actor, course_id)
    if course["starts_on"] > clock.today() or enrolment["status"] == EnrolmentStatus.waiting:
        raise Conflict(_("参加培训以后才能评价。"))
    await one(
        "UPDATE enrolment SET stars = $2, opinion = $3 WHERE id = $1 RETURNING id",
        enrolment["id"],
        form.stars,
        form.opinion.strip(),
    )
    await record(
        actor,
        "enrolment.evaluated",
        subject=("enrolment", enrolment["id"]),
        division=course["division"],
    )


async def _own(actor: Actor, course_id: int) -> Row:
    found = await one(
        "SELECT * FROM enrolment WHERE course_id = $1 AND account_id = $2"
        " AND status <> 'withdrawn' FOR UPDATE",
        course_id,
        actor.id,
    )
    if found is None:
        raise NotFound(_("您没有报名这次培训。"))
    return found


async def _promote(actor: Actor, course: Row) -> None:
    following = await one(
        "SELECT * FROM enrolment WHERE course_id = $1 AND status = 'waiting'"
        " ORDER BY id LIMIT 1 FOR UPDATE",
        course["id"],
    )
    if following is not None:
        await move_enrolment(actor, course, following, "promote")
        await count_places(course["id"], 1)
