"""From rows in PostgreSQL to proposals in PostgreSQL: CPU seconds of everything that works (T2).

    python -m bench.pipeline [NEEDSxOFFERS …] [--ladder N …] [--verify] [--json]

Loads the made-up province of `bench._province` (its assumptions hold here too; categories,
counties and skills become the catalogue's, counties of one prefecture taken in turn) into a
PostgreSQL of its own, then carries one order out by the product's own commands. Counted are this
process, those it starts, and every PostgreSQL process, those that ended as well, from /proc.
`--verify` also times the independent checker and the audit of justice, no part of the target.
"""

import argparse
import asyncio
import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import asyncpg

from bench._province import TODAY, province
from match.allocation.shapes import NeedRow, OfferRow
from match.catalogue import codes
from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.foundation.db import TASK_LIMITS, connect, disconnect, value
from match.foundation.embedded.services import Services
from match.foundation.settings import Settings, use
from match.places.shapes import points

FULL = (120_000, 50_000)
TARGET_CPU_SECONDS = 30
"""For the plain optimum, as T1 is. With the ladder both plans are made, to be held side by side."""
LADDER = 10
TICK = os.sysconf("SC_CLK_TCK")
DAY = date.fromordinal(TODAY)
NOON = datetime(DAY.year, DAY.month, DAY.day, 12, tzinfo=ZoneInfo("Asia/Shanghai"))


class Real:
    """The province's made-up codes as codes of the catalogue and of Hunan."""

    def __init__(self) -> None:
        self.leaves: dict[str, str] = {}
        counties: dict[str, list[str]] = {}
        for code in sorted(points()):
            if code[4:6] != "00":
                counties.setdefault(str(code)[:4], []).append(str(code)[:6])
        self.counties = counties
        self.free = {
            root: [c.code for c in codes.categories(root)]
            for root in ("MAT", "SVC", "ACT", "FAC", "PAIR")
        }
        self.skills = sorted(code for code in codes_of("skill"))[:8]
        self.groups = sorted(code for code in codes_of("beneficiary_group"))[:8]

    def category(self, made_up: str) -> str:
        """A leaf of the catalogue for each leaf, the root for a root."""
        root, _, number = made_up.partition("-")
        if not number:
            return root
        if made_up not in self.leaves:
            pool = self.free.get(root) or self.free["PAIR"] or self.free["MAT"]
            self.leaves[made_up] = (pool or self.free["MAT"]).pop(0)
        return self.leaves[made_up]

    def place(self, code: str) -> str:
        """The same prefix of Hunan."""
        prefecture = "4331" if code[:4] == "4314" else code[:4]
        if len(code) < 6:
            return code if len(code) == 2 else prefecture
        held = self.counties[prefecture]
        return held[int(code[4:6]) % len(held)]


def codes_of(listing: str) -> list[str]:
    """Codes of one of the catalogue's lists."""
    path = Path(codes.__file__).parent / "data" / f"codes_{listing}.csv"
    return [line.split(",")[0] for line in path.read_text("utf-8").splitlines()[1:]]


def named(mask: int, names: list[str]) -> list[str]:
    """The codes whose bits are set."""
    return [name for bit, name in enumerate(names) if mask >> bit & 1]


async def load(dsn: str, needs: list[NeedRow], offers: list[OfferRow]) -> None:
    """Everything the run reads, by COPY; triggers rest meanwhile."""
    real = Real()
    owner = await asyncpg.connect(dsn)
    await owner.execute("SET session_replication_role = replica")

    async def copy(table: str, columns: str, records: Iterator[tuple[Any, ...]]) -> None:
        await owner.copy_records_to_table(table, records=records, columns=columns.split())

    await copy("account", "id name", ((n, f"n{n}") for n in (1, 2, 3)))
    day = timedelta(days=1)
    await copy(
        "background_check",
        "account result issuer checked_on next_due_on recorded_by",
        iter([(2, "clear", "公安机关", DAY - day, DAY + 365 * day, 1)]),
    )
    homes = {row.home: village(real, row) for row in needs}
    await copy(
        "home",
        "id name division status",
        ((n + 1, f"家{n}", place, "open") for n, place in homes.items()),
    )
    givers = {row.organisation for row in offers}
    await copy(
        "organisation",
        "id name division status verified_until next_check_at skills",
        (
            (n + 1, f"组织{n}", "430101000000", "verified", DAY + 900 * day, NOON, [])
            for n in givers
        ),
    )
    await copy("need", NEED, need_rows(real, needs))
    await copy("need_line", LINE, line_rows(real, needs))
    await copy("offer", OFFER, offer_rows(real, offers))
    # As in a database that has been standing for a while: what loading leaves to autovacuum is done
    # here, or it would be counted as the run's.
    await owner.execute("VACUUM ANALYZE")
    await owner.execute("CHECKPOINT")
    await owner.close()


