"""Who came on which day: row by row from the trainers' sheet, as often as it is sent."""

from collections.abc import Sequence
from typing import Any

import msgspec

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, unit_of_work, value
from match.foundation.errors import Conflict, Invalid, MatchError
from match.foundation.language import _
from match.people.phones import phone_key, tidy_phone
from match.training.commands._shared import Row, kept_course, locked_enrolment
from match.training.commands.certifying import enter_exam
from match.training.forms import AttendanceRow, ExamForm
from match.training.states import CourseStatus, EnrolmentStatus


class Outcome(msgspec.Struct, frozen=True):
    """What became, or would become, of a row: kept, unchanged, or refused and why."""

    number: int
    name: str
    result: str
    message: str = ""


class _OnlyTrying(Exception):
    """Carries the outcomes out of a transaction that must leave nothing behind."""


@command
async def import_attendance(
    actor: Actor, course_id: int, sheet: Sequence[AttendanceRow]
) -> list[Outcome]:
    """
    Keep every row that can be taken; a refused one takes no other with it. Sent again, it changes
    nothing. An empty cell leaves what is known as it is. Raises Conflict before the course begins
    and after it is completed: attendance is final then.
    """
    course = await kept_course(actor, course_id)
    if course["status"] != CourseStatus.published or course["starts_on"] > clock.today():
        raise Conflict(_("培训开始以后、结业以前才能登记出勤。"))
    outcomes = [await _one(actor, course, row) for row in sheet]
    await record(
        actor,
        "course.attendance_kept",
        subject=("course", course_id),
        division=course["division"],
        changes={"rows": (None, sum(one.result == "kept" for one in outcomes))},
    )
    return outcomes


async def try_attendance(
    actor: Actor, course_id: int, sheet: Sequence[AttendanceRow]
) -> list[Outcome]:
    """What `import_attendance` would do: it is done, looked at, and undone."""
    outcomes: list[Outcome] = []
    try:
        async with unit_of_work():
            outcomes += await import_attendance(actor, course_id, sheet)
            raise _OnlyTrying
    except _OnlyTrying:
        return outcomes


async def _one(actor: Actor, course: Row, row: AttendanceRow) -> Outcome:
    try:
        # A refused row leaves nothing: not its days either, where only its score was wrong.
        async with unit_of_work():
            changed = await _keep(actor, course, row)
    except Invalid as refusal:
        return Outcome(row.number, row.name, "refused", " ".join(refusal.fields.values()))
    except MatchError as refusal:
        return Outcome(row.number, row.name, "refused", refusal.message)
    return Outcome(row.number, row.name, "kept" if changed else "unchanged")


async def _keep(actor: Actor, course: Row, row: AttendanceRow) -> bool:
    enrolment = await _enrolled(course, row)
    changed = await _days(actor, enrolment, course, row)
    scores = {
        name: given
        for name in ("before", "after")
        if (given := getattr(row, name)) is not None and given != enrolment[name]
    }
    if scores:
        await one(
            "UPDATE enrolment SET before = $2, after = $3 WHERE id = $1 RETURNING id",
            enrolment["id"],
            scores.get("before", enrolment["before"]),
            scores.get("after", enrolment["after"]),
        )
    if row.score is not None:
        last = min(course["ends_on"], clock.today())
        before = await _tries(enrolment)
        await enter_exam(actor, course, enrolment, ExamForm(last, row.score))
        changed = changed or await _tries(enrolment) != before
    return changed or bool(scores)


async def _enrolled(course: Row, row: AttendanceRow) -> Row:
    found = await one(
        "SELECT e.id, e.status, a.name FROM enrolment e JOIN account a ON a.id = e.account_id"
        " WHERE e.course_id = $1 AND a.phone_key = $2 AND e.status <> 'withdrawn'",
        course["id"],
        phone_key(tidy_phone(row.phone)),
    )
    if found is None:
        raise Conflict(_("这个手机号没有报名这次培训，请核对号码，或请本人先报名。"))
    if found["status"] == EnrolmentStatus.waiting:
        raise Conflict(_("这个人还在候补名单里，没有名额。"))
    if found["name"] != row.name:
        # The telephone number decides; a name that differs is a slip in one of the two cells.
        raise Conflict(_("姓名与这个手机号的报名人不一致，请核对这一行。"))
    return await locked_enrolment(found["id"])


async def _days(actor: Actor, enrolment: Row, course: Row, row: AttendanceRow) -> bool:
    changed = False
    for day, there in row.present.items():
        if day > course["days"]:
            raise Invalid({"day": _("这次培训没有第 %(day)s 天。") % {"day": day}})
        kept: Any = await value(
            "INSERT INTO course_attendance (enrolment_id, day, present, kept_by, at)"
            " VALUES ($1, $2, $3, $4, $5) ON CONFLICT (enrolment_id, day)"
            " DO UPDATE SET present = $3, kept_by = $4, at = $5"
            " WHERE course_attendance.present <> $3 RETURNING id",
            enrolment["id"],
            day,
            there,
            actor.id,
            clock.now(),
        )
        changed = changed or kept is not None
    return changed


async def _tries(enrolment: Row) -> int:
    return await value("SELECT count(*) FROM course_exam WHERE enrolment_id = $1", enrolment["id"])
