"""A donation's end before anything was counted: whoever ends it says why."""

from typing import Any

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import command, one
from match.foundation.decisions import require
from match.foundation.errors import Conflict
from match.foundation.language import _
from match.giving import books, policy
from match.giving.commands._shared import locked, lot_of, move, reasoned, stands, turn_pledge
from match.giving.commands.agreeing import agreement_of, turn
from match.giving.commands.making import FEN_PER_YUAN
from match.giving.commands.units import give_back
from match.giving.states import DonationStatus, GiftKind
from match.ledger.commands import enter
from match.matching.commands import mark_cancelled

D = DonationStatus


@command
async def cancel(actor: Actor, donation_id: int, reason: str) -> None:
    """
    End a donation of goods or time before anything was counted; what is on the way is the giver's
    again, and its units are open on both sides. Raises Conflict once a part was counted.
    """
    donation = await locked(actor, donation_id)
    require(policy.can_cancel(actor, donation))
    reasoned(reason)
    stands(donation, D.promised, D.agreed, D.in_transit)
    if donation["good"] + donation["broken"] + donation["short"]:
        raise Conflict(_("已有一部分清点签收，不能解除。其余不再送来的，请登记“其余不再送来”。"))
    if donation["paid_fen"]:
        raise Conflict(_("已有款项到账，不能解除。剩余款项请由慈善组织按约定退回。"))
    await _recall(actor, donation)
    await end(actor, donation, reason)
    if donation["kind"] == GiftKind.money:
        await enter(actor, books.money_released(lot_of(donation), donation["amount_fen"]))


async def end(actor: Actor, donation: dict[str, Any], reason: str) -> None:
    """The donation, its agreement, pledge and match end; its units are open again."""
    before = DonationStatus(donation["status"])
    await move(actor, donation, "cancel", reason, closed_at=clock.now(), next_check_at=None)
    await turn(actor, await agreement_of(donation), "cancel", reason)
    await turn_pledge(actor, donation, "withdraw", reason)
    if donation["proposal_id"] is not None:
        await mark_cancelled(actor, donation["proposal_id"])
    if before is not D.in_transit:
        units = donation["units"] or donation["amount_fen"] // FEN_PER_YUAN
        await give_back(actor, donation, units, reason, on_the_way=False)


async def _recall(actor: Actor, donation: dict[str, Any]) -> None:
    """Parcels that nobody counted are the giver's again."""
    if donation["status"] != D.in_transit:
        return
    sent, reason = donation["dispatched"], _("捐赠取消")
    rest = donation["units"] - sent - donation["dropped"]
    await give_back(actor, donation, sent, reason, on_the_way=True)
    await give_back(actor, donation, rest, reason, on_the_way=False)
    while parcel := await one(
        "UPDATE parcel SET recalled_at = $2 WHERE id = (SELECT id FROM parcel WHERE donation_id ="
        " $1 AND counted_at IS NULL AND recalled_at IS NULL ORDER BY id LIMIT 1) RETURNING *",
        donation["id"],
        clock.now(),
    ):
        await enter(actor, books.recalled(lot_of(donation), parcel["id"], parcel["units"]))
