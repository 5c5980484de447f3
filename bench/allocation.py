"""The allocation on a made-up province, beside its peers: CPU seconds, memory, worth, fairness.

    python -m bench allocation [NEEDSxOFFERS …] [--json] [--quick]

Without a size: 120000x50000, then 300000x125000 (T9), then what other benchmarks measure of the
same province: `bench.pipeline` (T2, rows to proposals in PostgreSQL) and `bench.day` (T5, T6).

Every figure is measured in a process of its own, children included, on the same instance
(`bench/_province.py` says how it is made). Seconds are CPU seconds; a machine that is busy with
other work still makes them longer, by a half or more. Ratios carry over to other machines. Targets
are those of docs/matching.md; they are judged at the province's size only, and a missed one ends
with exit code 1. `--quick` leaves out whatever takes minutes.
"""

import argparse
import json
import os
import subprocess
import sys
from math import prod

# One thread: what is measured is work, not how many cores happen to be idle.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

PROVINCE = "120000x50000"
LARGEST = "300000x125000"
SMALL = "10000x5000"
HIGHS_SECONDS = 120
LEAST_OF = {"pairs": 3, "duckdb": 3}
"""Short measurements are taken so often; the least counts, since whatever disturbs only adds."""
WRITTEN_DOWN = {"duckdb": 11.9, "ortools": 33.0}
"""CPU seconds of the peers on the machine whose figures docs/matching.md tells."""
SCARCITY = (0.3, 0.6, 0.9, 1.2)


def measures():
    """Name → what measures it, given needs and offers. Imported late: parents need none of it."""
    from bench import _duckdb, _engine, _side

    return {
        "ladder": lambda n, m: _engine.ours(n, m),
        "optimum": lambda n, m: _engine.ours(n, m, steps=0),
        "two_processes": lambda n, m: _engine.ours(n, m, workers=2),
        "pairs": _engine.pairs,
        "duckdb": _duckdb.in_duckdb,
        "yardsticks": _engine.yardsticks,
        "top10": lambda n, m: _engine.top(n, m, 10),
        "top20": lambda n, m: _engine.top(n, m, 20),
        "top50": lambda n, m: _engine.top(n, m, 50),
        "ortools": lambda n, m: _engine.or_tools(n, m, 20),
        "highs": lambda n, m: _engine.highs(n, m, 20, HIGHS_SECONDS),
        "side": _side.side,
        **{
            f"supply {supply}": lambda n, m, supply=supply: _engine.ours(n, m, supply=supply)
            for supply in SCARCITY
        },
    }


def measured(name, size):
    """One figure, from a process of its own; of several, that of the least CPU seconds."""
    command = [sys.executable, "-m", "bench.allocation", size, "--here", name]
    told = [
        subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
        for _ in range(LEAST_OF.get(name, 1))
    ]
    found = [json.loads(one.splitlines()[-1]) for one in told]  # HiGHS greets before
    return min(found, key=lambda one: one.get("cpu_seconds", 0))


def bench(size, quick, say):
    """Every figure of one size, told as soon as it is there."""
    needs, offers = (int(number) for number in size.split("x"))
    found = {"needs": needs, "offers": offers}
    names = ["optimum", "ladder", "two_processes", "pairs", "yardsticks", "top20"]
    if not quick:
        names += ["duckdb", "top10", "top50", "ortools", "highs"]
    for name in names:
        found[name] = measured(name, size)
        say(name, found)
    small = SMALL if needs > 10_000 else size
    for supply in SCARCITY:
        name = f"supply {supply}"
        found[name] = measured(name, small)
        say(name, found)
    found["side"] = measured("side", small)
    say("side", found)
    return found


def targets(found):
    """(target, what was measured, whether it is reached); those that a peer was left out of not."""
    best, fair, pairs = found["optimum"], found["ladder"], found["pairs"]
    gain = fair["worst_decile"] / fair["worst_decile_without_ladder"] - 1
    greedy = found["yardsticks"]["greedy"]
    whole = best["objective"]
    yield (
        "T1 gap 0, 0 violated pairs, ≥ 60 M pairs in ≥ 18 blocks, none over 20 % of the needs",
        f"gap {best['gap']}, {best['violated_pairs']} of {best['pairs']:,} in {best['blocks']}"
        f" blocks, largest {best['largest_block']:.0%}",
        (best["gap"], best["violated_pairs"]) == (0, 0)
        and best["pairs"] >= 60_000_000
        and best["blocks"] >= 18
        and best["largest_block"] <= 0.2,
    )
    yield (
        "T2 ≤ 20 CPU s, ≤ 1,500 MB",
        f"{best['cpu_seconds']} s, {best['peak_mb']} MB; with ladder and explanations"
        f" {fair['cpu_seconds']} s, {fair['peak_mb']} MB; two processes"
        f" {found['two_processes']['peak_mb']} MB",
        best["cpu_seconds"] <= 20
        and max(best["peak_mb"], fair["peak_mb"], found["two_processes"]["peak_mb"]) <= 1500,
    )
    if "duckdb" in found:
        ratio = found["duckdb"]["cpu_seconds"] / pairs["cpu_seconds"]
        same = all(found["duckdb"][key] == pairs[key] for key in ("pairs", "value"))
        yield (
            "T3 pairs ≤ 2 CPU s, ≥ 8 × faster than DuckDB, same pairs and worths",
            f"{pairs['cpu_seconds']} s, {ratio:.1f} ×, {'same' if same else 'NOT the same'};"
            f" {found['duckdb']['violated_pairs']} violated by DuckDB's count",
            pairs["cpu_seconds"] <= 2
            and ratio >= 8
            and same
            and found["duckdb"]["violated_pairs"] == 0,
        )
    yield (
        "T4 quality ≥ .98, worst decile ≥ +10 %, ahead of greedy on both",
        f"{fair['quality']:.4f}, {gain:+.1%}; greedy {greedy['worth'] / whole:.4f},"
        f" worst decile {greedy['worst_decile']:.3f} against {fair['worst_decile']:.3f}",
        fair["quality"] >= 0.98
        and gain >= 0.1
        and fair["quality"] > greedy["worth"] / whole
        and fair["worst_decile"] > greedy["worst_decile"],
    )
    side = found["side"]
    yield (
        "T7 side constraints ≤ 1 % of a proven bound, ≤ 2 CPU s at 10k × 5k",
        f"{side['gap_to_bound']:.2%}, {side['cpu_seconds']} s",
        side["gap_to_bound"] <= 0.01 and side["cpu_seconds"] <= 2,
    )


