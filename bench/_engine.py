"""Ways to allocate the same province, block by block, each measured in a process of its own."""

import os
import resource
import threading
import time

import numpy as np

from bench._province import province
from match.allocation.blocks import blocks
from match.allocation.columns import codebook, need_columns, offer_columns
from match.allocation.edge_kernels import LOWEST, best_edges
from match.allocation.edges import Edges
from match.allocation.figures import figures
from match.allocation.google_flow import CostScaling
from match.allocation.ladder import no_ladder
from match.allocation.network import Market, _problem, solve
from match.allocation.pair_kernels import edges_of
from match.allocation.pairs import Pairing
from match.allocation.peers import first_come, greedy
from match.allocation.plan import allocate, allocate_columns
from match.allocation.proof import worth
from match.allocation.shapes import Parameters, canonical_needs, canonical_offers
from match.allocation.solver import NetworkSimplex

PARAMETERS = Parameters()


class Columns:
    """The province as the engine reads it; what precedes it (rows, SQL) is not measured here."""

    def __init__(self, needs: int, offers: int, supply: float = 0.6) -> None:
        wanted, given = province(needs, offers, supply)
        wanted, given = canonical_needs(wanted), canonical_offers(given)
        self.categories = codebook(wanted, given)
        self.needs = need_columns(wanted, self.categories)
        self.offers = offer_columns(given, self.categories)

    def markets(self):
        """(block, its market) one after the other; only one block's pairs are held at a time."""
        for block in blocks(self.needs, self.offers):
            needs, offers = self.needs.take(block.needs), self.offers.take(block.offers)
            edges = edges_of(Pairing.of(needs, offers), PARAMETERS)
            turn = np.lexsort((needs.id, -needs.waiting_days))
            yield block, Market(needs.quantity, offers.capacity, edges, no_ladder()), turn


class Meter:
    """CPU seconds of this process and its children, and the most memory both held together."""

    def __enter__(self):
        self._before, self._began = _cpu(), time.perf_counter()
        self._peak, self._ended = 0, threading.Event()
        self._watch = threading.Thread(target=self._look, daemon=True)
        self._watch.start()
        return self

    def __exit__(self, *_):
        self.cpu, self.wall = _cpu() - self._before, time.perf_counter() - self._began
        self._ended.set()
        self._watch.join()
        own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        self.peak_mb = max(own, self._peak)

    def _look(self):
        while not self._ended.wait(0.2):
            self._peak = max(self._peak, sum(_resident_mb(pid) for pid in _tree(os.getpid())))

    def told(self):
        """As figures of a report."""
        return {
            "cpu_seconds": round(self.cpu, 2),
            "wall_seconds": round(self.wall, 2),
            "peak_mb": self.peak_mb,
        }


def _cpu():
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def _tree(pid):
    found = [pid]
    for task in os.listdir(f"/proc/{pid}/task"):
        try:
            with open(f"/proc/{pid}/task/{task}/children") as children:
                found += [one for child in children.read().split() for one in _tree(int(child))]
        except OSError:
            continue
    return found


def _resident_mb(pid):
    try:
        with open(f"/proc/{pid}/statm") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") >> 20
    except OSError:
        return 0


def warm():
    """Load what is compiled: it is kept on disk, and reading it is not what is measured."""
    allocate(*province(300, 120))
    for _ in Columns(300, 120).markets():
        pass


def ours(needs, offers, steps=10, workers=1, supply=0.6):
    """The engine from columns to a certified plan with every comparison and explanation."""
    given = Columns(needs, offers, supply)
    warm()
    with Meter() as meter:
        plan = allocate_columns(
            given.needs,
            given.offers,
            given.categories,
            Parameters(ladder_steps=steps),
            "",
            workers=workers,
        )
    prices = {"need": {one.need_id: one.price for one in plan.need_prices}}
    prices["offer"] = {one.offer_id: one.price for one in plan.offers}
    return meter.told() | {
        "needs": needs,
        "offers": offers,
        "pairs": plan.pairs,
        "blocks": len(plan.blocks),
        "largest_block": round(max((one.needs for one in plan.blocks), default=0) / needs, 4),
        "gap": plan.gap,
        "violated_pairs": plan.violated_pairs,
        "objective": plan.objective,
        "quality": plan.quality,
        "worst_decile": plan.figures.worst_decile,
        "coverage": plan.figures.coverage,
        "gini": plan.figures.gini,
        "worst_decile_without_ladder": plan.figures_without_ladder.worst_decile,
        "first_come": plan.first_come,
        "greedy": plan.greedy,
        "proposals": len(plan.proposals),
    }


