"""Passes over all edges of a block, compiled: choosing, pricing, judging."""

from typing import Any, NamedTuple

import numpy as np

from match.allocation.columns import Ints
from match.allocation.compiled import kernel
from match.allocation.edges import Edges

LOWEST = -(1 << 62)
"""Below any worth less any price."""
NONE = -1
"""Edge number of "there is none"."""


class Found(NamedTuple):
    """Chosen edges, ascending, and how many edges had been above the floor."""

    edges: Ints
    above: int


def best_edges(edges: Edges, offer_price: Ints, floor: Ints, most: int) -> Found:
    """Of each need the `most` edges with the highest value less price, if above the need's floor.

    Of equals the earlier edge. `floor` is per need.
    """
    needs = len(edges.start) - 1
    room = np.minimum(np.diff(edges.start), most)
    place = np.zeros(needs + 1, np.int64)
    np.cumsum(room, out=place[1:])
    chosen = np.full(int(place[-1]), NONE, np.int64)
    above = _best_edges(
        edges.start, edges.offer, edges.value, offer_price, floor, most, place, chosen
    )
    return Found(np.sort(chosen[chosen != NONE]), int(above))


@kernel
def _best_edges(
    start: Any, offer: Any, value: Any, price: Any, floor: Any, most: Any, place: Any, chosen: Any
) -> Any:
    net = np.empty(most, np.int64)
    edge = np.empty(most, np.int64)
    above = 0
    for i in range(len(start) - 1):
        count = 0
        bar = floor[i]
        for e in range(start[i], start[i + 1]):
            worth = value[e] - price[offer[e]]
            if worth <= floor[i]:
                continue
            above += 1
            if count == most and worth <= bar:
                continue
            at = min(count, most - 1)
            while at > 0 and net[at - 1] < worth:
                net[at] = net[at - 1]
                edge[at] = edge[at - 1]
                at -= 1
            net[at] = worth
            edge[at] = e
            count = min(count + 1, most)
            bar = net[count - 1]
        for k in range(count):
            chosen[place[i] + k] = edge[k]
    return above


def nearest_edges(edges: Edges, offer_price: Ints, barred: Ints) -> Ints:
    """Per need the edge with the highest value less price that is not in `barred`; NONE of none.

    `barred` ascends. Of equals the earlier edge.
    """
    nearest = np.full(len(edges.start) - 1, NONE, np.int64)
    _nearest_edges(edges.start, edges.offer, edges.value, offer_price, barred, nearest)
    return nearest


@kernel
def _nearest_edges(
    start: Any, offer: Any, value: Any, price: Any, barred: Any, nearest: Any
) -> None:
    at = 0
    for i in range(len(start) - 1):
        best = np.int64(LOWEST)
        for e in range(start[i], start[i + 1]):
            if at < len(barred) and barred[at] == e:
                at += 1
                continue
            worth = value[e] - price[offer[e]]
            if worth > best:
                best = worth
                nearest[i] = e


def median_values(edges: Edges, category: Ints) -> dict[int, int]:
    """The middle value (the lower one of two) of all edges of each category of needs; 0 of none."""
    return {
        int(code): _median(edges, np.flatnonzero(category == code)) for code in np.unique(category)
    }


BINS = 1 << 12


def _median(edges: Edges, rows: Ints) -> int:
    """Exact: values are counted in bins, and only those of the middle bin are looked at."""
    total, low, high = _extent(edges.start, edges.value, rows)
    if total == 0:
        return 0
    shift = max(0, int(high - low).bit_length() - 12)
    counts = np.zeros(BINS, np.int64)
    _count_bins(edges.start, edges.value, rows, low, shift, counts)
    ends = np.cumsum(counts)
    middle = (total - 1) // 2
    chosen = int(np.searchsorted(ends, middle, "right"))
    inside = np.empty(int(counts[chosen]), np.int64)
    _take_bin(edges.start, edges.value, rows, low, shift, chosen, inside)
    rank = middle - int(ends[chosen] - counts[chosen])
    return max(0, int(np.partition(inside, rank)[rank]))


@kernel
def _extent(start: Any, value: Any, rows: Any) -> Any:
    total, low, high = 0, np.int64(0), np.int64(0)
    for i in rows:
        for e in range(start[i], start[i + 1]):
            if total == 0:
                low = high = value[e]
            low, high = min(low, value[e]), max(high, value[e])
            total += 1
    return total, low, high


@kernel
def _count_bins(start: Any, value: Any, rows: Any, low: Any, shift: Any, counts: Any) -> None:
    for i in rows:
        for e in range(start[i], start[i + 1]):
            counts[(value[e] - low) >> shift] += 1


@kernel
def _take_bin(
    start: Any, value: Any, rows: Any, low: Any, shift: Any, chosen: Any, inside: Any
) -> None:
    count = 0
    for i in rows:
        for e in range(start[i], start[i + 1]):
            if (value[e] - low) >> shift == chosen:
                inside[count] = value[e]
                count += 1
