"""What the clock does to donations that nobody has confirmed or sent; parcels have duties."""

from datetime import timedelta

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import command, rows, value
from match.foundation.outbox import tell
from match.foundation.parameters import whole
from match.giving.commands._shared import locked
from match.giving.states import DonationStatus

D = DonationStatus
_TOPICS = {
    D.promised: "donation.unconfirmed",
    D.agreed: "donation.unsent",
}


@command
async def remind_of_donation(actor: Actor, donation_id: int) -> None:
    """Whose step it is hears of it, and is looked at again; what has gone on waits for nobody."""
    donation = await locked(actor, donation_id)
    if donation["next_check_at"] is None or donation["next_check_at"] > clock.now():
        return  # a step was taken while this waited for the lock
    topic = _TOPICS.get(D(donation["status"]))
    again = None
    if topic is not None:
        again = clock.now() + timedelta(days=await whole("giving.remind_days"))
        await tell(topic, donation_id=donation_id, need_id=donation["need_id"])
    await value("UPDATE donation SET next_check_at = $2 WHERE id = $1", donation_id, again)


async def sweep_donations(actor: Actor, limit: int = 200) -> int:
    """Poke every donation whose time has come; how many. Each is a transaction of its own."""
    due = await rows(
        "SELECT id FROM donation WHERE next_check_at <= $1 ORDER BY next_check_at LIMIT $2",
        clock.now(),
        limit,
    )
    for donation in due:
        await remind_of_donation(actor, donation["id"])
    return len(due)
