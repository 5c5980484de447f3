"""Offers for tests: `form()` fills one in, `draft()`, `waiting()` and `published()` carry it on."""

from datetime import timedelta
from typing import Any

from match.foundation import clock
from match.foundation.actor import Actor
from match.offers import commands
from match.offers.forms import OfferForm
from tests.people import make as people

JISHOU, XIANGXI = "433101000000", "433100000000"


def form(**other: Any) -> OfferForm:
    """Two hundred picture books for Xiangxi, from today for sixty days."""
    today = clock.today()
    fields: dict[str, Any] = {
        "mode": "GOODS",
        "category": "MAT-BOOK",
        "title": "全新注音绘本两百册",
        "conditions": "全新，附目录，请先看目录再认领。",
        "quantity": 200,
        "unit": "册",
        "areas": ["4331"],
        "starts_on": today,
        "ends_on": today + timedelta(days=60),
        **other,
    }
    return OfferForm(**fields)


async def manager(kind: str = "FDN", **other: Any) -> tuple[Actor, int]:
    """A manager of a verified organisation, and its id."""
    organisation = await people.organisation(kind, **other)
    return await people.account("manager", organisation=organisation), organisation


async def draft(**other: Any) -> tuple[Actor, int]:
    """A draft of a verified foundation: its manager and its id."""
    actor, organisation = await manager()
    return actor, await commands.draft_offer(actor, form(organisation=organisation, **other))


async def waiting(**other: Any) -> tuple[Actor, int]:
    """An offer at the moderators' desk."""
    actor, offer_id = await draft(**other)
    await commands.submit_offer(actor, offer_id)
    return actor, offer_id


async def published(**other: Any) -> tuple[Actor, int]:
    """An offer that everybody sees."""
    actor, offer_id = await waiting(**other)
    await commands.publish_offer(await people.account("county", "433101"), offer_id)
    return actor, offer_id
