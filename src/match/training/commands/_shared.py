"""What every verb on a course or a place on it begins and ends with."""

from collections.abc import Mapping
from typing import Any

from match.foundation.actor import Actor
from match.foundation.db import one
from match.foundation.decisions import require
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.foundation.moves import carry_out
from match.training import policy
from match.training.states import (
    COURSE_MACHINE,
    ENROLMENT_MACHINE,
    CourseStatus,
    EnrolmentStatus,
)
from match.training.tables import Course, Enrolment

Row = dict[str, Any]


async def locked_course(course_id: int) -> Row:
    """The course, locked. Raises NotFound."""
    course = await one("SELECT * FROM course WHERE id = $1 FOR UPDATE", course_id)
    if course is None:
        raise NotFound(_("没有找到这次培训。"))
    return course


async def kept_course(actor: Actor, course_id: int) -> Row:
    """The course, locked, for those who organise it. Raises NotFound, Denied."""
    course = await locked_course(course_id)
    require(policy.can_keep(actor, course))
    return course


async def kept_enrolment(actor: Actor, enrolment_id: int) -> tuple[Row, Row]:
    """A course and a place on it, both locked, for those who organise. Raises NotFound, Denied."""
    found = await one("SELECT course_id FROM enrolment WHERE id = $1", enrolment_id)
    if found is None:
        raise NotFound(_("没有找到这条报名。"))
    course = await kept_course(actor, found["course_id"])
    return course, await locked_enrolment(enrolment_id)


async def locked_enrolment(enrolment_id: int) -> Row:
    """A place on a course, locked after its course."""
    enrolment = await one("SELECT * FROM enrolment WHERE id = $1 FOR UPDATE", enrolment_id)
    assert enrolment is not None, "enrolments are never deleted"
    return enrolment


async def move_course(actor: Actor, course: Row, verb: str, reason: str = "") -> None:
    """One move of a course, kept in the trail and told."""
    await carry_out(
        actor,
        COURSE_MACHINE,
        Course,
        course,
        CourseStatus(course["status"]),
        verb,
        reason=reason,
        sets={"reason": reason} if reason else None,
        course_id=course["id"],
    )


async def move_enrolment(
    actor: Actor, course: Row, enrolment: Mapping[str, Any], verb: str
) -> None:
    """One move of somebody's place, kept in the trail and told."""
    await carry_out(
        actor,
        ENROLMENT_MACHINE,
        Enrolment,
        {"id": enrolment["id"], "division": course["division"]},
        EnrolmentStatus(enrolment["status"]),
        verb,
        enrolment_id=enrolment["id"],
        course_id=course["id"],
        account_id=enrolment["account_id"],
    )


async def count_places(course_id: int, by: int) -> None:
    """More or fewer of the places are taken; a constraint trigger compares at commit."""
    await one("UPDATE course SET taken = taken + $2 WHERE id = $1 RETURNING id", course_id, by)
