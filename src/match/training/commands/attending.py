"""Who came on which day: row by row from the trainers' sheet, as often as it is sent."""

from collections.abc import Sequence

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, unit_of_work, value
from match.foundation.errors import Conflict, Invalid, MatchError
from match.foundation.language import _
from match.foundation.sheets import Value
from match.foundation.sheets.cells import tidy
from match.people.phones import phone_key, tidy_phone
from match.site.importing import Diff, Outcome, diffs
from match.training.commands._shared import Row, kept_course, locked_enrolment
from match.training.commands.certifying import enter_exam
from match.training.forms import AttendanceRow, ExamForm
from match.training.queries.attendance import attended
from match.training.sheet import called, cells, sheet
from match.training.states import CourseStatus, EnrolmentStatus


@command
async def import_attendance(
    actor: Actor, course_id: int, listed: Sequence[AttendanceRow]
) -> list[Outcome]:
    """
    Keep every row that can be taken; a refused one takes no other with it. Sent again, it changes
    nothing. An empty cell leaves what is known as it is. Raises Conflict before the course begins
    and after it is completed: attendance is final then.
    """
    course = await kept_course(actor, course_id)
    if course["status"] != CourseStatus.published or course["starts_on"] > clock.today():
        raise Conflict(_("培训开始以后、结业以前才能登记出勤。"))
    outcomes = [await _one(actor, course, row) for row in listed]
    if kept := sum(one.result in ("created", "updated") for one in outcomes):
        await record(
            actor,
            "course.attendance_kept",
            subject=("course", course_id),
            division=course["division"],
            changes={"rows": (None, kept)},
        )
    return outcomes


async def _one(actor: Actor, course: Row, row: AttendanceRow) -> Outcome:
    try:
        # A refused row leaves nothing: not its days either, where only its score was wrong.
        async with unit_of_work():
            result, changes = await _keep(actor, course, row)
    except Invalid as refusal:
        return Outcome(row.number, row.name, "refused", " ".join(refusal.fields.values()))
    except MatchError as refusal:
        return Outcome(row.number, row.name, "refused", refusal.message)
    return Outcome(row.number, row.name, result, changes=changes)


async def _keep(actor: Actor, course: Row, row: AttendanceRow) -> tuple[str, tuple[Diff, ...]]:
    enrolment = await _enrolled(course, row)
    before = await _cells(course, enrolment)
    await _days(actor, enrolment, course, row)
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
    if row.score is not None and row.score != before.get("score"):
        # What is known already is no further try, on whatever day the sheet is sent again.
        last = min(course["ends_on"], clock.today())
        await enter_exam(actor, course, enrolment, ExamForm(last, row.score))
    changes = diffs(sheet(course), before, await _cells(course, enrolment))
    if not changes:
        return "unchanged", ()
    return ("updated", changes) if before else ("created", ())


async def _cells(course: Row, enrolment: Row) -> dict[str, Value]:
    [known] = await attended(course["id"], enrolment["id"])
    return cells(known)


async def _enrolled(course: Row, row: AttendanceRow) -> Row:
    found = await one(
        "SELECT e.id, e.status, a.name FROM enrolment e JOIN account a ON a.id = e.account_id"
        " WHERE e.course_id = $1 AND e.status <> 'withdrawn'"
        " AND ($2::bytea IS NULL OR a.phone_key = $2) AND ($3::bigint IS NULL OR e.id = $3)",
        course["id"],
        phone_key(tidy_phone(row.phone)) if row.phone else None,
        row.enrolment,
    )
    if found is None and row.enrolment is not None:
        raise Conflict(_("这次培训没有这个报名编号，请核对编号，或空着编号、填写手机号。"))
    if found is None:
        raise Conflict(_("这个手机号没有报名这次培训，请核对号码，或请本人先报名。"))
    if found["status"] == EnrolmentStatus.waiting:
        raise Conflict(_("这个人还在候补名单里，没有名额。"))
    if called(found["name"]) != tidy(row.name):
        # The telephone number decides; a name that differs is a slip in one of the two cells.
        raise Conflict(
            _("姓名与这个手机号的报名人不一致，请核对这一行。")
            if row.enrolment is None
            else _("姓名与这个报名编号的报名人不一致，请核对这一行。")
        )
    return await locked_enrolment(found["id"])


async def _days(actor: Actor, enrolment: Row, course: Row, row: AttendanceRow) -> None:
    for day, there in row.present.items():
        if day > course["days"]:
            raise Invalid({"day": _("这次培训没有第 %(day)s 天。") % {"day": day}})
        await value(
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
