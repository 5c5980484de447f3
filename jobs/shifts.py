"""Who hears what of a shift: who pledged to come, the home, who runs it."""

from collections.abc import Awaitable, Callable
from typing import Any

from match.foundation.actor import SYSTEM
from match.foundation.db import one, rows
from match.notices.commands import notify
from match.notices.queries import members_of
from match.notices.words import Kind
from match.site.formats import local_day
from match.volunteers.commands import need_gone, volunteer_gone
from match.volunteers.words import proof_name

Payload = dict[str, Any]
Hear = Callable[[int, Payload], Awaitable[None]]


async def _shift(payload: Payload) -> dict[str, Any]:
    found = await one(
        "SELECT s.id, s.title, s.organisation_id, s.starts_at, h.director_id FROM shift s"
        " JOIN home h ON h.id = s.home_id WHERE s.id = $1",
        payload["shift_id"],
    )
    assert found is not None, "shifts are never deleted"
    return found


def _near(shift: dict[str, Any]) -> dict[str, str]:
    """What it is called, and its day: what is cancelled today may ring at night."""
    return {"title": shift["title"], "day": f"{local_day(shift['starts_at']):%Y-%m-%d}"}


async def _keepers(shift: dict[str, Any]) -> set[int]:
    people = {shift["director_id"]} - {None}
    if shift["organisation_id"] is not None:
        people |= set(await members_of(shift["organisation_id"]))
    return people


def tell_volunteer(kind: Kind) -> Hear:
    """The one whose pledge it is hears *kind*."""

    async def hear(event_id: int, payload: Payload) -> None:
        shift = await _shift(payload)
        await notify(
            SYSTEM,
            {payload["volunteer_id"]},
            kind,
            link=f"/shifts/{shift['id']}",
            event_id=event_id,
            facts=_near(shift),
        )

    hear.__name__ = f"tell_volunteer_{kind}"
    return hear


def tell_keepers(kind: Kind) -> Hear:
    """The home, and the organisation that opened the shift, hear *kind*."""

    async def hear(event_id: int, payload: Payload) -> None:
        shift = await _shift(payload)
        await notify(
            SYSTEM,
            await _keepers(shift),
            kind,
            link=f"/desk/shifts/{shift['id']}",
            event_id=event_id,
            facts={"title": shift["title"]},
        )

    hear.__name__ = f"tell_keepers_{kind}"
    return hear


async def remind_of_shift(event_id: int, payload: Payload) -> None:
    """Who has a place is reminded of it."""
    shift = await _shift(payload)
    signed = await rows(
        "SELECT volunteer_id FROM shift_signup WHERE shift_id = $1 AND status = 'signed'",
        shift["id"],
    )
    await notify(
        SYSTEM,
        {row["volunteer_id"] for row in signed},
        Kind.shift_near,
        link=f"/shifts/{shift['id']}",
        event_id=event_id,
        facts={"title": shift["title"]},
    )


async def call_off_shifts_of_need(event_id: int, payload: Payload) -> None:
    """A need that is no longer there wants no volunteers."""
    del event_id
    await need_gone(SYSTEM, payload["need_id"])


async def free_places_of_account(event_id: int, payload: Payload) -> None:
    """Who erased their account will not come."""
    del event_id
    await volunteer_gone(SYSTEM, payload["account_id"])


async def ask_to_step_in(event_id: int, payload: Payload) -> None:
    """Somebody is asked whether they can take a place that came free."""
    shift = await _shift(payload)
    await notify(
        SYSTEM,
        {payload["volunteer_id"]},
        Kind.replacement_asked,
        link=f"/desk/shifts/calls/{payload['call_id']}",
        event_id=event_id,
        facts=_near(shift),
    )


async def tell_proof_ending(event_id: int, payload: Payload) -> None:
    """A certificate, the course, the yearly check or a policy ends soon."""
    await notify(
        SYSTEM,
        {payload["account_id"]},
        Kind.volunteer_proof_ending,
        link="/desk/shifts/proofs",
        event_id=event_id,
        facts={"title": f"{proof_name(payload['what'])} {payload['ends_on']}"},
    )


async def tell_skill_decided(event_id: int, payload: Payload) -> None:
    """The county has seen a certificate, or refuses it."""
    await notify(
        SYSTEM,
        {payload["volunteer_id"]},
        Kind.skill_decided,
        link="/desk/shifts/proofs",
        event_id=event_id,
        facts={"title": proof_name(f"skill:{payload['skill']}")},
    )


TOPICS: dict[str, tuple[Hear, ...]] = {
    "shift.near": (remind_of_shift,),
    "shift.finished": (tell_keepers(Kind.shift_hours_waiting),),
    "shift.unconfirmed": (tell_keepers(Kind.shift_hours_waiting),),
    "shift.blocked": (tell_keepers(Kind.shift_blocked),),
    "call.asked": (ask_to_step_in,),
    "call.over": (tell_volunteer(Kind.replacement_over),),
    "volunteer.proof_ending": (tell_proof_ending,),
    "skill.checked": (tell_skill_decided,),
    "skill.refused": (tell_skill_decided,),
    "skill.taken_back": (tell_skill_decided,),
    "signup.pledged": (tell_keepers(Kind.signup_made),),
    "signup.withdrawn": (tell_keepers(Kind.signup_withdrawn),),
    "signup.promoted": (tell_volunteer(Kind.signup_promoted),),
    "signup.lapsed": (tell_volunteer(Kind.signup_lapsed),),
    "signup.called_off": (tell_volunteer(Kind.shift_cancelled),),
    "signup.missed": (tell_volunteer(Kind.signup_missed),),
    "signup.confirmed": (tell_volunteer(Kind.hours_confirmed),),
    "signup.corrected": (tell_volunteer(Kind.hours_corrected),),
    "signup.taken_back": (tell_volunteer(Kind.hours_corrected),),
    "need.withdrawn": (call_off_shifts_of_need,),
    "need.expired": (call_off_shifts_of_need,),
    "account.erased": (free_places_of_account,),
}
