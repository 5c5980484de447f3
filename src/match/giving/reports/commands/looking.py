"""Somebody looks at a report; what it says counts from then on, in the ledger too."""

from typing import Any

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import command, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict
from match.foundation.language import _
from match.foundation.moves import carry_out
from match.giving import books
from match.giving.bookkeeping import lot_of
from match.giving.commands import apply_report
from match.giving.commands._shared import move, noted
from match.giving.reports import policy
from match.giving.reports.commands._shared import amount_in, kind_of, refuse_words, report_of
from match.giving.reports.states import REPORT_MACHINE
from match.giving.states import DonationStatus, GiftKind, ReportStatus
from match.giving.tables import UseReport
from match.ledger.commands import enter, reverse
from match.ledger.keys import key_for
from match.ledger.queries import transactions_for


@command
async def accept_report(actor: Actor, report_id: int) -> None:
    """Nobody is in the picture and no word shows a child: the giver may see it, and it counts."""
    gift, report = await report_of(actor, report_id)
    require(policy.can_look(actor, gift, report))
    await _accept(actor, gift, report, looked=actor.id)
    await apply_report(actor, report_id)


@command
async def return_report(actor: Actor, report_id: int, reason: str) -> None:
    """Something is to be corrected; who wrote it reads why."""
    gift, report = await report_of(actor, report_id)
    require(policy.can_look(actor, gift, report))
    refuse_words("reason", reason, 4)
    await carry_out(
        actor,
        REPORT_MACHINE,
        UseReport,
        report,
        ReportStatus(report["status"]),
        "return",
        reason=reason.strip(),
        sets={"decided_by": actor.id, "decided_at": clock.now(), "reason": reason.strip()},
        report_id=report_id,
        donation_id=gift["id"],
    )


async def let_through(actor: Actor, report_id: int) -> None:
    """Accept what nobody needs to look at, within the command that told it."""
    gift, report = await report_of(actor, report_id)
    await _accept(actor, gift, report, looked=None)
    if gift["status"] == DonationStatus.answered:
        # Only a correction comes so late, and only one of the same amount: the total stays.
        await enter(actor, await _posting(gift, report))
        return
    await apply_report(actor, report_id)


async def replace(
    actor: Actor, gift: dict[str, Any], old: dict[str, Any], amount: int, *, looked_at: bool
) -> None:
    """
    The old report stays as it was, replaced; what it had counted is reversed in the ledger and no
    longer in the total. *amount* is what the new one says; *looked_at*: somebody must see it first.
    """
    counted = old["status"] == ReportStatus.accepted
    over = gift["status"] == DonationStatus.answered
    if counted and over and (looked_at or amount != amount_in(old)):
        raise Conflict(_("这笔捐赠已经反馈完毕，只能更正文字，不能再改数量或照片。"))
    await carry_out(
        actor,
        REPORT_MACHINE,
        UseReport,
        old,
        ReportStatus(old["status"]),
        "replace",
        report_id=old["id"],
        donation_id=gift["id"],
    )
    if not counted:
        return
    posting = await _posting(gift, old)
    booked = await transactions_for([("donation", gift["id"])])
    tx = next(each for each in booked if each.key == posting.key)
    await reverse(actor, key_for("use_report.replaced", old["id"]), tx.id, "使用报告已更正")
    if not over:
        await _take_off(actor, gift, amount_in(old))


async def _accept(
    actor: Actor, gift: dict[str, Any], report: dict[str, Any], *, looked: int | None
) -> None:
    await carry_out(
        actor,
        REPORT_MACHINE,
        UseReport,
        report,
        ReportStatus(report["status"]),
        "accept",
        sets={"decided_by": looked, "decided_at": clock.now()},
        report_id=report["id"],
        donation_id=gift["id"],
    )


async def _posting(gift: dict[str, Any], report: dict[str, Any]) -> books.Posting:
    lot, home, amount = lot_of(gift), report["home_id"], amount_in(report)
    if kind_of(gift) is not GiftKind.money:
        return books.used(lot, report["id"], home, amount)
    first: int = await value(
        "SELECT min(id) FROM allocation_line WHERE donation_id = $1 AND home_id = $2",
        gift["id"],
        home,
    )
    return books.fund_used(lot, report["id"], first, amount)


async def _take_off(actor: Actor, gift: dict[str, Any], amount: int) -> None:
    """Less is used than was said; one that was all used is so no longer."""
    column = "used_fen" if kind_of(gift) is GiftKind.money else "used_units"
    left = gift[column] - amount
    if gift["status"] == DonationStatus.used:
        await move(actor, gift, "correct", **{column: left})
        return
    await value(f"UPDATE donation SET {column} = $2 WHERE id = $1", gift["id"], left)  # noqa: S608 # one of two columns
    gift[column] = left
    await noted(actor, gift, "correct", "donation.use_corrected")
