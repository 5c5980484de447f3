"""The queue of their own: slow hosts keep neither each other nor anything else waiting."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from jobs import hooks
from jobs.queue import HOOKS, LONG, MAIN, MOST, Queue, open_queue, send, worker
from jobs.sweeps import SWEEPS
from match.foundation.actor import SYSTEM
from match.foundation.settings import Settings
from match.openness.partners.commands import make_key, write_messages
from match.openness.partners.forms import KeyForm
from tests.openness.partners.test_hooks import approved, change, local, partner
from tests.people import make as people

__all__ = ["local", "partner"]
pytestmark = [pytest.mark.openness, pytest.mark.usefixtures("db")]


@pytest_asyncio.fixture
async def queue(settings: Settings) -> AsyncIterator[Queue]:
    """The run's own Valkey, empty."""
    opened = await open_queue(settings.redis_url)
    await opened.flushall()
    yield opened
    await opened.flushall()
    await opened.aclose()


async def test_what_is_due_is_rung_once_and_on_its_own_queue(queue: Queue, local, partner):
    await make_key(await people.account("donor"), KeyForm("年报网站"))
    await approved(partner.url)
    await change()
    assert write_messages in SWEEPS
    await write_messages(SYSTEM)
    assert await hooks.send_due(queue) == 1
    assert await hooks.send_due(queue) == 1, "it waits, and is not queued twice"
    assert [await queue.zcard(name) for name in (HOOKS, MAIN, LONG)] == [1, 0, 0]


async def run(name: str, settings: Settings, queue: Queue, slow: int) -> list[str]:
    """So many slow hosts and one quick one on the queue *name*; who answered within a second."""
    answered: list[str] = []
    quick = asyncio.Event()

    async def call(ctx: dict[str, object], host: str) -> None:
        del ctx
        if host != "quick":
            await asyncio.sleep(30)
        answered.append(host)
        quick.set()

    async def nothing(ctx: dict[str, object]) -> None:
        del ctx

    for number in range(slow):
        await send(queue, "call", f"slow{number}", job=f"{name}{number}", to=name)
    await send(queue, "call", "quick", job=f"{name}quick", to=name)
    made = worker(settings.redis_url, [call], name=name, on_startup=nothing, on_shutdown=nothing)
    # pytest names the function by its place; the queue by its own name.
    made.functions = {"call": made.functions.popitem()[1]}
    task = asyncio.create_task(made.async_run())
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(quick.wait(), 3)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    with contextlib.suppress(asyncio.CancelledError):
        await made.close()
    return answered


async def test_all_slow_addresses_of_one_person_leave_room_for_another(
    queue: Queue, settings: Settings
):
    """Five is what one person may have; on the long queue two would be too many."""
    assert MOST[HOOKS][0] > 5
    assert await run(HOOKS, settings, queue, 5) == ["quick"]
    assert await run(LONG, settings, queue, 5) == []
