"""One block from its rows to its flows, prices and comparisons: the unit of work of a process.

Everything that needs the block's feasible pairs is done here, so that no process ever holds the
pairs of the whole province.
"""

from dataclasses import dataclass

import numpy as np

from match.allocation.columns import Ints, Needs, Offers
from match.allocation.ladder import Ladder, ladder, no_ladder
from match.allocation.network import Market, Solution
from match.allocation.pairs import Pairing
from match.allocation.peers import first_come, greedy
from match.allocation.pricing import optimum
from match.allocation.proof import certified
from match.allocation.scores import Edges, edges
from match.allocation.shapes import Parameters
from match.allocation.solver import Solver

NONE = -1
"""Row number of "there is no other offer"."""


@dataclass(frozen=True)
class Chosen:
    """Some feasible pairs, one per entry; rows are the block's."""

    need: Ints
    offer: Ints
    value: Ints
    score: Ints


@dataclass(frozen=True)
class BlockPlan:
    """What became of a block. Rows are the block's; worths are Σ value × units."""

    pairs: int
    flows: Chosen
    units: Ints
    runner_up: Chosen
    """Beside each flow: the best offer not serving its need, judged by value less price."""
    nearest: Chosen
    """Per need with a feasible pair: the offer it came nearest to or got, judged the same way."""
    prices: Solution
    ladder: Ladder
    objective: int
    dual_objective: int
    violated_pairs: int
    worth: int
    best_worth: int
    first_come_worth: int
    greedy_worth: int
    served: Ints
    served_without_ladder: Ints


def plan_block(needs: Needs, offers: Offers, parameters: Parameters, solver: Solver) -> BlockPlan:
    """Solve, certify and compare one block; AllocationError when the proof fails."""
    found = edges(Pairing.of(needs, offers), parameters)
    plain = _market(needs, offers, found, no_ladder())
    best = optimum(solver, plain, parameters)
    # Certified too: the quality of the plan is said as a share of it.
    finding = certified(plain, best)
    climbed, market = best, plain
    if parameters.ladder_steps:
        steps = ladder(
            parameters.ladder_steps,
            needs.county,
            needs.category,
            needs.quantity,
            found.need,
            found.value,
        )
        market = _market(needs, offers, found, steps)
        climbed = optimum(solver, market, parameters, best.offer_price)
        finding = certified(market, climbed)
    turn = np.argsort(np.lexsort((needs.id, -needs.waiting_days)))
    args = (needs.quantity, offers.capacity, found.need, found.value, found.offer)
    flow = np.flatnonzero(climbed.units)
    net = found.value - climbed.offer_price[found.offer]
    return BlockPlan(
        pairs=len(found),
        flows=_pick(found, flow),
        units=climbed.units[flow],
        runner_up=_runner_up(found, net, climbed.units, flow),
        nearest=_pick(found, _best_edge_of_each_need(found.need, net)),
        prices=climbed,
        ladder=market.ladder,
        objective=finding.objective,
        dual_objective=finding.dual_objective,
        violated_pairs=finding.violated_pairs,
        worth=_worth(found, climbed.units),
        best_worth=_worth(found, best.units),
        first_come_worth=_worth(found, first_come(*args, turn)),
        greedy_worth=_worth(found, greedy(*args)),
        served=_served(found, climbed.units, len(needs)),
        served_without_ladder=_served(found, best.units, len(needs)),
    )


def _market(needs: Needs, offers: Offers, found: Edges, steps: Ladder) -> Market:
    return Market(needs.quantity, offers.capacity, found.need, found.offer, found.value, steps)


def _pick(found: Edges, rows: Ints) -> Chosen:
    return Chosen(found.need[rows], found.offer[rows], found.value[rows], found.score[rows])


def _runner_up(found: Edges, net: Ints, units: Ints, flow: Ints) -> Chosen:
    idle = np.flatnonzero(units == 0)
    best = idle[_best_edge_of_each_need(found.need[idle], net[idle])]
    place = np.searchsorted(found.need[best], found.need[flow])
    known = place < len(best)
    known[known] = found.need[best[place[known]]] == found.need[flow[known]]
    edge = np.where(known, best[np.minimum(place, len(best) - 1)] if len(best) else 0, 0)
    picked = _pick(found, edge)
    return Chosen(picked.need, np.where(known, picked.offer, NONE), picked.value, picked.score)


def _best_edge_of_each_need(need: Ints, net: Ints) -> Ints:
    """Row numbers of edges (ordered by need), one per need that has any; the first of equals."""
    if len(need) == 0:
        return np.zeros(0, np.int64)
    first = np.flatnonzero(np.diff(need, prepend=NONE))
    highest = np.maximum.reduceat(net, first)
    lengths = np.diff(first, append=len(need))
    best = np.flatnonzero(net == np.repeat(highest, lengths))
    return best[np.flatnonzero(np.diff(need[best], prepend=NONE))]


def _worth(found: Edges, units: Ints) -> int:
    flow = np.flatnonzero(units)
    pairs = zip(found.value[flow].tolist(), units[flow].tolist(), strict=True)
    return sum(value * amount for value, amount in pairs)


def _served(found: Edges, units: Ints, needs: int) -> Ints:
    served = np.zeros(needs, np.int64)
    np.add.at(served, found.need, units)
    return served
