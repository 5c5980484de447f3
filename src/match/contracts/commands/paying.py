"""
Paying an instalment: staff ask, finance approves, another of finance records what was paid.

Nothing is collected or sent: the treasury pays outside, and the ledger holds what it did.
"""

from typing import Any

from match.contracts import books, policy, rules
from match.contracts.commands._shared import facts, locked, noted, of_part, part, reasoned, stands
from match.contracts.commands.ending import settle
from match.contracts.commands.working import milestone_of
from match.contracts.forms import PaymentForm, VoucherForm
from match.contracts.states import (
    PAYMENT_MACHINE,
    ContractStatus,
    MilestoneStatus,
    PaymentStatus,
    Source,
)
from match.contracts.tables import ContractPayment
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import command, value
from match.foundation.decisions import refuse, require
from match.foundation.errors import Conflict, Invalid
from match.foundation.language import _
from match.foundation.moves import carry_out
from match.foundation.workdays import workdays_from_now
from match.ledger.commands import enter

ANSWER_WORKDAYS = 5


@command
async def request_payment(actor: Actor, milestone_id: int, form: PaymentForm) -> int:
    """
    Ask finance to pay an accepted milestone's instalment against the supplier's invoice; its id.

    Conflict before acceptance, and for a second request while one is alive; all requests together
    stay within the contract's price.
    """
    contract, milestone = await milestone_of(actor, milestone_id)
    require(policy.can_request(actor, contract))
    if contract["source"] != Source.award:
        raise Conflict(_("合作项目由各方自行支出，本平台只记录，不办理付款。"))
    if milestone["status"] != MilestoneStatus.accepted:
        raise Conflict(_("验收合格以后才能申请付款。"))
    used = await _used("invoice", contract["id"], form.invoice, but=milestone_id)
    refuse(
        invoice=rules.payment_complaint(await facts(contract), milestone["amount_fen"])
        or rules.used_complaint(used, _("发票号码"))
    )
    payment_id = await value(
        "INSERT INTO contract_payment (contract_id, milestone_id, amount_fen, invoice,"
        " requested_by, next_check_at) VALUES ($1, $2, $3, $4, $5, $6)"
        " ON CONFLICT DO NOTHING RETURNING id",
        contract["id"],
        milestone_id,
        milestone["amount_fen"],
        form.invoice.strip(),
        actor.id,
        await workdays_from_now(ANSWER_WORKDAYS),
    )
    if payment_id is None:
        raise Conflict(_("这一阶段已经申请过付款。"))
    await noted(actor, contract, "contract.payment_requested", payment_id=payment_id)
    return payment_id


@command
async def approve_payment(actor: Actor, payment_id: int) -> None:
    """Finance approves; from now on it is owed. Not who asked."""
    contract, payment = await _payment_of(actor, payment_id)
    require(policy.can_pay(actor, contract, {payment["requested_by"]}))
    stands(contract, ContractStatus.in_force)
    await _move(
        actor,
        contract,
        payment,
        "approve",
        approved_by=actor.id,
        approved_at=clock.now(),
        next_check_at=await workdays_from_now(ANSWER_WORKDAYS),
    )
    await enter(actor, books.payable(contract["id"], payment_id, payment["amount_fen"]))


@command
async def refuse_payment(actor: Actor, payment_id: int, reason: str) -> None:
    """Finance sends a request back; staff may ask again."""
    contract, payment = await _payment_of(actor, payment_id)
    require(policy.can_pay(actor, contract, {payment["requested_by"]}))
    said = reasoned(reason)
    await _move(actor, contract, payment, "refuse", reason=said, next_check_at=None)


@command
async def record_payment(actor: Actor, payment_id: int, form: VoucherForm) -> None:
    """What the treasury paid outside: day and voucher. By neither who asked nor who approved."""
    contract, payment = await _payment_of(actor, payment_id)
    require(policy.can_pay(actor, contract, {payment["requested_by"], payment["approved_by"]}))
    if payment["approved_at"] is not None:
        approved = payment["approved_at"].astimezone(clock.HERE).date()
        if not approved <= form.paid_on <= clock.today():
            raise Invalid({"paid_on": _("支付日期必须在审核以后，且不能晚于今天。")})
    used = await _used("voucher", contract["id"], form.voucher, but=payment["milestone_id"])
    refuse(voucher=rules.used_complaint(used, _("支付凭证号")))
    await _move(
        actor,
        contract,
        payment,
        "pay",
        paid_by=actor.id,
        paid_on=form.paid_on,
        voucher=form.voucher.strip(),
        next_check_at=None,
    )
    await enter(actor, books.paid(contract["id"], payment_id, payment["amount_fen"]))
    await settle(actor, contract)


async def _used(column: str, contract_id: int, given: str, *, but: int) -> int | None:
    """The payment of another milestone of this contract that bears the number already."""
    return await value(
        f"SELECT id FROM contract_payment WHERE contract_id = $1 AND {column} = $2"  # noqa: S608 # our own names
        " AND milestone_id <> $3 AND status <> 'refused' LIMIT 1",
        contract_id,
        given.strip(),
        but,
    )


async def _payment_of(actor: Actor, payment_id: int) -> tuple[dict[str, Any], dict[str, Any]]:
    contract = await locked(actor, await of_part("contract_payment", payment_id), needs=True)
    return contract, await part("contract_payment", payment_id)


async def _move(
    actor: Actor, contract: dict[str, Any], payment: dict[str, Any], verb: str, **sets: Any
) -> None:
    await carry_out(
        actor,
        PAYMENT_MACHINE,
        ContractPayment,
        {**payment, "division": contract["division"]},
        PaymentStatus(payment["status"]),
        verb,
        reason=sets.get("reason", ""),
        sets=sets,
        contract_id=contract["id"],
        tender_id=contract["tender_id"],
        payment_id=payment["id"],
    )
