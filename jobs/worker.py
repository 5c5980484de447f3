"""A worker process: the long queue, or the main one with the relay, the clock and the hooks."""

import asyncio
import contextlib
import signal
from typing import Any

import structlog

from jobs import hooks, indexing, runs
from jobs.consumer import deliver as deliver_fact
from jobs.queue import HOOKS, LONG, MAIN, Queue, open_queue, worker
from jobs.relay import relay_for_ever
from jobs.schedule import SCHEDULE
from jobs.tasks import TASKS
from match.foundation.db import TASK_LIMITS, connect, disconnect
from match.foundation.keys import hold, load_or_create
from match.foundation.restricted import close_restricted, open_restricted
from match.foundation.settings import Settings
from match.searching import search_engine
from search.port import SearchDown, SearchEngine

LOG = structlog.get_logger()
Context = dict[str, Any]


async def deliver(ctx: Context, event_id: int) -> None:
    """One fact of the outbox to its listeners."""
    del ctx
    await deliver_fact(event_id)


async def run_task(ctx: Context, run_id: int) -> None:
    """One long task, by its row. A failure is written down; the sweep does not repeat it."""
    begun = await runs.begin(run_id)
    if begun is None:
        return
    task, arguments = begun

    async def report(percent: int) -> None:
        await runs.report(run_id, percent)

    with structlog.contextvars.bound_contextvars(run=run_id, task=task):
        try:
            outcome = await TASKS[task](ctx, report, **arguments)
        except Exception as error:
            LOG.error("run_failed", exc_info=error)
            await runs.end(run_id, {"error": type(error).__name__}, failed=True)
            raise
        await runs.end(run_id, outcome)
        LOG.info("run_done", outcome=outcome)


async def work(settings: Settings, *, long: bool = False) -> None:
    """
    Work until SIGTERM or SIGINT. Leaves with an error when Redis or PostgreSQL stays away; the
    supervisor starts it again.
    """
    hold(load_or_create(settings.keys))
    # A fact's inbox row and its effect are one transaction, in the restricted room as well: the
    # worker's login may become match_care, and starts as match_app.
    login = settings.care_database_url if settings.cares else settings.database_url
    await connect(login, limits=TASK_LIMITS, size=4 if long else 10)
    if settings.cares:
        await open_restricted(settings.care_database_url, limits=TASK_LIMITS, size=2)
    engine = search_engine(settings, writes=not long)
    queue = await open_queue(settings.redis_url)
    runs.use(queue)
    stop = asyncio.Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(each, stop.set)

    async def start(ctx: Context) -> None:
        ctx["queue"] = queue
        ctx["search"] = engine

    async def finish(ctx: Context) -> None:
        del ctx

    consumer = worker(
        settings.redis_url,
        [run_task] if long else [deliver, run_task],
        schedule=() if long else SCHEDULE,
        name=LONG if long else MAIN,
        on_startup=start,
        on_shutdown=finish,
    )
    if not long:
        indexing.use(indexing.Indexer(engine))
        await _prepare_search(engine)
    consumers = [consumer]
    tasks = [asyncio.create_task(consumer.async_run(), name="consumer")]
    if not long:
        tasks.append(asyncio.create_task(relay_for_ever(queue, stop), name="relay"))
        caller = worker(
            settings.redis_url, [hooks.send_hook], name=HOOKS, on_startup=finish, on_shutdown=finish
        )
        consumers.append(caller)
        tasks.append(asyncio.create_task(caller.async_run(), name="hooks"))
    stopping = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait([*tasks, stopping], return_when=asyncio.FIRST_COMPLETED)
        for task in tasks:
            if task.done() and not stop.is_set():
                task.result()  # a part that ended by itself: say why, and let us be restarted
                raise SystemExit(f"{task.get_name()} ended by itself")
    finally:
        stop.set()
        await _close(consumers, tasks, queue)
        await engine.close()
        await close_restricted()
        await disconnect()


async def _prepare_search(engine: SearchEngine) -> None:
    """
    Make what is missing, and build anew what an older version of the product wrote. An engine
    that is down does not keep us from starting: its facts wait, and the comparison mends it.
    """
    try:
        await engine.prepare()
        for index in (await engine.health()).needs_rebuild:
            built = await indexing.indexer().rebuild(index)
            LOG.info("index_rebuilt", index=index.value, documents=built.documents)
    except SearchDown as down:
        LOG.warning("search_down", why=str(down))


async def _close(consumers: list[Any], tasks: list[asyncio.Task[Any]], queue: Queue) -> None:
    for consumer in consumers:
        with contextlib.suppress(Exception):
            await consumer.close()
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    with contextlib.suppress(Exception):
        await queue.aclose()
