"""What was used, as accepted use reports say; and how it was, as the home says."""

from typing import Any

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import command, one, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Invalid, NotFound
from match.foundation.language import _
from match.giving import books, policy
from match.giving.commands._shared import locked, lot_of, move, noted, screened, stands
from match.giving.forms import EvaluationForm
from match.giving.states import DonationStatus, GiftKind, ReportStatus
from match.ledger.commands import enter
from match.matching.commands import evaluate_match

D = DonationStatus


@command
async def apply_report(actor: Actor, report_id: int) -> DonationStatus:
    """
    An accepted use report counts: its units or fen leave the home's shelf or fund, and once all
    that was allocated is used, so is the donation. Once a report. Raises Conflict for more than
    the home still holds.
    """
    report = await one("SELECT * FROM use_report WHERE id = $1", report_id)
    if report is None or report["status"] != ReportStatus.accepted:
        raise NotFound(_("没有找到已通过的使用报告。"))
    donation = await locked(actor, report["donation_id"])
    money = donation["kind"] == GiftKind.money
    asked: int = report["fen"] if money else report["units"]
    if await _reported(donation) == donation["used_fen" if money else "used_units"]:
        return DonationStatus(donation["status"])
    stands(donation, D.allocated)
    if asked > await held_by_home(donation, report["home_id"], besides=report_id):
        raise Conflict(_("使用的数量超过这个儿童之家分到的数量，请核对。"))
    await _used(actor, donation, report_id, report["home_id"], asked)
    return DonationStatus(donation["status"])


async def use_of_service(actor: Actor, donation: dict[str, Any], home_id: int, units: int) -> None:
    """A service is used when it is given: the home's confirmed hours are its use report."""
    report_id: int = await value(
        "INSERT INTO use_report (donation_id, home_id, status, text, photos, units, by, at,"
        " decided_at) VALUES ($1, $2, $3, $4, '{}', $5, $6, $7, $7) RETURNING id",
        donation["id"],
        home_id,
        ReportStatus.accepted.value,
        _("服务已完成，工时由儿童之家确认。"),
        units,
        actor.id,
        clock.now(),
    )
    await _used(actor, donation, report_id, home_id, units)


@command
async def answer(actor: Actor, donation_id: int, form: EvaluationForm) -> None:
    """The home says how it was: 1 to 5, and a few words without anybody's name."""
    donation = await locked(actor, donation_id)
    require(policy.can_answer(actor, donation))
    if not 1 <= form.rating <= 5:
        raise Invalid({"rating": _("请在 1 到 5 之间选择。")})
    screened(feedback=form.feedback)
    await move(actor, donation, "answer", form.feedback, closed_at=clock.now(), next_check_at=None)
    homes = [home for home in donation["homes"] or () if home in actor.homes]
    await value(
        "INSERT INTO feedback (donation_id, home_id, rating, words, by, at)"
        " VALUES ($1, $2, $3, $4, $5, $6)",
        donation_id,
        homes[0] if homes else donation["home_id"],
        form.rating,
        form.feedback.strip(),
        actor.id,
        clock.now(),
    )
    if donation["proposal_id"] is not None:
        await evaluate_match(actor, donation["proposal_id"])


async def held_by_home(donation: dict[str, Any], home_id: int, *, besides: int = 0) -> int:
    """
    Units or fen of a donation that a home was given, has not sent back and has not used;
    *besides*: a report that does not count.
    """
    column = _column(donation)
    return await value(
        f"SELECT coalesce((SELECT sum({column}) FROM allocation_line"  # noqa: S608 # one of two of our own names
        "   WHERE donation_id = $1 AND home_id = $2), 0)"
        f" - coalesce((SELECT sum({column}) FROM use_report WHERE donation_id = $1"
        "   AND home_id = $2 AND status = 'accepted' AND id <> $3), 0)"
        " - CASE WHEN $4 THEN 0 ELSE coalesce((SELECT sum(units) FROM goods_return"
        "   WHERE donation_id = $1 AND home_id = $2), 0) END",
        donation["id"],
        home_id,
        besides,
        column == "fen",
    )


async def _used(
    actor: Actor, donation: dict[str, Any], report_id: int, home_id: int, amount: int
) -> None:
    """The books, the total of what is used, and the state once that is everything."""
    lot, total = lot_of(donation), await _reported(donation)
    if donation["kind"] == GiftKind.money:
        first: int = await value(
            "SELECT min(id) FROM allocation_line WHERE donation_id = $1 AND home_id = $2",
            donation["id"],
            home_id,
        )
        await enter(actor, books.fund_used(lot, report_id, first, amount))
    else:
        await enter(actor, books.used(lot, report_id, home_id, amount))
    column = _column(donation)
    await value(
        f"UPDATE donation SET used_{column} = $2 WHERE id = $1",  # noqa: S608 # one of two of our own names
        donation["id"],
        total,
    )
    donation[f"used_{column}"] = total
    if total == donation[f"allocated_{column}"]:
        await move(actor, donation, "use")
    else:
        await noted(actor, donation, "use_part", "donation.part_used", report_id=report_id)


async def _reported(donation: dict[str, Any]) -> int:
    """Units or fen that the accepted reports say were used."""
    return await value(
        f"SELECT coalesce(sum({_column(donation)}), 0)::bigint FROM use_report"  # noqa: S608 # one of two of our own names
        " WHERE donation_id = $1 AND status = 'accepted'",
        donation["id"],
    )


def _column(donation: dict[str, Any]) -> str:
    return "fen" if donation["kind"] == GiftKind.money else "units"
