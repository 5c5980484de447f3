"""Courses as a trainee and an organiser read them: lists, one course, its people."""

from datetime import date, time
from typing import Any

import msgspec

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import one, rows
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.training import policy
from match.training.states import Audience, CourseStatus, Department, EnrolmentStatus


class CourseLine(msgspec.Struct, frozen=True):
    """One course in a list; ``area`` is the organiser's, ``mine`` the reader's place on it."""

    id: int
    title: str
    audience: Audience
    department: Department
    level: int
    division: str
    area: str
    partner: str | None
    status: CourseStatus
    starts_on: date
    ends_on: date
    days: int
    place: str
    contents: tuple[str, ...]
    capacity: int
    taken: int
    sign_up_until: date
    has_exam: bool
    pass_mark: int
    reason: str
    survey_id: int | None
    pack_version_id: int | None
    mine: EnrolmentStatus | None


class Lesson(msgspec.Struct, frozen=True):
    """One lesson of the programme; ``expert`` is empty where nobody of the think-tank teaches."""

    id: int
    day: date
    starts: time
    ends: time
    content: str
    topic: str
    place: str
    expert: str


class Place(msgspec.Struct, frozen=True):
    """One person on a course as the organiser sees her: days she was there, scores, exam."""

    id: int
    account_id: int
    name: str
    status: EnrolmentStatus
    present: tuple[int, ...]
    before: int | None
    after: int | None
    tries: int
    score: int | None
    passed: bool
    certificate_id: int | None
    withdrawn: bool


class Result(msgspec.Struct, frozen=True):
    """What a course brought (P2): means of both tests, of the stars, and how many said so."""

    measured: int
    before: int | None
    after: int | None
    rated: int
    stars_tenths: int | None


class CourseFile(msgspec.Struct, frozen=True):
    """One course; ``places`` and ``opinions`` are there for its organisers only."""

    course: CourseLine
    lessons: tuple[Lesson, ...]
    pack: str
    survey: str
    may_keep: bool
    may_attend: bool | str
    own: Place | None
    places: tuple[Place, ...]
    result: Result
    opinions: tuple[str, ...]


_LINE = (
    "SELECT c.*, d.path AS area, e.status AS mine FROM course c"
    " JOIN division d ON d.code = c.division"
    " LEFT JOIN enrolment e ON e.course_id = c.id AND e.account_id = $1"
    " AND e.status <> 'withdrawn'"
)
_PLACE = (
    "SELECT e.id, e.account_id, a.name, e.status, e.before, e.after,"
    " ARRAY(SELECT t.day FROM course_attendance t WHERE t.enrolment_id = e.id AND t.present"
    "   ORDER BY t.day) AS present,"
    " (SELECT count(*) FROM course_exam x WHERE x.enrolment_id = e.id) AS tries,"
    " (SELECT x.score FROM course_exam x WHERE x.enrolment_id = e.id ORDER BY attempt DESC LIMIT 1)"
    "   AS score,"
    " EXISTS (SELECT FROM course_exam x WHERE x.enrolment_id = e.id AND x.passed) AS passed,"
    " t.id AS certificate_id, t.withdrawn_at IS NOT NULL AS withdrawn"
    " FROM enrolment e JOIN account a ON a.id = e.account_id"
    " LEFT JOIN training_certificate t ON t.enrolment_id = e.id"
)


async def open_courses(actor: Actor) -> list[CourseLine]:
    """Courses this person may sign up for now, or is signed up for, the next first."""
    found = await rows(
        f"{_LINE} WHERE c.status = 'published' AND c.ends_on >= $2 ORDER BY c.starts_on, c.id",
        actor.id,
        clock.today(),
    )
    return [
        _line(row)
        for row in found
        if row["mine"] is not None
        or (row["sign_up_until"] >= clock.today() and policy.can_attend(actor, row) is True)
    ]


async def kept_courses(actor: Actor, limit: int = 50) -> list[CourseLine]:
    """The courses this person's department organises, newest first."""
    grants = policy.keeping_grants(actor)
    if not grants:
        return []
    found = await rows(
        f"{_LINE} WHERE c.division = ANY($2) OR c.partner = ANY($2) ORDER BY c.id DESC LIMIT $3",
        actor.id,
        [grant.division.ljust(12, "0") for grant in grants],
        limit * 3,
    )
    return [_line(row) for row in found if policy.can_keep(actor, row) is True][:limit]


