"""Who hears what of training: those a course is for, those who signed up, those who are due."""

from collections.abc import Awaitable, Callable
from typing import Any

from match.foundation.actor import SYSTEM
from match.foundation.db import one, rows
from match.notices.commands import notify
from match.notices.words import Kind

Payload = dict[str, Any]
Hear = Callable[[int, Payload], Awaitable[None]]

# Directors and supervisors of the organiser's area, those who wait for their post among them.
_YEARLY = """
SELECT DISTINCT m.account FROM membership m JOIN account a ON a.id = m.account
 WHERE m.role = $1 AND starts_with(m.division, $2) AND m.ended_at IS NULL
   AND a.disabled_at IS NULL AND a.erased_at IS NULL
"""


async def _course(payload: Payload) -> dict[str, Any]:
    found = await one(
        "SELECT id, title, audience, left(division, level) AS area FROM course WHERE id = $1",
        payload["course_id"],
    )
    assert found is not None, "courses are never deleted"
    return found


async def tell_audience(event_id: int, payload: Payload) -> None:
    """A course for directors or supervisors is open: all of the area hear."""
    course = await _course(payload)
    if course["audience"] not in ("director", "supervisor"):
        return
    found = await rows(_YEARLY, course["audience"], course["area"])
    await notify(
        SYSTEM,
        {row["account"] for row in found},
        Kind.course_open,
        link=f"/desk/training/courses/{course['id']}",
        event_id=event_id,
        facts={"title": course["title"]},
    )


async def tell_signed_up(event_id: int, payload: Payload) -> None:
    """A course is called off: whoever signed up hears."""
    course = await _course(payload)
    found = await rows(
        "SELECT account_id FROM enrolment WHERE course_id = $1 AND status IN ('signed', 'waiting')",
        course["id"],
    )
    await notify(
        SYSTEM,
        {row["account_id"] for row in found},
        Kind.course_cancelled,
        link=f"/desk/training/courses/{course['id']}",
        event_id=event_id,
        facts={"title": course["title"]},
    )


def tell_trainee(kind: Kind) -> Hear:
    """The one whose place it is hears *kind*."""

    async def hear(event_id: int, payload: Payload) -> None:
        course = await _course(payload)
        await notify(
            SYSTEM,
            {payload["account_id"]},
            kind,
            link=f"/desk/training/courses/{course['id']}",
            event_id=event_id,
            facts={"title": course["title"]},
        )

    hear.__name__ = f"tell_trainee_{kind}"
    return hear


def tell_account(kind: Kind) -> Hear:
    """The person herself hears *kind*, and finds what to do at her training."""

    async def hear(event_id: int, payload: Payload) -> None:
        await notify(
            SYSTEM, {payload["account_id"]}, kind, link="/desk/training", event_id=event_id
        )

    hear.__name__ = f"tell_trained_{kind}"
    return hear


async def tell_surveyed(event_id: int, payload: Payload) -> None:
    """What do you need to learn: those who will be trained are asked."""
    survey = await one(
        "SELECT id, audience, division FROM training_survey WHERE id = $1", payload["survey_id"]
    )
    if survey is None or survey["audience"] not in ("director", "supervisor"):
        return
    size = 6 if survey["audience"] == "director" else 4
    found = await rows(_YEARLY, survey["audience"], survey["division"][:size])
    await notify(
        SYSTEM,
        {row["account"] for row in found},
        Kind.training_asked,
        link=f"/desk/training/surveys/{survey['id']}",
        event_id=event_id,
    )


TOPICS: dict[str, tuple[Hear, ...]] = {
    "course.published": (tell_audience,),
    "course.cancelled": (tell_signed_up,),
    "enrolment.promoted": (tell_trainee(Kind.training_place),),
    "training.certified": (tell_account(Kind.certificate_issued),),
    "training.reminded": (tell_account(Kind.training_due),),
    "training.survey_opened": (tell_surveyed,),
}
