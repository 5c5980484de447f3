"""Exact over all pairs without giving the solver all pairs.

Start with the best few pairs of each need, solve, and let the prices judge every other pair: one
that is worth more than its need and offer cost together is added, and the block is solved again.
When no such pair is left, the optimum over the few is the optimum over all. (Stopping at the best
twenty pairs of each need instead would lose as much as greedy does: matching.md.)
"""

import numpy as np

from match.allocation.columns import Ints
from match.allocation.edge_kernels import LOWEST, best_edges
from match.allocation.network import Market, Solution, solve
from match.allocation.shapes import Parameters
from match.allocation.solver import Solver


def optimum(
    solver: Solver, market: Market, parameters: Parameters, guess: Ints | None = None
) -> Solution:
    """The optimum of `market` over all its edges, with prices that hold for all of them.

    `guess` are offer prices of a similar market: they save rounds and change nothing else.
    """
    if len(market.edges) <= parameters.exact_below_pairs:
        return solve(solver, market)
    price = np.zeros(len(market.capacity), np.int64) if guess is None else guess
    anything = np.full(len(market.quantity), LOWEST)
    few = best_edges(market.edges, price, anything, parameters.first_columns).edges
    while True:
        answer = solve(solver, market, few)
        paid = answer.need_price
        if len(market.ladder):
            paid = paid - answer.group_price[market.ladder.group]
        paying = best_edges(market.edges, answer.offer_price, paid, parameters.more_columns)
        if paying.above == 0:
            return answer
        few = np.union1d(few, paying.edges)
