"""Bids that will not be opened, or that do not count: each with a reason everybody reads."""

from collections.abc import Mapping
from typing import Any

from match.bids import policy
from match.bids.commands._shared import (
    bid_of,
    locked,
    locked_bid,
    move_sealing,
    post,
    standing,
)
from match.bids.states import BID_MACHINE, BidStatus, BoardKind, SealingStatus
from match.bids.tables import Bid
from match.foundation.actor import Actor
from match.foundation.db import command, one, rows, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Invalid
from match.foundation.language import _
from match.foundation.moves import carry_out
from match.needs.wording import refuse_personal_data
from match.tenders.queries import TenderFacts

_COUNTED = """
SELECT status IN ('signing', 'reported') FROM panel
WHERE tender_id = $1 AND status <> 'dissolved' ORDER BY round DESC LIMIT 1
"""


@command
async def void_bid(actor: Actor, bid_id: int, reason: str) -> None:
    """
    Declare an opened bid void, with the reason (87号令63), by the purchaser's officer. Raises
    Conflict unless it is open, and once the panel's answers were counted: whoever knows the ranking
    does not choose any more who is in it.
    """
    facts = await locked((await bid_of(bid_id))["tender_id"])
    require(policy.can_arrange(actor, facts.organisation_id, facts.division))
    held = await locked_bid(bid_id)
    counted: bool | None = await value(_COUNTED, facts.id)
    if held["status"] != BidStatus.opened or str(facts.status) != "opened" or counted:
        raise Conflict(_("只有已经开启、正在评审的投标可以判为无效。"))
    said = reason.strip()
    if not 4 <= len(said) <= 500:
        raise Invalid({"reason": _("请写明无效的原因，4 到 500 个字，会向社会公开。")})
    refuse_personal_data({"reason": said})
    await carry_out(
        actor,
        BID_MACHINE,
        Bid,
        {"id": bid_id, "division": facts.division},
        BidStatus.opened,
        "void",
        reason=said,
        sets={"void_reason": said},
        bid_id=bid_id,
        tender_id=facts.id,
        organisation_id=held["organisation_id"],
    )
    await post(facts.id, BoardKind.void, bid=bid_id, reason=said)


@command
async def refuse_bids(actor: Actor, tender_id: int) -> bool:
    """
    Close the seals for ever where the purchase has failed or was withdrawn: what is still sealed
    stays so. Called by who hears of the end; False where there is nothing to refuse.
    """
    facts = await locked(tender_id)
    held = await one("SELECT * FROM bid_sealing WHERE tender_id = $1 FOR NO KEY UPDATE", tender_id)
    ended = (SealingStatus.opened, SealingStatus.refused)
    if held is None or SealingStatus(held["status"]) in ended:
        return False
    if str(facts.status) not in ("failed", "withdrawn"):
        raise Conflict(_("采购还没有终止。"))
    await refuse_all(actor, facts, held, facts.reason)
    return True


async def refuse_all(
    actor: Actor, facts: TenderFacts, held: Mapping[str, Any], reason: str
) -> None:
    """Every bid that is still sealed stays sealed; uploads on their way go."""
    sealed = await standing(facts.id, BidStatus.sealed)
    for bid in sealed:
        await carry_out(
            actor,
            BID_MACHINE,
            Bid,
            {"id": bid["id"], "division": facts.division},
            BidStatus.sealed,
            "refuse",
            reason=reason,
            bid_id=bid["id"],
            tender_id=facts.id,
            organisation_id=bid["organisation_id"],
        )
    await rows("DELETE FROM bid_upload WHERE tender_id = $1", facts.id)
    await move_sealing(actor, facts, held, "refuse", reason=reason)
    await post(facts.id, BoardKind.refused, bids=[bid["id"] for bid in sealed], reason=reason)
