"""Exact over all pairs without giving the solver all pairs.

Start with the best few pairs of each need, solve, and let the prices judge every other pair: one
that is worth more than its need and offer cost together is added, and the block is solved again.
When no such pair is left, the optimum over the few is the optimum over all. (Stopping at the best
twenty pairs of each need instead would lose as much as greedy does: matching.md.)
"""

import numpy as np

from match.allocation.columns import Bools, Ints
from match.allocation.edge_kernels import LOWEST, best_edges
from match.allocation.network import Market, Solution, solve
from match.allocation.shapes import Parameters
from match.allocation.solver import Solver

_FORGETFUL_ROUNDS = 8
"""After so many rounds nothing is dropped any more: from then on each round adds, so it ends."""
_FEW_NEW = 2
"""From one new edge per so many needs on, it is quicker to begin anew than from the last answer."""


def optimum(
    solver: Solver, market: Market, parameters: Parameters, guess: Ints | None = None
) -> Solution:
    """The optimum of `market` over all its edges, with prices that hold for all of them.

    `guess` are offer prices of a similar market: they save work and change nothing else.
    """
    if len(market.edges) <= parameters.exact_below_pairs:
        return solve(solver, market)
    few, rounds = _first_edges(market, parameters, guess), 0
    known: Solution | None = None
    while True:
        answer = solve(solver, market, few, known)
        paid = answer.need_price
        if len(market.ladder):
            paid = paid - answer.group_price[market.ladder.group]
        paying = best_edges(market.edges, answer.offer_price, paid, parameters.more_columns)
        if paying.above == 0:
            return answer
        if rounds < _FORGETFUL_ROUNDS:
            few = few[_near_worth_it(market, answer, paid, few)]
        few = np.sort(np.concatenate([few, paying.edges]), kind="stable")
        known = answer if len(paying.edges) * _FEW_NEW < len(market.quantity) else None
        rounds += 1


def _first_edges(market: Market, parameters: Parameters, guess: Ints | None) -> Ints:
    """Likely edges: more of them when no prices say which are likely."""
    anything = np.full(len(market.quantity), LOWEST)
    if guess is None:
        free = np.zeros(len(market.capacity), np.int64)
        return best_edges(market.edges, free, anything, parameters.first_columns).edges
    most = max(1, 2 * parameters.first_columns // 5)
    return best_edges(market.edges, guess, anything, most).edges


def _near_worth_it(market: Market, answer: Solution, paid: Ints, few: Ints) -> Bools:
    """Which edges carry units, or would if their price fell by a twentieth of their worth.

    The others make the next solve slower and are found again should they ever pay.
    """
    value = market.edges.value[few]
    cost = paid[market.edges.need_of(few)] + answer.offer_price[market.edges.offer[few]]
    kept = cost - value <= np.abs(value) // 20
    kept[np.searchsorted(few, answer.edges)] = True
    return kept
