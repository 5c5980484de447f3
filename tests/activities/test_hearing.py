"""Who hears what: the township of a plan, the director of its answer, those who signed up."""

import pytest

from jobs.listeners import listeners_of
from match.activities import commands
from match.activities.forms import BookingForm, ItemForm
from match.foundation import clock
from match.foundation.db import rows
from tests.activities import make
from tests.people import make as people

pytestmark = pytest.mark.usefixtures("db")


async def heard(topic: str) -> dict[int, tuple[str, str]]:
    """What the last fact of *topic* brought: account → (kind, link)."""
    fact = (
        await rows(
            "SELECT id, payload FROM outbox WHERE topic = $1 ORDER BY id DESC LIMIT 1", topic
        )
    )[0]
    from msgspec import json

    for listener in listeners_of(topic):
        if listener.hear.__module__ == "jobs.days":
            await listener.hear(fact["id"], json.decode(fact["payload"]))
    found = await rows("SELECT account_id, kind, link FROM message WHERE event_id = $1", fact["id"])
    return {row["account_id"]: (row["kind"], row["link"]) for row in found}


async def test_the_township_hears_of_a_plan_and_the_director_of_the_answer():
    at = await make.scene()
    year = clock.today().year
    item = ItemForm("家庭教育指导一场", clock.today())
    await commands.add_item(at.director, at.home, year, item)
    await commands.submit_plan(at.director, at.home, year)
    waiting = await heard("work_plan.submitted")
    await commands.return_plan(at.supervisor, at.home, year, "请加上安全演练")
    back = await heard("work_plan.returned")
    await commands.submit_plan(at.director, at.home, year)
    await commands.approve_plan(at.supervisor, at.home, year)
    done = await heard("work_plan.approved")

    link = f"/desk/activities/{at.home}/plans/{year}"
    assert waiting == {at.supervisor.id: ("plan_submitted", link)}
    assert back == {at.director.id: ("plan_returned", link)}
    assert done == {at.director.id: ("plan_approved", link)}


async def test_both_sides_of_a_request_for_the_room_hear():
    at = await make.scene()
    worker = await people.account("volunteer")
    await make.checked(worker)
    form = BookingForm("小组辅导", make.form().day, "09:00", "10:00")
    made = await commands.ask_for_venue(worker, at.home, form)
    asked = await heard("booking.asked")
    await commands.refuse_booking(at.director, made, "那天村里开会")
    answered = await heard("booking.refused")

    assert asked == {at.director.id: ("booking_asked", f"/desk/activities/{at.home}")}
    assert answered == {worker.id: ("booking_answered", f"/homes/{at.home}/venue")}


async def test_those_who_signed_up_hear_that_it_is_off():
    at = await make.scene()
    made = await commands.plan_activity(at.director, at.home, make.form())
    coming, not_coming = await people.account("donor"), await people.account("donor")
    await commands.announce(coming, made, 2)
    await commands.announce(not_coming, made, 1)
    await commands.withdraw(not_coming, made)
    await commands.announce(at.director, made, 3)
    await commands.call_off(at.director, made, "下大雨，路不好走")

    assert await heard("activity.called_off") == {
        coming.id: ("activity_off", f"/activities/{made}")
    }
