"""Courses for tests: `drafted()`, `published()`, `held()`; people come from tests.people."""

from datetime import date, timedelta
from typing import Any

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import value
from match.training.commands import (
    complete_course,
    draft_course,
    import_attendance,
    open_survey,
    publish_course,
    sign_up,
)
from match.training.forms import AttendanceRow, CourseForm, SurveyForm
from match.training.states import Audience
from tests.people import make as people

VILLAGE = "433101001201"
# The seven of notice 4.4e, copied from codes_home.csv.
SEVEN = ["TC-DUTY", "TC-LAW", "TC-PSY", "TC-VISIT", "TC-INFO", "TC-REPORT", "TC-GUARD"]
ORGANISERS = {
    Audience.director: ("county", "433101"),
    Audience.supervisor: ("prefecture", "4331"),
    Audience.psych_teacher: ("education", "4331"),
    Audience.trainer: ("province", "43"),
}


async def organiser(audience: Audience = Audience.director) -> Actor:
    """Somebody whose department trains this audience."""
    role, division = ORGANISERS.get(audience, ("county", "433101"))
    await people.place(division.ljust(12, "0"))
    return await people.account(role, division)


def form(audience: Audience = Audience.director, **other: Any) -> CourseForm:
    """A course of two days from tomorrow on."""
    starts = other.pop("starts_on", clock.today() + timedelta(days=1))
    fields: dict[str, Any] = {
        "title": "吉首市儿童主任年度培训",
        "audience": audience,
        "starts_on": starts,
        "ends_on": starts + timedelta(days=1),
        "days": 2,
        "place": "吉首市民政局会议室",
        "contents": SEVEN,
        "capacity": 40,
        "sign_up_until": starts,
        "has_exam": True,
        **other,
    }
    return CourseForm(**fields)


async def drafted(by: Actor, audience: Audience = Audience.director, **other: Any) -> int:
    """A course with its survey, not published."""
    survey = await value(
        "SELECT s.id FROM training_survey s WHERE s.made_by = $1 AND s.audience = $2",
        by.id,
        str(audience),
    ) or await open_survey(by, SurveyForm(audience, clock.today()))
    return await draft_course(by, form(audience, survey_id=survey, **other))


async def published(by: Actor, audience: Audience = Audience.director, **other: Any) -> int:
    """A course that takes sign-ups."""
    course = await drafted(by, audience, **other)
    await publish_course(by, course)
    return course


async def row_of(
    person: Actor, number: int = 2, *, days: tuple[bool, ...] = (True, True), **marks: Any
) -> AttendanceRow:
    """What a trainer writes down of somebody."""
    from match.people.phones import opened_phone

    phone = await value("SELECT phone FROM account WHERE id = $1", person.id)
    present = dict(enumerate(days, 1))
    return AttendanceRow(number, person.name, opened_phone(phone), present, **marks)


async def held(
    by: Actor,
    person: Actor,
    *,
    score: int = 80,
    days: tuple[bool, ...] = (True, True),
    audience: Audience = Audience.director,
) -> int:
    """A whole course for one person, who came on *days* and scored *score*; returns its id."""
    course = await published(by, audience)
    await sign_up(person, course)
    with clock.freeze(clock.now() + timedelta(days=3)):
        await import_attendance(by, course, [await row_of(person, days=days, score=score)])
        await complete_course(by, course)
    return course


def day_after(days: int) -> date:
    """So many days from today."""
    return clock.today() + timedelta(days=days)
