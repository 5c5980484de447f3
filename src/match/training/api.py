"""Training as JSON: courses open to the reader, who is due, and whether a certificate counts."""

from datetime import date
from typing import Any

import msgspec
from litestar import Controller, Response, get, post
from litestar.params import FromPath, FromQuery

from match.foundation.errors import Denied, NotFound
from match.foundation.language import _
from match.foundation.permissions import Permission
from match.site.api import problems
from match.site.dependencies import Who
from match.training.commands import sign_up
from match.training.queries.certificates import checked
from match.training.queries.courses import CourseLine, course_file, open_courses
from match.training.queries.due import due_people
from match.training.states import Audience, CourseStatus, Department, EnrolmentStatus


class CourseAnswer(msgspec.Struct, frozen=True):
    """
    A course. ``division`` is the organiser's (12 digits), ``days`` whole days, ``contents`` codes
    TC-*; ``mine`` is the reader's place on it, null without one.
    """

    id: int
    url: str
    title: str
    audience: Audience
    department: Department
    division: str
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
    mine: EnrolmentStatus | None


class CoursesAnswer(msgspec.Struct, frozen=True):
    """Courses, the next first."""

    items: list[CourseAnswer]


class PlaceAnswer(msgspec.Struct, frozen=True):
    """The place that was taken: ``signed`` or, where all are taken, ``waiting``."""

    course_id: int
    status: EnrolmentStatus


class DueAnswer(msgspec.Struct, frozen=True):
    """How many of an audience were not trained yet this year within a division."""

    audience: Audience
    division: str
    count: int


class CertificateAnswer(msgspec.Struct, frozen=True):
    """What a check code proves. No name: the paper has it."""

    number: str
    audience: Audience
    department: Department
    issued_on: date
    valid_until: date
    good: bool


class TrainingApi(Controller):
    """Courses, places, due counts, certificates."""

    path = "/api/v1/training"
    tags = ("training",)

    @get(
        "/courses",
        summary="Courses open to me",
        opt={"signed_in": True},
        responses=problems(401, 503),
    )
    async def courses(self, actor: Who) -> CoursesAnswer:
        """Courses one may sign up for, or has a place on."""
        return CoursesAnswer([_answer(course) for course in await open_courses(actor)])

    @get(
        "/courses/{course_id:int}",
        summary="One course",
        opt={"signed_in": True},
        responses=problems(401, 404, 503),
    )
    async def course(self, actor: Who, course_id: FromPath[int]) -> CourseAnswer:
        """One course."""
        return _answer((await course_file(actor, course_id)).course)

    @post(
        "/courses/{course_id:int}/places",
        summary="Sign up for a course",
        opt={"signed_in": True},
        responses=problems(401, 403, 404, 409, 503),
    )
    async def take_place(self, actor: Who, course_id: FromPath[int]) -> Response[PlaceAnswer]:
        """Take a place, or one on the waiting list; a second time is refused."""
        status = await sign_up(actor, course_id)
        return Response(
            PlaceAnswer(course_id, status),
            status_code=201,
            headers={"Location": f"/api/v1/training/courses/{course_id}"},
        )

    @get(
        "/due",
        summary="How many were not trained yet this year",
        opt={"permission": Permission.insight_read},
        responses=problems(400, 401, 403, 503),
    )
    async def due(
        self, actor: Who, division: FromQuery[str], audience: FromQuery[Audience]
    ) -> DueAnswer:
        """A count only, for an area of one's own; none before 1 September."""
        if not actor.may(Permission.insight_read, division.ljust(12, "0")):
            raise Denied(_("只能查看本辖区的应训人数。"))
        return DueAnswer(audience, division, len(await due_people(audience, division)))

    @get(
        "/certificates/{code:str}",
        summary="Check a certificate",
        opt={"public": True},
        responses=problems(404, 503),
    )
    async def certificate(self, code: FromPath[str]) -> CertificateAnswer:
        """Whether a check code is ours and counts today."""
        proved = await checked(code)
        if proved is None:
            raise NotFound(_("没有这个查验码。"))
        return CertificateAnswer(
            proved.number,
            proved.audience,
            proved.department,
            proved.issued_on,
            proved.valid_until,
            proved.good,
        )


def _answer(course: CourseLine) -> CourseAnswer:
    given: dict[str, Any] = msgspec.structs.asdict(course)
    fields = {name: given[name] for name in CourseAnswer.__struct_fields__ if name in given}
    return CourseAnswer(url=f"/desk/training/courses/{course.id}", **fields)
