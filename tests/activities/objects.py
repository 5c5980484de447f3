"""One of each thing in the scene's home: for every parameterised route a path that leads to it."""

from datetime import timedelta

from match.activities import commands
from match.activities.forms import BookingForm, DutyForm, ExceptionForm, ItemForm, PersonForm
from match.activities.states import ExceptionKind
from match.foundation import clock
from match.foundation.db import value
from match.people.queries.people import directors_of
from match.people.sessions import actor_of_account
from tests.activities import make
from tests.architecture.scene import Scene
from tests.people import make as people


async def objects(scene: Scene) -> dict[str, str]:
    """The paths of the routes of activities."""
    assert scene.home is not None, "things come before objects"
    home = scene.home
    director = await actor_of_account((await directors_of(home))[0])
    assert director is not None
    year, soon = clock.today().year, clock.today() + timedelta(days=7)
    activity = await commands.plan_activity(director, home, make.form(soon))
    exception = await commands.add_exception(
        director, home, ExceptionForm(ExceptionKind.closed, soon + timedelta(days=60))
    )
    person = await commands.add_person(director, home, PersonForm("石有福", "parent", True))
    rule_days = [soon + timedelta(days=at) for at in range(7)]
    day = next(one for one in rule_days if one.isoweekday() == 1)
    await commands.put_on_duty(director, home, DutyForm(person, [day]))
    duty = await value("SELECT max(id) FROM rota_duty")
    item = await commands.add_item(
        director, home, year, ItemForm("一次家庭教育指导", clock.today())
    )
    worker = await people.account("volunteer")
    await make.checked(worker)
    booking = await commands.ask_for_venue(
        worker, home, BookingForm("小组辅导活动", soon, "09:00", "10:00")
    )
    desk = "/desk/activities"
    of_home = ("", "/opened", "/exceptions", "/new", "/held")
    rota = ("/rota", "/rota/sheet", "/rota/people", "/rota/duties")
    plans = ("", "/items", "/submission", "/revision", "/decision")
    one = ("", "/record", "/cancellation", "/calls")
    return (
        {f"{desk}/{{home_id:int}}{step}": f"{desk}/{home}{step}" for step in (*of_home, *rota)}
        | {
            f"{desk}/{{home_id:int}}/plans/{{year:int}}{step}": f"{desk}/{home}/plans/{year}{step}"
            for step in plans
        }
        | {
            f"{desk}/items/{{activity_id:int}}{step}": f"{desk}/items/{activity}{step}"
            for step in one
        }
        | {
            f"{desk}/exceptions/{{exception_id:int}}/removal": (
                f"{desk}/exceptions/{exception}/removal"
            ),
            f"{desk}/rota/people/{{person_id:int}}/removal": f"{desk}/rota/people/{person}/removal",
            f"{desk}/rota/duties/{{duty_id:int}}/removal": f"{desk}/rota/duties/{duty}/removal",
            f"{desk}/plans/items/{{item_id:int}}/removal": f"{desk}/plans/items/{item}/removal",
            f"{desk}/plans/items/{{item_id:int}}/done": f"{desk}/plans/items/{item}/done",
            f"{desk}/bookings/{{booking_id:int}}/decision": f"{desk}/bookings/{booking}/decision",
            "/homes/venue/{booking_id:int}/withdrawal": f"/homes/venue/{booking}/withdrawal",
            "/homes/{home_id:int}/venue": f"/homes/{home}/venue",
            "/homes/{home_id:int}/calendar.ics": f"/homes/{home}/calendar.ics",
            "/homes/{home_id:int}/notice.pdf": f"/homes/{home}/notice.pdf",
            "/activities/{activity_id:int}": f"/activities/{activity}",
            "/activities/{activity_id:int}/signup": f"/activities/{activity}/signup",
            "/activities/{activity_id:int}/withdrawal": f"/activities/{activity}/withdrawal",
        }
    )
