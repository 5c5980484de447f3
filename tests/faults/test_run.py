"""kill -9 of the worker in every part of a run: it is taken up again, nothing is promised twice.

The worker is a process of its own on a database of its own. It is killed while it reads, while it
solves, while the plan is on its way into the tables (rows are written, nothing is committed), and
after the commit but before its task's row is closed. Then another worker does what the sweep asks.
"""

import asyncio
import os
import signal
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta

import pytest
import pytest_asyncio

from jobs.checks.matching import CHECKS
from match.foundation import clock
from match.foundation import keys as key_store
from match.foundation.actor import SYSTEM
from match.foundation.db import TASK_LIMITS, connect, disconnect, one, rows, value
from match.foundation.embedded.services import Services
from match.foundation.settings import Settings, load, use
from match.matching import commands
from match.migrating import migrate
from match.proofs.database import stored_run
from match.proofs.run import false_statements
from tests.ledger.house import aside
from tests.matching import make
from tests.offers import make as offers

pytestmark = pytest.mark.faults

SECONDS = 60
# Runs a task as the long worker does, and stands still where it is told to, so that the kill hits.
WORKER = """
import asyncio, sys
from match.foundation import keys
from match.foundation.db import connect, TASK_LIMITS
from match.foundation.settings import load, use
from jobs import runs, worker
from match.matching.commands import keeping, running

settings = load({"MATCH_DATA_DIR": sys.argv[1], "MATCH_DATABASE_URL": sys.argv[2],
                 "MATCH_REDIS_URL": sys.argv[3]})
use(settings)
where = sys.argv[5]

async def stand(*_args, **_kw):
    print("standing", flush=True)
    await asyncio.sleep(600)

async def main():
    keys.hold(keys.load_or_create(settings.keys))
    await connect(settings.database_url, limits=TASK_LIMITS)
    if where == "reading":
        running.read_market = stand
    if where == "solving":
        running.solve = stand
    if where == "writing":
        keeping._mark_needs = stand
    if where == "ending":
        runs.end = stand
    await worker.run_task({}, int(sys.argv[4]))
    print("done", flush=True)

asyncio.run(main())
"""


@pytest.fixture(scope="module")
def house() -> Iterator[Services]:
    """Servers with the durability of a real installation."""
    with (
        tempfile.TemporaryDirectory(prefix="xth-runs-", ignore_cleanup_errors=True) as folder,
        Services(load({"MATCH_DATA_DIR": f"{folder}/data"})) as services,
    ):
        with aside():
            asyncio.run(migrate(services.owner_database_url))
        yield services


@pytest_asyncio.fixture
async def village(house: Services, settings: Settings) -> AsyncIterator[Services]:
    """A county with two needs and an offer, committed: other processes see it."""
    use(house.settings)
    key_store.hold(key_store.load_or_create(house.settings.keys))
    with aside():
        await connect(house.settings.database_url, limits=TASK_LIMITS, size=4)
        if not await value("SELECT count(*) FROM need"):
            for wanted in (60, 50):
                at = await make.village()
                await make.open_need(at, lines=[make.Line("注音绘本", wanted, "册")])
            await offers.published(quantity=80)
        yield house
        await disconnect()
    use(settings)
    key_store.hold(key_store.load_or_create(settings.keys))


async def worker(services: Services, task: int, where: str) -> asyncio.subprocess.Process:
    """A worker that stands still at *where*."""
    settings = services.settings
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        WORKER,
        str(settings.data_dir),
        settings.database_url,
        settings.redis_url,
        str(task),
        where,
        stdout=asyncio.subprocess.PIPE,
        env={**os.environ, "MATCH_LOG_LEVEL": "ERROR"},
    )


async def heard(process: asyncio.subprocess.Process, word: str) -> None:
    assert process.stdout
    async with asyncio.timeout(SECONDS):
        async for line in process.stdout:
            if line.decode().strip() == word:
                return
    pytest.fail(f"the worker ended without {word!r}")


async def asked(order: int) -> int:
    """The row of the long task, as a listener leaves it."""
    from jobs import runs

    return await runs.ask("propose_matches", order=order)


@pytest.mark.parametrize("where", ["reading", "solving", "writing", "ending"])
async def test_a_killed_worker_leaves_a_run_that_the_next_one_finishes(
    village: Services, where: str
):
    before = await value("SELECT count(*) FROM match_run")
    open_before = await value("SELECT count(*) FROM proposal WHERE status = 'proposed'")
    order = await commands.order_run(SYSTEM, make.COUNTY, anew=True)
    task = await asked(order)
    first = await worker(village, task, where)
    await heard(first, "standing")
    os.kill(first.pid, signal.SIGKILL)
    await first.wait()

    kept = await value("SELECT count(*) FROM match_run") - before
    assert kept == (1 if where == "ending" else 0)
    if where != "ending":
        assert await value("SELECT count(*) FROM proposal WHERE status = 'proposed'") == open_before
    # Three silent minutes later the sweep sends the task again.
    silent = clock.now() - timedelta(seconds=1)
    await one("UPDATE run SET next_check_at = $2 WHERE id = $1 RETURNING id", task, silent)
    second = await worker(village, task, "nowhere")
    await heard(second, "done")
    await second.wait()

    assert await value("SELECT count(*) FROM match_run") == before + 1
    assert await value("SELECT status FROM run_order WHERE id = $1", order) == "done"
    assert await value("SELECT state FROM run WHERE id = $1", task) == "done"
    run = await value("SELECT run_id FROM run_order WHERE id = $1", order)
    assert await value("SELECT count(*) FROM run_report WHERE run_id = $1", run) == 1
    assert [name for name, query in CHECKS.items() if await rows(query)] == []
    told = await stored_run(run)
    assert told is not None
    assert false_statements(told) == ()


async def test_two_workers_on_one_order_propose_once(village: Services):
    """The twin of the test above: without the order's compare-and-set both would keep a plan."""
    before = await value("SELECT count(*) FROM match_run")
    order = await commands.order_run(SYSTEM, make.COUNTY, anew=True)
    both = await asyncio.gather(
        commands.carry_out_order(SYSTEM, order),
        commands.carry_out_order(SYSTEM, order),
        return_exceptions=True,
    )

    # Whoever was slower answers with the run that was kept.
    assert isinstance(both[0], dict), both
    assert isinstance(both[1], dict), both
    assert both[0]["run_id"] == both[1]["run_id"]
    assert await value("SELECT count(*) FROM match_run") == before + 1
    assert [name for name, query in CHECKS.items() if await rows(query)] == []
