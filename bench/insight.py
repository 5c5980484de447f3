"""Insight on the whole province: CPU of dashboards, of a recount, and of 5,000 rows from Excel.

    python -m bench.insight [--requests 200] [--rows 5000] [--needs 60000] [--json]

Everything runs on our own PostgreSQL in a folder that is thrown away: 31,691 divisions, a home
for nine of ten villages, staff and needs (bench/_whole_province.py). CPU of a request is that of
this process, in which the application answers, and of all PostgreSQL processes together; time
spent waiting is not in it. Exit code 1 when a target is missed.
"""

import argparse
import asyncio
import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

import asyncpg
import httpx

from bench._whole_province import fill
from match.asgi import create_app
from match.foundation import keys as key_store
from match.foundation.actor import SYSTEM, Actor
from match.foundation.db import TASK_LIMITS, connect, disconnect, rows, value
from match.foundation.embedded.services import Services
from match.foundation.language import speak
from match.foundation.permissions import Role
from match.foundation.settings import Settings, use
from match.homes.sheet import sheet
from match.insight.commands import mark_due, recount_gauges, sweep_gauges
from match.migrating import migrate
from match.people.commands.roles import install_role
from match.people.sessions import actor_of_account
from match.places.commands import load_hunan
from match.searching import search_engine
from tests.foundation.sheets.lists import workbook
from tests.homes.test_import import YES
from tests.importing.sending import apply, send
from tests.people import make as people

HUNAN, COUNTY = "430000000000", "433101000000"
TWO_PREFECTURES = ("4305", "4311")
"""邵阳 and 永州: 6,076 villages, so that 5,000 rows are one clerk's."""
TICK = os.sysconf("SC_CLK_TCK")


class Cpu:
    """Seconds of CPU of this process, its ended children, and every process of PostgreSQL."""

    def __init__(self, postmaster: int) -> None:
        self._postmaster = postmaster

    def now(self) -> float:
        """Seconds since each of them began."""
        ended = resource.getrusage(resource.RUSAGE_CHILDREN)
        return time.process_time() + ended.ru_utime + ended.ru_stime + self._postgres()

    def _postgres(self) -> float:
        running = sum(_nanoseconds(pid) for pid in _family(self._postmaster)) / 1e9
        reaped = Path(f"/proc/{self._postmaster}/stat").read_text().rpartition(")")[2].split()
        return running + (int(reaped[13]) + int(reaped[14])) / TICK


def _nanoseconds(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0])
    except (FileNotFoundError, ProcessLookupError):
        return 0  # a backend that ended while we looked: it is in the postmaster's reaped time


def _family(parent: int) -> Iterable[int]:
    """The process and its children; PostgreSQL's backends have none of their own."""
    yield parent
    yield from map(int, Path(f"/proc/{parent}/task/{parent}/children").read_text().split())