def pace(found):
    """How much longer this machine takes than the one of docs/matching.md, by peers of both.

    Targets are judged as they are; this says what a missed one is worth on a slow or busy machine.
    """
    here = {name: found[name]["cpu_seconds"] for name in WRITTEN_DOWN}
    longer = prod(here[name] / then for name, then in WRITTEN_DOWN.items()) ** (1 / len(here))
    seconds = ", ".join(f"{name} {here[name]:.1f} s ({WRITTEN_DOWN[name]:.1f})" for name in here)
    return f"peers here (and in docs/matching.md): {seconds}; this machine takes {longer:.2f} ×"


def largest_targets(found):
    """T9."""
    yield (
        "T9 300k × 125k: gap 0 in ≤ 130 CPU s and ≤ 5,000 MB",
        f"gap {found['gap']}, {found['violated_pairs']} violated of {found['pairs']:,},"
        f" {found['cpu_seconds']} s, {found['peak_mb']} MB",
        (found["gap"], found["violated_pairs"]) == (0, 0)
        and found["cpu_seconds"] <= 130
        and found["peak_mb"] <= 5000,
    )


def main(arguments=None):
    """Measure, print a table or JSON lines; 1 when a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sizes", nargs="*", metavar="NEEDSxOFFERS")
    parser.add_argument("--json", action="store_true", help="one JSON object per size")
    parser.add_argument("--quick", action="store_true", help="without the slow peers")
    parser.add_argument("--here", help=argparse.SUPPRESS)
    asked = parser.parse_args(arguments)
    if asked.here:
        numbers = (int(number) for number in asked.sizes[0].split("x"))
        print(json.dumps(measures()[asked.here](*numbers)))
        return 0
    missed = False
    for size in asked.sizes or [PROVINCE]:
        found = bench(size, asked.quick, _nothing if asked.json else _say)
        judged = list(targets(found)) if size == PROVINCE else []
        missed |= _end(found, judged, asked.json)
        if size == PROVINCE and not (asked.quick or asked.json):
            print(f"  {pace(found)}", flush=True)
    if not (asked.sizes or asked.quick):
        found = measured("optimum", LARGEST)
        missed |= _end(found, list(largest_targets(found)), asked.json)
        for other in ("bench.pipeline", "bench.day"):
            command = [sys.executable, "-m", other, *(["--json"] if asked.json else [])]
            missed |= subprocess.run(command).returncode != 0
    return int(missed)


def _end(found, judged, as_json):
    if as_json:
        told = [{"target": name, "measured": what, "reached": ok} for name, what, ok in judged]
        print(json.dumps(found | {"targets": told}), flush=True)
    for name, what, reached in judged:
        if not as_json:
            print(f"  {'reached' if reached else 'MISSED '}  {name}\n           {what}", flush=True)
    return not all(reached for *_, reached in judged)


def _nothing(*_):
    pass


def _say(name, found):
    one = found[name]
    if name == "optimum":
        print(
            f"{found['needs']:,} needs × {found['offers']:,} offers: {one['pairs']:,} feasible"
            f" pairs in {one['blocks']} blocks, first come {one['first_come']:.1%}"
        )
    if name == "yardsticks":
        for peer in ("first_come", "greedy"):
            _line(f"  {peer}", found[name][peer], found)
        return
    _line(f"  {name}", one, found)


def _line(label, one, found):
    whole, words = found["optimum"]["objective"], []
    if one.get("worth") is not None:
        words.append(f"{one['worth'] / whole:8.2%} of the optimum")
    elif "quality" in one:
        words.append(f"{one['quality']:8.2%} of the optimum")
    words.append(f"{one['cpu_seconds']:8.2f} CPU s {one['peak_mb']:6} MB")
    for key in ("worst_decile", "gap", "violated_pairs", "status", "gap_to_bound", "greedy"):
        if key in one:
            words.append(f"{key.replace('_', ' ')} {one[key]}")
    print(f"{label:<16}" + "   ".join(words), flush=True)


if __name__ == "__main__":
    sys.exit(main())
