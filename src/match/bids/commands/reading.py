"""Handing out a sealed text: not without a line in the log."""

from match.bids import policy
from match.bids.commands._shared import (
    bid_of,
    clock_of_database,
    locked,
    missing,
    officials,
)
from match.bids.states import Envelope
from match.foundation.actor import Actor
from match.foundation.db import command, one, value
from match.foundation.errors import Denied
from match.foundation.language import _
from match.foundation.permissions import Permission


@command
async def fetch_envelope(actor: Actor, bid_id: int, envelope: Envelope) -> bytes:
    """
    The sealed text as it was received, byte for byte. For the bidder at any time; for the tender's
    officials and auditors from the deadline on, so that they can recount the opening.
    """
    bid = await bid_of(bid_id)
    facts = await locked(bid["tender_id"], share=True)
    if policy.can_bid(actor, bid["organisation_id"]) is not True:
        holders = {row["account_id"] for row in await officials(facts.id)}
        if actor.id not in holders and not actor.may(Permission.audit_read, facts.division):
            raise missing()
        if await clock_of_database() < facts.closes_at:
            raise Denied(_("截止以前，只有投标人自己可以取回密封文件。"))
    row = await one(
        "SELECT body FROM bid_envelope WHERE bid_id = $1 AND envelope = $2", bid_id, str(envelope)
    )
    if row is None:
        raise missing()
    await value(
        "INSERT INTO bid_fetch (tender_id, bid_id, envelope, account_id, part)"
        " VALUES ($1, $2, $3, $4, 'envelope')",
        facts.id,
        bid_id,
        str(envelope),
        actor.id,
    )
    return row["body"]
