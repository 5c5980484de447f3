"""What the notice asks of a course: who holds it, for how long, what it teaches (4.4a–e, P2)."""

from datetime import date, timedelta

import pytest

from match.foundation import clock
from match.foundation.calendar.counting import corresponding
from match.foundation.db import DatabaseError, one, unit_of_work, value
from match.foundation.errors import Conflict, Denied, Invalid
from match.training import rules
from match.training.commands import (
    add_session,
    cancel_course,
    change_course,
    draft_course,
    evaluate,
    open_survey,
    publish_course,
    sign_up,
    withdraw,
)
from match.training.forms import EvaluationForm, SessionForm, SurveyForm
from match.training.states import Audience, Department
from tests.people import make as people
from tests.training import make


@pytest.mark.notice
@pytest.mark.parametrize(
    ("audience", "role", "division", "allowed"),
    [
        ("director", "county", "433101", True),
        ("director", "protection", "433101", True),
        ("director", "prefecture", "4331", False),
        ("director", "education", "433101", False),
        ("supervisor", "prefecture", "4331", True),
        ("supervisor", "protection", "433101", True),
        ("supervisor", "county", "433101", False),
        ("psych_teacher", "education", "433101", True),
        ("psych_teacher", "county", "433101", False),
        ("trainer", "province", "43", True),
        ("trainer", "prefecture", "4331", False),
        ("organisation_head", "prefecture", "4331", True),
        ("organisation_head", "education", "4331", False),
        ("administrator", "county", "433101", True),
        ("director", "supervisor", "433101001", False),
    ],
)
async def test_each_audience_is_trained_by_its_department_and_level(
    db: None, audience: str, role: str, division: str, allowed: bool
) -> None:
    """Notice 4.4a and 4.4c, with the conflict rule of 4.1a: department × level × audience."""
    await people.place(division.ljust(12, "0"))
    who = await people.account(role, division)
    form = make.form(Audience(audience))

    if allowed:
        course = await one("SELECT * FROM course WHERE id = $1", await draft_course(who, form))
        assert (course["level"], course["division"]) == (len(division), division.ljust(12, "0"))
    else:
        with pytest.raises(Denied):
            await draft_course(who, form)


@pytest.mark.notice
async def test_a_director_course_leaves_none_of_the_seven_out(db: None) -> None:
    """Notice 4.4e: a course that leaves one content out is not published."""
    county = await make.organiser()
    for left_out in make.SEVEN:
        course = await make.drafted(
            county, contents=[code for code in make.SEVEN if code != left_out]
        )
        with pytest.raises(Invalid) as refused:
            await publish_course(county, course)
        assert "contents" in refused.value.fields

    await publish_course(county, await make.drafted(county))


async def test_the_database_too_refuses_a_director_course_without_all_seven(db: None) -> None:
    county = await make.organiser()
    course = await make.drafted(county, contents=make.SEVEN[:6])

    with pytest.raises(DatabaseError) as refused:
        async with unit_of_work():
            await value("UPDATE course SET status = 'published' WHERE id = $1", course)
    assert refused.value.constraint_name == "course_director_contents"


@pytest.mark.notice
@pytest.mark.parametrize(("days", "fits"), [(1, False), (2, True), (3, True)])
async def test_a_training_lasts_two_or_three_days(db: None, days: int, fits: bool) -> None:
    """Notice 4.4c: 2–3 days."""
    county = await make.organiser()
    starts = clock.today() + timedelta(days=5)
    form = make.form(starts_on=starts, ends_on=starts + timedelta(days=2), days=days)

    if fits:
        assert await draft_course(county, form)
    else:
        with pytest.raises(Invalid) as refused:
            await draft_course(county, form)
        assert "2–3" in refused.value.fields["days"]


@pytest.mark.notice
async def test_a_survey_of_needs_comes_before_the_course(db: None) -> None:
    """Programme introduction P2: targeted training begins with asking."""
    county = await make.organiser()
    course = await draft_course(county, make.form())
    with pytest.raises(Invalid) as refused:
        await publish_course(county, course)
    assert set(refused.value.fields) == {"survey_id"}

    survey = await open_survey(county, SurveyForm(Audience.director, clock.today()))
    await change_course(county, course, make.form(survey_id=survey))
    await publish_course(county, course)
    with pytest.raises(Conflict):
        await change_course(county, course, make.form(survey_id=survey))


async def test_a_survey_of_another_audience_does_not_count(db: None) -> None:
    county = await make.organiser()
    survey = await open_survey(county, SurveyForm(Audience.safeguarding, clock.today()))

    with pytest.raises(Invalid) as refused:
        await draft_course(county, make.form(survey_id=survey))
    assert set(refused.value.fields) == {"survey_id"}


