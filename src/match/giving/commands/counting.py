"""The home's (or charity's) side of delivery: what was in a parcel, and when everything is in."""

from datetime import timedelta
from typing import Any

from match.files.queries import own_photos
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import command, one, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Invalid, NotFound
from match.foundation.language import _
from match.foundation.parameters import whole
from match.giving import books, policy, rules
from match.giving.commands._shared import locked, lot_of, move, noted, screened, turn_pledge
from match.giving.commands.agreeing import agreement_of, turn
from match.giving.commands.ending import end
from match.giving.commands.units import arrived, give_back, spoiled
from match.giving.forms import CountForm
from match.giving.reports.forms import YesNo
from match.giving.reports.policy import may_publish_person
from match.giving.states import DonationStatus
from match.ledger.commands import enter
from match.matching.commands import mark_received

D = DonationStatus


@command
async def count_parcel(actor: Actor, parcel_id: int, form: CountForm) -> DonationStatus:
    """
    What was found in a parcel, or the hours of a service that the home confirms; returns where
    the donation stands then.

    Good units close the need; broken and short ones are open again, so that somebody else may
    still give them. More than was sent is refused: what came over the promise is ``surplus``, on
    an account of its own, and the giver is asked about it. Raises Invalid, Conflict for a parcel
    that was counted already, Denied for whoever sent it.
    """
    found = await one("SELECT donation_id FROM parcel WHERE id = $1", parcel_id)
    if found is None:
        raise NotFound(_("没有找到这件包裹。"))
    donation = await locked(actor, found["donation_id"])
    require(policy.can_receive(actor, donation))
    parcel = await one("SELECT * FROM parcel WHERE id = $1 FOR UPDATE", parcel_id)
    assert parcel is not None, "parcels are never deleted"
    require(policy.can_count(actor, parcel))
    if parcel["counted_at"] is not None or parcel["recalled_at"] is not None:
        raise Conflict(_("这一件已经清点过或已取消，请刷新页面后再看。"))
    count = _counted(parcel, form)
    photos = await _photos(actor, donation, form)
    await _write(actor, donation, parcel, count, form.note, photos)
    facts = books.ParcelFacts(
        parcel_id, parcel["units"], False, count.good, count.broken, count.short, count.surplus
    )
    await arrived(actor, donation, count.good)
    await spoiled(actor, donation, count.broken, form.note)
    await give_back(actor, donation, count.short, form.note, on_the_way=True)
    await enter(actor, books.counted(lot_of(donation), facts))
    if count.surplus:
        await noted(actor, donation, "surplus", "donation.surplus_found", form.note)
    if not await settle(actor, donation, form.note):
        await noted(
            actor, donation, "count", "donation.part_counted", form.note, parcel_id=parcel_id
        )
    return DonationStatus(donation["status"])


async def settle(actor: Actor, donation: dict[str, Any], note: str = "") -> bool:
    """
    Once every unit is accounted for, the donation is counted, its agreement and pledge are kept;
    where nothing good came at all, it ends. Whether that is so.
    """
    accounted = donation["good"] + donation["broken"] + donation["short"]
    if (
        accounted != donation["dispatched"]
        or donation["dispatched"] + donation["dropped"] != donation["units"]
    ):
        return False
    if not donation["good"]:
        await end(actor, donation, note or _("没有完好的数量送达"))
        return True
    await move(
        actor,
        donation,
        "count",
        note,
        counted_by=donation["counted_by"],
        counted_at=clock.now(),
    )
    await turn(actor, await agreement_of(donation), "keep")
    await turn_pledge(actor, donation, "keep")
    if donation["proposal_id"] is not None:
        await mark_received(actor, donation["proposal_id"])
    return True


def _counted(parcel: dict[str, Any], form: CountForm) -> rules.Count:
    """The count with what is missing worked out. Raises Invalid."""
    missing = max(parcel["units"] - form.good - form.broken, 0)
    short = missing if form.short is None else form.short
    count = rules.Count(form.good, form.broken, short, form.surplus)
    wrong = rules.wrong_count(parcel["units"], count, form.note)
    if wrong:
        raise Invalid(wrong)
    screened(note=form.note)
    return count


async def _photos(actor: Actor, donation: dict[str, Any], form: CountForm) -> list[int]:
    """Photos of things only: the giver sees them, and no child's face without a permit."""
    if form.photos and form.person is None:
        raise Invalid({"person": _("请回答照片里有没有人。")})
    if form.photos and form.person is YesNo.yes:
        raise Invalid({"person": str(may_publish_person(""))})
    own = await own_photos(actor, form.photos, donation["division"])
    if len(own) != len(form.photos):
        raise Invalid({"photos": _("有照片没有找到，请重新上传。")})
    return own


async def _write(
    actor: Actor,
    donation: dict[str, Any],
    parcel: dict[str, Any],
    count: rules.Count,
    note: str,
    photos: list[int],
) -> None:
    now = clock.now()
    await value(
        "UPDATE parcel SET good = $2, broken = $3, short = $4, surplus = $5, count_note = $6,"
        " photos = $7, counted_by = $8, counted_at = $9 WHERE id = $1",
        parcel["id"],
        count.good,
        count.broken,
        count.short,
        count.surplus,
        note.strip(),
        photos,
        actor.id,
        now,
    )
    until = clock.today() + timedelta(days=await whole("giving.surplus_days"))
    row = await one(
        "UPDATE donation SET good = good + $2, broken = broken + $3, short = short + $4,"
        " surplus = surplus + $5, counted_by = $6,"
        " surplus_until = CASE WHEN $5 > 0 THEN $7 ELSE surplus_until END"
        " WHERE id = $1 RETURNING good, broken, short, surplus, counted_by, dispatched, dropped",
        donation["id"],
        count.good,
        count.broken,
        count.short,
        count.surplus,
        actor.id,
        until,
    )
    assert row is not None, "locked above"
    donation.update(row)
