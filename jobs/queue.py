"""
The only module that knows arq. Redis is a doorbell: whatever is in it may be lost at any time.

arq is kept for security fixes only, and a PostgreSQL queue could take its place behind these
few functions. Payloads are JSON (arq's default is pickle); results are not kept, since a kept
result keeps the same job id from being sent again.
"""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from arq import create_pool
from arq.connections import ArqRedis, RedisSettings
from arq.cron import CronJob, cron
from arq.worker import Function, Worker, func

MAIN = "match:main"
LONG = "match:long"
HOOKS = "match:hooks"
# arq itself takes a killed worker's job up again only after the longest timeout of its queue. We
# do not wait for that: outbox and run rows send it again under a new id.
SECONDS = 1800
# How many at once, and how long one may take. More calls of strangers' hosts than one person may
# have addresses: nobody holds up everybody. A killed call is taken up again after its own minute.
MOST = {MAIN: (32, SECONDS), LONG: (2, SECONDS), HOOKS: (8, 60)}

Queue = ArqRedis
Task = Callable[..., Awaitable[Any]]


def _dump(value: Any) -> bytes:
    # arq reports its own failures through the same serializer: their type is enough.
    return msgspec.json.encode(value, enc_hook=lambda thing: type(thing).__name__)


def _load(raw: bytes) -> Any:
    return msgspec.json.decode(raw)


def redis_settings(url: str) -> RedisSettings:
    """Connection settings from ``redis://…`` or ``unix://…``."""
    settings = RedisSettings.from_dsn(url)
    settings.conn_retries = 8
    settings.conn_retry_delay = 0.25  # pyright: ignore[reportAttributeAccessIssue] # it only sleeps
    return settings


async def open_queue(url: str) -> Queue:
    """A connection to send jobs through."""
    return await create_pool(
        redis_settings(url), job_serializer=_dump, job_deserializer=_load, default_queue_name=MAIN
    )


async def send(queue: Queue, task: str, *payload: Any, job: str, to: str = MAIN) -> None:
    """Send one job. The same *job* id is not queued twice while it waits or runs."""
    await queue.enqueue_job(task, *payload, _job_id=job, _queue_name=to)


def every(task: Task, **when: Any) -> CronJob:
    """One line of the schedule; *when* is hour, minute or second as sets or numbers."""
    return cron(task, unique=True, timeout=SECONDS, max_tries=1, **when)  # pyright: ignore[reportArgumentType] # as below


def worker(
    url: str,
    tasks: Sequence[Task],
    *,
    schedule: Sequence[CronJob] = (),
    name: str = MAIN,
    on_startup: Task,
    on_shutdown: Task,
) -> Worker:
    """A worker for one of the three queues; `await worker.main()` runs it."""
    at_once, seconds = MOST[name]
    functions: list[Function] = [func(task, timeout=seconds, keep_result=0) for task in tasks]  # pyright: ignore[reportArgumentType] # arq's protocol names its first parameter
    return Worker(
        functions=functions,
        queue_name=name,
        redis_settings=redis_settings(url),
        cron_jobs=list(schedule) or None,
        on_startup=on_startup,  # pyright: ignore[reportArgumentType] # as above
        on_shutdown=on_shutdown,  # pyright: ignore[reportArgumentType] # as above
        job_serializer=_dump,
        job_deserializer=_load,
        keep_result=0,
        max_tries=1,
        max_jobs=at_once,
        job_timeout=seconds,
        poll_delay=0.1,
        health_check_interval=10,
        health_check_key=f"{name}:health",
        job_completion_wait=5,
        timezone=ZoneInfo("Asia/Shanghai"),  # pyright: ignore[reportArgumentType] # any tzinfo does
        handle_signals=False,
        allow_abort_jobs=False,
        log_results=False,
    )
