"""`match allocate`: an instance in CSV in, a plan with its prices and report out. No database."""

import json
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from errno import EISDIR
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
import numpy as np

from match.allocation.columns import Ints
from match.allocation.edge_kernels import median_values
from match.allocation.edges import Edges
from match.allocation.ladder import Ladder, ladder, shares
from match.allocation.network import Market, Solution
from match.allocation.pricing import optimum
from match.allocation.proof import certified
from match.allocation.shapes import AllocationError, Limits, Parameters
from match.allocation.side import bounded
from match.allocation.solver import NetworkSimplex, Solver
from match.proofs.instance import LARGEST, Instance, InstanceError, read_instance


@dataclass
class Outcome:
    """How a command ends: its exit code, lines for stderr, the report."""

    exit_code: int
    messages: list[str] = field(default_factory=list[str])
    report: dict[str, Any] = field(default_factory=dict[str, Any])


@dataclass
class _Result:
    """Grows block by block; keys are ids as in the files."""

    flows: list[tuple[str, str, int]] = field(default_factory=list[tuple[str, str, int]])
    prices: list[tuple[str, str, int]] = field(default_factory=list[tuple[str, str, int]])
    ladder: dict[str, list[dict[str, float | int]]] = field(
        default_factory=dict[str, list[dict[str, float | int]]]
    )
    objective: int = 0
    dual_objective: int = 0
    violated_pairs: int = 0


def allocate_directory(
    instance: Path,
    out: Path,
    *,
    steps: int = 0,
    limits: Limits | None = None,
    solver: Solver | None = None,
) -> Outcome:
    """Write flows.csv, prices.csv and report.json for the instance into `out`, or none of them.

    `steps` > 0 adds that many steps of the fairness ladder. With `limits` the prices prove a bound,
    and the report says how near the plan is to it. Exit code 0; or 2 with the reason (file and
    line) when the instance cannot be read, its numbers are too large or `out` cannot be written.
    """
    began = time.process_time()
    solver = solver or NetworkSimplex()
    if not 0 <= steps <= 100:
        return Outcome(2, [f"--ladder {steps}: give 0 (no ladder) to 100 steps."])
    limits = limits or Limits()
    if complaint := _nonsense(limits):
        return Outcome(2, [complaint])
    try:
        given = read_instance(instance)
        result = _Result()
        for needs, offers, edges in _blocks(given):
            _solve_block(given, needs, offers, edges, steps, limits, solver, result)
    except (InstanceError, AllocationError) as error:
        return Outcome(2, [str(error)])
    report: dict[str, Any] = {
        "objective": result.objective,
        "dual_objective": result.dual_objective,
        "gap": result.dual_objective - result.objective,
        "violated_pairs": result.violated_pairs,
        "pairs": len(given.value),
        "solver": solver.name,
        "solver_version": solver.version,
        "cpu_seconds": round(time.process_time() - began, 3),
        "input_sha256": given.sha256,
    }
    if limits:
        report["constraints"] = msgspec.to_builtins(limits)
        report["bound"] = result.dual_objective
        report["gap_to_bound"] = round(report["gap"] / max(1, result.dual_objective), 6)
    if steps:
        report["ladder_steps"] = steps
        report["ladder"] = dict(sorted(result.ladder.items()))
    try:
        _write(out, result, report)
    except OSError as error:
        return Outcome(2, [f"{out} cannot be written: {error.strerror}."])
    return Outcome(0, report=report)


def _nonsense(limits: Limits) -> str:
    """What is wrong with the limits; "" when nothing is."""
    for name in ("min_lot", "min_lot_percent", "max_suppliers", "delivery_cost"):
        number, most = getattr(limits, name), 100 if name == "min_lot_percent" else LARGEST
        if not 0 <= number <= most:
            return f"{name} {number}: give a whole number from 0 (no such limit) to {most}."
    return ""


def _blocks(given: Instance) -> Iterable[tuple[Ints, Ints, Ints]]:
    """Need, offer and edge rows of each component of categories that edges join."""
    names = sorted({*given.need_category, *given.offer_category})
    number = {name: row for row, name in enumerate(names)}
    of_need = np.array([number[name] for name in given.need_category], np.int64)
    of_offer = np.array([number[name] for name in given.offer_category], np.int64)
    root = list(range(len(names)))

    def find(code: int) -> int:
        while root[code] != code:
            root[code] = root[root[code]]
            code = root[code]
        return code

    joined = np.stack([of_need[given.edge_need], of_offer[given.edge_offer]])
    for one, other in np.unique(joined, axis=1).T.tolist():
        low, high = sorted((find(one), find(other)))
        root[high] = low
    top = np.array([find(code) for code in range(len(names))], np.int64)
    for first in np.unique(top).tolist():
        yield (
            np.flatnonzero(top[of_need] == first),
            np.flatnonzero(top[of_offer] == first),
            np.flatnonzero(top[of_need[given.edge_need]] == first),
        )


