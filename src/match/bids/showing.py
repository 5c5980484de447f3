"""What a purchase's page shows of its sealed bids: how many, where to bid, open and recount."""

from match.bids import policy
from match.bids.queries import opening
from match.bids.states import SealingStatus, sealing_word
from match.foundation.actor import Actor
from match.foundation.permissions import Permission
from match.tenders.queries import facts
from match.tenders.sections import Block
from match.tenders.states import Mode


async def shown(actor: Actor, tender_id: int) -> Block | None:
    """
    The block of sealed bids; None where no officials were chosen (a mirror never has any), but
    for the purchaser's officer, who is led to choose them.
    """
    view = await opening(actor, tender_id)
    may_choose = await _may_choose(actor, tender_id, view.bids if view else 0)
    if view is None and not may_choose:
        return None
    taking = (
        view is not None
        and view.status is SealingStatus.arranged
        and view.server_now < view.closes_at
    )
    return Block(
        "bids/block.html",
        {
            "tender_id": tender_id,
            "view": view,
            "status_word": sealing_word(view.status) if view else "",
            "may_bid": taking and actor.may(Permission.bids_submit),
            "official": view is not None and any(each.mine for each in view.officials),
            "may_choose": may_choose,
        },
        aside=True,
    )


async def _may_choose(actor: Actor, tender_id: int, bids: int) -> bool:
    """The officer of a native purchase that nobody has bid for yet."""
    if bids or not actor.may(Permission.tenders_publish):
        return False
    purchase = await facts(tender_id)
    return (
        purchase.mode is not Mode.mirror
        and str(purchase.status) in ("draft", "intent", "published")
        and policy.can_arrange(actor, purchase.organisation_id, purchase.division) is True
    )
