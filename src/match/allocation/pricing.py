"""Exact over all pairs without giving the solver all pairs.

Start with the best few pairs of each need, solve, and let the prices judge every other pair: one
that is worth more than its need and offer cost together is added, and the block is solved again.
When no such pair is left, the optimum over the few is the optimum over all. (Stopping at the best
twenty pairs of each need instead would lose as much as greedy does: matching.md.)
"""

import numpy as np

from match.allocation.columns import Bools, Ints
from match.allocation.network import Market, Solution, solve
from match.allocation.shapes import Parameters
from match.allocation.solver import Solver


def optimum(
    solver: Solver, market: Market, parameters: Parameters, guess: Ints | None = None
) -> Solution:
    """The optimum of `market` over all its edges, with prices that hold for all of them.

    Edges must be ordered by need. Each round adds an edge, so it ends. `guess` are offer prices of
    a similar market: they save rounds and change nothing else.
    """
    if len(market.need) <= parameters.exact_below_pairs:
        return solve(solver, market)
    likely = market.value if guess is None else market.value - guess[market.offer]
    chosen = _best_of_each_need(market.need, likely, parameters.first_columns)
    while True:
        few = np.flatnonzero(chosen)
        answer = solve(solver, market.only(few))
        surplus = _surplus(market, answer)
        if not (surplus > 0).any():
            units = np.zeros(len(market.need), np.int64)
            units[few] = answer.units
            return Solution(units, answer.need_price, answer.offer_price, answer.group_price)
        paying = np.flatnonzero(surplus > 0)
        best = _best_of_each_need(market.need[paying], surplus[paying], parameters.more_columns)
        chosen[paying[best]] = True


def _surplus(market: Market, answer: Solution) -> Ints:
    """What each edge is worth above the prices of its need and offer."""
    cost = answer.need_price
    if len(market.ladder):
        cost = cost - answer.group_price[market.ladder.group]
    return market.value - cost[market.need] - answer.offer_price[market.offer]


def _best_of_each_need(need: Ints, value: Ints, most: int) -> Bools:
    """Marks the `most` largest values of each need; the earlier of equals."""
    order = np.lexsort((-value, need))
    ordered = need[order]
    first = np.searchsorted(ordered, ordered, "left")
    marked = np.zeros(len(need), np.bool_)
    marked[order[np.arange(len(order)) - first < most]] = True
    return marked
