"""Exams, and the certificate that follows from attendance and exam."""

import secrets

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.calendar.counting import corresponding
from match.foundation.db import command, one, rows, value
from match.foundation.decisions import reasoned
from match.foundation.errors import Conflict, Invalid, NotFound
from match.foundation.language import _
from match.foundation.outbox import tell
from match.foundation.parameters import whole
from match.training import rules
from match.training.commands._shared import (
    Row,
    kept_course,
    kept_enrolment,
    move_course,
    move_enrolment,
)
from match.training.forms import ExamForm
from match.training.states import EnrolmentStatus

# Without what is easily misread on paper: 0 O, 1 I L.
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 12


@command
async def record_exam(actor: Actor, enrolment_id: int, form: ExamForm) -> bool:
    """
    Enter one try at the exam; True if it is passed. The same day and score again change nothing.

    After a completed course a passed retake brings the certificate at once. Raises Conflict for a
    course without exam, somebody without a place, or one try too many.
    """
    course, enrolment = await kept_enrolment(actor, enrolment_id)
    return await enter_exam(actor, course, enrolment, form)


async def enter_exam(actor: Actor, course: Row, enrolment: Row, form: ExamForm) -> bool:
    """As `record_exam`, inside the open command, for a course and place that are locked."""
    if not course["has_exam"]:
        raise Conflict(_("这次培训没有考试。"))
    if EnrolmentStatus(enrolment["status"]) not in (
        EnrolmentStatus.signed,
        EnrolmentStatus.completed,
    ):
        raise Conflict(_("没有参加这次培训的人不能登记成绩。"))
    if not course["starts_on"] <= form.taken_on <= clock.today():
        raise Invalid({"taken_on": _("考试日期要在开班以后，不晚于今天。")})
    tries = await rows(
        "SELECT attempt, taken_on, score, passed FROM course_exam WHERE enrolment_id = $1"
        " ORDER BY attempt",
        enrolment["id"],
    )
    if any((one["taken_on"], one["score"]) == (form.taken_on, form.score) for one in tries):
        return form.score >= course["pass_mark"]
    if any(one["passed"] for one in tries):
        raise Conflict(_("这个人已经通过考试，不用再登记。"))
    if len(tries) >= await whole("training.tries"):
        raise Conflict(_("补考次数已用完，请参加下一次培训。"))
    passed = form.score >= course["pass_mark"]
    await value(
        "INSERT INTO course_exam (enrolment_id, attempt, taken_on, score, passed, kept_by, at)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
        enrolment["id"],
        len(tries) + 1,
        form.taken_on,
        form.score,
        passed,
        actor.id,
        clock.now(),
    )
    await record(
        actor,
        "enrolment.examined",
        subject=("enrolment", enrolment["id"]),
        division=course["division"],
        changes={"score": (None, form.score), "passed": (None, passed)},
        hidden={"score"},
    )
    if passed and enrolment["status"] == EnrolmentStatus.completed:
        await _certify(actor, course, enrolment)
    return passed


@command
async def complete_course(actor: Actor, course_id: int) -> int:
    """
    The course is over: who was there every day completed it, and gets a certificate where the
    exam, if there is one, is passed. Returns how many completed. Tells ``training.certified``.
    """
    course = await kept_course(actor, course_id)
    if course["ends_on"] > clock.today():
        raise Conflict(_("培训还没有结束，结束当天起可以结业。"))
    marked = await rows(
        "SELECT e.*, ARRAY(SELECT a.day FROM course_attendance a WHERE a.enrolment_id = e.id"
        " AND a.present) AS present, EXISTS (SELECT FROM course_exam x"
        " WHERE x.enrolment_id = e.id AND x.passed) AS passed FROM enrolment e"
        " WHERE e.course_id = $1 AND e.status = 'signed' ORDER BY e.id FOR UPDATE",
        course_id,
    )
    if marked and not any(one["present"] for one in marked):
        raise Conflict(_("还没有登记出勤。请先导入出勤表，再结业。"))
    await move_course(actor, course, "complete")
    completed = 0
    for enrolment in marked:
        there = rules.attended(enrolment["present"], course["days"])
        await move_enrolment(actor, course, enrolment, "complete" if there else "miss")
        completed += there
        if there and (enrolment["passed"] or not course["has_exam"]):
            await _certify(actor, course, enrolment)
    return completed


@command
async def withdraw_certificate(actor: Actor, certificate_id: int, reason: str) -> None:
    """Take back a certificate given by mistake; its code then says so. The reason is kept."""
    held = await one(
        "SELECT t.*, e.course_id FROM training_certificate t"
        " JOIN enrolment e ON e.id = t.enrolment_id WHERE t.id = $1 FOR UPDATE OF t",
        certificate_id,
    )
    if held is None:
        raise NotFound(_("没有找到这份证书。"))
    course = await kept_course(actor, held["course_id"])
    said = reasoned(reason)
    if held["withdrawn_at"] is not None:
        raise Conflict(_("这份证书已经作废。"))
    await one(
        "UPDATE training_certificate SET withdrawn_at = $2, reason = $3 WHERE id = $1 RETURNING id",
        certificate_id,
        clock.now(),
        said,
    )
    await record(
        actor,
        "training.certificate_withdrawn",
        subject=("training_certificate", certificate_id),
        division=course["division"],
        reason=said,
    )
    await tell(
        "training.certificate_withdrawn", account_id=held["account_id"], audience=course["audience"]
    )


async def _certify(actor: Actor, course: Row, enrolment: Row) -> None:
    today = clock.today()
    certificate_id = await value(
        "INSERT INTO training_certificate (enrolment_id, account_id, number, code, issued_on,"
        " valid_until) VALUES ($1, $2, $3, $4, $5, $6)"
        " ON CONFLICT (enrolment_id) DO NOTHING RETURNING id",
        enrolment["id"],
        enrolment["account_id"],
        f"PX{today.year}-{enrolment['id']:08d}",
        "".join(secrets.choice(LETTERS) for _letter in range(CODE_LENGTH)),
        today,
        corresponding(today, await whole("training.certificate_months")),
    )
    if certificate_id is None:
        return
    await record(
        actor,
        "training.certified",
        subject=("training_certificate", certificate_id),
        division=course["division"],
    )
    await tell(
        "training.certified",
        certificate_id=certificate_id,
        account_id=enrolment["account_id"],
        audience=course["audience"],
    )
