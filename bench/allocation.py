"""The allocation engine on made-up provinces: CPU seconds, memory, and what greedy would have done.

    python bench/allocation.py [NEEDSxOFFERS …] [--json]      default: 5000x2000 20000x8000

Each size runs in a process of its own, so that its peak memory is its own. Greedy gets the same
feasible pairs in the same run: ratios carry over to other machines, seconds do not.

Assumptions of the instance (seed fixed): 122 counties in 14 prefectures with uneven population;
18 categories under 4 parents; homes of 5 and more children (30 on average) want units by the child,
from 0.2 to 9 each by category; supply is six tenths of demand in units; of the offers 20 % reach
the province, 45 % a prefecture, 35 % one county, and one in twelve is made for a parent category; a
tenth of the needs ask for a skill, a fifth for a background check; each text has 12 of the 400
words of its category.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import time

# One thread: what is measured is work, not how many cores happen to be idle.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from match.allocation.blocks import blocks
from match.allocation.columns import codebook, need_columns, offer_columns
from match.allocation.pairs import Pairing
from match.allocation.peers import greedy
from match.allocation.plan import allocate
from match.allocation.scores import edges
from match.allocation.shapes import (
    NeedRow,
    OfferRow,
    Parameters,
    canonical_needs,
    canonical_offers,
)

SEED = 20190529
SIZES = ("5000x2000", "20000x8000")
LEAVES = (
    *((f"MAT-{k}", "MAT") for k in range(7)),
    *((f"SVC-{k}", "SVC") for k in range(6)),
    *((f"FAC-{k}", "FAC") for k in range(3)),
    *((f"ACT-{k}", "ACT") for k in range(2)),
)
TODAY = 740_000


def counties(dice):
    """Codes, positions and weights of 122 counties in 14 prefectures."""
    codes = [f"43{1 + k % 14:02d}{1 + k // 14:02d}" for k in range(122)]
    centre = np.stack([dice.uniform(109.3, 113.9, 14), dice.uniform(25.0, 29.8, 14)], axis=1)
    place = centre[np.arange(122) % 14] + dice.normal(0, 0.3, (122, 2))
    weight = dice.lognormal(0, 0.6, 122)
    return codes, place, weight / weight.sum()


def province(needs, offers):
    """Rows of a made-up province; the same for the same sizes."""
    dice = np.random.default_rng(SEED)
    codes, place, weight = counties(dice)
    wanted = [_need(dice, k + 1, codes, place, weight) for k in range(needs)]
    demand = sum(row.quantity for row in wanted)
    share = dice.lognormal(0, 0.8, offers)
    capacity = np.maximum(1, np.rint(0.6 * demand * share / share.sum())).astype(int)
    return wanted, [
        _offer(dice, k + 1, int(capacity[k]), codes, place, weight) for k in range(offers)
    ]


def _need(dice, number, codes, place, weight):
    at, kind = dice.choice(122, p=weight), dice.integers(len(LEAVES))
    begins, children = TODAY + int(dice.integers(30)), 5 + int(dice.exponential(25))
    each = 0.2 * 1.25 ** int(kind) * dice.lognormal(0, 0.4)
    return NeedRow(
        id=number,
        home=number // 3,
        county=codes[at],
        category=LEAVES[kind][0],
        parent=LEAVES[kind][1],
        quantity=1 + int(children * each),
        lon=float(place[at, 0]),
        lat=float(place[at, 1]),
        from_day=begins,
        by_day=begins + int(dice.integers(10, 180)),
        skills=1 << int(dice.integers(8)) if dice.random() < 0.1 else 0,
        groups=1 << int(dice.integers(6)),
        child_contact=bool(dice.random() < 0.2),
        priority=bool(dice.random() < 0.3),
        waiting_days=int(dice.exponential(60)),
        beneficiaries=children,
        tokens=tuple((400 * kind + dice.integers(0, 400, 12)).tolist()),
    )


def _offer(dice, number, capacity, codes, place, weight):
    at, kind = dice.choice(122, p=weight), dice.integers(len(LEAVES))
    begins, reach = TODAY - int(dice.integers(90)), dice.random()
    return OfferRow(
        id=number,
        organisation=number // 2,
        category=LEAVES[kind][1 if dice.random() < 1 / 12 else 0],
        capacity=capacity,
        areas=("43" if reach < 0.2 else codes[at][: 4 if reach < 0.65 else 6],),
        lon=float(place[at, 0]),
        lat=float(place[at, 1]),
        from_day=begins,
        until_day=begins + int(dice.integers(60, 400)),
        skills=int(dice.integers(256)),
        valid_check=bool(dice.random() < 0.7),
        groups=1 << int(dice.integers(6)) if dice.random() < 0.1 else 0,
        reliability=int(dice.integers(101)),
        tokens=tuple((400 * kind + dice.integers(0, 400, 12)).tolist()),
    )


def measure(needs, offers):
    """Figures of one size, measured in this process."""
    wanted, given = province(needs, offers)
    found = {"needs": needs, "offers": offers}
    before, began = _cpu(), time.perf_counter()
    pairs, greedy_worth = _greedy(wanted, given)
    found["greedy_cpu_seconds"] = round(_cpu() - before, 2)
    for name, steps in (("optimum", 0), ("ladder", 10)):
        before, began = _cpu(), time.perf_counter()
        plan = allocate(wanted, given, Parameters(ladder_steps=steps))
        seconds = _cpu() - before
        found[name] = {
            "cpu_seconds": round(seconds, 2),
            "wall_seconds": round(time.perf_counter() - began, 2),
            "cpu_ratio_to_greedy": round(seconds / max(found["greedy_cpu_seconds"], 0.01), 2),
            "gap": plan.gap,
            "violated_pairs": plan.violated_pairs,
            "quality": plan.quality,
            "worst_decile": plan.figures.worst_decile,
            "coverage": plan.figures.coverage,
            "proposals": len(plan.proposals),
        }
        assert plan.pairs == pairs
        found |= {"pairs": pairs, "blocks": len(plan.blocks), "first_come": plan.first_come}
        found["greedy"] = plan.greedy
        assert steps or round(greedy_worth / plan.worth, 6) == plan.greedy
    found["peak_rss_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return found


def _greedy(wanted, given):
    """Pairs and worth of greedy over all feasible pairs, block by block as the engine goes."""
    wanted, given = canonical_needs(wanted), canonical_offers(given)
    categories = codebook(wanted, given)
    needs, offers = need_columns(wanted, categories), offer_columns(given, categories)
    pairs = worth = 0
    for block in blocks(needs, offers):
        mine, theirs = needs.take(block.needs), offers.take(block.offers)
        found = edges(Pairing.of(mine, theirs), Parameters())
        units = greedy(mine.quantity, theirs.capacity, found.need, found.value, found.offer)
        pairs += len(found)
        worth += int(units @ found.value)
    return pairs, worth


def _cpu():
    own = resource.getrusage(resource.RUSAGE_SELF)
    return own.ru_utime + own.ru_stime


def main(arguments=None):
    """Measure each size in a fresh process and print a table, or JSON lines."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sizes", nargs="*", default=SIZES, metavar="NEEDSxOFFERS")
    parser.add_argument("--json", action="store_true", help="one JSON object per size")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args(arguments)
    for size in asked.sizes:
        if asked.here:
            print(json.dumps(measure(*(int(number) for number in size.split("x")))))
            continue
        done = subprocess.run(
            [sys.executable, __file__, size, "--here"],
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        if asked.json:
            print(done.stdout, end="", flush=True)
        else:
            _print_table(json.loads(done.stdout))


def _print_table(found):
    print(
        f"{found['needs']} needs × {found['offers']} offers: {found['pairs']} feasible pairs in"
        f" {found['blocks']} blocks, peak {found['peak_rss_mb']} MB"
    )
    print(f"  first come    {100 * found['first_come']:6.2f} % of the optimum")
    print(
        f"  greedy        {100 * found['greedy']:6.2f} %   {found['greedy_cpu_seconds']:7.2f} CPU s"
        "   (pairs, scores and greedy)"
    )
    for name in ("optimum", "ladder"):
        one = found[name]
        print(
            f"  {name:<12}  {100 * one['quality']:6.2f} %   {one['cpu_seconds']:7.2f} CPU s"
            f"   {one['cpu_ratio_to_greedy']:.2f} × greedy   worst decile {one['worst_decile']:.3f}"
            f"   gap {one['gap']}, violated pairs {one['violated_pairs']}",
            flush=True,
        )


if __name__ == "__main__":
    main()
