"""10,000 gifts of one giver: CPU of their pages and of the ledger desk, and of a year's statement.

    python -m bench.giving [--gifts 10000] [--requests 200] [--json]

Gifts as in `bench/_gifts.py`, in a PostgreSQL of its own. Requests go through the whole application
(ASGI, in this process); counted is the CPU of this process and of every PostgreSQL process, read
from the scheduler's nanoseconds. Half of the gifts are last year's: a statement has half the lines.
Afterwards the product's live checks must find nothing.
"""

import argparse
import asyncio
import json
import logging
import math
import os
import random
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, cast

import asyncpg
import httpx

from bench._gifts import gifts
from match.foundation import clock
from match.foundation import keys as key_store
from match.foundation.db import WEB_LIMITS, connect, disconnect
from match.foundation.embedded.services import Services
from match.foundation.settings import Settings, use
from tests.giving.make import Deal
from tests.people import make as people

GIFTS = 10_000
TARGET_PAGE_MS = 100
TARGET_STATEMENT_SECONDS = 5
SEED = 1


class Cpu:
    """CPU seconds of this process, of those it started, and of the server with its backends."""

    def __init__(self, postmaster: int) -> None:
        self.postmaster = postmaster

    def now(self) -> float:
        """Backends keep their connection through the bench: none is buried with its seconds."""
        started = resource.getrusage(resource.RUSAGE_CHILDREN)
        ended = started.ru_utime + started.ru_stime
        return time.process_time() + ended + sum(map(_seconds, self._processes()))

    def _processes(self) -> list[int]:
        mine = [pid for pid in _children(os.getpid()) if pid != self.postmaster]
        return [self.postmaster, *_children(self.postmaster), *mine]


def _children(process: int) -> list[int]:
    tasks = Path(f"/proc/{process}/task").glob("*/children")
    return [int(pid) for listed in tasks for pid in listed.read_text().split()]


def _seconds(process: int) -> float:
    try:
        return int(Path(f"/proc/{process}/schedstat").read_text().split()[0]) / 1e9
    except OSError:
        return 0.0


def percentile(values: list[float], share: float) -> float:
    """The smallest of the sorted *values* that at least *share* of them do not exceed."""
    return values[max(0, math.ceil(len(values) * share) - 1)]


async def paths(deal: Deal, count: int) -> dict[str, tuple[str, list[str]]]:
    """Page → who reads it, and addresses to take in turn."""
    random.seed(SEED)
    ids = [deal.agreement + 100 * random.randrange(count) for _ in range(50)]
    year = clock.today().year
    return {
        "a gift's page": ("manager", [f"/desk/agreements/{gift}" for gift in ids]),
        "what gifts did": (
            "manager",
            [
                "/desk/gifts",
                f"/desk/gifts?after={ids[0]}",
                f"/desk/gifts?year={year}&kind=goods",
                "/desk/gifts?progress=open",
            ],
        ),
        "what a home got": ("director", ["/desk/gifts", f"/desk/gifts?after={ids[1]}"]),
        "agreements": ("manager", ["/desk/agreements"]),
        "desk of the giver": ("manager", ["/desk"]),
        "desk of the home": ("director", ["/desk"]),
        "ledger desk": ("auditor", ["/admin/ledger"]),
        "journal": ("auditor", ["/admin/ledger/journal", "/admin/ledger/journal?kind=shelf"]),
        "a gift's books": ("auditor", [f"/admin/ledger/donations/{gift}" for gift in ids]),
    }


async def page_times(
    client: httpx.AsyncClient, cpu: Cpu, addresses: list[str], requests: int
) -> list[float]:
    """Milliseconds of CPU of each request, sorted; a first round warms caches and plans."""
    for address in addresses[:10]:
        answer = await client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
    took = []
    for turn in range(requests):
        before = cpu.now()
        answer = await client.get(addresses[turn % len(addresses)])
        took.append(1000 * (cpu.now() - before))
        assert answer.status_code == 200
    return sorted(took)


