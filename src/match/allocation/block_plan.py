"""One block from its rows to its flows, prices and comparisons: the unit of work of a process.

Everything that needs the block's feasible pairs is done here, so that no process ever holds the
pairs of the whole province.
"""

from dataclasses import dataclass

import numpy as np

from match.allocation.bidding import prices_by_bidding
from match.allocation.columns import Ints, Needs, Offers
from match.allocation.edge_kernels import NONE, median_values, nearest_edges
from match.allocation.ladder import Ladder, ladder, no_ladder
from match.allocation.network import Market, Solution
from match.allocation.pair_kernels import edges_of
from match.allocation.pairs import Pairing
from match.allocation.peers import first_come, greedy
from match.allocation.pricing import optimum
from match.allocation.proof import certified, served_by, worth
from match.allocation.scores import scores_of
from match.allocation.shapes import Parameters
from match.allocation.side import bounded
from match.allocation.solver import Solver


@dataclass(frozen=True)
class Chosen:
    """Some feasible pairs, one per entry; rows are the block's. NONE as offer: there is none."""

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
    """
    Solve, certify and compare one block; AllocationError when the proof fails.

    Under side constraints the prices prove the bound, and the plan comes near it (`side`).
    """
    edges = edges_of(Pairing.of(needs, offers), parameters)
    plain = Market(needs.quantity, offers.capacity, edges, no_ladder())
    # A small block is solved with every edge at once, whatever its prices may be.
    begun = prices_by_bidding(plain) if len(edges) > parameters.exact_below_pairs else None
    best = optimum(solver, plain, parameters, begun)
    # Certified too: the quality of the plan is said as a share of it.
    finding = certified(plain, best)
    climbed, market = best, plain
    if parameters.ladder_steps:
        market = Market(needs.quantity, offers.capacity, edges, ladder_of(plain, needs, parameters))
    if parameters.limits:
        whole = np.full(len(offers), parameters.limits.whole)
        near = bounded(solver, market, parameters.limits, whole, parameters)
        climbed = near.plan
        finding = certified(market, climbed, near.market.edges, parameters.limits, whole)
        market = near.market
    elif parameters.ladder_steps:
        climbed = optimum(solver, market, parameters, best.offer_price)
        finding = certified(market, climbed)
    turn = np.lexsort((needs.id, -needs.waiting_days))
    picked = _Picked(market, needs, offers, parameters)
    return BlockPlan(
        pairs=len(edges),
        flows=picked.chosen(climbed.edges),
        units=climbed.units,
        runner_up=picked.runner_up(climbed),
        nearest=picked.nearest(climbed),
        prices=climbed,
        ladder=market.ladder,
        objective=finding.objective,
        dual_objective=finding.dual_objective,
        violated_pairs=finding.violated_pairs,
        worth=worth(market, climbed),
        best_worth=worth(market, best),
        first_come_worth=worth(market, first_come(market, turn)),
        greedy_worth=worth(market, greedy(plain)),
        served=served_by(market, climbed),
        served_without_ladder=served_by(market, best),
    )


def ladder_of(plain: Market, needs: Needs, parameters: Parameters) -> Ladder:
    """The ladder that a block's needs climb; no ladder where the parameters ask for none."""
    median = median_values(plain.edges, needs.category)
    return ladder(parameters.ladder_steps, needs.county, needs.category, needs.quantity, median)


@dataclass(frozen=True)
class _Picked:
    """Looks up the few edges that are told about."""

    market: Market
    needs: Needs
    offers: Offers
    parameters: Parameters

    def chosen(self, edges: Ints) -> Chosen:
        """These edges, NONE among them, with their scores."""
        none, edges = edges == NONE, np.maximum(0, edges)
        if none.all():
            nothing = np.zeros(len(edges), np.int64)
            return Chosen(nothing, nothing + NONE, nothing, nothing)
        need = self.market.edges.need_of(edges)
        offer = self.market.edges.offer[edges].astype(np.int64)
        score = scores_of(self.needs, self.offers, need, offer, self.parameters)
        return Chosen(need, np.where(none, NONE, offer), self.market.edges.value[edges], score)

    def runner_up(self, answer: Solution) -> Chosen:
        """Per flow the best edge of its need that carries nothing."""
        idle = nearest_edges(self.market.edges, answer.offer_price, answer.edges)
        return self.chosen(idle[self.market.edges.need_of(answer.edges)])

    def nearest(self, answer: Solution) -> Chosen:
        """The best edge of each need that has any, used or not."""
        nobody = np.zeros(0, np.int64)
        nearest = nearest_edges(self.market.edges, answer.offer_price, nobody)
        return self.chosen(nearest[nearest != NONE])