def _solve_block(
    given: Instance,
    needs: Ints,
    offers: Ints,
    edges: Ints,
    steps: int,
    limits: Limits,
    solver: Solver,
    result: _Result,
) -> None:
    counties, county = _numbered([given.need_county[int(row)] for row in needs])
    categories, category = _numbered([given.need_category[int(row)] for row in needs])
    need = np.searchsorted(needs, given.edge_need[edges])
    offer = np.searchsorted(offers, given.edge_offer[edges])
    value, quantity = given.value[edges], given.quantity[needs]
    every = Edges.of(len(needs), need, offer, value)
    climb = ladder(steps, county, category, quantity, median_values(every, category))
    market = Market(quantity, given.capacity[offers], every, climb)
    if limits:
        whole = np.array(given.whole, np.bool_)[offers] & limits.whole
        found = bounded(solver, market, limits, whole, Parameters())
        answer, every = found.plan, found.market.edges
        finding = certified(market, answer, every, limits, whole)
    else:
        answer = optimum(solver, market, Parameters())
        finding = certified(market, answer)
    result.objective += finding.objective
    result.dual_objective += finding.dual_objective
    result.violated_pairs += finding.violated_pairs
    need_ids = [given.need_ids[int(row)] for row in needs]
    offer_ids = [given.offer_ids[int(row)] for row in offers]
    rows = (every.need_of(answer.edges), every.offer[answer.edges], answer.units)
    for i, j, units in zip(*(column.tolist() for column in rows), strict=True):
        result.flows.append((need_ids[i], offer_ids[j], units))
    _add_prices(result, need_ids, offer_ids, answer)
    _add_tiers(result, climb, counties, categories, answer, steps)


def _numbered(names: Sequence[str]) -> tuple[list[str], Ints]:
    distinct = sorted(set(names))
    number = {name: row for row, name in enumerate(distinct)}
    return distinct, np.array([number[name] for name in names], np.int64)


def _add_prices(
    result: _Result, need_ids: list[str], offer_ids: list[str], answer: Solution
) -> None:
    for side, ids, prices in (
        ("need", need_ids, answer.need_price),
        ("offer", offer_ids, answer.offer_price),
    ):
        result.prices += [
            (side, name, price) for name, price in zip(ids, prices.tolist(), strict=True)
        ]


def _add_tiers(
    result: _Result,
    climb: Ladder,
    counties: list[str],
    categories: list[str],
    answer: Solution,
    steps: int,
) -> None:
    for row in range(len(climb)):
        county, category = counties[int(climb.county[row])], categories[int(climb.category[row])]
        result.prices.append(("tier", f"{county}/{category}", int(answer.group_price[row])))
        result.ladder[category] = [
            {"share": float(share), "bonus": bonus}
            for share, bonus in zip(shares(steps), climb.bonus[row].tolist(), strict=True)
        ]


def _write(out: Path, result: _Result, report: dict[str, Any]) -> None:
    """All three files or none: they are whole before the first of them is where it belongs."""
    out.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".being-written-", dir=out) as folder:
        made = Path(folder)
        _write_csv(made / "flows.csv", ("need_id", "offer_id", "units"), sorted(result.flows))
        _write_csv(made / "prices.csv", ("side", "id", "price"), sorted(result.prices))
        text = json.dumps(report, ensure_ascii=False, indent=2)
        (made / "report.json").write_text(text + "\n", encoding="utf-8")
        files = sorted(made.iterdir())
        for file in files:
            if (out / file.name).is_dir():
                raise IsADirectoryError(EISDIR, f"{file.name} is a folder there")
        for file in files:
            file.replace(out / file.name)


def _write_csv(path: Path, header: tuple[str, ...], rows: Iterable[tuple[str, str, int]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        for row in (header, *rows):
            file.write(",".join(_cell(str(one)) for one in row) + "\n")


def _cell(text: str) -> str:
    """As csv.writer has it, but that with \\n as line end it leaves \\r bare, which ends a line."""
    if any(one in text for one in '",\r\n'):
        return '"' + text.replace('"', '""') + '"'
    return text
