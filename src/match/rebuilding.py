"""Building search indexes anew from the command line, with or beside a running worker."""

import asyncio
from collections.abc import Sequence

from jobs import runs
from jobs.indexing import Indexer
from jobs.queue import open_queue
from match.foundation.db import one
from match.foundation.settings import Settings
from match.searching import search_engine
from search.indexes import Index
from search.port import WriteFailed


async def rebuild(settings: Settings, indexes: Sequence[Index]) -> dict[str, int]:
    """
    Rebuild *indexes*; returns how many documents each holds.

    The embedded index has one writer: where a worker runs, the worker does it.
    """
    if not settings.meili_url and await _worker_lives(settings):
        return await _by_worker(settings)
    engine = search_engine(settings, writes=True)
    try:
        await engine.prepare()
        indexer = Indexer(engine)
        return {index.value: (await indexer.rebuild(index)).documents for index in indexes}
    finally:
        await engine.close()


async def _worker_lives(settings: Settings) -> bool:
    queue = await open_queue(settings.redis_url)
    try:
        return await queue.exists("match:main:health") == 1
    finally:
        await queue.aclose()


async def _by_worker(settings: Settings) -> dict[str, int]:
    queue = await open_queue(settings.redis_url)
    try:
        run_id = await runs.request(queue, "rebuild_search")
    finally:
        await queue.aclose()
    while True:
        run = await one("SELECT state, outcome FROM run WHERE id = $1", run_id)
        assert run is not None, "just requested"
        if run["state"] == "failed":
            raise WriteFailed(f"The worker could not rebuild: {run['outcome']}")
        if run["state"] == "done":
            import msgspec

            return msgspec.json.decode(run["outcome"], type=dict[str, int])
        await asyncio.sleep(0.5)
