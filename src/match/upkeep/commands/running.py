"""What the county pays for a home's running (notice 5.2f), and the insurance of homes (5.4d, f)."""

from datetime import timedelta

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import command, one, rows, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Invalid
from match.foundation.language import _
from match.foundation.outbox import tell
from match.foundation.parameters import whole
from match.ledger.commands import enter
from match.upkeep import books, policy
from match.upkeep.commands._shared import (
    home_of,
    morning,
    not_found,
    not_later,
    noted,
    reasoned,
    row_of,
)
from match.upkeep.forms import CostForm, InsuranceForm
from match.upkeep.states import InsuranceKind
from match.upkeep.wording import screened


@command
async def record_cost(actor: Actor, home_id: int, form: CostForm) -> int:
    """
    A payment of the county for a home; its id. The payer is always the home's county.

    Conflict for a voucher of this county that stands already: paid once, entered once.
    """
    home = await home_of(actor, home_id)
    require(policy.can_keep(actor, home["division"]))
    not_later(form.paid_on, "paid_on")
    screened(what=form.what)
    payer = home["division"][:6] + "000000"
    used = await value(
        "SELECT id FROM running_cost c WHERE home_id = $1 AND voucher = $2 AND reverses IS NULL"
        " AND NOT EXISTS (SELECT FROM running_cost r WHERE r.reverses = c.id)",
        home_id,
        form.voucher.strip(),
    )
    if used:
        raise Conflict(_("这张凭证已经登记过。登记错了请先冲销，再重新登记。"))
    cost = await one(
        "INSERT INTO running_cost (home_id, division, payer, year, kind, what, amount_fen, paid_on,"
        " voucher, by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING *",
        home_id,
        home["division"],
        payer,
        form.paid_on.year,
        form.kind.value,
        form.what.strip(),
        form.amount_fen,
        form.paid_on,
        form.voucher.strip(),
        actor.id,
    )
    assert cost is not None, "an INSERT answers its row"
    await enter(actor, books.cost(cost))
    subject = ("running_cost", cost["id"])
    await noted(actor, "cost.recorded", subject, home["division"], cost_id=cost["id"])
    return cost["id"]


@command
async def reverse_cost(actor: Actor, cost_id: int, reason: str) -> int:
    """Undo an entry that was wrong; the undoing's id. Nothing is taken out."""
    cost = await row_of("running_cost", cost_id, lock=False)
    if not policy.can_see(actor, cost["home_id"], cost["division"]):
        raise not_found()
    require(policy.can_keep(actor, cost["division"]))
    said = reasoned(reason)
    if cost["reverses"] is not None:
        raise Conflict(_("冲销记录不能再冲销，请重新登记正确的一笔。"))
    undone = await one(
        "INSERT INTO running_cost (home_id, division, payer, year, kind, what, amount_fen, paid_on,"
        " voucher, reverses, by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
        " ON CONFLICT (reverses) DO NOTHING RETURNING *",
        cost["home_id"],
        cost["division"],
        cost["payer"],
        cost["year"],
        cost["kind"],
        said[:120],
        -cost["amount_fen"],
        cost["paid_on"],
        cost["voucher"],
        cost_id,
        actor.id,
    )
    if undone is None:
        raise Conflict(_("这一笔已经冲销过。"))
    await enter(actor, books.cost(undone))
    subject = ("running_cost", undone["id"])
    await noted(
        actor, "cost.reversed", subject, cost["division"], reason=said, cost_id=undone["id"]
    )
    return undone["id"]


@command
async def record_insurance(
    actor: Actor, home_id: int, form: InsuranceForm, *, file_id: int | None = None
) -> int:
    """A policy with its dates; its id. Children are counted, never named."""
    home = await home_of(actor, home_id)
    require(policy.can_tend(actor, home_id, home["division"]))
    if form.ends_on <= form.starts_on:
        raise Invalid({"ends_on": _("结束日期要晚于开始日期。")})
    accident = form.kind is InsuranceKind.accident
    if accident and not form.insured:
        raise Invalid({"insured": _("请填写投保的儿童人数。")})
    insurance_id = await value(
        "INSERT INTO home_insurance (home_id, division, kind, insurer, policy, starts_on, ends_on,"
        " payer, insured, file_id, next_check_at, by)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"
        " ON CONFLICT (insurer, policy, home_id) DO NOTHING RETURNING id",
        home_id,
        home["division"],
        form.kind.value,
        form.insurer.strip(),
        form.policy.strip(),
        form.starts_on,
        form.ends_on,
        form.payer.value,
        form.insured if accident else None,
        file_id,
        morning(form.ends_on - timedelta(days=await whole("insurance.remind_days"))),
        actor.id,
    )
    if insurance_id is None:
        raise Conflict(_("这张保险单已经登记过。续保请登记新的保险单。"))
    subject = ("home_insurance", insurance_id)
    await noted(
        actor,
        "insurance.recorded",
        subject,
        home["division"],
        insurance_id=insurance_id,
        home_id=home_id,
    )
    return insurance_id


@command
async def end_insurance(actor: Actor, insurance_id: int, reason: str) -> None:
    """A policy that was wrong, or was cancelled."""
    insurance = await row_of("home_insurance", insurance_id)
    if not policy.can_see(actor, insurance["home_id"], insurance["division"]):
        raise not_found()
    require(policy.can_tend(actor, insurance["home_id"], insurance["division"]))
    if insurance["ended_at"] is not None:
        raise Conflict(_("这张保险单已经注销。"))
    said = reasoned(reason)
    await value(
        "UPDATE home_insurance SET ended_at = $2, reason = $3, next_check_at = NULL WHERE id = $1",
        insurance_id,
        clock.now(),
        said,
    )
    await noted(
        actor,
        "insurance.ended",
        ("home_insurance", insurance_id),
        insurance["division"],
        reason=said,
        insurance_id=insurance_id,
    )


@command
async def sweep_insurance(actor: Actor, limit: int = 200) -> int:
    """
    Remind of what ends: once before, once when it is over. How many were reminded. A policy that
    another one of its kind already follows is let go.
    """
    del actor
    due = await rows(
        "SELECT i.*, EXISTS (SELECT FROM home_insurance n WHERE n.home_id = i.home_id"
        "   AND n.kind = i.kind AND n.ended_at IS NULL AND n.ends_on > i.ends_on) AS followed"
        " FROM home_insurance i WHERE i.next_check_at <= $1 AND i.ended_at IS NULL"
        " ORDER BY i.next_check_at LIMIT $2 FOR UPDATE OF i SKIP LOCKED",
        clock.now(),
        limit,
    )
    told = 0
    for row in due:
        over = row["ends_on"] < clock.today()
        again = None if over or row["followed"] else morning(row["ends_on"] + timedelta(days=1))
        await value(
            "UPDATE home_insurance SET reminded_at = $2, next_check_at = $3 WHERE id = $1",
            row["id"],
            clock.now(),
            again,
        )
        if not row["followed"]:
            fact = "insurance.expired" if over else "insurance.expiring"
            await tell(fact, insurance_id=row["id"], home_id=row["home_id"])
            told += 1
    return told