NEED = (
    "id home_id division status title purpose category wanted_from due_on beneficiaries groups"
    " child_contact skills submitted_by writers tokens published_at next_check_at"
)
LINE = "id need_id position category name quantity unit"
OFFER = (
    "id organisation_id division status mode category title unit quantity areas starts_on ends_on"
    " child_contact skills groups submitted_by tokens published_at next_check_at"
)


def village(real: Real, row: NeedRow) -> str:
    """A village has one home."""
    return f"{real.place(row.county)}{row.home // 700 % 900 + 1:03d}{200 + row.home % 700:03d}"


def need_rows(real: Real, needs: list[NeedRow]) -> Iterator[tuple[Any, ...]]:
    """A need has one line in this province."""
    for row in needs:
        groups = named(row.groups, real.groups)
        yield (
            row.id,
            row.home + 1,
            village(real, row),
            "published",
            f"需要 {row.id}",
            "",
            real.category(row.category),
            date.fromordinal(row.from_day),
            date.fromordinal(row.by_day),
            row.beneficiaries,
            [*groups, "DIF"] if row.priority else groups,
            row.child_contact,
            named(row.skills, real.skills),
            1,
            [1],
            [f"词{token}" for token in row.tokens],
            NOON - timedelta(days=row.waiting_days),
            NOON + timedelta(days=400),
        )


def line_rows(real: Real, needs: list[NeedRow]) -> Iterator[tuple[Any, ...]]:
    """What is asked for."""
    for row in needs:
        yield row.id, row.id, 1, real.category(row.category), "一项", row.quantity, "件"


def offer_rows(real: Real, offers: list[OfferRow]) -> Iterator[tuple[Any, ...]]:
    """What is given; account 2 has a background check, account 3 has none."""
    for row in offers:
        yield (
            row.id,
            row.organisation + 1,
            "430101000000",
            "published",
            "GOODS",
            real.category(row.category),
            f"供给 {row.id}",
            "件",
            row.capacity,
            [real.place(area) for area in row.areas],
            date.fromordinal(row.from_day),
            date.fromordinal(row.until_day),
            row.valid_check,
            named(row.skills, real.skills),
            named(row.groups, real.groups),
            2 if row.valid_check else 3,
            [f"词{token}" for token in row.tokens],
            NOON,
            NOON + timedelta(days=400),
        )


