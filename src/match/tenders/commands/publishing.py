"""Carrying a notice to its end: publish, close when time is up, withdraw with the reason."""

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import command, rows, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Invalid
from match.foundation.language import _
from match.foundation.workdays import working_days
from match.needs.wording import refuse_personal_data
from match.offers.rules import is_verified
from match.tenders import policy, rules
from match.tenders.commands._shared import (
    check_item,
    legal_periods,
    purchaser,
    refuse,
    row_for,
    service_limit,
    spent_this_year,
    today,
)
from match.tenders.commands.moving import advance


@command
async def publish_tender(actor: Actor, tender_id: int) -> rules.Dates:
    """
    Publish the notice; returns its timetable. What time may have changed is judged again: the
    budget of the year, the guiding catalogue, the days left. The department must be verified.

    The last day for answers is moved to a working day and is fixed from now on.
    """
    tender = await row_for(actor, tender_id)
    require(policy.can_write(actor, tender["organisation_id"], tender["division"]))
    department = await purchaser(tender["organisation_id"])
    if not is_verified(department["status"], department["verified_until"], today()):
        raise Conflict(_("采购单位还没有通过核验，请先完成机构核验。"))
    refuse(await check_item(tender["division"], tender["item_code"], tender["guiding_item"]))
    spent = await spent_this_year(
        tender["organisation_id"], tender["item_code"], tender["budget_line"], today()
    )
    complaint = rules.budget_complaint(tender["budget_fen"], spent, await service_limit())
    if complaint:
        raise Conflict(complaint)
    days, lengths = await working_days(), legal_periods()
    timetable = rules.dates(tender["closes_on"], tender["decides_on"], lengths, days)
    earliest = rules.earliest_close(today(), lengths, days)
    if timetable.closes_on < earliest:
        raise Conflict(
            _("截止日期太早，供应商至少要有 %(days)s 个工作日，最早 %(day)s。")
            % {"days": lengths.notice_workdays, "day": earliest.isoformat()}
        )
    refuse_personal_data({name: tender[name] for name in ("title", "requirements", "acceptance")})
    await value(
        "UPDATE tender SET closes_on = $2, decides_on = $3, published_at = $4, published_by = $5,"
        " closes_at = $6, next_check_at = $6 WHERE id = $1 AND status = 'draft'",
        tender_id,
        timetable.closes_on,
        timetable.decides_on,
        clock.now(),
        actor.id,
        rules.over_at(timetable.closes_on),
    )
    await advance(actor, tender_id, "publish")
    return timetable


@command
async def withdraw_tender(actor: Actor, tender_id: int, reason: str) -> None:
    """End a purchase; a published notice stays readable with the reason (采购法36)."""
    tender = await row_for(actor, tender_id)
    require(policy.can_write(actor, tender["organisation_id"], tender["division"]))
    said = reason.strip()
    if len(said) < 4:
        raise Invalid({"reason": _("请写明原因，至少 4 个字，会向社会公开。")})
    refuse_personal_data({"reason": said})
    await advance(actor, tender_id, "withdraw", reason=said)


@command
async def close_tender(actor: Actor, tender_id: int) -> None:
    """The time for answers is over. Before it is, nobody may close: suppliers count on the day."""
    tender = await row_for(actor, tender_id)
    if not actor.system:
        require(policy.can_write(actor, tender["organisation_id"], tender["division"]))
    if clock.now() < tender["closes_at"]:
        raise Conflict(_("截止日期还没有到，不能提前截止。"))
    await advance(actor, tender_id, "close")


async def sweep_tenders(actor: Actor, limit: int = 200) -> int:
    """Close every purchase whose time is up; returns how many. Each is its own transaction."""
    due = await rows(
        "SELECT id FROM tender WHERE next_check_at <= $1 AND status = 'published'"
        " ORDER BY next_check_at LIMIT $2",
        clock.now(),
        limit,
    )
    for tender in due:
        await close_tender(actor, tender["id"])
    return len(due)
