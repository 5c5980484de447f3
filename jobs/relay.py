"""
From the outbox to the queue: at least once, and nothing but enqueueing.

The relay rings the queue for rows whose time has come and pushes their time out. Whether a row
is done is written by its consumer, in the transaction of the effect: so Redis, the relay and the
worker may each die at any moment, and the row is rung again.
"""

import asyncio
import contextlib

import asyncpg
import structlog

from jobs.queue import Queue, send
from match.foundation.db import DB, SERVER_TROUBLE, rows, unit_of_work

LOG = structlog.get_logger()
BATCH = 200
TAKE = """
UPDATE outbox SET attempts = attempts + 1,
       next_at = clock_timestamp() + make_interval(secs => least(8, 2 ^ least(attempts, 3)) + $2)
 WHERE id IN (SELECT id FROM outbox
               WHERE done_at IS NULL AND dead_at IS NULL AND next_at <= clock_timestamp()
               ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED)
RETURNING id, attempts
"""
# Longer than a consumer may take, or a slow one would be sent twice at once.
GRACE_SECONDS = 25


async def relay_once(queue: Queue) -> int:
    """Send what is due; returns how many rows."""
    async with unit_of_work():
        taken = await rows(TAKE, BATCH, GRACE_SECONDS)
    for row in sorted(taken, key=lambda row: row["id"]):
        await send(queue, "deliver", row["id"], job=f"o{row['id']}.{row['attempts']}")
    return len(taken)


async def relay_for_ever(queue: Queue, stop: asyncio.Event) -> None:
    """Relay on every ring of the doorbell, and once a second in case one was missed."""
    bell = asyncio.Event()
    listener: asyncpg.Connection | None = None
    while not stop.is_set():
        try:
            if listener is None or listener.is_closed():
                listener = await DB.get_new_connection()
                await listener.add_listener("outbox", lambda *_: bell.set())
            if not await relay_once(queue):
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(bell.wait(), 1)
                bell.clear()
        except (*SERVER_TROUBLE, OSError) as error:
            LOG.warning("relay_waits", kind=type(error).__name__)
            await asyncio.sleep(0.5)
    if listener is not None and not listener.is_closed():
        await listener.close()