async def test_lessons_lie_within_the_course_and_beside_each_other(db: None) -> None:
    county = await make.organiser()
    course = await make.drafted(county)
    day = clock.today() + timedelta(days=1)
    await add_session(county, course, SessionForm(day, "09:00", "11:30", "TC-DUTY"))

    with pytest.raises(Invalid) as clash:
        await add_session(county, course, SessionForm(day, "11:00", "12:00", "TC-LAW"))
    assert set(clash.value.fields) == {"starts"}
    with pytest.raises(Invalid) as outside:
        await add_session(
            county, course, SessionForm(day + timedelta(days=9), "11:00", "10:00", "TC-X")
        )
    assert set(outside.value.fields) == {"day", "ends", "content"}
    await add_session(county, course, SessionForm(day, "11:30", "12:00", "TC-LAW"))


async def test_places_run_out_and_the_next_in_line_moves_up(db: None) -> None:
    county = await make.organiser()
    await people.place(make.VILLAGE)
    course = await make.published(county, capacity=1, starts_on=make.day_after(9))
    first, second = [
        await people.account("director", make.VILLAGE, home=number) for number in (1, 2)
    ]

    assert await sign_up(first, course) == "signed"
    assert await sign_up(second, course) == "waiting"
    with pytest.raises(Conflict):
        await sign_up(first, course)
    await withdraw(first, course)

    assert await value("SELECT status FROM enrolment WHERE account_id = $1", second.id) == "signed"
    assert await value("SELECT taken FROM course WHERE id = $1", course) == 1


async def test_the_database_counts_places_itself(db: None) -> None:
    """The broken twin: a hand that takes a place without counting is refused at commit."""
    county = await make.organiser()
    course = await make.published(county)

    with pytest.raises(DatabaseError) as refused:
        async with unit_of_work():
            await value("UPDATE course SET taken = taken + 1 WHERE id = $1", course)
            await value("SET CONSTRAINTS ALL IMMEDIATE")
    assert refused.value.constraint_name == "course_places_counted"


async def test_a_course_is_for_its_audience_and_area(db: None) -> None:
    county = await make.organiser()
    course = await make.published(county)
    elsewhere = await people.account("director", "433122001201", home=7)

    for stranger in (elsewhere, await people.account("donor"), county):
        with pytest.raises(Denied):
            await sign_up(stranger, course)


async def test_calling_off_wants_a_reason(db: None) -> None:
    county = await make.organiser()
    course = await make.published(county)
    with pytest.raises(Invalid):
        await cancel_course(county, course, "雨")

    await cancel_course(county, course, "连日暴雨，道路中断")
    assert await value("SELECT status FROM course WHERE id = $1", course) == "cancelled"


async def test_one_says_what_a_course_was_worth(db: None) -> None:
    county = await make.organiser()
    director = await people.account("director", make.VILLAGE, home=1)
    course = await make.published(county)
    await sign_up(director, course)
    with pytest.raises(Conflict):
        await evaluate(director, course, EvaluationForm(5))

    with clock.freeze(clock.now() + timedelta(days=2)):
        await evaluate(director, course, EvaluationForm(4, "走访一节很实用"))
    kept = await one("SELECT stars, opinion FROM enrolment WHERE account_id = $1", director.id)
    assert kept == {"stars": 4, "opinion": "走访一节很实用"}


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 3, 15), 12, date(2027, 3, 15)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
    ],
)
async def test_months_are_those_of_the_calendar(day: date, months: int, later: date) -> None:
    assert corresponding(day, months) == later


async def test_every_audience_has_an_organiser_that_the_database_accepts(db: None) -> None:
    """The rule and the CHECK name the same departments and levels."""
    made_by = (await people.account()).id
    for audience in Audience:
        for department in Department:
            for level in (2, 4, 6):
                wanted = (department, level) in rules.ORGANISERS[audience]
                assert await _accepted(audience, department, level, made_by) is (
                    wanted or _wider(audience, department)
                ), (audience, department, level)


def _wider(audience: Audience, department: Department) -> bool:
    # The CHECK leaves levels open where the notice names none.
    return (
        audience in (Audience.administrator, Audience.organisation_head, Audience.safeguarding)
        and department is Department.protection
    )


async def _accepted(audience: str, department: str, level: int, made_by: int | None) -> bool:
    try:
        async with unit_of_work():
            await value(
                "INSERT INTO course (title, audience, department, level, division, status,"
                " starts_on, ends_on, days, place, contents, capacity, sign_up_until, pass_mark,"
                " made_by) VALUES ('试', $1, $2, $3, '430000000000', 'draft', '2026-01-01',"
                " '2026-01-03', 2, '吉首', '{}', 1, '2026-01-01', 60, $4)",
                audience,
                department,
                level,
                made_by,
            )
    except DatabaseError:
        return False
    return True