async def requests(
    client: httpx.AsyncClient, cpu: Cpu, addresses: list[str], count: int
) -> dict[str, float]:
    """Milliseconds of CPU of *count* requests, the addresses in turn: p50, p99, the most."""
    for address in addresses:
        answer = await client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
    took = []
    for number in range(count):
        began = cpu.now()
        await client.get(addresses[number % len(addresses)])
        took.append(1000 * (cpu.now() - began))
    took.sort()
    return {
        "p50": round(took[len(took) // 2], 1),
        "p99": round(took[min(len(took) - 1, int(len(took) * 0.99))], 1),
        "max": round(took[-1], 1),
    }


async def clerk() -> Actor:
    """Somebody who registers homes in two prefectures, and reads the whole province."""
    actor = await people.account("prefecture", TWO_PREFECTURES[0])
    assert actor.id is not None
    await install_role(SYSTEM, actor.id, Role.prefecture, TWO_PREFECTURES[1])
    await install_role(SYSTEM, actor.id, Role.province, "43")
    again = await actor_of_account(actor.id)
    assert again is not None
    return again


async def listed(count: int) -> bytes:
    """A workbook of *count* homes; one row in twenty has a mistake of one of four kinds."""
    headers = [column.header for column in sheet().columns]
    found = await rows(
        "SELECT v.name AS village, t.name AS township FROM division v JOIN division t"
        " ON t.code = v.parent_code WHERE v.kind = 'village' AND v.valid_to IS NULL"
        " AND left(v.code, 4) = ANY($1) ORDER BY v.code LIMIT $2",
        list(TWO_PREFECTURES),
        count,
    )
    mistakes = (
        {"村（社区）": "没有这个村"},
        {"室内面积（平方米）": "八十"},
        {"室内面积（平方米）": 30},
        {"场所来源": "村部"},
    )
    lines = []
    for number, place in enumerate(found):
        cells = {
            "乡镇（街道）": place["township"],
            "村（社区）": place["village"],
            "场所来源": "村便民服务站",
            "室内面积（平方米）": 80,
            "儿童主任身份": "村妇联主席",
            **YES,
            **(mistakes[number // 20 % 4] if number % 20 == 0 else {}),
        }
        lines.append([cells.get(header) for header in headers])
    return workbook(headers, *lines)


async def imported(client: httpx.AsyncClient, cpu: Cpu, count: int) -> dict[str, float]:
    """Seconds of CPU from the file to homes: dry run with every refusal, then the deed."""
    data = await listed(count)
    began = cpu.now()
    tried = await send(client, "homes", data)
    assert tried.status_code == 200, tried.text[:400]
    dry = cpu.now() - began
    await apply(client, tried)
    whole = cpu.now() - began
    made = await value("SELECT count(*) FROM home")
    return {"rows": count, "homes": made, "dry_run_s": round(dry, 2), "whole_s": round(whole, 2)}


async def measure(services: Services, asked: argparse.Namespace) -> dict[str, object]:
    """Load, count, ask, import; all figures."""
    assert services.postgres is not None
    settings = services.settings
    use(settings)
    key_store.hold(key_store.load_or_create(settings.keys))
    await migrate(services.owner_database_url)
    await connect(settings.database_url, limits=TASK_LIMITS, size=4)
    speak("zh")
    superuser = await asyncpg.connect(services.postgres.dsn("postgres"))
    postmaster = int((Path(await superuser.fetchval("SHOW data_directory")) / "postmaster.pid")
                     .read_text().split()[0])  # fmt: skip
    cpu = Cpu(postmaster)
    figures: dict[str, object] = {}
    try:
        await load_hunan(SYSTEM)
        app = create_app(settings, search_engine(settings, writes=True), pool=False)
        transport = httpx.ASGITransport(app=app, client=("127.0.0.1", 40000))
        async with httpx.AsyncClient(transport=transport, base_url="https://xth.test") as client:
            await people.sign_in(client, await clerk())
            figures["import"] = await imported(client, cpu, asked.rows)
            await superuser.execute(
                "SET session_replication_role = replica; DELETE FROM home; DELETE FROM outbox"
            )
            figures["loaded"] = await fill(superuser, asked.needs)
            figures |= await counted(cpu, superuser)
            for name, code in (("county", COUNTY), ("province", HUNAN)):
                figures[name] = await requests(
                    client, cpu, [f"/gauges/{code}", f"/coverage/{code}"], asked.requests
                )
            figures["rows"] = await requests(
                client, cpu, [f"/gauges/{COUNTY}/rows/villages", f"/gauges/{COUNTY}/gaps"], 60
            )
    finally:
        await superuser.close()
        await disconnect()
    return figures


async def counted(cpu: Cpu, superuser: asyncpg.Connection) -> dict[str, float]:
    """Seconds of a first recount, of one that finds nothing new, and of a sweep of 100 villages."""
    figures = {}
    for name in ("first_recount_s", "recount_s"):
        began = cpu.now()
        await recount_gauges(SYSTEM)
        figures[name] = round(cpu.now() - began, 2)
        await superuser.execute("ANALYZE gauge_count")
    villages = await rows("SELECT division FROM home ORDER BY id LIMIT 100")
    await mark_due(SYSTEM, [row["division"] for row in villages])
    began = cpu.now()
    await sweep_gauges(SYSTEM)
    figures["sweep_100_s"] = round(cpu.now() - began, 3)
    return figures


def main() -> int:
    """Print figures beside their targets; 1 when one is missed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--requests", type=int, default=200)
    parser.add_argument("--rows", type=int, default=5000)
    parser.add_argument("--needs", type=int, default=60_000)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="xth-insight-", ignore_cleanup_errors=True) as folder:
        os.chmod(folder, 0o755)  # the server may be another user
        given = Settings(data_dir=Path(folder) / "data", demo=True)
        with Services(given, fast=True) as services:
            figures = asyncio.run(measure(services, asked))
    for name, figure in figures.items():
        print(f"  {name:<16} {figure}", file=sys.stderr)
    targets = {
        "county dashboard p99 < 150 ms CPU": figures["county"]["p99"] < 150,
        "province dashboard p99 < 300 ms CPU": figures["province"]["p99"] < 300,
        f"import of {asked.rows} rows < 20 CPU s": figures["import"]["whole_s"] < 20,
    }
    for target, reached in targets.items():
        print(f"  {'reached' if reached else 'MISSED '}  {target}", file=sys.stderr)
    if asked.json:
        print(json.dumps(figures | {"targets": targets}, ensure_ascii=False))
    return int(not all(targets.values()))


if __name__ == "__main__":
    sys.exit(main())
