"""Where the units of an offer are: promised, agreed, delivered. Called from above."""

from typing import Any

from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one
from match.foundation.errors import Conflict, NotFound
from match.foundation.language import _
from match.foundation.outbox import tell
from match.foundation.units import shift
from match.offers import rules
from match.offers.commands._shared import move
from match.offers.states import OFFER_MACHINE, OfferStatus, Place


@command
async def move_units(
    actor: Actor, offer_id: int, units: int, *, source: Place, target: Place, reason: str = ""
) -> None:
    """
    Move *units* of an offer from one place to another, and the offer's state with them.

    Refuses more than the source holds, and new promises from an offer that is no longer
    published. The row lock and the table's CHECK both stand guard.
    """
    offer = await one("SELECT * FROM offer WHERE id = $1 FOR UPDATE", offer_id)
    if offer is None:
        raise NotFound(_("没有找到这条供给，可能已撤回或过期。"))
    held = getattr(_units(offer), source.value)
    if source is Place.open and offer["status"] != OfferStatus.published:
        raise Conflict(_("这条供给已不再接受新的约定，请刷新页面后再看。"), status=offer["status"])
    if units > held:
        raise Conflict(
            _("这条供给只剩 %(left)s，不够 %(asked)s。请刷新页面后再看。")
            % {"left": held, "asked": units},
            left=held,
        )
    await shift("offer", offer_id, units, source=source, target=target)
    await record(
        actor,
        "offer.units_moved",
        subject=("offer", offer_id),
        division=offer["division"],
        reason=reason,
        changes={"units": (source.value, f"{units} → {target.value}")},
    )
    await _settle(actor, offer_id)


async def _settle(actor: Actor, offer_id: int) -> None:
    """Bring the offer's state in line with its ledger."""
    offer = await one("SELECT * FROM offer WHERE id = $1", offer_id)
    assert offer is not None, "locked above"
    status, stands = OfferStatus(offer["status"]), rules.standing(_units(offer))
    verb = {
        OfferStatus.published: "release",
        OfferStatus.reserved: "reopen" if status is OfferStatus.delivered else "reserve",
        OfferStatus.delivered: "deliver",
    }[stands]
    if stands is not status and (status, verb) in OFFER_MACHINE.moves:
        over = None if stands is OfferStatus.delivered else rules.over_at(offer["ends_on"])
        await move(actor, offer, verb, next_check_at=over)
    else:
        # An expired offer whose last parcel still arrives: the figures move alone.
        await tell("offer.units_moved", offer_id=offer_id)


def _units(offer: dict[str, Any]) -> rules.Units:
    return rules.Units(offer["quantity"], offer["reserved"], offer["committed"], offer["delivered"])
