"""The relay enqueues and nothing else; whatever Redis forgets is rung again."""

from collections.abc import AsyncIterator

import pytest_asyncio

from jobs import runs
from jobs.queue import MAIN, Queue, open_queue
from jobs.relay import relay_once
from match.foundation.db import one, unit_of_work, value
from match.foundation.outbox import tell
from match.foundation.settings import Settings


@pytest_asyncio.fixture
async def queue(settings: Settings) -> AsyncIterator[Queue]:
    """The run's own Valkey, empty."""
    opened = await open_queue(settings.redis_url)
    await opened.flushall()
    yield opened
    await opened.flushall()
    await opened.aclose()


async def test_a_fact_is_sent_once_and_rung_again_only_later(db: None, queue: Queue):
    await value("UPDATE outbox SET done_at = now() WHERE done_at IS NULL")
    async with unit_of_work():
        fact = await tell("test.happened")

    assert await relay_once(queue) == 1
    assert await relay_once(queue) == 0
    assert await queue.zcard(MAIN) == 1
    row = await one("SELECT attempts, failures, done_at FROM outbox WHERE id = $1", fact)
    assert row == {"attempts": 1, "failures": 0, "done_at": None}


async def test_what_redis_lost_is_sent_again(db: None, queue: Queue):
    await value("UPDATE outbox SET done_at = now() WHERE done_at IS NULL")
    async with unit_of_work():
        fact = await tell("test.happened")
    await relay_once(queue)
    await queue.flushall()
    await value("UPDATE outbox SET next_at = now() - interval '1 second' WHERE id = $1", fact)

    assert await relay_once(queue) == 1
    assert await queue.zcard(MAIN) == 1


async def test_done_and_dead_facts_are_left_alone(db: None, queue: Queue):
    await value("UPDATE outbox SET done_at = now() WHERE done_at IS NULL")
    async with unit_of_work():
        await tell("test.happened")
        dead = await tell("test.happened")
        await value("UPDATE outbox SET dead_at = now() WHERE id = $1", dead)

    assert await relay_once(queue) == 1


async def test_a_silent_run_is_taken_up_again_and_given_up_after_five(db: None, queue: Queue):
    run = await runs.request(queue, "notice_idle_homes")
    assert await runs.begin(run) == ("notice_idle_homes", {})
    assert await runs.begin(run) is None, "another worker is alive on it"

    for _ in range(4):
        await value("UPDATE run SET next_check_at = now() - interval '1 s' WHERE id = $1", run)
        assert await runs.retake(queue) == 1
        assert await runs.begin(run) is not None
    await value("UPDATE run SET next_check_at = now() - interval '1 s' WHERE id = $1", run)
    assert await runs.retake(queue) == 0
    row = await one("SELECT state FROM run WHERE id = $1", run)
    assert row == {"state": "failed"}