def pairs(needs, offers):
    """Filter and score every feasible pair; the least of three times."""
    given = Columns(needs, offers)
    warm()
    meters = []
    for _ in range(3):
        with Meter() as meter:
            for _block, _market, _turn in given.markets():
                pass
        meters.append(meter)
    count = value = 0
    for _, market, _ in given.markets():
        count += len(market.edges)
        value += int(market.edges.value.sum())
    least = min(meters, key=lambda meter: meter.cpu)
    return least.told() | {"pairs": count, "value": value}


def yardsticks(needs, offers):
    """First come and greedy over all feasible pairs, each with what counties get."""
    given = Columns(needs, offers)
    warm()
    found = {}
    for name in ("first_come", "greedy"):
        served, total = np.zeros(needs, np.int64), 0
        with Meter() as meter:
            for block, market, turn in given.markets():
                taken = first_come(market, turn) if name == "first_come" else greedy(market)
                rows = block.needs[market.edges.need_of(taken.edges)]
                np.add.at(served, rows, taken.units)
                total += worth(market, taken)
        found[name] = meter.told() | _told(given, served, total)
    return found


def top(needs, offers, most):
    """The exact optimum over the best `most` pairs of each need only."""
    given = Columns(needs, offers)
    warm()
    served, total = np.zeros(needs, np.int64), 0
    with Meter() as meter:
        for block, market, _ in given.markets():
            answer = solve(NetworkSimplex(), market, _best(market, most))
            np.add.at(served, block.needs[market.edges.need_of(answer.edges)], answer.units)
            total += worth(market, answer)
    return meter.told() | _told(given, served, total)


def _told(given, served, total):
    counted = figures(given.needs.quantity, given.needs.beneficiaries, given.needs.county, served)
    return {"worth": total, "worst_decile": counted.worst_decile, "coverage": counted.coverage}


def _best(market, most):
    free = np.zeros(len(market.capacity), np.int64)
    anything = np.full(len(market.quantity), LOWEST)
    return best_edges(market.edges, free, anything, most).edges


def one_network(given, most):
    """The best `most` pairs of each need of the whole province, as one market."""
    parts = []
    for block, market, _ in given.markets():
        few = _best(market, most)
        need, offer = market.edges.need_of(few), market.edges.offer[few]
        parts.append((block.needs[need], block.offers[offer], market.edges.value[few]))
    need, offer, value = (np.concatenate(column) for column in zip(*parts, strict=True))
    order = np.lexsort((offer, need))
    edges = Edges.of(len(given.needs), need[order], offer[order], value[order])
    return Market(given.needs.quantity, given.offers.capacity, edges, no_ladder())


def or_tools(needs, offers, most):
    """OR-Tools on the best `most` pairs of each need, as one network."""
    given = Columns(needs, offers)
    market = one_network(given, most)
    value = market.edges.value
    with Meter() as meter:
        every = np.arange(len(value))
        units = CostScaling().flow(_problem(market, every, value, int(value.max()), 0))
    return meter.told() | {"worth": int(units[: len(value)] @ value)}


def highs(needs, offers, most, seconds):
    """HiGHS on the same linear program, stopped after `seconds`."""
    import highspy

    given = Columns(needs, offers)
    market = one_network(given, most)
    value = market.edges.value.astype(float)
    count, rows = len(value), needs + offers
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = count, rows
    program.col_cost_, program.col_lower_ = -value / value.max(), np.zeros(count)
    program.col_upper_ = np.full(count, highspy.kHighsInf)
    program.row_lower_ = np.full(rows, -highspy.kHighsInf)
    program.row_upper_ = np.concatenate([market.quantity, market.capacity]).astype(float)
    program.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    program.a_matrix_.start_ = np.arange(0, 2 * count + 1, 2, dtype=np.int32)
    need = market.edges.need_of(np.arange(count))
    columns = np.stack([need, needs + market.edges.offer], axis=1).astype(np.int32)
    program.a_matrix_.index_, program.a_matrix_.value_ = columns.ravel(), np.ones(2 * count)
    with Meter() as meter:
        solver = highspy.Highs()
        solver.setOptionValue("output_flag", False)
        solver.setOptionValue("time_limit", float(seconds))
        solver.passModel(program)
        solver.run()
        status = solver.modelStatusToString(solver.getModelStatus())
        units = np.asarray(solver.getSolution().col_value)
    done = status == "Optimal"
    return meter.told() | {"status": status, "worth": round(units @ value) if done else None}
