"""What is owed after a gift follows the facts; who owes, who waits and the county hear of it."""

from collections.abc import Awaitable, Callable
from typing import Any

from jobs.gifts import givers, receivers
from match.foundation.actor import SYSTEM
from match.foundation.db import one
from match.foundation.permissions import Permission as P
from match.giving.disclosure.commands import follow_hidden, keep_duties
from match.notices.commands import notify
from match.notices.queries import holders, members_of
from match.notices.words import Kind

Payload = dict[str, Any]
Hear = Callable[[int, Payload], Awaitable[None]]
_GIFT = """
SELECT d.id, d.organisation_id, d.giver_id, d.charity_id, d.subject AS title, d.division,
       h.director_id, n.submitted_by, n.entered_for
  FROM donation d LEFT JOIN need n ON n.id = d.need_id LEFT JOIN home h ON h.id = d.home_id
 WHERE d.id = $1
"""


async def keep_duties_of_gift(event_id: int, payload: Payload) -> None:
    """Something happened to a gift: what is owed for it is worked out anew."""
    del event_id
    await keep_duties(SYSTEM, payload["donation_id"])


async def follow_hidden_duty(event_id: int, payload: Payload) -> None:
    """Owed for too long, or done at last: out of search, or found again."""
    del event_id
    if payload["home_id"] is not None:
        await follow_hidden(SYSTEM, home_id=payload["home_id"])
    else:
        await follow_hidden(SYSTEM, organisation_id=payload["organisation_id"])


async def _owing(home_id: int | None, organisation_id: int | None) -> set[int]:
    """The people of the home or the organisation that owes something."""
    if organisation_id is not None:
        return set(await members_of(organisation_id))
    home = await one("SELECT director_id FROM home WHERE id = $1", home_id)
    return {home["director_id"]} if home and home["director_id"] is not None else set()


def tell_owing(kind: Kind) -> Hear:
    """Who owes it hears *kind*, with a link to what is to be done."""

    async def hear(event_id: int, payload: Payload) -> None:
        gift = await one(_GIFT, payload["donation_id"])
        if gift is not None:
            await notify(
                SYSTEM,
                await _owing(payload["home_id"], payload["organisation_id"]),
                kind,
                link="/desk/duties",
                event_id=event_id,
                facts={"title": gift["title"]},
            )

    hear.__name__ = f"tell_owing_{kind}"
    return hear


def tell_county_of_duty(kind: Kind) -> Hear:
    """The county hears of what nobody did."""

    async def hear(event_id: int, payload: Payload) -> None:
        gift = await one(_GIFT, payload["donation_id"])
        if gift is not None:
            await notify(
                SYSTEM,
                await holders(P.matching_approve, gift["division"]),
                kind,
                link="/desk/duties",
                event_id=event_id,
                facts={"title": gift["title"]},
            )

    hear.__name__ = f"tell_county_{kind}"
    return hear


def tell_released(kind: Kind, column: str) -> Hear:
    """A home or an organisation is found again."""

    async def hear(event_id: int, payload: Payload) -> None:
        people = await _owing(payload.get("home_id"), payload.get("organisation_id"))
        found = await one(
            f"SELECT name FROM {column} WHERE id = $1",  # noqa: S608 # one of two tables
            payload[f"{column}_id"],
        )
        if found is not None:
            facts = {"title": found["name"]}
            link = "/desk/duties"
            await notify(SYSTEM, people, kind, link=link, event_id=event_id, facts=facts)

    hear.__name__ = f"tell_{column}_{kind}"
    return hear


async def tell_township_of_report(event_id: int, payload: Payload) -> None:
    """A report with a picture, or with words that want a person's eye, waits to be looked at."""
    gift = await one(_GIFT, payload["donation_id"])
    report = await one(
        "SELECT id FROM use_report WHERE id = $1 AND status = 'submitted'", payload["report_id"]
    )
    if gift is not None and report is not None:
        await notify(
            SYSTEM,
            await holders(P.needs_check, gift["division"]),
            Kind.use_report_waiting,
            link=f"/desk/donations/{gift['id']}/use",
            event_id=event_id,
            facts={"title": gift["title"]},
        )


def tell_use(kind: Kind, *, giver: bool) -> Hear:
    """The giver of a gift, or who received it, hears *kind* about its use."""

    async def hear(event_id: int, payload: Payload) -> None:
        gift = await one(_GIFT, payload["donation_id"])
        if gift is not None:
            await notify(
                SYSTEM,
                await (givers(gift) if giver else receivers(gift)),
                kind,
                link=f"/desk/donations/{gift['id']}/use",
                event_id=event_id,
                facts={"title": gift["title"]},
            )

    hear.__name__ = f"tell_use_{kind}"
    return hear


TOPICS: dict[str, tuple[Hear, ...]] = {
    "duty.reminded": (tell_owing(Kind.duty_due),),
    "duty.reminded_again": (tell_owing(Kind.duty_due_again),),
    "duty.hidden": (follow_hidden_duty, tell_owing(Kind.duty_hidden)),
    "duty.escalated": (tell_owing(Kind.duty_late), tell_county_of_duty(Kind.duty_late_county)),
    "duty.settled": (follow_hidden_duty,),
    "duty.void": (follow_hidden_duty,),
    "duty.reopened": (follow_hidden_duty,),
    "home.released": (tell_released(Kind.search_restored, "home"),),
    "organisation.released": (tell_released(Kind.search_restored, "organisation"),),
    "use_report.told": (tell_township_of_report,),
    "use_report.accepted": (tell_use(Kind.use_report_shown, giver=True),),
    "use_report.returned": (tell_use(Kind.use_report_returned, giver=False),),
    "progress_report.told": (tell_use(Kind.progress_told, giver=True),),
    "use_question.asked": (tell_use(Kind.question_asked, giver=False),),
    "use_question.answered": (tell_use(Kind.question_answered, giver=True),),
    "feedback.answered": (tell_use(Kind.thanks_answered, giver=False),),
}
