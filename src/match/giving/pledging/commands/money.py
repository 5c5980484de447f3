"""
Money on its way, as the charity says: received with an official receipt, in parts if need be; what
is left over goes back with the donor's consent. The platform touches none of it.
"""

from datetime import date
from typing import Any

import msgspec

from match.files.queries import own_documents
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import command, one, value
from match.foundation.errors import Conflict, Denied, Invalid
from match.foundation.language import _
from match.giving import books, policy
from match.giving.commands import give_receipt
from match.giving.commands._shared import locked, lot_of, move, noted, reasoned, stands
from match.giving.commands.receipting import left_to_allocate
from match.giving.commands.units import give_back, set_out
from match.giving.forms import ReceiptForm
from match.giving.pledging import rules
from match.giving.states import DonationStatus, GiftKind
from match.ledger.commands import enter

D = DonationStatus


class Payment(msgspec.Struct, frozen=True):
    """What the charity received: fen, the day, the official receipt's number and scan (a file)."""

    fen: int
    received_on: date
    receipt_number: str
    document: int


@command
async def confirm_payment(actor: Actor, donation_id: int, payment: Payment) -> int:
    """
    The charity confirms that so much arrived, with its official receipt (公益事业捐赠票据); returns
    the payment's id. There may be several. The last one makes the donation ``paid`` and receipted.

    Raises Invalid for more than was promised or less than a fen, Conflict for a receipt number that
    was used, Denied for anybody but the charity, and for a charity that is none today.
    """
    donation = await _money(actor, donation_id)
    await _charity_today(actor, donation)
    if donation["status"] == D.promised:
        raise Conflict(_("协议还没有双方确认，确认生效后才能登记到账。"))
    stands(donation, D.agreed)
    await _sensible(actor, donation, payment)
    number = payment.receipt_number.strip()
    # The database knows of a payment that is being entered for another gift at this moment.
    payment_id: int | None = await value(
        "INSERT INTO money_payment (donation_id, charity_id, fen, received_on, receipt_number,"
        " receipt_file, by) VALUES ($1, $2, $3, $4, $5, $6, $7)"
        " ON CONFLICT (charity_id, receipt_number) DO NOTHING RETURNING id",
        donation_id,
        donation["charity_id"],
        payment.fen,
        payment.received_on,
        number,
        payment.document,
        actor.id,
    )
    if payment_id is None:
        raise Conflict(_("这个票据号码已经登记过，请核对。"))
    await enter(actor, books.money_paid(lot_of(donation), payment_id, payment.fen))
    await _count(actor, donation, payment.fen)
    if donation["paid_fen"] == donation["amount_fen"]:
        await _paid_up(actor, donation, number, payment.document)
    else:
        await noted(
            actor, donation, "pay_part", "donation.part_paid", number, payment_id=payment_id
        )
    return payment_id


@command
async def end_payments(actor: Actor, donation_id: int, reason: str) -> None:
    """
    Giver or charity says that no more will come: the rest is promised no longer, its units are
    open again, and what did come is a donation. Raises Conflict where nothing, or all, has come.
    """
    donation = await _money(actor, donation_id)
    if not (policy.is_giver(actor, donation) or policy.is_charity(actor, donation)):
        raise Denied(_("只有捐赠方或接收资金的慈善组织可以结束付款。"))
    reasoned(reason)
    stands(donation, D.agreed)
    last = await one(
        "SELECT * FROM money_payment WHERE donation_id = $1 ORDER BY id DESC LIMIT 1", donation_id
    )
    if last is None:
        raise Conflict(_("还没有任何款项到账。不再捐赠的，请解除协议。"))
    rest = donation["amount_fen"] - donation["paid_fen"]
    await enter(actor, books.money_released(lot_of(donation), rest))
    units = donation["amount_fen"] // rules.FEN - donation["paid_fen"] // rules.FEN
    await give_back(actor, donation, units, reason, on_the_way=False)
    await noted(actor, donation, "end_payments", "donation.payments_ended", reason)
    await _paid_up(actor, donation, last["receipt_number"], last["receipt_file"])


@command
async def propose_return(actor: Actor, donation_id: int, fen: int, reason: str) -> int:
    """
    The charity says that *fen* is left over and should go back (慈善法 58); returns the proposal's
    id. Nothing moves before the donor consents. Raises Invalid for more than is unallocated.
    """
    donation = await _money(actor, donation_id)
    await _charity_today(actor, donation)
    reasoned(reason)
    stands(donation, D.receipted)
    left = left_to_allocate(donation)
    if not 0 < fen <= left:
        raise Invalid(
            {
                "yuan": _("还没有分配的是 %(left)s 元，请核对。")
                % {"left": f"{left // 100}.{left % 100:02d}"}
            }
        )
    if await _open_return(donation_id) is not None:
        raise Conflict(_("已经提出过退回，正在等捐赠人答复。"))
    row: int = await value(
        "INSERT INTO money_return (donation_id, fen, reason, proposed_by, proposed_at)"
        " VALUES ($1, $2, $3, $4, $5) RETURNING id",
        donation_id,
        fen,
        reason.strip(),
        actor.id,
        clock.now(),
    )
    await noted(actor, donation, "propose_return", "donation.return_proposed", reason)
    return row


