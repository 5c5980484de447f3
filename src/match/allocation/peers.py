"""What would have happened otherwise: first come first served, and greedy by worth.

Not ways to allocate; yardsticks that every run is reported against. Both may use every edge, yet
hold only the next few of each need: those whose offer is used up are passed over in one search.
"""

from heapq import heapify, heappop, heappush
from typing import Any, NamedTuple

import numpy as np

from match.allocation.columns import Ints
from match.allocation.compiled import kernel
from match.allocation.network import Market

AHEAD = 8
"""Edges that one search of a need's row brings."""


class Taken(NamedTuple):
    """Units per taken edge, in the order in which they were taken."""

    edges: Ints
    units: Ints


class _Fair(NamedTuple):
    """The block while it is being served: what is wanted still, what is left still."""

    start: Ints
    offer: Any
    value: Ints
    wanted: Ints
    left: Ints


def first_come(market: Market, turn: Ints) -> Taken:
    """Needs choose one after the other, in the order of the need rows in `turn`.

    Each takes the offers that are worth most to it until it is filled or nothing is left.
    """
    return _served(_first_come, market, turn)


def greedy(market: Market) -> Taken:
    """The pair worth most is served first, wherever it is; of equals the earlier edge."""
    return _served(_greedy, market, np.zeros((len(market.quantity), AHEAD), np.int64))


def _served(how: Any, market: Market, more: Ints) -> Taken:
    edges, wanted, left = market.edges, market.quantity.copy(), market.capacity.copy()
    fair = _Fair(edges.start, edges.offer, edges.value, wanted, left)
    # Whatever is taken fills a need or empties an offer.
    taken = np.empty((2, len(wanted) + len(left)), np.int64)
    count = how(fair, more, taken)
    return Taken(taken[0, :count], taken[1, :count])


@kernel
def _ahead(fair: Any, i: Any, last: Any, found: Any) -> Any:
    """The next edges of need `i` with something left, best first, after edge `last` (-1: from the
    best on); returns how many."""
    count = 0
    for e in range(fair.start[i], fair.start[i + 1]):
        worth = fair.value[e]
        if fair.left[fair.offer[e]] <= 0:
            continue
        if last >= 0 and (worth > fair.value[last] or (worth == fair.value[last] and e <= last)):
            continue
        if count == len(found) and worth <= fair.value[found[count - 1]]:
            continue
        at = min(count, len(found) - 1)
        while at > 0 and fair.value[found[at - 1]] < worth:
            found[at] = found[at - 1]
            at -= 1
        found[at] = e
        count = min(count + 1, len(found))
    return count


@kernel
def _take(fair: Any, i: Any, e: Any, taken: Any, count: Any) -> Any:
    units = min(fair.wanted[i], fair.left[fair.offer[e]])
    if units > 0:
        fair.wanted[i] -= units
        fair.left[fair.offer[e]] -= units
        taken[0, count] = e
        taken[1, count] = units
        count += 1
    return count


@kernel
def _first_come(fair: Any, turn: Any, taken: Any) -> Any:
    found = np.empty(AHEAD, np.int64)
    count = 0
    for i in turn:
        last, some = np.int64(-1), AHEAD
        while fair.wanted[i] > 0 and some == AHEAD:
            some = _ahead(fair, i, last, found)
            for k in range(some):
                last = found[k]
                count = _take(fair, i, last, taken, count)
    return count


@kernel
def _greedy(fair: Any, found: Any, taken: Any) -> Any:
    needs = len(fair.wanted)
    at = np.zeros(needs, np.int64)
    some = np.zeros(needs, np.int64)
    heap = [(np.int64(0), np.int64(0)) for _ in range(0)]
    for i in range(needs):
        some[i] = _ahead(fair, i, np.int64(-1), found[i]) if fair.wanted[i] > 0 else 0
        if some[i] > 0:
            heap.append((-fair.value[found[i, 0]], np.int64(i)))
    heapify(heap)
    count = 0
    while len(heap) > 0:
        _worth, i = heappop(heap)
        count = _take(fair, i, found[i, at[i]], taken, count)
        while fair.wanted[i] > 0 and at[i] < some[i]:
            if fair.left[fair.offer[found[i, at[i]]]] > 0:
                heappush(heap, (-fair.value[found[i, at[i]]], i))
                break
            at[i] += 1
            if at[i] == AHEAD:
                some[i] = _ahead(fair, i, found[i, AHEAD - 1], found[i])
                at[i] = 0
    return count