async def measured(services: Services, count: int, requests: int) -> tuple[dict, list[str]]:
    """Every figure, and what missed its target."""
    from jobs.checks import run_checks
    from match.asgi import create_app
    from match.searching import search_engine

    assert services.postgres, "the bench's server is embedded"
    owner = await asyncpg.connect(services.postgres.dsn("postgres", "match"))
    began = time.perf_counter()
    deal = await gifts(owner, count)
    auditor = await people.account("auditor", "43")
    print(
        f"   {count} gifts after {time.perf_counter() - began:.0f} s", file=sys.stderr, flush=True
    )
    data = services.settings.data_dir
    cpu = Cpu(int((data / "postgres" / "postmaster.pid").read_text().split()[0]))
    app = create_app(services.settings, search_engine(services.settings, writes=True), pool=False)
    readers = {"manager": deal.manager, "director": deal.director, "auditor": auditor}
    figures, missed = {}, []
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app=cast("Any", app), client=("127.0.0.1", 40000)),
        base_url="https://xth.test",
    ) as client:
        for name, (reader, addresses) in (await paths(deal, count)).items():
            await people.sign_in(client, readers[reader])
            took = await page_times(client, cpu, addresses, requests)
            p50, p99 = percentile(took, 0.5), percentile(took, 0.99)
            figures[name] = {"p50": round(p50, 1), "p99": round(p99, 1)}
            if p99 > TARGET_PAGE_MS:
                missed.append(name)
            told(name, f"p50 {p50:6.1f} ms  p99 {p99:6.1f} ms", f"{TARGET_PAGE_MS} ms", missed)
        await people.sign_in(client, deal.manager)
        for kind in ("xlsx", "pdf"):
            before = cpu.now()
            answer = await client.get(f"/desk/giving-year/{kind}?year={clock.today().year}")
            took = cpu.now() - before
            name = f"statement of {count // 2} lines, {kind}"
            assert answer.status_code == 200, answer.text[:500]
            figures[name] = {"seconds": round(took, 2), "bytes": len(answer.content)}
            if took > TARGET_STATEMENT_SECONDS:
                missed.append(name)
            told(name, f"{took:.2f} s, {len(answer.content)} bytes", "5 s", missed)
    wrong = [checked.name for checked in await run_checks() if checked.rows]
    figures["checks that found something"] = wrong
    print(f"   live checks: {wrong or 'nothing found'}")
    await owner.close()
    return figures, missed + wrong


def told(name: str, figure: str, target: str, missed: list[str]) -> None:
    """One line of the table."""
    print(
        f"   {name:<34} {figure:<34} target {target}{'  MISSED' if name in missed else ''}",
        flush=True,
    )


async def run(count: int, requests: int, folder: str) -> tuple[dict, list[str]]:
    """In servers that start and end with it."""
    from match.migrating import migrate

    with Services(Settings(data_dir=Path(folder) / "d", demo=True)) as services:
        use(services.settings)
        key_store.hold(key_store.load_or_create(services.settings.keys))
        await migrate(services.owner_database_url)
        await connect(services.settings.database_url, limits=WEB_LIMITS)
        try:
            return await measured(services, count, requests)
        finally:
            await disconnect()


def main(words: list[str]) -> int:
    """0 when every target was kept and every check found nothing."""
    parser = argparse.ArgumentParser(prog="bench giving")
    parser.add_argument("--gifts", type=int, default=GIFTS)
    parser.add_argument("--requests", type=int, default=200)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args(words)
    logging.getLogger("httpx").setLevel(logging.WARNING)
    with tempfile.TemporaryDirectory(prefix="xth-giving-", ignore_cleanup_errors=True) as folder:
        figures, missed = asyncio.run(run(asked.gifts, asked.requests, folder))
    if asked.json:
        print(json.dumps(figures, ensure_ascii=False))
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
