"""The units of a donation on the need's side and on the offer's: committed, on the way, there."""

from typing import Any

from match.foundation.actor import Actor
from match.giving.commands._shared import closure
from match.needs.commands import move_units as move_need_units
from match.needs.commands.units import Place as NeedPlace
from match.offers.commands import move_units as move_offer_units
from match.offers.states import Place as OfferPlace

# Money lines of a need count whole yuan.
FEN_PER_YUAN = 100


async def set_out(actor: Actor, donation: dict[str, Any], units: int) -> None:
    """*units* left the giver: on their way to the need."""
    if donation["line_id"] is not None:
        await move_need_units(
            actor,
            donation["line_id"],
            units,
            source=NeedPlace.committed,
            target=NeedPlace.in_transit,
        )


async def arrived(actor: Actor, donation: dict[str, Any], units: int) -> None:
    """*units* were counted and are good: they close the need, and the offer gave them."""
    if units and donation["line_id"] is not None:
        await move_need_units(
            actor,
            donation["line_id"],
            units,
            source=NeedPlace.in_transit,
            target=NeedPlace.received,
            by=closure(donation),
        )
    await _offer(actor, donation, units, OfferPlace.committed, OfferPlace.delivered)


async def money_arrived(actor: Actor, donation: dict[str, Any], fen: int) -> None:
    """*fen* more of a money gift have their home: whole yuan of the need are received."""
    after = donation["allocated_fen"] // FEN_PER_YUAN
    before = (donation["allocated_fen"] - fen) // FEN_PER_YUAN
    if after > before and donation["line_id"] is not None:
        await move_need_units(
            actor,
            donation["line_id"],
            after - before,
            source=NeedPlace.in_transit,
            target=NeedPlace.received,
            by=closure(donation),
        )


async def spoiled(actor: Actor, donation: dict[str, Any], units: int, reason: str) -> None:
    """*units* came broken: the giver has them no more, and the need is as open as before."""
    await _reopened(actor, donation, units, NeedPlace.in_transit, reason)
    await _offer(actor, donation, units, OfferPlace.committed, OfferPlace.delivered)


async def give_back(
    actor: Actor, donation: dict[str, Any], units: int, reason: str, *, on_the_way: bool
) -> None:
    """*units* did not come, or will not: open again on the need's side and on the offer's."""
    source = NeedPlace.in_transit if on_the_way else NeedPlace.committed
    await _reopened(actor, donation, units, source, reason)
    await _offer(actor, donation, units, OfferPlace.committed, OfferPlace.open)


async def sent_back(actor: Actor, donation: dict[str, Any], units: int, reason: str) -> None:
    """*units* that were received go back to the giver."""
    if donation["line_id"] is not None:
        await move_need_units(
            actor,
            donation["line_id"],
            units,
            source=NeedPlace.received,
            target=NeedPlace.open,
            reason=reason,
            by=closure(donation),
        )
    await _offer(actor, donation, units, OfferPlace.delivered, OfferPlace.open)


async def _reopened(
    actor: Actor, donation: dict[str, Any], units: int, source: NeedPlace, reason: str
) -> None:
    if units and donation["line_id"] is not None:
        await move_need_units(
            actor,
            donation["line_id"],
            units,
            source=source,
            target=NeedPlace.open,
            reason=reason,
        )


async def _offer(
    actor: Actor, donation: dict[str, Any], units: int, source: OfferPlace, target: OfferPlace
) -> None:
    if units and donation["offer_id"] is not None:
        await move_offer_units(actor, donation["offer_id"], units, source=source, target=target)
