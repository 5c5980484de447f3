"""The giver's side of delivery: a parcel leaves, a service begins, the rest will not come."""

from typing import Any

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import command, one, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Invalid
from match.foundation.language import _
from match.giving import books, policy
from match.giving.commands._shared import (
    code,
    locked,
    lot_of,
    move,
    noted,
    reasoned,
    screened,
    stands,
)
from match.giving.commands.counting import settle
from match.giving.commands.units import give_back, set_out
from match.giving.forms import DispatchForm
from match.giving.states import DonationStatus, GiftKind
from match.ledger.commands import enter
from match.matching.commands import mark_delivering

D = DonationStatus
PARCELS_MOST = 40


@command
async def dispatch(actor: Actor, donation_id: int, form: DispatchForm) -> int:
    """
    A parcel left, or a service begins; returns the parcel's id. There may be several until every
    unit is on its way.

    Raises Invalid for more than is left, or without a word on how it comes; Conflict before the
    agreement is in force.
    """
    donation = await locked(actor, donation_id)
    require(policy.can_dispatch(actor, donation))
    if donation["status"] == D.promised:
        raise Conflict(_("协议还没有双方确认，确认生效后才能发出。"))
    stands(donation, D.agreed, D.in_transit)
    if donation["kind"] == GiftKind.money:
        raise Conflict(_("捐赠资金不发货：请由慈善组织确认到账。"))
    units = _units(donation, form)
    parcel_id = await _write(actor, donation, form, units)
    await set_out(actor, donation, units)
    await enter(actor, books.dispatched(lot_of(donation), parcel_id, units))
    await value(
        "UPDATE donation SET dispatched = dispatched + $2 WHERE id = $1", donation_id, units
    )
    if donation["status"] == D.agreed:
        await move(
            actor, donation, "dispatch", form.note, dispatched_at=clock.now(), next_check_at=None
        )
        if donation["proposal_id"] is not None:
            await mark_delivering(actor, donation["proposal_id"])
    else:
        await noted(
            actor, donation, "dispatch", "donation.parcel_sent", form.note, parcel_id=parcel_id
        )
    return parcel_id


@command
async def drop_rest(actor: Actor, donation_id: int, reason: str) -> None:
    """The giver says that what was not sent will not come; its units are open again."""
    donation = await locked(actor, donation_id)
    require(policy.can_dispatch(actor, donation))
    reasoned(reason)
    stands(donation, D.in_transit)
    rest = donation["units"] - donation["dispatched"] - donation["dropped"]
    if not rest:
        raise Conflict(_("全部数量都已发出，没有剩余可以取消。"))
    await value("UPDATE donation SET dropped = dropped + $2 WHERE id = $1", donation_id, rest)
    donation["dropped"] += rest
    await give_back(actor, donation, rest, reason, on_the_way=False)
    await noted(actor, donation, "drop_rest", "donation.rest_dropped", reason)
    await settle(actor, donation)


def _units(donation: dict[str, Any], form: DispatchForm) -> int:
    """Units of this parcel. Raises Invalid."""
    if not (form.waybill.strip() or form.note.strip()):
        raise Invalid({"note": _("请填写运单号，或写明怎样送达、服务从哪天开始。")})
    screened(carrier=form.carrier, note=form.note)
    if form.expected_on is not None and form.expected_on < clock.today():
        raise Invalid({"expected_on": _("预计送达的日期不能早于今天。")})
    left = donation["units"] - donation["dispatched"] - donation["dropped"]
    if not left:
        raise Conflict(_("全部数量都已发出。多给的请另提一条供给。"))
    units = left if form.units is None else form.units
    if not 0 < units <= left:
        raise Invalid(
            {
                "units": _("协议还剩 %(left)s 没有发出，不能发出 %(asked)s。")
                % {"left": left, "asked": units}
            }
        )
    return units


async def _write(actor: Actor, donation: dict[str, Any], form: DispatchForm, units: int) -> int:
    held = await one(
        "SELECT count(*) AS parcels FROM parcel WHERE donation_id = $1", donation["id"]
    )
    position = (held["parcels"] if held else 0) + 1
    if position > PARCELS_MOST:
        raise Conflict(_("一项捐赠最多分 %(most)s 次送达。") % {"most": PARCELS_MOST})
    return await value(
        "INSERT INTO parcel (donation_id, position, code, units, carrier, waybill, note,"
        " expected_on, dispatched_by, dispatched_at, photos)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '{}') RETURNING id",
        donation["id"],
        position,
        code(),
        units,
        form.carrier.strip(),
        form.waybill.strip(),
        form.note.strip(),
        form.expected_on,
        actor.id,
        clock.now(),
    )
