"""All cron on one page. What a task means is in its room; here is only when."""

from typing import Any

from jobs import hooks, runs
from jobs.queue import every
from jobs.sweeps import sweep

Context = dict[str, Any]


async def minute(ctx: Context) -> None:
    """Poke every row whose time has come, and take up runs whose worker died."""
    await sweep()
    await runs.retake(ctx["queue"])
    await hooks.send_due(ctx["queue"])


async def ten_minutes(ctx: Context) -> None:
    """Compare the search index with the database and mend what differs; feed what changed."""
    await runs.request(ctx["queue"], "reconcile_search")
    await runs.request(ctx["queue"], "note_public_changes")


async def hourly(ctx: Context) -> None:
    """Put what was posted in this hour under a seal; sign the public log, once a day."""
    await runs.request(ctx["queue"], "seal_ledger")
    await runs.request(ctx["queue"], "sign_public_log")


async def nightly(ctx: Context) -> None:
    """Before the offices open: the ledger, idle homes, gifts and contracts, rules, matches."""
    await runs.request(ctx["queue"], "verify_ledger")
    await runs.request(ctx["queue"], "reconcile_ledger")
    await runs.request(ctx["queue"], "notice_idle_homes")
    await runs.request(ctx["queue"], "review_tutors")
    await runs.request(ctx["queue"], "recount_gauges")
    await runs.request(ctx["queue"], "track_donations")
    await runs.request(ctx["queue"], "track_contracts")
    await runs.request(ctx["queue"], "offer_by_rules")
    await runs.request(ctx["queue"], "write_open_data")
    await runs.request(ctx["queue"], "keep_children")
    await runs.request(ctx["queue"], "keep_notices")
    await runs.request(ctx["queue"], "propose_matches", scope="43")


SCHEDULE = (
    every(minute, second=0),
    every(ten_minutes, minute=set(range(5, 60, 10)), second=20),
    every(hourly, minute=7, second=40),
    every(nightly, hour=2, minute=30, second=0),
)
CRON_TASKS = (minute, ten_minutes, hourly, nightly)
