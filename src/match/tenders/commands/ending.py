"""Closing when time is up, declaring void, calling off, and putting away."""

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import command, rows
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Invalid
from match.foundation.language import _
from match.needs.wording import refuse_personal_data
from match.tenders import policy
from match.tenders.commands._shared import db_now, row_for
from match.tenders.commands.moving import advance
from match.tenders.forms import FailForm


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
async def fail_tender(actor: Actor, tender_id: int, form: FailForm) -> None:
    """
    Declare a purchase void after its close, on one of the grounds of 采购法36; everybody reads
    which, and what happened. Raises Conflict before the close or after the contract.
    """
    tender = await row_for(actor, tender_id)
    require(policy.can_write(actor, tender["organisation_id"], tender["division"]))
    refuse_personal_data({"reason": form.reason})
    said = f"{ground_word(form.ground)}：{form.reason.strip()}"
    await advance(actor, tender_id, "fail", reason=said)


@command
async def archive_tender(actor: Actor, tender_id: int) -> None:
    """Put the file away; from now on it is only kept (采购法42: fifteen years at least)."""
    tender = await row_for(actor, tender_id)
    if not actor.system:
        require(policy.can_write(actor, tender["organisation_id"], tender["division"]))
    await advance(actor, tender_id, "archive")


@command
async def close_tender(actor: Actor, tender_id: int) -> None:
    """The time for answers is over. Before it is, nobody may close: suppliers count on the day."""
    tender = await row_for(actor, tender_id)
    if not actor.system:
        require(policy.can_write(actor, tender["organisation_id"], tender["division"]))
    if await db_now() < tender["closes_at"]:
        raise Conflict(_("截止日期还没有到，不能提前截止。"))
    await advance(actor, tender_id, "close")


async def sweep_tenders(actor: Actor, limit: int = 200) -> int:
    """Close every purchase whose time is up; returns how many. Each is its own transaction. One
    that is suspended closes when it goes on: its bids were late all the same."""
    due = await rows(
        "SELECT id FROM tender WHERE next_check_at <= $1 AND status = 'published'"
        " AND suspended_at IS NULL ORDER BY next_check_at LIMIT $2",
        clock.now(),
        limit,
    )
    closed = 0
    for tender in due:
        if await _time_is_up(tender["id"]):
            await close_tender(actor, tender["id"])
            closed += 1
    return closed


async def _time_is_up(tender_id: int) -> bool:
    """By the database's clock, which bids are judged by: ours may run ahead of it."""
    [found] = await rows("SELECT closes_at FROM tender WHERE id = $1", tender_id)
    return await db_now() >= found["closes_at"]


def ground_word(ground: str) -> str:
    """A ground of 采购法36 in words."""
    return {
        "few": _("符合条件或作实质响应的供应商不足"),
        "unlawful": _("出现影响采购公正的违法违规行为"),
        "over_budget": _("报价均超过采购预算"),
        "cancelled": _("因重大变故采购任务取消"),
    }[ground]
