"""Who hears what of a gift: the giver, who receives, or both."""

from collections.abc import Awaitable, Callable
from enum import Enum, auto
from typing import Any

from match.foundation.actor import SYSTEM
from match.foundation.db import one
from match.giving.commands import open_books
from match.notices.commands import notify
from match.notices.queries import members_of
from match.notices.words import Kind

Payload = dict[str, Any]
Hear = Callable[[int, Payload], Awaitable[None]]
_PARTIES = """
SELECT d.id, d.organisation_id, d.giver_id, d.charity_id, d.subject, n.title, n.submitted_by,
       n.entered_for, h.director_id
  FROM donation d LEFT JOIN need n ON n.id = d.need_id LEFT JOIN home h ON h.id = d.home_id
 WHERE d.id = $1
"""


class Side(Enum):
    """Whom a fact concerns."""

    giver = auto()
    receiver = auto()
    both = auto()


async def givers(gift: dict[str, Any]) -> set[int]:
    """The people of the giving side."""
    if gift["organisation_id"] is None:
        return {gift["giver_id"]}
    return set(await members_of(gift["organisation_id"]))


async def receivers(gift: dict[str, Any]) -> set[int]:
    """The charity's people, and those of the home and its need."""
    home = {gift["director_id"], gift["submitted_by"], gift["entered_for"]} - {None}
    if gift["charity_id"] is None:
        return home
    return home | set(await members_of(gift["charity_id"]))


def tell_gift(kind: Kind, side: Side = Side.both) -> Hear:
    """One side of a gift, or both, hear *kind*."""

    async def hear(event_id: int, payload: Payload) -> None:
        gift = await one(_PARTIES, payload.get("donation_id") or payload["agreement_id"])
        if gift is None:
            return
        people: set[int] = set()
        if side is not Side.receiver:
            people |= await givers(gift)
        if side is not Side.giver:
            people |= await receivers(gift)
        await notify(
            SYSTEM,
            people,
            kind,
            link=f"/desk/agreements/{gift['id']}",
            event_id=event_id,
            facts={"title": gift["title"] or gift["subject"]},
        )

    hear.__name__ = f"tell_gift_{kind}"
    return hear


async def open_books_of_carried_over(event_id: int, payload: Payload) -> None:
    """A donation of the first release gets its books."""
    del event_id
    await open_books(SYSTEM, payload["donation_id"])


TOPICS: dict[str, tuple[Hear, ...]] = {
    "agreement.made": (tell_gift(Kind.agreement_made),),
    "agreement.changed": (tell_gift(Kind.agreement_changed),),
    "agreement.in_force": (tell_gift(Kind.agreement_in_force),),
    "agreement.cancelled": (tell_gift(Kind.agreement_cancelled),),
    "donation.unsent": (tell_gift(Kind.gift_unsent, Side.giver),),
    "donation.carried_over": (open_books_of_carried_over,),
    "donation.dispatched": (tell_gift(Kind.agreement_dispatched, Side.receiver),),
    "donation.parcel_sent": (tell_gift(Kind.agreement_dispatched, Side.receiver),),
    "donation.rest_dropped": (tell_gift(Kind.gift_rest_dropped, Side.receiver),),
    "donation.part_counted": (tell_gift(Kind.gift_part_counted, Side.giver),),
    "donation.counted": (tell_gift(Kind.agreement_received, Side.giver),),
    "donation.surplus_found": (tell_gift(Kind.gift_surplus, Side.giver),),
    "donation.receipted": (tell_gift(Kind.gift_receipted, Side.giver),),
    "donation.allocated": (tell_gift(Kind.gift_allocated),),
    "donation.answered": (tell_gift(Kind.gift_answered, Side.giver),),
    "donation.returned": (tell_gift(Kind.gift_returned, Side.giver),),
    "donation.part_returned": (tell_gift(Kind.gift_returned, Side.giver),),
    "donation.use_change_asked": (tell_gift(Kind.use_change_asked, Side.giver),),
    "donation.use_changed": (tell_gift(Kind.use_change_agreed, Side.receiver),),
    "donation.use_change_refused": (tell_gift(Kind.use_change_refused, Side.receiver),),
}
