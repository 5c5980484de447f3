"""What the clock, and the giver's own standing, do to offers."""

from datetime import timedelta

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import command, one, rows, value
from match.foundation.outbox import tell
from match.offers.commands._shared import locked, move
from match.offers.states import LIVE, OfferStatus


@command
async def expire_offer(actor: Actor, offer_id: int) -> None:
    """End an offer whose time is over, unless something of it is promised: then look again."""
    offer = await locked(actor, offer_id)
    if offer["reserved"] or offer["committed"]:
        later = clock.now() + timedelta(days=7)
        await value("UPDATE offer SET next_check_at = $2 WHERE id = $1", offer_id, later)
        return
    await move(actor, offer, "expire")


@command
async def remind_of_offer(actor: Actor, offer_id: int) -> None:
    """An offer waits too long at a desk: tell the desk, and look again tomorrow; one whose time
    ran out while it waited is over."""
    offer = await locked(actor, offer_id)
    if offer["ends_on"] < clock.today():
        await move(actor, offer, "expire")
        return
    await value(
        "UPDATE offer SET next_check_at = $2 WHERE id = $1",
        offer_id,
        clock.now() + timedelta(days=1),
    )
    await tell("offer.overdue", offer_id=offer_id, division=offer["division"])


async def sweep_offers(actor: Actor, limit: int = 200) -> int:
    """Poke every offer whose time has come; returns how many. Each is a transaction of its own."""
    due = await rows(
        "SELECT id, status FROM offer WHERE next_check_at <= $1 ORDER BY next_check_at LIMIT $2",
        clock.now(),
        limit,
    )
    for offer in due:
        status = OfferStatus(offer["status"])
        if status in LIVE:
            await expire_offer(actor, offer["id"])
        elif status is OfferStatus.verifying:
            await remind_of_offer(actor, offer["id"])
        else:
            await _look_no_more(actor, offer["id"])
    return len(due)


@command
async def organisation_changed(actor: Actor, organisation_id: int) -> int:
    """
    A giver was renamed, verified or lost its verification: its offers appear or disappear with it.

    Makes a newer version of each public offer and tells the index; returns how many.
    """
    del actor
    touched = await rows(
        "UPDATE offer SET search_version = search_version"
        " WHERE organisation_id = $1 AND status = ANY($2) RETURNING id",
        organisation_id,
        [str(status) for status in LIVE],
    )
    for offer in touched:
        await tell("offer.changed", offer_id=offer["id"])
    return len(touched)


@command
async def _look_no_more(actor: Actor, offer_id: int) -> None:
    del actor
    await one("UPDATE offer SET next_check_at = NULL WHERE id = $1 RETURNING id", offer_id)
