"""What time does to tasks: once the day is over, the home and the township hear of it, weekly."""

from datetime import timedelta

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import command, one, rows, value
from match.foundation.outbox import tell

AGAIN = timedelta(days=7)


async def sweep_standard_tasks(actor: Actor, limit: int = 200) -> int:
    """Tell of tasks whose day is over; returns how many. One by one."""
    due = await rows(
        "SELECT id FROM standard_task WHERE next_check_at <= $1 ORDER BY next_check_at LIMIT $2",
        clock.now(),
        limit,
    )
    for task in due:
        await _look(actor, task["id"])
    return len(due)


@command
async def _look(actor: Actor, task_id: int) -> None:
    del actor
    task = await one(
        "SELECT t.*, f.home_id, f.status FROM standard_task t JOIN standard_flag f"
        " ON f.id = t.flag_id WHERE t.id = $1 FOR UPDATE OF t",
        task_id,
    )
    if task is None or task["next_check_at"] is None or task["next_check_at"] > clock.now():
        return  # somebody was faster
    still = task["status"] == "open"
    await value(
        "UPDATE standard_task SET next_check_at = $2 WHERE id = $1",
        task_id,
        clock.now() + AGAIN if still else None,
    )
    if still:
        await tell("standard_task.overdue", flag_id=task["flag_id"], home_id=task["home_id"])
