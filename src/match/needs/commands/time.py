"""What the clock does to needs: reminders and expiry, from ``next_check_at``."""

from datetime import timedelta

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import command, rows, value
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


@command
async def home_changed(actor: Actor, home_id: int) -> int:
    """
    A home is no longer to be found, or again: its open needs follow. Makes a newer version of each
    and tells the index; returns how many.
    """
    del actor
    touched = await rows(
        "UPDATE need SET search_version = search_version"
        " WHERE home_id = $1 AND status = ANY($2) RETURNING id",
        home_id,
        [str(status) for status in OPEN],
    )
    for need in touched:
        await tell("need.changed", need_id=need["id"])
    return len(touched)


@command
async def poke_need(actor: Actor, need_id: int) -> None:
    """
    Do what is due for one need. It is looked at again under its lock: somebody may have moved it
    since the sweep saw it. One that waits past its own due date ends; it would come too late.
    """
    need = await locked(actor, need_id)
    if need["next_check_at"] is None or need["next_check_at"] > clock.now():
        return
    status = NeedStatus(need["status"])
    too_late = need["due_on"] is not None and need["due_on"] < clock.today()
    if status in OPEN or (status in WAITING and too_late):
        await expire_need(actor, need_id)
    elif status in WAITING:
        await remind_of_need(actor, need_id)
    else:
        await value("UPDATE need SET next_check_at = NULL WHERE id = $1", need_id)


async def sweep_needs(actor: Actor, limit: int = 200) -> int:
    """Poke every need whose time has come; returns how many. Each is a transaction of its own."""
    due = await rows(
        "SELECT id FROM need WHERE next_check_at <= $1 ORDER BY next_check_at LIMIT $2",
        clock.now(),
        limit,
    )
    for need in due:
        await poke_need(actor, need["id"])
    return len(due)
