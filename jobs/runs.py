"""
Cron and long tasks as rows: who began, how far, how it ended.

A task that holds a row writes its progress; when its worker dies the row's ``next_check_at``
passes, and the sweep sends it again. A task is given up after five starts.
"""

from datetime import timedelta
from typing import Any

import msgspec
import structlog

from jobs.queue import LONG, MAIN, Queue, send
from match.foundation import clock
from match.foundation.db import one, rows, value

LOG = structlog.get_logger()
STARTS_MOST = 5
SILENCE = timedelta(minutes=3)
# What writes to the index runs where its one writer is; everything else on the long queue.
AT_THE_WRITER = frozenset({"reconcile_search", "rebuild_search"})


async def request(queue: Queue, task: str, **arguments: Any) -> int:
    """Ask for a long task; returns the run's id. It is sent at once, and again if that is lost."""
    run_id: int = await value(
        "INSERT INTO run (task, arguments, next_check_at) VALUES ($1, $2::jsonb, $3) RETURNING id",
        task,
        msgspec.json.encode(arguments).decode(),
        clock.now() + SILENCE,
    )
    await _send(queue, run_id, task, "0")
    return run_id


_queue: Queue | None = None


def use(queue: Queue | None) -> None:
    """The queue of this process, for listeners that ask for a long task."""
    global _queue  # one worker, one queue
    _queue = queue


async def ask(task: str, *, reads_anew: bool = False, **arguments: Any) -> int:
    """
    Ask for a long task from a listener, once for the same arguments while one is open; returns
    the run's id. ``reads_anew``: one that is running may have read what was before this fact, so
    only one that still waits will do. Without a queue at hand the sweep sends it within a minute.
    """
    said = msgspec.json.encode(arguments, order="sorted").decode()
    open_run = await value(
        "SELECT id FROM run WHERE task = $1 AND arguments = $2::jsonb AND state = ANY($3)",
        task,
        said,
        ["waiting"] if reads_anew else ["waiting", "running"],
    )
    if open_run is not None:
        return open_run
    if _queue is not None:
        return await request(_queue, task, **arguments)
    return await value(
        "INSERT INTO run (task, arguments, next_check_at) VALUES ($1, $2::jsonb, $3) RETURNING id",
        task,
        said,
        clock.now(),
    )


async def begin(run_id: int) -> tuple[str, dict[str, Any]] | None:
    """Mark a run as begun; None if it ended or another worker is alive on it."""
    run = await one(
        "UPDATE run SET state = 'running', starts = starts + 1, progress = 0,"
        " started_at = $2, next_check_at = $3"
        " WHERE id = $1 AND (state = 'waiting' OR (state = 'running' AND next_check_at <= $2))"
        " RETURNING task, arguments",
        run_id,
        clock.now(),
        clock.now() + SILENCE,
    )
    return (run["task"], msgspec.json.decode(run["arguments"])) if run else None


async def report(run_id: int, percent: int) -> None:
    """Real progress in whole percent; also the sign of life."""
    await value(
        "UPDATE run SET progress = $2, next_check_at = $3 WHERE id = $1 AND state = 'running'",
        run_id,
        percent,
        clock.now() + SILENCE,
    )


async def end(run_id: int, outcome: dict[str, Any], *, failed: bool = False) -> None:
    """Close the row with what came of it."""
    await value(
        "UPDATE run SET state = $2, progress = 100, ended_at = $3, next_check_at = NULL,"
        " outcome = $4::jsonb WHERE id = $1",
        run_id,
        "failed" if failed else "done",
        clock.now(),
        msgspec.json.encode(outcome).decode(),
    )


async def retake(queue: Queue) -> int:
    """Send again what has been silent; give up after five starts. Returns how many were sent."""
    silent = await rows(
        "SELECT id, starts, task FROM run WHERE state IN ('waiting', 'running')"
        " AND next_check_at <= $1",
        clock.now(),
    )
    sent = 0
    for run in silent:
        if run["starts"] >= STARTS_MOST:
            LOG.error("run_given_up", run=run["id"], task=run["task"])
            await end(run["id"], {"error": "given up after five starts"}, failed=True)
            continue
        # The stamp in the id lets it be sent anew although an older copy may still be queued.
        await _send(queue, run["id"], run["task"], str(int(clock.now().timestamp())))
        sent += 1
    return sent


async def _send(queue: Queue, run_id: int, task: str, stamp: str) -> None:
    to = MAIN if task in AT_THE_WRITER else LONG
    await send(queue, "run_task", run_id, job=f"r{run_id}.{stamp}", to=to)
