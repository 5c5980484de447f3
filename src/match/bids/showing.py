"""What a purchase's page shows of its sealed bids: how many, where to bid, open and recount."""

from match.bids.queries import opening
from match.bids.states import SealingStatus, sealing_word
from match.foundation.actor import Actor
from match.foundation.permissions import Permission
from match.tenders.sections import Block


async def shown(actor: Actor, tender_id: int) -> Block | None:
    """The block of sealed bids; None where no officials were chosen (a mirror never has any)."""
    view = await opening(actor, tender_id)
    if view is None:
        return None
    taking = view.status is SealingStatus.arranged and view.server_now < view.closes_at
    return Block(
        "bids/block.html",
        {
            "view": view,
            "status_word": sealing_word(view.status),
            "may_bid": taking and actor.may(Permission.bids_submit),
            "official": any(each.mine for each in view.officials),
        },
        aside=True,
    )
