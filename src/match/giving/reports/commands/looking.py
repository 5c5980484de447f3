"""Somebody looks at a report; what it says counts from then on, in the ledger too."""

from typing import Any

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import command, value
from match.foundation.decisions import require
from match.foundation.moves import carry_out
from match.giving import books
from match.giving.commands._shared import enter, lot_of, move, noted
from match.giving.reports import policy
from match.giving.reports.commands._shared import amount_in, kind_of, refuse_words, report_of
from match.giving.reports.states import REPORT_MACHINE
from match.giving.states import DonationStatus, GiftKind, ReportStatus
from match.giving.tables import UseReport
from match.ledger.commands import reverse
from match.ledger.keys import key_for
from match.ledger.queries import transactions_for


@command
async def accept_report(actor: Actor, report_id: int) -> None:
    """Nobody is in the picture and no word shows a child: the giver may see it, and it counts."""
    gift, report = await report_of(actor, report_id)
    require(policy.can_look(actor, gift, report))
    await _count(actor, gift, report, looked=actor.id)


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


async def let_through(actor: Actor, gift: dict[str, Any], report_id: int) -> None:
    """Accept what nobody needs to look at, within the command that told it."""
    _gift, report = await report_of(actor, report_id)
    await _count(actor, gift, report, looked=None)


async def _count(
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
    await _add(gift, report, 1)
    posting = await _posting(gift, report)
    await enter(actor, posting)
    if gift["status"] == DonationStatus.allocated:
        await move(actor, gift, "use", report["text"])
    else:
        await noted(actor, gift, "use", "donation.use_told", report["text"])


async def take_back(actor: Actor, gift: dict[str, Any], report: dict[str, Any]) -> None:
    """A counted report is replaced: its posting is reversed, its figure is no longer in the sum."""
    posting = await _posting(gift, report)
    key = key_for(posting.what, posting.donation, posting.source)
    booked = await transactions_for([("donation", gift["id"])])
    tx = next(each for each in booked if each.key == key)
    await reverse(actor, key_for("use_report.replaced", report["id"]), tx.id, "使用报告已更正")
    await _add(gift, report, -1)
    await noted(actor, gift, "correct", "donation.use_corrected")


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


async def _add(gift: dict[str, Any], report: dict[str, Any], sign: int) -> None:
    column = "used_fen" if kind_of(gift) is GiftKind.money else "used_units"
    await value(
        f"UPDATE donation SET {column} = {column} + $2 WHERE id = $1",  # noqa: S608 # one of two columns
        gift["id"],
        sign * amount_in(report),
    )
