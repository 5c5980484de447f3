"""`match check` sees each thing that should not be, once it is planted; and nothing before."""

from datetime import timedelta

from jobs.checks import activities
from match.activities import commands
from match.activities.forms import BookingForm, DutyForm, HeadsForm, ItemForm, PersonForm
from match.foundation import clock
from match.foundation.db import command, value
from match.foundation.embedded.services import Services
from tests.activities import make
from tests.lasting import lasting
from tests.people import make as people

# {held} was counted, {ahead} is still to come; {gone} left the rota, {stays} is on it; {booked} and
# {asked} want the room on two days.
PLANTED = {
    "every activity is free": (
        "ALTER TABLE activity DROP CONSTRAINT activity_is_free;"
        " UPDATE activity SET price_fen = 500 WHERE id = {ahead}"
    ),
    "an activity's places are those announced": (
        "UPDATE activity SET taken = taken + 1 WHERE id = {ahead}"
    ),
    "children counted by age are all the children counted": (
        "UPDATE activity SET children = children + 1 WHERE id = {held}"
    ),
    "only what took place has heads": (
        "UPDATE activity_heads SET activity_id = {ahead} WHERE activity_id = {held}"
    ),
    "who left the rota is forgotten": (
        "UPDATE rota_duty SET day = day + 30, person_id = {gone} WHERE person_id = {stays}"
    ),
    "people are on duty in their own home": (
        "UPDATE rota_duty SET home_id = home_id + 1 WHERE person_id = {stays}"
    ),
    "nobody approved their own plan": (
        "ALTER TABLE work_plan DROP CONSTRAINT work_plan_not_by_oneself;"
        " UPDATE work_plan SET approved_by = submitted_by, approved_at = now(),"
        " status = 'approved'"
    ),
    "only items of a plan that was approved once are done": (
        "UPDATE work_plan SET submitted_by = NULL;"
        " UPDATE work_plan_item SET done_on = due_on, done_by = 1"
    ),
    "the room has one user at a time": (
        "ALTER TABLE venue_booking DROP CONSTRAINT venue_booking_one_at_a_time;"
        " UPDATE venue_booking SET status = 'accepted',"
        " starts_at = (SELECT starts_at FROM venue_booking WHERE id = {booked}),"
        " ends_at = (SELECT ends_at FROM venue_booking WHERE id = {booked}) WHERE id = {asked}"
    ),
}


@command
async def _days() -> dict[str, int]:
    at = await make.scene()
    today = clock.today()
    held = await make.held(at, "ACT-READ", today - timedelta(days=3), heads=HeadsForm(age_6_8=7))
    ahead = await commands.plan_activity(at.director, at.home, make.form())
    await commands.announce(at.director, ahead, 4)
    gone, stays = [
        await commands.add_person(at.director, at.home, PersonForm(name, "parent", True))
        for name in ("石有福", "麻秋菊")
    ]
    monday = today + timedelta(days=7 - today.weekday())
    await commands.put_on_duty(at.director, at.home, DutyForm(stays, [monday]))
    await commands.remove_person(at.director, gone)
    await commands.add_item(at.director, at.home, today.year, ItemForm("家庭教育指导一场", today))
    await commands.submit_plan(at.director, at.home, today.year)
    worker = await people.account("volunteer")
    await make.checked(worker)
    booked, asked = [
        await commands.ask_for_venue(
            worker, at.home, BookingForm("小组辅导", today + timedelta(days=day), "09:00", "10:00")
        )
        for day in (8, 9)
    ]
    await commands.accept_booking(at.director, booked)
    assert await value("SELECT count(*) FROM rota_duty") == 1
    return {
        "held": held,
        "ahead": ahead,
        "gone": gone,
        "stays": stays,
        "booked": booked,
        "asked": asked,
    }


def test_every_question_has_its_plant() -> None:
    assert PLANTED.keys() == activities.CHECKS.keys()


async def test_what_is_planted_is_found(services: Services, database: None) -> None:
    async with lasting(services) as superuser:
        scene = await _days()
        for name, sql in activities.CHECKS.items():
            assert await superuser.fetch(sql) == [], name
        missed: list[str] = []
        for question, planted in PLANTED.items():
            transaction = superuser.transaction()
            await transaction.start()
            await superuser.execute("SET LOCAL session_replication_role = replica")
            await superuser.execute(planted.format(**scene))
            if not await superuser.fetch(activities.CHECKS[question]):
                missed.append(question)
            await transaction.rollback()

        assert missed == []
