"""The ledger under kill -9: transactions per second, restarts, and every rule that must hold.

    python -m bench.bank [--seconds 300] [--seed 1] [--postgres-every 5] [--worker-every 2] …

The long form of `tests/bank/`: the same workers, kills and checks, for as long as wanted. A run is
told by its seed, though not repeated by it to the letter: processes and disks keep their own time.
The naive twin runs first, for a few seconds, and must fail. Exit code 1 when a rule was broken, or
the twin broke none.
"""

import argparse
import asyncio
import json
import os
import sys
import tempfile
from pathlib import Path

import msgspec

from tests.bank.config import Plan
from tests.bank.judging import judge
from tests.bank.run import bank, broken_calls


def options() -> argparse.ArgumentParser:
    """What can be asked."""
    parser = argparse.ArgumentParser(prog="bench bank", description=__doc__.split("\n")[0])
    parser.add_argument("--seconds", type=float, default=300.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=3)
    parser.add_argument("--connections", type=int, default=4, help="of each worker")
    parser.add_argument("--accounts", type=int, default=60, help="of money; fewer are hotter")
    parser.add_argument("--postgres-every", type=float, default=5.0, help="seconds; 0: never")
    parser.add_argument("--worker-every", type=float, default=2.0, help="seconds; 0: never")
    parser.add_argument("--no-twin", action="store_true", help="leave the naive twin out")
    parser.add_argument("--json", action="store_true", help="one JSON object per run")
    return parser


async def one(plan: Plan, *, as_json: bool) -> dict[str, int]:
    """Run, judge, print; the rules that were broken."""
    with tempfile.TemporaryDirectory(prefix="xth-bank-", ignore_cleanup_errors=True) as made:
        os.chmod(made, 0o755)  # the server may be another user
        folder = Path(made)
        async with bank(folder, plan) as run:
            found = await judge(run.services.database_url, folder)
            verified = run.match("check", "--seals")
        unknown = broken_calls(folder)
    found["seals and hashes verified"] = int(verified.returncode != 0)
    found["a reader saw it right"] = len(run.figures.wrong_reads)
    broken = {name: count for name, count in found.items() if count}
    said = msgspec.structs.asdict(run.figures) | {"unknown_outcomes": unknown, "broken": broken}
    if as_json:
        print(json.dumps({"plan": msgspec.structs.asdict(plan), **said}), flush=True)
    else:
        _print(plan, said)
        if broken and not plan.naive:
            print(verified.stdout + verified.stderr)
    return broken


def _print(plan: Plan, said: dict) -> None:
    rate = said["acknowledged"] / max(said["seconds"], 0.1)
    print(
        f"{'naive twin' if plan.naive else 'ledger':<12} seed {plan.seed}: {said['acknowledged']}"
        f" transactions in {said['seconds']} s ({rate:.0f}/s), {said['postgres_kills']} kills of"
        f" PostgreSQL (up again after {said['recovery_mean']} s, at most {said['recovery_most']}),"
        f" {said['worker_kills']} of workers, {said['unknown_outcomes']} outcomes never told,"
        f" {said['reads']} reads; broken: {said['broken'] or 'nothing'}",
        flush=True,
    )


def main(arguments: list[str] | None = None) -> int:
    """0 when the ledger kept every rule and the twin did not."""
    asked = options().parse_args(arguments)
    given = {"seed": asked.seed, "workers": asked.workers, "connections": asked.connections}
    failed = False
    if not asked.no_twin:
        twin = Plan(**given, seconds=15, accounts=10, postgres_every=0, naive=True)
        failed = not asyncio.run(one(twin, as_json=asked.json))
        if failed:
            print("The naive twin broke no rule: the checks see nothing.", file=sys.stderr)
    plan = Plan(
        **given,
        seconds=asked.seconds,
        accounts=asked.accounts,
        postgres_every=asked.postgres_every,
        worker_every=asked.worker_every,
    )
    return int(bool(asyncio.run(one(plan, as_json=asked.json))) or failed)


if __name__ == "__main__":
    sys.exit(main())