async def course_row(actor: Actor, course_id: int) -> dict[str, Any]:
    """A course as a row, for who may see it: drafts are their organisers'. Raises NotFound."""
    row = await one(f"{_LINE} WHERE c.id = $2", actor.id, course_id)
    if row is None or (
        row["status"] == CourseStatus.draft and policy.can_keep(actor, row) is not True
    ):
        raise NotFound(_("没有找到这次培训。"))
    return row


async def course_file(actor: Actor, course_id: int) -> CourseFile:
    """One course in full. Raises NotFound for who may not see it."""
    row = await course_row(actor, course_id)
    keeps = policy.can_keep(actor, row) is True
    pack = await one(
        "SELECT p.title, v.number FROM training_pack_version v"
        " JOIN training_pack p ON p.id = v.pack_id WHERE v.id = $1",
        row["pack_version_id"],
    )
    survey = await one(
        "SELECT s.year, count(a.id) AS answers FROM training_survey s"
        " LEFT JOIN training_answer a ON a.survey_id = s.id WHERE s.id = $1 GROUP BY s.year",
        row["survey_id"],
    )
    places = await _places(course_id) if keeps else ()
    return CourseFile(
        _line(row),
        await _lessons(course_id),
        _("%(title)s 第 %(number)s 版") % pack if pack else "",
        _("%(year)s 年，%(answers)s 人回答") % survey if survey else "",
        keeps,
        policy.can_attend(actor, row),
        await _own(actor, course_id),
        places,
        await _result(course_id),
        await _opinions(course_id) if keeps else (),
    )


async def _lessons(course_id: int) -> tuple[Lesson, ...]:
    found = await rows(
        "SELECT s.id, s.day, s.starts, s.ends, s.content, s.topic, s.place,"
        " COALESCE(x.name, '') AS expert FROM course_session s"
        " LEFT JOIN training_expert x ON x.id = s.expert_id WHERE s.course_id = $1"
        " ORDER BY s.day, s.starts",
        course_id,
    )
    return tuple(Lesson(**row) for row in found)


async def _places(course_id: int) -> tuple[Place, ...]:
    found = await rows(
        f"{_PLACE} WHERE e.course_id = $1 AND e.status <> 'withdrawn' ORDER BY e.status, e.id",
        course_id,
    )
    return tuple(_place(row) for row in found)


async def _own(actor: Actor, course_id: int) -> Place | None:
    row = await one(
        f"{_PLACE} WHERE e.course_id = $1 AND e.account_id = $2 AND e.status <> 'withdrawn'",
        course_id,
        actor.id,
    )
    return None if row is None else _place(row)


async def _result(course_id: int) -> Result:
    row = await one(
        "SELECT count(*) FILTER (WHERE before IS NOT NULL AND after IS NOT NULL) AS measured,"
        " round(avg(before) FILTER (WHERE after IS NOT NULL))::int AS before,"
        " round(avg(after) FILTER (WHERE before IS NOT NULL))::int AS after,"
        " count(stars) AS rated, round(avg(stars) * 10)::int AS stars_tenths"
        " FROM enrolment WHERE course_id = $1 AND status <> 'withdrawn'",
        course_id,
    )
    assert row is not None, "an aggregate is one row"
    return Result(**row)


async def _opinions(course_id: int) -> tuple[str, ...]:
    # Without names: whoever praises or blames a course is asked again next year.
    found = await rows(
        "SELECT opinion FROM enrolment WHERE course_id = $1 AND opinion <> ''"
        " ORDER BY md5(opinion) LIMIT 50",
        course_id,
    )
    return tuple(row["opinion"] for row in found)


def _line(row: dict[str, Any]) -> CourseLine:
    return msgspec.convert(
        {name: row[name] for name in CourseLine.__struct_fields__}, CourseLine, strict=False
    )


def _place(row: dict[str, Any]) -> Place:
    return msgspec.convert(row, Place, strict=False)
