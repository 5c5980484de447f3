"""What the restricted room lets out: that somebody must decide, that a photo goes, and sums.

No fact of a child goes into any message: what it is about stands behind the door.
"""

from datetime import date
from typing import Any

from match.care.queries import told_totals
from match.care.rules import one_level_up
from match.files.commands import withdraw_photo
from match.foundation.actor import SYSTEM
from match.foundation.db import one, rows
from match.foundation.permissions import Role
from match.foundation.restricted import restricted
from match.insight.commands import keep_care_totals
from match.notices.commands import notify
from match.notices.words import Kind
from match.people.queries.people import people_with

Payload = dict[str, Any]


async def tell_in_charge(event_id: int, payload: Payload) -> None:
    """Somebody asks for leave: the person in charge one level up hears that it waits."""
    above = one_level_up(payload["division"])
    async with restricted((payload["division"],)):
        named = await rows(
            "SELECT account_id FROM care.in_charge WHERE until IS NULL"
            " AND starts_with($1, division) ORDER BY length(division) DESC LIMIT 1",
            above,
        )
    people = {row["account_id"] for row in named}
    await notify(
        SYSTEM, people, Kind.leave_waiting, link="/desk/children/decisions", event_id=event_id
    )


async def tell_asker(event_id: int, payload: Payload) -> None:
    """Whoever asked hears what was decided."""
    await notify(
        SYSTEM,
        {payload["account"]},
        Kind.leave_decided,
        link="/desk/children/leave",
        event_id=event_id,
    )


async def tell_supervisor(event_id: int, payload: Payload) -> None:
    """A child was let in without an agreement: the township's supervisor hears of it."""
    people = await people_with(Role.supervisor, payload["division"][:9])
    await notify(SYSTEM, people, Kind.child_let_in, link="/desk/children", event_id=event_id)


async def tell_second_person(event_id: int, payload: Payload) -> None:
    """A file is to be erased: those who may confirm it hear that it waits."""
    async with restricted((payload["division"],)):
        erasure = await one("SELECT asked_by FROM care.erasure WHERE id = $1", payload["erasure"])
    people = {
        *await people_with(Role.supervisor, payload["division"][:9]),
        *await people_with(Role.county, payload["division"][:6]),
    }
    await notify(
        SYSTEM,
        people - ({erasure["asked_by"]} if erasure else set()),
        Kind.erasure_waiting,
        link="/desk/children/decisions",
        event_id=event_id,
    )


async def take_photo_down(event_id: int, payload: Payload) -> None:
    """A consent to a photo was taken back: nobody fetches it any more."""
    del event_id
    await withdraw_photo(SYSTEM, payload["file"])


async def tell_totals(event_id: int, payload: Payload) -> None:
    """Numbers came: what may be told of the county, and of those above it, is told anew."""
    del event_id
    month = date.fromisoformat(payload["month"])
    for digits in (6, 4, 2):
        for division, measures in (await told_totals(payload["division"][:digits], month)).items():
            await keep_care_totals(SYSTEM, division, month, measures)


TOPICS: dict[str, tuple[Any, ...]] = {
    "care.leave_asked": (tell_in_charge,),
    "care.grant_approved": (tell_asker,),
    "care.grant_refused": (tell_asker,),
    "care.let_in": (tell_supervisor,),
    "care.erasure_asked": (tell_second_person,),
    "care.photo_withdrawn": (take_photo_down,),
    "care.month_sent": (tell_totals,),
}
