"""The receipt for what was counted or paid, and the homes it goes to."""

from collections.abc import Sequence
from typing import Any

from match.files.queries import own_documents
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import command, one, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Invalid
from match.foundation.language import _
from match.giving import books, policy
from match.giving.commands._shared import (
    code,
    for_nobody_alone,
    locked,
    lot_of,
    move,
    noted,
    screened,
    stands,
)
from match.giving.commands.units import money_arrived
from match.giving.commands.using import use_of_service
from match.giving.forms import AllocationForm, ReceiptForm
from match.giving.states import DonationStatus, GiftKind
from match.ledger.commands import enter

D = DonationStatus
ACKNOWLEDGEMENT_LETTERS = 12


@command
async def give_receipt(actor: Actor, donation_id: int, form: ReceiptForm) -> str:
    """
    The receiver confirms what came (慈善法 38): our acknowledgement gets its check code, which is
    returned; a charity adds the number and scan of its official receipt. What came directly to a
    home is allocated to it with this, and a service is used up with it.
    """
    donation = await locked(actor, donation_id)
    require(policy.can_receive(actor, donation))
    stands(donation, D.counted, D.paid)
    number = form.number.strip()
    if donation["charity_id"] is not None:
        await _official(actor, number, form.document)
    elif number or form.document is not None:
        raise Invalid({"number": _("儿童之家直接接受的捐赠不开公益事业捐赠票据，请留空。")})
    screened(number=number)
    acknowledged = code(ACKNOWLEDGEMENT_LETTERS)
    await move(
        actor,
        donation,
        "receipt",
        number,
        ack_code=acknowledged,
        receipt_number=number,
        receipt_file=form.document,
        receipted_by=actor.id,
        receipted_at=clock.now(),
        next_check_at=None,
    )
    if donation["charity_id"] is None:
        left = donation["good"] - donation["returned_units"]
        await _allocated(actor, donation, AllocationForm(donation["home_id"], units=left))
    return acknowledged


@command
async def allocate(actor: Actor, donation_id: int, forms: Sequence[AllocationForm]) -> None:
    """
    A charity gives parts of a donation to homes, in one go or bit by bit; once they sum to what
    was received, it is allocated. Never to a child. Another home than the agreed one needs the
    giver's consent (`answer_use_change`). Raises Invalid for more than is left.
    """
    donation = await locked(actor, donation_id)
    require(policy.can_allocate(actor, donation))
    stands(donation, D.receipted)
    if not forms:
        raise Invalid({"home_id": _("请至少填写一个儿童之家。")})
    for form in forms:
        await _allowed(donation, form)
        await _allocated(actor, donation, form)


async def _official(actor: Actor, number: str, document: int | None) -> None:
    """The charity's receipt has a number issued by finance and a scan (财综〔2024〕1号)."""
    if not number:
        raise Invalid({"number": _("请填写公益事业捐赠票据的号码。")})
    if document is None or not await own_documents(actor, [document]):
        raise Invalid({"document": _("请上传票据的扫描件（PDF 或照片）。")})


async def _allowed(donation: dict[str, Any], form: AllocationForm) -> None:
    """Raise Invalid or Conflict unless *form* is a home's part of this donation."""
    money = donation["kind"] == GiftKind.money
    if (form.fen if money else form.units) is None or (form.units if money else form.fen):
        raise Invalid(
            {"fen": _("请填写金额。")} if money else {"units": _("请填写数量，须为整数。")}
        )
    screened(purpose=form.purpose)
    for_nobody_alone(donation, purpose=form.purpose)
    known = await one("SELECT id FROM home WHERE id = $1 AND status = 'open'", form.home_id)
    if known is None:
        raise Invalid({"home_id": _("没有找到这个正在开放的儿童之家。")})
    # Consent to some other use is none to any other home: the words agreed to must name it.
    if donation["home_id"] not in (None, form.home_id) and not await value(
        "SELECT count(*) FROM use_change u JOIN home h ON h.id = $2"
        " WHERE u.donation_id = $1 AND u.consented AND strpos(u.purpose, h.name) > 0",
        donation["id"],
        form.home_id,
    ):
        raise Conflict(
            _("协议约定给另一个儿童之家。请先征得捐赠人同意，并在新用途里写明这个儿童之家的全名。")
        )


async def _allocated(actor: Actor, donation: dict[str, Any], form: AllocationForm) -> None:
    """One line, its posting, and the state once nothing is left."""
    money = donation["kind"] == GiftKind.money
    asked = (form.fen if money else form.units) or 0
    left = left_to_allocate(donation)
    if not 0 < asked <= left:
        raise Invalid(
            {
                "fen" if money else "units": _("还可以分配 %(left)s，不能分配 %(asked)s。")
                % {"left": left, "asked": asked}
            }
        )
    line_id: int = await value(
        "INSERT INTO allocation_line (donation_id, home_id, units, fen, purpose, by, at)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
        donation["id"],
        form.home_id,
        None if money else asked,
        asked if money else None,
        form.purpose.strip(),
        actor.id,
        clock.now(),
    )
    await _post(actor, donation, line_id, form.home_id, asked)
    column = "allocated_fen" if money else "allocated_units"
    await value(
        f"UPDATE donation SET {column} = {column} + $2 WHERE id = $1",  # noqa: S608 # one of two of our own names
        donation["id"],
        asked,
    )
    donation[column] += asked
    if money:
        await money_arrived(actor, donation, asked)
    if asked < left:
        await noted(
            actor, donation, "allocate_part", "donation.part_allocated", home_id=form.home_id
        )
        return
    await move(actor, donation, "allocate")
    if donation["kind"] == GiftKind.time:
        await use_of_service(actor, donation, form.home_id, asked)


async def _post(
    actor: Actor, donation: dict[str, Any], line_id: int, home_id: int, asked: int
) -> None:
    if donation["kind"] == GiftKind.money:
        first: int = await value(
            "SELECT min(id) FROM allocation_line WHERE donation_id = $1 AND home_id = $2",
            donation["id"],
            home_id,
        )
        await enter(actor, books.fund_allocated(lot_of(donation), line_id, first, asked))
        return
    posting = books.allocated(lot_of(donation), line_id, home_id, asked)
    if posting is not None:
        await enter(actor, posting)


def left_to_allocate(donation: dict[str, Any]) -> int:
    """Units, or fen, that were received and have no home yet."""
    if donation["kind"] == GiftKind.money:
        return donation["paid_fen"] - donation["allocated_fen"] - donation["returned_fen"]
    return donation["good"] - donation["allocated_units"] - donation["returned_units"]
