"""What the clock does to needs: reminders and expiry, from ``next_check_at``."""

from datetime import timedelta

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import command, one, rows, value
from match.foundation.outbox import tell
from match.needs.commands._shared import lines_of, locked, move
from match.needs.states import OPEN, WAITING, NeedStatus


@command
async def expire_need(actor: Actor, need_id: int) -> None:
    """End a need whose time is over, unless something is already on its way to it."""
    need = await locked(actor, need_id)
    if any(
        line["reserved"] or line["committed"] or line["in_transit"]
        for line in await lines_of(need_id)
    ):
        later = clock.now() + timedelta(days=7)
        await value("UPDATE need SET next_check_at = $2 WHERE id = $1", need_id, later)
        return
    await move(actor, need, "expire")


@command
async def remind_of_need(actor: Actor, need_id: int) -> None:
    """A need waits too long at a desk: tell the desk, and look again tomorrow."""
    need = await locked(actor, need_id)
    await value(
        "UPDATE need SET next_check_at = $2 WHERE id = $1", need_id, clock.now() + timedelta(days=1)
    )
    await tell("need.overdue", need_id=need_id, division=need["division"], status=need["status"])


async def sweep_needs(actor: Actor, limit: int = 200) -> int:
    """Poke every need whose time has come; returns how many. Each is a transaction of its own."""
    due = await rows(
        "SELECT id, status FROM need WHERE next_check_at <= $1 ORDER BY next_check_at LIMIT $2",
        clock.now(),
        limit,
    )
    for need in due:
        status = NeedStatus(need["status"])
        if status in OPEN:
            await expire_need(actor, need["id"])
        elif status in WAITING:
            await remind_of_need(actor, need["id"])
        else:
            await _look_no_more(actor, need["id"])
    return len(due)


@command
async def _look_no_more(actor: Actor, need_id: int) -> None:
    del actor
    await one("UPDATE need SET next_check_at = NULL WHERE id = $1 RETURNING id", need_id)
