"""A giver steps back, a day passes, a need ends: what was promised is free again."""

from datetime import timedelta
from typing import Any

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, rows, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict
from match.foundation.language import _
from match.foundation.outbox import tell
from match.foundation.parameters import whole
from match.giving.pledging import policy, rules
from match.giving.pledging.commands._shared import HELD, locked, move, release, said
from match.giving.pledging.commands.answering import end_together
from match.giving.pledging.commands.choosing import settle_choice
from match.giving.pledging.commands.joint import end_joint, joint_shrank
from match.giving.states import PledgeStatus
from match.needs.commands.units import Place
from match.needs.states import OPEN, PUBLIC, NeedStatus


@command
async def withdraw_pledge(actor: Actor, pledge_id: int, reason: str) -> None:
    """
    The giver takes a promise back, with a reason; its units are open again. What has become a
    donation is cancelled there. One of several givers leaves the others to gather on.
    """
    pledge = await locked(actor, pledge_id)
    require(policy.can_withdraw(actor, pledge))
    told = said(reason)
    status = PledgeStatus(pledge["status"])
    if status is PledgeStatus.agreed and await _is_donation(pledge_id):
        raise Conflict(_("这条承诺已经生成捐赠协议，请在捐赠页面与对方协商解除。"))
    await move(actor, pledge, "withdraw", reason=told, next_check_at=None)
    await value("UPDATE pledge SET reason = $2 WHERE id = $1", pledge_id, told)
    if status is PledgeStatus.agreed:
        await release(actor, pledge, Place.committed, told)
    elif status in HELD:
        await release(actor, pledge, Place.reserved, told)
    if pledge["joint_id"] is not None and status in HELD:
        await joint_shrank(actor, pledge["joint_id"])


@command
async def expire_pledge(actor: Actor, pledge_id: int) -> None:
    """
    Nobody answered in time: the units are open again, for the pledge and its companions. Does
    nothing where an answer came while it waited for the lock, or a companion ended it along.
    """
    pledge = await locked(actor, pledge_id)
    if pledge["status"] not in HELD or not _overdue(pledge):
        return
    await end_together(actor, pledge, "expire", _("到期未答复"))


@command
async def remind_of_pledge(actor: Actor, pledge_id: int) -> None:
    """Say once more to whoever must answer that the day is near. Tells ``pledge.reminded``."""
    pledge = await locked(actor, pledge_id)
    if pledge["status"] not in HELD:
        raise Conflict(_("这条承诺已经有了结果。"))
    after = rules.morning_of(pledge["expires_on"] + timedelta(days=1))
    await value("UPDATE pledge SET next_check_at = $2 WHERE id = $1", pledge_id, after)
    await record(
        actor, "pledge.reminded", subject=("pledge", pledge_id), division=pledge["division"]
    )
    await tell("pledge.reminded", pledge_id=pledge_id)


@command
async def need_ended(actor: Actor, need_id: int) -> int:
    """
    A need was withdrawn, has expired or was met by others: the givers of what is not agreed yet
    say what is to become of their promises. Heard from ``need.*``; returns how many are asked.
    """
    need = await one("SELECT id, status FROM need WHERE id = $1 FOR UPDATE", need_id)
    if need is None or NeedStatus(need["status"]) in OPEN:
        return 0
    pledges = await rows(
        "SELECT * FROM pledge WHERE need_id = $1 AND status IN ('offered', 'accepted')"
        " ORDER BY id FOR UPDATE",
        need_id,
    )
    ended = NeedStatus(need["status"])
    why = _("需求已经满足") if ended in PUBLIC else _("需求已撤回或过期")
    for pledge in pledges:
        await ask_to_choose(actor, pledge, why)
    return len(pledges)


async def ask_to_choose(actor: Actor, pledge: dict[str, Any], why: str) -> None:
    """The target is gone: units free, and the giver has some weeks to choose. Inside a command."""
    until = clock.today() + timedelta(days=await whole("pledge.choose_days"))
    await move(
        actor,
        pledge,
        "choose",
        reason=why,
        choose_until=until,
        next_check_at=rules.morning_of(until + timedelta(days=1)),
    )
    await value("UPDATE pledge SET joint_id = NULL WHERE id = $1", pledge["id"])
    await release(actor, pledge, Place.reserved, why)


async def sweep_pledges(actor: Actor, limit: int = 200) -> int:
    """Remind, expire and settle what is due; returns how many. Each is its own transaction."""
    due = await rows(
        "SELECT id, status, remind_on, expires_on FROM pledge WHERE next_check_at <= $1"
        " AND status IN ('offered', 'accepted', 'choosing') ORDER BY next_check_at LIMIT $2",
        clock.now(),
        limit,
    )
    for row in due:
        if row["status"] == PledgeStatus.choosing:
            await settle_choice(actor, row["id"])
        elif row["expires_on"] >= clock.today():
            await remind_of_pledge(actor, row["id"])
        else:
            await expire_pledge(actor, row["id"])
    gathering = await rows(
        "SELECT id FROM joint_pledge WHERE next_check_at <= $1 AND status = 'gathering'"
        " ORDER BY next_check_at LIMIT $2",
        clock.now(),
        limit,
    )
    for row in gathering:
        await end_joint(actor, row["id"])
    return len(due) + len(gathering)


def _overdue(pledge: dict[str, Any]) -> bool:
    return pledge["expires_on"] is not None and pledge["expires_on"] < clock.today()


async def _is_donation(pledge_id: int) -> bool:
    return await value("SELECT id FROM donation WHERE pledge_id = $1", pledge_id) is not None
