"""Donations of the first release: their books are opened once, from what their rows say."""

from match.foundation.actor import Actor
from match.foundation.db import command
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.giving.bookkeeping import book_facts
from match.giving.books import expected_postings
from match.giving.commands._shared import locked
from match.ledger.commands import enter


@command
async def open_books(actor: Actor, donation_id: int) -> int:
    """
    Post what a donation's rows call for and the ledger does not hold yet; how many postings it
    has. Heard from ``donation.carried_over``; keys are those of the commands, so that nothing is
    ever posted twice.
    """
    await locked(actor, donation_id)
    facts = await book_facts([donation_id])
    if donation_id not in facts:
        raise NotFound(_("没有找到这项捐赠。"))
    postings = expected_postings(facts[donation_id])
    for posting in postings:
        await enter(actor, posting)
    return len(postings)
