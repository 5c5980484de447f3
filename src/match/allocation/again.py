"""A standing block solved again from where it stands, over a few of its edges."""

from dataclasses import replace

import numpy as np

from match.allocation.columns import Ints
from match.allocation.edges import Edges
from match.allocation.ladder import Ladder
from match.allocation.network import Market, Solution, solve
from match.allocation.residual import Network
from match.allocation.solver import Solver
from match.allocation.standing_rows import capacities, carrying


def feasible_now(net: Network, given: Ints) -> Solution:
    """What the edges `given` carry, less what no longer has a need or an offer, at the prices there
    are."""
    needs, offers = len(net.quantity), len(net.spare)
    offer, need = net.offer[given].astype(np.int64), net.need_of[given].astype(np.int64)
    units = net.units[given].astype(np.int64)
    for row, room in ((need, net.quantity), (offer, capacities(net, given))):
        units = _within(row, units, room)
    kept = units > 0
    price = net.potential[needs + offers : -1]
    return Solution(
        given[kept],
        units[kept],
        np.maximum(0, price[net.group] - net.potential[:needs]),
        net.potential[needs : needs + offers].copy(),
        price.copy() if net.step_room.shape[1] else price[:0],
    )


def solved_over(
    net: Network, ladder: Ladder, solver: Solver, few: Ints, known: Solution
) -> tuple[Solution, Ints]:
    """The optimum over the edges `few`, and `few` in the order of its edges.

    `known`: where to begin, with edges among `few`.
    """
    offers = len(net.spare)
    need, offer = net.need_of[few].astype(np.int64), net.offer[few].astype(np.int64)
    order = np.argsort(need * offers + offer, kind="stable")
    row_of = np.empty(len(few), np.int64)
    row_of[order] = np.arange(len(few))
    edges = Edges.of(len(net.quantity), need[order], offer[order], net.value[few[order]])
    market = Market(net.quantity, capacities(net, carrying(net)), edges, ladder)
    rows = row_of[np.searchsorted(few, known.edges)]
    return solve(solver, market, known=replace(known, edges=rows)), few[order]


def _within(row: Ints, units: Ints, room: Ints) -> Ints:
    """Units per entry, cut where the entries of a row have more together than its room."""
    order = np.argsort(row, kind="stable")
    sums = np.cumsum(units[order])
    first = np.searchsorted(row[order], row[order], "left")
    before = sums - units[order] - np.where(first > 0, sums[first - 1], 0)
    cut = units.copy()
    cut[order] = np.clip(room[row[order]] - before, 0, units[order])
    return cut
