"""What time does to contracts: reminders of milestones, acceptance and payments, ends of terms."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from match.contracts.commands._shared import locked, noted, of_part, part
from match.contracts.states import ContractStatus, MilestoneStatus, PaymentStatus
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import command, one, rows, value

# A milestone is spoken of a week ahead, on its day, and every week after; a payment every week.
AGAIN = timedelta(days=7)
TERM_AHEAD_DAYS = 30
PAGE = 500
_MILESTONES = """
SELECT id FROM contract_milestone WHERE next_check_at <= $1 ORDER BY next_check_at, id LIMIT $2
"""
_PAYMENTS = """
SELECT id FROM contract_payment WHERE next_check_at <= $1 ORDER BY next_check_at, id LIMIT $2
"""
# Told once for each: the audit is the memory.
_UNTOLD = (
    "NOT EXISTS (SELECT FROM audit a WHERE a.subject_kind = 'contract' AND a.subject_id = c.id"
    " AND a.verb = '{verb}' AND coalesce(a.changes->'on'->>1, '') = {on}::text)"
)
_JUBILEE = (
    "(c.starts_on + (1 + greatest(0, extract(year FROM age($1::date, c.starts_on)))::int)"
    " * interval '1 year')::date"
)
# Partners who agreed have no day by law: whoever signed is not left waiting for ever.
_SIGN_BY = (
    "coalesce(c.sign_by, (SELECT min(p.signed_at)::date + 14 FROM contract_party p"
    " WHERE p.contract_id = c.id))"
)
_TERMS: dict[str, str] = {
    "contract.sign_due": f"c.status = 'drafted' AND {_SIGN_BY} - 5 <= $1",
    "contract.file_due": "c.signed_at IS NOT NULL AND c.filed_on IS NULL AND c.file_by - 2 <= $1"
    " AND c.status <> 'archived'",
    "contract.term_ending": f"c.status = 'in_force' AND c.ends_on - {TERM_AHEAD_DAYS} <= $1",
    "contract.evaluation_due": "c.status = 'completed' AND c.ended_on + 30 <= $1",
    # 102号令20: a contract of several years is judged each year; the last with the whole.
    "contract.review_due": f"c.source = 'award' AND c.status = 'in_force' AND {_JUBILEE} - 30 <= $1"
    f" AND {_JUBILEE} <= c.ends_on",
}
_DAYS = {
    "contract.sign_due": _SIGN_BY,
    "contract.file_due": "c.file_by",
    "contract.term_ending": "c.ends_on",
    "contract.evaluation_due": "c.ended_on",
    "contract.review_due": _JUBILEE,
}
Report = Callable[[int], Awaitable[None]]


@command
async def remind_of_milestone(actor: Actor, milestone_id: int) -> bool:
    """Say that a milestone's work or its acceptance is due; False if nothing waits any more."""
    contract = await locked(actor, await of_part("contract_milestone", milestone_id))
    milestone = await part("contract_milestone", milestone_id)
    status = MilestoneStatus(milestone["status"])
    waits = (MilestoneStatus.planned, MilestoneStatus.delivered, MilestoneStatus.returned)
    if contract["status"] != ContractStatus.in_force or status not in waits:
        await _next("contract_milestone", milestone_id, None)
        return False
    await value("UPDATE contract_milestone SET reminded = reminded + 1 WHERE id = $1", milestone_id)
    await _next("contract_milestone", milestone_id, clock.now() + AGAIN)
    delivered = status is MilestoneStatus.delivered
    event = "contract.acceptance_due" if delivered else "contract.milestone_due"
    await noted(actor, contract, event, milestone_id=milestone_id, late=_late(milestone))
    return True


@command
async def remind_of_payment(actor: Actor, payment_id: int) -> bool:
    """Say that a payment waits for finance; False if it does not."""
    contract = await locked(actor, await of_part("contract_payment", payment_id))
    payment = await part("contract_payment", payment_id)
    if payment["status"] not in (PaymentStatus.requested, PaymentStatus.approved):
        await _next("contract_payment", payment_id, None)
        return False
    await _next("contract_payment", payment_id, clock.now() + AGAIN)
    await noted(actor, contract, "contract.payment_due", payment_id=payment_id)
    return True


@command
async def note_term(actor: Actor, contract_id: int, event: str, on: str) -> None:
    """Say that a day of a contract is near: signing, filing, its end, its evaluation."""
    contract = await locked(actor, contract_id)
    await noted(actor, contract, event, on=on)


async def sweep_contracts(actor: Actor, limit: int = 200) -> int:
    """Poke what is due now; returns how many. Each is a command of its own."""
    done = 0
    for row in await rows(_MILESTONES, clock.now(), limit):
        done += await remind_of_milestone(actor, row["id"])
    for row in await rows(_PAYMENTS, clock.now(), limit):
        done += await remind_of_payment(actor, row["id"])
    return done


async def track(actor: Actor, *, report: Report | None = None) -> dict[str, int]:
    """
    The night's look at every contract: reminders that are due, days that come near, each told once
    for its day. Killed anywhere and begun anew, it ends the same.
    """
    figures = {"poked": 0, "terms": 0}
    while done := await sweep_contracts(actor, PAGE):
        figures["poked"] += done
        if done < PAGE:
            break
    for at, (event, condition) in enumerate(_TERMS.items()):
        for row in await _due(event, condition):
            await note_term(actor, row["id"], event, row["on"])
            figures["terms"] += 1
        if report is not None:
            await report(min(99, 25 * (at + 1)))
    return figures


async def _due(event: str, condition: str) -> list[dict[str, Any]]:
    day = _DAYS[event]
    untold = _UNTOLD.format(verb=event, on=day)
    return await rows(
        f"SELECT c.id, {day}::text AS on FROM contract c WHERE {condition} AND {untold}"  # noqa: S608 # our own words
        " ORDER BY c.id LIMIT $2",
        clock.today(),
        PAGE,
    )


async def _next(table: str, part_id: int, at: Any) -> None:
    await one(
        f"UPDATE {table} SET next_check_at = $2 WHERE id = $1 RETURNING id",  # noqa: S608 # our own tables
        part_id,
        at,
    )


def _late(milestone: dict[str, Any]) -> bool:
    return milestone["due_on"] < clock.today()
