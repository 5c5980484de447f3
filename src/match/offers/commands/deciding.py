"""The moderators' verbs: by somebody of the area who neither submitted nor belongs to the giver."""

from typing import Any

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import command, value
from match.foundation.decisions import reasoned, require
from match.foundation.errors import Conflict, Denied
from match.foundation.language import _
from match.needs.wording import refuse_personal_data
from match.offers import policy, rules
from match.offers.commands._shared import giver, locked, move, verified


@command
async def publish_offer(actor: Actor, offer_id: int, note: str = "") -> None:
    """
    The giver is who they say and may give this. The words are screened once more.

    An organisation must be verified by now; money needs it always (domain.md §3.2).
    """
    offer = await _moderated(actor, offer_id)
    organisation = await giver(offer["organisation_id"])
    if rules.is_money(offer["mode"], offer["category"]) and not verified(organisation):
        raise Denied(rules.money_law(), law="慈善法27,114")
    if organisation is not None and not verified(organisation):
        raise Conflict(_("这家机构还没有通过核验，请先完成机构核验再发布它的供给。"))
    if offer["ends_on"] < clock.today():
        raise Conflict(_("这条供给的有效期已过，请退回提供方修改日期。"))
    refuse_personal_data({"title": offer["title"], "conditions": offer["conditions"]})
    await value(
        "UPDATE offer SET moderated_by = $2, published_at = $3 WHERE id = $1",
        offer_id,
        actor.id,
        clock.now(),
    )
    await move(actor, offer, "publish", reason=note, next_check_at=rules.over_at(offer["ends_on"]))


@command
async def return_offer(actor: Actor, offer_id: int, reason: str) -> None:
    """Back to the giver, who reads why and may hand it in again."""
    await _answer(actor, offer_id, "return", reason)


@command
async def reject_offer(actor: Actor, offer_id: int, reason: str) -> None:
    """No, with the reason; the giver may write another offer."""
    await _answer(actor, offer_id, "reject", reason)


@command
async def close_offer(actor: Actor, offer_id: int) -> None:
    """The end of the story: everything has arrived and staff has seen it."""
    offer = await _moderated(actor, offer_id)
    await move(actor, offer, "close")


async def _answer(actor: Actor, offer_id: int, verb: str, reason: str) -> None:
    offer = await _moderated(actor, offer_id)
    said = reasoned(reason)
    refuse_personal_data({"reason": said})
    await value(
        "UPDATE offer SET moderated_by = $2, answer = $3 WHERE id = $1", offer_id, actor.id, said
    )
    await move(actor, offer, verb, reason=said)


async def _moderated(actor: Actor, offer_id: int) -> dict[str, Any]:
    offer = await locked(actor, offer_id)
    require(
        policy.can_moderate(
            actor,
            offer["division"],
            offer["areas"],
            offer["organisation_id"],
            offer["submitted_by"],
        )
    )
    return offer