@command
async def answer_return(actor: Actor, donation_id: int, *, consent: bool) -> None:
    """
    The donor consents, and the money is on its way back; or does not, and it stays earmarked.
    """
    donation = await _money(actor, donation_id)
    if not policy.is_giver(actor, donation):
        raise Denied(_("只有捐赠人可以同意或不同意退回。"))
    proposal = await _open_return(donation_id)
    if proposal is None:
        raise Conflict(_("没有等待答复的退回。"))
    if proposal["proposed_by"] == actor.id:
        raise Denied(_("提出退回的人不能自己同意，请由捐赠方的其他人员答复。"))
    await value(
        "UPDATE money_return SET consented = $2, answered_by = $3, answered_at = $4 WHERE id = $1",
        proposal["id"],
        consent,
        actor.id,
        clock.now(),
    )
    if not consent:
        await noted(actor, donation, "refuse_return", "donation.return_refused")
        return
    stands(donation, D.receipted)
    await _returned(actor, donation, proposal)


async def _returned(actor: Actor, donation: dict[str, Any], proposal: dict[str, Any]) -> None:
    fen = proposal["fen"]
    await enter(actor, books.fund_returned(lot_of(donation), proposal["id"], fen))
    held = (donation["paid_fen"] - donation["returned_fen"]) // rules.FEN
    donation["returned_fen"] += fen
    await value(
        "UPDATE donation SET returned_fen = $2 WHERE id = $1",
        donation["id"],
        donation["returned_fen"],
    )
    units = held - (donation["paid_fen"] - donation["returned_fen"]) // rules.FEN
    await give_back(actor, donation, units, proposal["reason"], on_the_way=True)
    if donation["returned_fen"] == donation["paid_fen"]:
        await move(
            actor,
            donation,
            "return",
            proposal["reason"],
            closed_at=clock.now(),
            next_check_at=None,
        )
        return
    await noted(actor, donation, "return_part", "donation.part_returned", proposal["reason"])
    if left_to_allocate(donation) == 0:
        await move(actor, donation, "allocate")


async def _count(actor: Actor, donation: dict[str, Any], fen: int) -> None:
    """Totals, and whole yuan on their way to the need."""
    before = donation["paid_fen"] // rules.FEN
    donation["paid_fen"] += fen
    await value(
        "UPDATE donation SET paid_fen = $2, paid_by = $3, paid_at = $4 WHERE id = $1",
        donation["id"],
        donation["paid_fen"],
        actor.id,
        clock.now(),
    )
    units = donation["paid_fen"] // rules.FEN - before
    if units:
        await set_out(actor, donation, units)


async def _paid_up(actor: Actor, donation: dict[str, Any], number: str, document: int) -> None:
    """All that will come has come: paid, and receipted with the charity's last receipt."""
    await move(actor, donation, "pay", number, next_check_at=None)
    if policy.is_charity(actor, donation):
        await give_receipt(actor, donation["id"], ReceiptForm(number=number, document=document))


async def _money(actor: Actor, donation_id: int) -> dict[str, Any]:
    donation = await locked(actor, donation_id)
    if donation["kind"] != GiftKind.money:
        raise Conflict(_("这不是一项资金捐赠。"))
    return donation


async def _charity_today(actor: Actor, donation: dict[str, Any]) -> None:
    if not policy.is_charity(actor, donation):
        raise Denied(_("只有接收这笔资金的慈善组织可以登记。"))
    charity = await one(
        "SELECT kind, status, charity, verified_until FROM organisation WHERE id = $1",
        donation["charity_id"],
    )
    complaint = rules.charity_complaint(charity, clock.today())
    if complaint:
        raise Denied(complaint)


async def _sensible(actor: Actor, donation: dict[str, Any], payment: Payment) -> None:
    rest = donation["amount_fen"] - donation["paid_fen"]
    complaints: dict[str, str] = {}
    if payment.fen < 1:
        complaints["yuan"] = _("金额必须大于 0。")
    elif payment.fen > rest:
        complaints["yuan"] = _("承诺的金额只差 %(rest)s 元，登记的到账金额不能超过它。") % {
            "rest": f"{rest // 100}.{rest % 100:02d}"
        }
    if payment.received_on > clock.today():
        complaints["received_on"] = _("到账日期不能晚于今天。")
    if len(payment.receipt_number.strip()) < 4:
        complaints["receipt_number"] = _("请填写公益事业捐赠票据的号码。")
    if not await own_documents(actor, [payment.document]):
        complaints["document"] = _("请上传票据的扫描件（PDF 或照片）。")
    if complaints:
        raise Invalid(complaints)


async def _open_return(donation_id: int) -> dict[str, Any] | None:
    return await one(
        "SELECT * FROM money_return WHERE donation_id = $1 AND consented IS NULL FOR UPDATE",
        donation_id,
    )
