"""About what a unit of each offer will cost, by bidding: where pricing begins, never an answer.

Needs bid for offers as in Bertsekas' auction: each for the offer that leaves it most, just so much
that its second choice would be as good, and a little more. A full offer keeps the highest bids and
costs its lowest one. A sample of the needs, before the same share of every offer, bids first: its
prices are nearly those of all, and whoever begins near the end has little to outbid.

From prices that are nearly right the solver needs three rounds where it needed ten.
"""

from typing import Any, NamedTuple

import numpy as np

from match.allocation.columns import Ints, end_to_end
from match.allocation.compiled import kernel
from match.allocation.edges import Edges
from match.allocation.ladder import no_ladder
from match.allocation.network import Market

_LEVELS = ((16, 0, 10), (4, 90, 25), (1, 95, 50))
"""One need of so many; begun at so many percent of the prices before; bids go up by at least the
middle worth ÷ the last."""
_LOOKED_AT = 1 << 16
"""Edges whose middle worth says how fine a bid is."""
_BIDS = 60
"""Bids per need at most: from then on they only haggle."""
_KEPT = 16
"""Best edges of a need that are looked at again without a search through all."""


class _House(NamedTuple):
    """Where needs bid: the market, prices so far, and every offer's bids as a chain."""

    start: Ints
    offer: Any
    value: Ints
    capacity: Ints
    price: Ints
    left: Ints
    used: Ints
    first: Ints
    then: Ints
    bidder: Ints
    units: Ints
    bid: Ints
    kept: Ints
    bar: Ints


def prices_by_bidding(market: Market) -> Ints:
    """A price per unit of each offer, ≥ 0; a ladder's bonuses are not looked at."""
    price = np.zeros(len(market.capacity), np.int64)
    middle = int(np.median(market.edges.value[:_LOOKED_AT])) if len(market.edges) else 0
    for one_of, percent, fineness in _LEVELS:
        house = _house(_sample(market, one_of), price * percent // 100)
        _sell(house, max(1, middle // fineness))
        price = house.price
    return price


def _sample(market: Market, one_of: int) -> Market:
    """Every so many-th need, and that share of each offer; of the odd units some."""
    if one_of == 1:
        return market
    edges = market.edges
    rows = np.arange(0, len(market.quantity), one_of)
    start, of = end_to_end(edges.start[rows], np.diff(edges.start)[rows])
    odd = np.arange(len(market.capacity)) % one_of
    return Market(
        market.quantity[rows],
        (market.capacity + odd) // one_of,
        Edges(start, edges.offer[of], edges.value[of]),
        no_ladder(),
    )


def _house(market: Market, price: Ints) -> _House:
    needs, offers = len(market.quantity), len(market.capacity)
    most = _BIDS * needs + 1
    return _House(
        start=market.edges.start,
        offer=market.edges.offer,
        value=market.edges.value,
        capacity=market.capacity,
        price=price.copy(),
        left=market.quantity.copy(),
        used=np.zeros(offers, np.int64),
        first=np.full(offers, -1),
        then=np.empty(most, np.int64),
        bidder=np.empty(most, np.int64),
        units=np.empty(most, np.int64),
        bid=np.empty(most, np.int64),
        kept=np.full((needs, _KEPT), -1),
        bar=np.full(needs, np.iinfo(np.int64).max),
    )


@kernel
def _sell(house: Any, more: Any) -> None:
    """Needs bid in turn until each has what it wants, or everything costs it too much."""
    count, busy = 0, True
    net = np.empty(house.kept.shape[1], np.int64)
    while busy:
        busy = False
        for i in range(len(house.left)):
            while house.left[i] > 0:
                edge, best, second = _choice(house, i, net)
                if edge < 0:
                    house.left[i] = 0
                    break
                if count == len(house.bid):
                    return
                offer = house.offer[edge]
                house.bidder[count] = i
                house.bid[count] = house.price[offer] + best - second + more
                _take(house, offer, count)
                count += 1
                busy = True


@kernel
def _choice(house: Any, i: Any, net: Any) -> Any:
    """The edge that leaves most to need `i`, what it leaves, and what the next best leaves."""
    for turn in range(2):
        edge, best, second = -1, 0, 0
        for e in house.kept[i]:
            if e < 0:
                break
            worth = house.value[e] - house.price[house.offer[e]]
            if worth > best:
                edge, best, second = e, worth, best
            elif worth > second:
                second = worth
        # Prices only rise: what was not kept is still below the bar.
        if turn == 1 or second >= house.bar[i]:
            break
        _search(house, i, net)
    return edge, best, second


@kernel
def _search(house: Any, i: Any, net: Any) -> None:
    """Keep the best edges of need `i`; the bar is the last of them, or nothing when all fit."""
    count, kept = 0, house.kept[i]
    for e in range(house.start[i], house.start[i + 1]):
        offer = house.offer[e]
        worth = house.value[e] - house.price[offer]
        if worth <= 0 or (count == len(net) and worth <= net[count - 1]):
            continue
        if house.capacity[offer] == 0:
            continue
        at = min(count, len(net) - 1)
        while at > 0 and net[at - 1] < worth:
            net[at] = net[at - 1]
            kept[at] = kept[at - 1]
            at -= 1
        net[at] = worth
        kept[at] = e
        count = min(count + 1, len(net))
    house.bar[i] = net[count - 1] if count == len(net) else 0
    if count < len(net):
        kept[count] = -1


@kernel
def _take(house: Any, offer: Any, new: Any) -> None:
    """Take a bid; what no longer fits goes back to those who bid least."""
    i = house.bidder[new]
    units = min(house.left[i], house.capacity[offer])
    house.units[new] = units
    house.then[new] = house.first[offer]
    house.first[offer] = new
    house.left[i] -= units
    house.used[offer] += units
    while house.used[offer] > house.capacity[offer]:
        before, low = _lowest(house, offer)
        back = min(house.units[low], house.used[offer] - house.capacity[offer])
        house.used[offer] -= back
        house.units[low] -= back
        house.left[house.bidder[low]] += back
        if house.units[low] == 0 and before < 0:
            house.first[offer] = house.then[low]
        elif house.units[low] == 0:
            house.then[before] = house.then[low]
    if house.used[offer] == house.capacity[offer]:
        _before, low = _lowest(house, offer)
        house.price[offer] = max(house.price[offer], house.bid[low])


@kernel
def _lowest(house: Any, offer: Any) -> Any:
    """The lowest bid of an offer, and the bid before it in the chain (-1: it is the first)."""
    before, low = -1, house.first[offer]
    last, at = low, house.then[low]
    while at >= 0:
        if house.bid[at] < house.bid[low]:
            before, low = last, at
        last, at = at, house.then[at]
    return before, low
