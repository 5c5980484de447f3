"""What every verb on an offer begins and ends with."""

from datetime import datetime
from typing import Any

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import one
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.foundation.moves import carry_out
from match.offers import policy, rules
from match.offers.states import OFFER_MACHINE, PUBLIC, OfferStatus
from match.offers.tables import Offer


async def locked(actor: Actor, offer_id: int) -> dict[str, Any]:
    """The offer, locked; NotFound for those who may not know of it."""
    offer = await one("SELECT * FROM offer WHERE id = $1 FOR UPDATE", offer_id)
    if offer is None or not _visible(actor, offer):
        raise NotFound(_("没有找到这条供给，可能已撤回或过期。"))
    return offer


def _visible(actor: Actor, offer: dict[str, Any]) -> bool:
    if policy.can_see(
        actor, offer["division"], offer["areas"], offer["organisation_id"], offer["submitted_by"]
    ):
        return True
    money = rules.is_money(offer["mode"], offer["category"])
    return OfferStatus(offer["status"]) in PUBLIC and not money


async def giver(organisation_id: int | None) -> dict[str, Any] | None:
    """The organisation's public facts and standing; None for a person."""
    if organisation_id is None:
        return None
    found = await one(
        "SELECT id, kind, name, division, status, verified_until FROM organisation WHERE id = $1",
        organisation_id,
    )
    if found is None:
        raise NotFound(_("没有找到这家机构。"))
    return found


def verified(organisation: dict[str, Any] | None) -> bool:
    """Whether the giver is an organisation whose verification holds today."""
    return organisation is not None and rules.is_verified(
        organisation["status"], organisation["verified_until"], clock.today()
    )


async def move(
    actor: Actor,
    offer: dict[str, Any],
    verb: str,
    *,
    reason: str = "",
    next_check_at: datetime | None = None,
) -> OfferStatus:
    """Fire the verb, set when the clock looks again, leave the trail, tell the house."""
    step = await carry_out(
        actor,
        OFFER_MACHINE,
        Offer,
        offer,
        OfferStatus(offer["status"]),
        verb,
        reason=reason,
        sets={"next_check_at": next_check_at},
        offer_id=offer["id"],
        organisation_id=offer["organisation_id"],
        division=offer["division"],
        need_id=offer["for_need"],
    )
    return OfferStatus(step.to)
