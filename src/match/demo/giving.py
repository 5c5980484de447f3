"""Offers are drafted by the organisation's own people and published by the staff above them."""

from collections.abc import Mapping
from datetime import timedelta

from match.demo.casting import Staff
from match.demo.content import OfferText, OrganisationText, offers, organisations
from match.demo.desks import WITH_CHILDREN
from match.demo.seed import roll
from match.demo.steps import Progress, Stage, Troupe
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import command, rows
from match.offers.commands import draft_offer, publish_offer, submit_offer
from match.offers.forms import OfferForm

# One offer in so many is left at the moderator's desk.
WAITING_OF = 14


async def give(troupe: Troupe, staff: Staff, ids: Mapping[str, int], progress: Progress) -> None:
    """Write every offer that is not there yet."""
    texts = offers()
    givers = {text.key: text for text in organisations()}
    stage = Stage(progress, "offers", len(texts))
    there = {
        (row["organisation_id"], row["title"])
        for row in await rows("SELECT organisation_id, title FROM offer")
    }
    for text in texts:
        giver = givers[text.organisation]
        if (ids[text.organisation], text.title) not in there:
            manager = await troupe.actor(await troupe.account(giver.person_in_charge, giver.phone))
            await _offer(manager, await staff.decider(giver.division), text, giver, ids)
        stage.step()


@command
async def _offer(
    manager: Actor,
    decider: Actor,
    text: OfferText,
    giver: OrganisationText,
    ids: Mapping[str, int],
) -> None:
    """One offer, as far as it is to come: an unverified team's waits with the team itself."""
    offer_id = await draft_offer(manager, offer_form(text, ids[giver.key]))
    await submit_offer(manager, offer_id)
    if giver.uscc is not None and roll(WAITING_OF, "offer", text.key):
        await publish_offer(decider, offer_id)


def offer_form(text: OfferText, organisation: int) -> OfferForm:
    """The form the manager fills, with days counted from today."""
    today = clock.today()
    return OfferForm(
        mode=text.mode,
        category=text.category,
        title=text.title,
        quantity=text.quantity,
        unit=text.unit,
        areas=text.area,
        conditions=text.conditions,
        organisation=organisation,
        starts_on=today + timedelta(days=text.starts_in_days),
        ends_on=today + timedelta(days=text.ends_in_days),
        child_contact=any(leaf.startswith(text.category) for leaf in WITH_CHILDREN),
    )