def postgres_seconds(postmaster: int) -> float:
    """CPU of the server: the postmaster, its living children, and those it has buried."""
    total = 0
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            said = (entry / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(entry.name) == postmaster:
            total += sum(int(ticks) for ticks in said[11:15])
        elif int(said[1]) == postmaster:
            total += int(said[11]) + int(said[12])
    return total / TICK


class Meter:
    """CPU seconds by step, of Python and its children and of PostgreSQL."""

    def __init__(self, postmaster: int) -> None:
        self.postmaster = postmaster
        self.steps: dict[str, dict[str, float]] = {}

    def now(self) -> tuple[float, float, float]:
        """Python, PostgreSQL, wall."""
        mine = resource.getrusage(resource.RUSAGE_SELF)
        theirs = resource.getrusage(resource.RUSAGE_CHILDREN)
        python = mine.ru_utime + mine.ru_stime + theirs.ru_utime + theirs.ru_stime
        return python, postgres_seconds(self.postmaster), time.perf_counter()

    async def time(self, name: str, work: Callable[[], Awaitable[Any]]) -> Any:
        """Do the work and write down what it took."""
        before = self.now()
        answer = await work()
        spent = [after - was for was, after in zip(before, self.now(), strict=True)]
        self.steps[name] = dict(zip(("python", "postgres", "wall"), spent, strict=True))
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        figures = "  ".join(f"{side} {seconds:6.2f}" for side, seconds in self.steps[name].items())
        print(f"   {name:<10} {figures}  (rss {memory} MB)", file=sys.stderr, flush=True)
        return answer

    def total(self) -> float:
        """CPU seconds of all steps."""
        return sum(step["python"] + step["postgres"] for step in self.steps.values())


async def measured(
    size: tuple[int, int], dsn: str, postmaster: int, *, ladder: int | None, verify: bool
) -> dict[str, Any]:
    """One order by the product's own parts; what it took, and whether its proof holds."""
    from match.matching.commands.keeping import Found, keep_plan
    from match.matching.commands.ordering import begin_run, order_run
    from match.matching.commands.running import run_parameters, solve
    from match.matching.intake import asked_today, read_market
    from match.matching.kept_input import to_bytes
    from match.proofs import stored

    print(f"   loading {size[0]} needs and {size[1]} offers", file=sys.stderr, flush=True)
    await load(dsn, *province(*size))
    meter = Meter(postmaster)
    with clock.freeze(NOON):
        order = await order_run(SYSTEM, "43")
        await begin_run(SYSTEM, order)
        asked, parameters = await asked_today("43"), await run_parameters(ladder)
        market = await meter.time("read", lambda: read_market(asked))

        async def archive() -> tuple[str, bytes]:
            content = to_bytes(asked, parameters, market)
            return stored.digest(content), stored.compress(content)

        sha256, kept = await meter.time("archive", archive)
        plan = await meter.time("solve", lambda: solve(market, parameters, sha256))
        found = Found(asked, market, plan, kept)
        run = await meter.time("keep", lambda: keep_plan(SYSTEM, order, found, 0))
    total = meter.total()
    result = {
        "needs": len(market.needs),
        "offers": len(market.offers),
        "ladder_steps": parameters.ladder_steps,
        "pairs": plan.pairs,
        "proposals": await value("SELECT count(*) FROM proposal WHERE run_id = $1", run),
        "outbox_rows": await value("SELECT count(*) FROM outbox"),
        "input_bytes": len(kept),
        "gap": plan.gap,
        "violated_pairs": plan.violated_pairs,
        "cpu_seconds": round(total, 2),
        "cpu_seconds_without_engine": round(total - meter.steps["solve"]["python"], 2),
        "rss_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "steps": meter.steps,
    }
    if verify:
        result |= await verified(meter, run)
    return result


async def verified(meter: Meter, run: int) -> dict[str, Any]:
    """The checker and the audit, after the run."""
    from match.matching.commands.reporting import envy_of
    from match.proofs.database import stored_run
    from match.proofs.run import false_statements

    async def check() -> list[str]:
        told = await stored_run(run)
        assert told is not None, "kept above"
        return [f"{one.name}: {one.detail}" for one in false_statements(told)]

    wrong = await meter.time("verify", check)
    envy = await meter.time("justice", lambda: envy_of(run))
    return {"false_statements": wrong[:5], "envy": envy.pairs, "unexplained": envy.unexplained}


async def one_size(size: tuple[int, int], services: Services, **how: Any) -> dict[str, Any]:
    """In a database that is migrated for it."""
    from match.migrating import migrate

    assert services.postgres, "the bench's server is embedded"
    await migrate(services.owner_database_url)
    # A superuser's: who loads lets triggers rest.
    dsn = services.postgres.dsn("postgres", "match")
    await connect(services.settings.database_url, limits=TASK_LIMITS)
    try:
        postmaster = int((services.settings.data_dir / "postgres" / "postmaster.pid")
                         .read_text().split()[0])  # fmt: skip
        return await measured(size, dsn, postmaster, **how)
    finally:
        await disconnect()


def main(words: list[str]) -> int:
    """0 when every plain full-size run kept the target, 1 when one missed it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", default=[f"{FULL[0]}x{FULL[1]}"])
    parser.add_argument("--ladder", type=int, nargs="+", default=[0, LADDER])
    parser.add_argument("--verify", action="store_true")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args(words)
    failed = 0
    asked = [(text, ladder) for text in chosen.sizes for ladder in chosen.ladder]
    for text, ladder in asked:
        size = tuple(int(part) for part in text.split("x"))
        with (
            tempfile.TemporaryDirectory(prefix="xth-bench-", ignore_cleanup_errors=True) as folder,
            Services(Settings(data_dir=Path(folder) / "d")) as services,
        ):
            use(services.settings)
            result = asyncio.run(
                one_size((size[0], size[1]), services, ladder=ladder, verify=chosen.verify)
            )
        full = size == FULL and not ladder
        reached = result["cpu_seconds"] <= TARGET_CPU_SECONDS and not result["gap"]
        failed |= full and not reached
        if chosen.json:
            print(json.dumps(result))
        target = (
            f"target {TARGET_CPU_SECONDS} ({'reached' if reached else 'MISSED'})" if full else ""
        )
        plan = f"ladder of {ladder}" if ladder else "plain plan"
        print(f"T2 {text}, {plan}: {result['cpu_seconds']} CPU s from rows to proposals {target}")
        for name, figure in result.items():
            if name != "steps":
                print(f"   {name:<28} {figure}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
