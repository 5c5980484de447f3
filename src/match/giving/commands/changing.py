"""After it was received: goods that go back, and another use than the agreed one."""

from typing import Any

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import command, one, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Invalid
from match.foundation.language import _
from match.giving import books, policy
from match.giving.commands._shared import (
    for_nobody_alone,
    locked,
    lot_of,
    move,
    noted,
    reasoned,
    stands,
)
from match.giving.commands.agreeing import keep_version
from match.giving.commands.making import wording
from match.giving.commands.receipting import left_to_allocate
from match.giving.commands.units import sent_back
from match.giving.commands.using import held_by_home
from match.giving.states import DonationStatus, GiftKind
from match.ledger.commands import enter

D = DonationStatus


@command
async def return_goods(actor: Actor, donation_id: int, units: int, reason: str) -> None:
    """
    Good units that cannot be used go back to the giver, and the need is open for them again; all
    of them end the donation. Raises Invalid for more than is there.
    """
    donation = await locked(actor, donation_id)
    require(policy.can_receive(actor, donation))
    reasoned(reason)
    stands(donation, D.counted, D.receipted, D.allocated)
    if donation["kind"] != GiftKind.goods:
        raise Conflict(_("只有物资可以退回。"))
    home_id, left = donation["home_id"], left_to_allocate(donation)
    from_home = donation["status"] == D.allocated
    if from_home:
        left = await held_by_home(donation, home_id) if home_id is not None else 0
    if not 0 < units <= left:
        raise Invalid(
            {
                "units": _("现在可以退回 %(left)s，不能退回 %(asked)s。")
                % {"left": left, "asked": units}
            }
        )
    await sent_back(actor, donation, units, reason)
    await _write(actor, donation, units, reason, home_id if from_home else None)
    if donation["returned_units"] == donation["good"]:
        await move(actor, donation, "return", reason, closed_at=clock.now(), next_check_at=None)
        return
    await noted(actor, donation, "return_part", "donation.part_returned", reason)
    if left_to_allocate(donation) == 0 and donation["status"] == D.receipted:
        await move(actor, donation, "allocate")
    if from_home and donation["used_units"] == donation["allocated_units"]:
        await move(actor, donation, "use")


@command
async def ask_use_change(actor: Actor, donation_id: int, purpose: str, reason: str) -> int:
    """
    Ask the giver for another use than the agreed one (慈善法 56); returns the question's id. One
    open question at a time.
    """
    donation = await locked(actor, donation_id)
    require(policy.can_ask_use_change(actor, donation))
    reasoned(reason)
    reasoned(purpose, "purpose")
    for_nobody_alone(donation, purpose=purpose)
    stands(donation, D.agreed, D.in_transit, D.paid, D.counted, D.receipted, D.allocated)
    if await _open_question(donation_id) is not None:
        raise Conflict(_("已经问过捐赠人，正在等答复。"))
    agreement = await one("SELECT purpose FROM agreement WHERE id = $1", donation_id)
    assert agreement is not None, "a donation has its agreement"
    question: int = await value(
        "INSERT INTO use_change (donation_id, before, purpose, reason, asked_by, asked_at)"
        " VALUES ($1, $2, $3, $4, $5, $6) RETURNING id",
        donation_id,
        agreement["purpose"],
        purpose.strip(),
        reason.strip(),
        actor.id,
        clock.now(),
    )
    await noted(actor, donation, "ask_use_change", "donation.use_change_asked", reason)
    return question


@command
async def answer_use_change(actor: Actor, donation_id: int, *, consent: bool) -> None:
    """
    The giver consents to another use, or not. With consent the agreement says the new use, as its
    next version. Raises Conflict where nothing was asked.
    """
    donation = await locked(actor, donation_id)
    require(policy.can_consent(actor, donation))
    question = await _open_question(donation_id)
    if question is None:
        raise Conflict(_("没有等待答复的改变用途申请。"))
    if question["asked_by"] == actor.id:
        raise Conflict(_("提出改变用途的人不能自己同意，请由捐赠方的其他人员答复。"))
    await value(
        "UPDATE use_change SET consented = $2, answered_by = $3, answered_at = $4 WHERE id = $1",
        question["id"],
        consent,
        actor.id,
        clock.now(),
    )
    if consent:
        await _reword(actor, donation, question["purpose"])
    verb = "consent_use_change" if consent else "refuse_use_change"
    event = "donation.use_changed" if consent else "donation.use_change_refused"
    await noted(actor, donation, verb, event, question["purpose"])


async def _write(
    actor: Actor, donation: dict[str, Any], units: int, reason: str, home_id: int | None
) -> None:
    """The row, the books and the totals of a return."""
    row: int = await value(
        "INSERT INTO goods_return (donation_id, home_id, units, reason, by, at)"
        " VALUES ($1, $2, $3, $4, $5, $6) RETURNING id",
        donation["id"],
        home_id,
        units,
        reason.strip(),
        actor.id,
        clock.now(),
    )
    await enter(actor, books.returned(lot_of(donation), row, home_id, units))
    totals = await one(
        "UPDATE donation SET returned_units = returned_units + $2,"
        " allocated_units = allocated_units - $3 WHERE id = $1"
        " RETURNING returned_units, allocated_units",
        donation["id"],
        units,
        units if home_id is not None else 0,
    )
    assert totals is not None, "locked above"
    donation.update(totals)


async def _open_question(donation_id: int) -> dict[str, Any] | None:
    return await one(
        "SELECT * FROM use_change WHERE donation_id = $1 AND consented IS NULL FOR UPDATE",
        donation_id,
    )


async def _reword(actor: Actor, donation: dict[str, Any], purpose: str) -> None:
    agreement = await one("SELECT * FROM agreement WHERE id = $1 FOR UPDATE", donation["id"])
    assert agreement is not None, "a donation has its agreement"
    await keep_version(actor, agreement)
    changed = {**agreement, "purpose": purpose, "version": agreement["version"] + 1}
    delivery: str | None = await value(
        "SELECT delivery FROM need WHERE id = $1", donation["need_id"]
    )
    text = await wording(changed, kind=donation["kind"], delivery=delivery or "charity")
    await value(
        "UPDATE agreement SET purpose = $2, version = $3, text = $4, changed_at = $5 WHERE id = $1",
        agreement["id"],
        purpose,
        changed["version"],
        text,
        clock.now(),
    )
