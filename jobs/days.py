"""Who hears of homes' days: plans, requests for the room, activities that are called off."""

from collections.abc import Awaitable, Callable
from typing import Any

from match.foundation.actor import SYSTEM
from match.foundation.db import one, rows
from match.foundation.permissions import Permission as P
from match.notices.commands import notify
from match.notices.queries import holders
from match.notices.words import Kind
from match.site.formats import local_day

Payload = dict[str, Any]
Hear = Callable[[int, Payload], Awaitable[None]]


async def _home(home_id: int) -> dict[str, Any]:
    found = await one("SELECT name, director_id FROM home WHERE id = $1", home_id)
    assert found is not None, "homes are never deleted"
    return found


async def plan_waits(event_id: int, payload: Payload) -> None:
    """The township hears that a plan wants its approval."""
    home = await _home(payload["home_id"])
    await notify(
        SYSTEM,
        set(await holders(P.activities_approve, payload["division"])),
        Kind.plan_submitted,
        link=f"/desk/activities/{payload['home_id']}/plans/{payload['year']}",
        event_id=event_id,
        facts={"title": f"{home['name']} {payload['year']}"},
    )


def plan_answered(kind: Kind) -> Hear:
    """The director hears what the township said."""

    async def hear(event_id: int, payload: Payload) -> None:
        home = await _home(payload["home_id"])
        await notify(
            SYSTEM,
            {home["director_id"]} - {None},
            kind,
            link=f"/desk/activities/{payload['home_id']}/plans/{payload['year']}",
            event_id=event_id,
            facts={"title": f"{home['name']} {payload['year']}"},
        )

    hear.__name__ = f"tell_{kind}"
    return hear


async def booking_waits(event_id: int, payload: Payload) -> None:
    """The director hears that somebody wants the room."""
    home = await _home(payload["home_id"])
    await notify(
        SYSTEM,
        {home["director_id"]} - {None},
        Kind.booking_asked,
        link=f"/desk/activities/{payload['home_id']}",
        event_id=event_id,
        facts={"title": home["name"]},
    )


async def booking_answered(event_id: int, payload: Payload) -> None:
    """Whoever asked hears that there is an answer."""
    home = await _home(payload["home_id"])
    booking = await one("SELECT account_id FROM venue_booking WHERE id = $1", payload["booking_id"])
    assert booking is not None, "requests are never deleted"
    await notify(
        SYSTEM,
        {booking["account_id"]},
        Kind.booking_answered,
        link=f"/homes/{payload['home_id']}/venue",
        event_id=event_id,
        facts={"title": home["name"]},
    )


async def activity_off(event_id: int, payload: Payload) -> None:
    """Everybody who announced somebody hears that it does not take place."""
    found = await rows(
        "SELECT s.account_id, a.title, a.starts_at FROM activity_signup s JOIN activity a ON a.id ="
        " s.activity_id WHERE a.id = $1 AND s.withdrawn_at IS NULL AND s.account_id IS NOT NULL",
        payload["activity_id"],
    )
    if found:
        await notify(
            SYSTEM,
            {row["account_id"] for row in found},
            Kind.activity_off,
            link=f"/activities/{payload['activity_id']}",
            event_id=event_id,
            facts={
                "title": found[0]["title"],
                "day": f"{local_day(found[0]['starts_at']):%Y-%m-%d}",
            },
        )


TOPICS: dict[str, tuple[Hear, ...]] = {
    "work_plan.submitted": (plan_waits,),
    "work_plan.approved": (plan_answered(Kind.plan_approved),),
    "work_plan.returned": (plan_answered(Kind.plan_returned),),
    "booking.asked": (booking_waits,),
    "booking.accepted": (booking_answered,),
    "booking.refused": (booking_answered,),
    "activity.called_off": (activity_off,),
}
