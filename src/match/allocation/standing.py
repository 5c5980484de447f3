"""A solved block that is kept exact event by event: a need more, an offer less, in milliseconds.

The nightly run solves a block from nothing. During the day a `Standing` holds its answer and lets
each event push units along shortest ways of the residual network (`residual`), which keeps the plan
the optimum over all feasible pairs and its prices a proof of it. The steps of the fairness ladder
stay as the run cut them: a need that comes by day climbs the steps of its county and category as
they are. What a standing says is provisional; nothing binds before both sides accept.

A way that is too long is not waited for: `Tired` is raised, the standing is exact no more, and the
caller solves the block again.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from match.allocation import residual
from match.allocation.columns import Ints
from match.allocation.edges import Edges, Small
from match.allocation.network import Market, Solution
from match.allocation.residual import FAR, Network, Ways
from match.allocation.shapes import AllocationError

SEARCH_MOST = 20_000
"""Nodes one search may settle before solving the block again is the better way."""

_NONE = -1


class Tired(Exception):
    """The change is too far-reaching for paths: solve the block again, and drop this standing."""


@dataclass(frozen=True)
class Match:
    """Units of one offer (row of the block) that stand for a need, with their worth per unit."""

    offer: int
    units: int
    value: int


class Standing:
    """One block with its plan; rows are the block's. Not for use by two threads at once."""

    def __init__(self, market: Market, solution: Solution) -> None:
        """From a solved market whose edges lie by need; the arrays are copied."""
        self._ladder = market.ladder
        self._net = _network(market, solution)
        self._stamp = 0
        self._ways = _ways(len(self._net.potential))
        self._indexed = False

    @property
    def needs(self) -> int:
        """How many needs there are; the next one gets this row number."""
        return len(self._net.quantity)

    @property
    def offers(self) -> int:
        """How many offers there are."""
        return len(self._net.spare)

    def add_need(self, quantity: int, group: int, offer: Ints, value: Ints) -> int:
        """A need comes: `offer` and `value` are its feasible pairs. Returns its row.

        `group` is its group of the ladder, or `new_group()`. Without a ladder it is 0.
        """
        if quantity < 0:
            raise AllocationError(f"A need of {quantity} units: give 0 or more.")
        row = self.needs
        self._net = _with_need(self._net, 0, group, offer, value)
        self._ways = _ways(len(self._net.potential))
        self._indexed = False
        self.change_need(row, quantity)
        return row

    def new_group(self, county: int, category: int, room: Ints, bonus: Ints) -> int:
        """A county × category that had no need yet, with its steps. Returns its number."""
        net = self._net
        steps = net.step_room.shape[1]
        if len(room) != steps or len(bonus) != steps:
            raise AllocationError(f"This block's ladder has {steps} steps; give as many.")
        self._net = net._replace(
            level=np.append(net.level, 0),
            step_room=np.vstack([net.step_room, room]),
            step_bonus=np.vstack([net.step_bonus, bonus]),
            # The first unit is worth its bonus: with that price the empty group is in balance.
            potential=np.insert(net.potential, -1, int(bonus.max(initial=0))),
        )
        self._ladder = replace(
            self._ladder,
            county=np.append(self._ladder.county, county),
            category=np.append(self._ladder.category, category),
        )
        self._ways = _ways(len(self._net.potential))
        return len(net.level)

    def change_need(self, row: int, quantity: int) -> None:
        """A need wants more, less or (0) nothing more."""
        net = self._net
        more = quantity - int(net.quantity[row])
        if more > 0:
            unfilled = int(net.quantity[row]) > int(net.filled[row])
            net.quantity[row] = quantity
            if not unfilled:
                self._serve(row)
        elif more < 0:
            idle = int(net.quantity[row]) - int(net.filled[row])
            net.quantity[row] += max(more, -idle)
            self._release(row, quantity)

    def add_capacity(self, row: int, units: int) -> None:
        """An offer has more to give."""
        net = self._net
        price = int(net.potential[self.needs + row])
        left = units
        sink = len(net.potential) - 1
        self._index()
        while left and price > 0:
            length = self._search(residual.search_on, self.needs + row, sink, FAR)
            residual.raise_potentials(net, self._ways, self._settled, length, -1)
            amount = int(residual.room_on_way_back(net, self._ways, self.needs + row, sink, left))
            residual.push_back(net, self._ways, self.needs + row, sink, amount)
            left -= amount
            price = int(net.potential[self.needs + row])
        net.spare[row] += left

    def take_capacity(self, row: int, units: int) -> None:
        """An offer has less to give: what it gave is given by others, or by nobody."""
        net = self._net
        if units > int(net.spare[row]) + self._given(row):
            raise AllocationError(f"Offer row {row} has less than {units} units.")
        idle = min(units, int(net.spare[row]))
        net.spare[row] -= idle
        left, sink = units - idle, len(net.potential) - 1
        while left:
            length = self._search(residual.search_back, self.needs + row, sink, FAR)
            residual.raise_potentials(net, self._ways, self._settled, length, 1)
            amount = int(residual.room_on_way(net, self._ways, sink, self.needs + row, left))
            residual.push(net, self._ways, sink, self.needs + row, amount)
            left -= amount

    def add_offer(self, capacity: int, need: Ints, value: Ints) -> int:
        """An offer comes with its feasible pairs, `need` ascending. Returns its row."""
        if capacity < 0:
            raise AllocationError(f"An offer of {capacity} units: give 0 or more.")
        row = self.offers
        self._net = _with_offer(self._net, need, value)
        self._ways = _ways(len(self._net.potential))
        self._indexed = False
        self.add_capacity(row, capacity)
        return row

    def matches(self, row: int) -> list[Match]:
        """What stands for a need now, the largest worth first."""
        net = self._net
        edges = np.arange(net.start[row], net.start[row + 1])
        edges = edges[net.units[edges] > 0]
        found = [
            Match(int(net.offer[edge]), int(net.units[edge]), int(net.value[edge]))
            for edge in edges
        ]
        return sorted(found, key=lambda match: (-match.value, match.offer))

    def offer_prices(self) -> Ints:
        """p of every offer now."""
        return self._net.potential[self.needs : self.needs + self.offers].copy()

    def solved(self) -> tuple[Market, Solution]:
        """The block as it stands, in the form in which a run is certified."""
        net = self._net
        used = slice(0, int(net.start[-1]))
        price = net.potential[self.needs + self.offers : -1].copy()
        carrying = np.flatnonzero(net.units[used])
        units = net.units[carrying]
        given = _sums(net.offer[carrying], units, self.offers)
        laddered = net.step_room.shape[1] > 0
        market = Market(
            net.quantity.copy(),
            net.spare + given,
            Edges(net.start.copy(), net.offer[used].copy(), net.value[used].copy()),
            replace(self._ladder, group=net.group, capacity=net.step_room, bonus=net.step_bonus)
            if laddered
            else self._ladder,
        )
        demand_price = np.maximum(0, price[net.group] - net.potential[: self.needs])
        shown = price if laddered else price[:0]
        return market, Solution(carrying, units, demand_price, self.offer_prices(), shown)

    def _serve(self, row: int) -> None:
        """Fill a need as long as a unit more is worth something."""
        net = self._net
        group = self.needs + self.offers + int(net.group[row])
        while net.filled[row] < net.quantity[row]:
            worth = int(net.potential[group] - net.potential[row])
            if worth <= 0:
                return
            length = self._search(residual.search_back, row, group, worth)
            residual.raise_potentials(net, self._ways, self._settled, length, 1)
            if length == worth:
                return
            left = int(net.quantity[row] - net.filled[row])
            amount = int(residual.room_on_way(net, self._ways, group, row, left))
            residual.push(net, self._ways, group, row, amount)
            net.filled[row] += amount

    def _release(self, row: int, quantity: int) -> None:
        """Let go of what a need holds beyond `quantity`."""
        net = self._net
        group = self.needs + self.offers + int(net.group[row])
        self._index()
        while net.filled[row] > quantity:
            length = self._search(residual.search_on, row, group, FAR)
            residual.raise_potentials(net, self._ways, self._settled, length, -1)
            left = int(net.filled[row]) - quantity
            amount = int(residual.room_on_way_back(net, self._ways, row, group, left))
            residual.push_back(net, self._ways, row, group, amount)
            net.filled[row] -= amount
            net.quantity[row] -= amount

    def _search(
        self, search: Callable[..., Any], start: int, target: int, limit: int | np.int64
    ) -> int:
        self._stamp += 1
        length, settled = search(
            self._net, self._ways, self._stamp, start, target, np.int64(limit), SEARCH_MOST
        )
        if length < 0:
            raise Tired
        self._settled = settled
        return int(length)

    def _given(self, row: int) -> int:
        net = self._net
        total, edge = 0, int(net.head[row])
        while edge != _NONE:
            total += int(net.units[edge])
            edge = int(net.after[edge])
        return total

    def _index(self) -> None:
        """Have the edges by offer at hand; they are only asked for when something leaves."""
        if not self._indexed:
            net = self._net
            column, edges = residual.columns(self.offers, net.offer, net.start[-1])
            self._net = net._replace(column=column, column_edge=edges)
            self._indexed = True


def _network(market: Market, solution: Solution) -> Network:
    needs, offers = len(market.quantity), len(market.capacity)
    edges, ladder = market.edges, market.ladder
    plain = len(ladder) == 0
    group = np.zeros(needs, np.int64) if plain else ladder.group.astype(np.int64)
    price = np.zeros(1, np.int64) if plain else solution.group_price
    filled = _sums(edges.need_of(solution.edges), solution.units, needs)
    units = np.zeros(len(edges), np.int64)
    units[solution.edges] = solution.units
    net = Network(
        start=edges.start.astype(np.int64),
        offer=edges.offer.astype(np.int32),
        value=edges.value.astype(np.int64),
        units=units,
        need_of=np.repeat(np.arange(needs, dtype=np.int32), np.diff(edges.start)),
        column=np.zeros(1, np.int64),
        column_edge=np.zeros(0, np.int32),
        head=np.full(offers, _NONE, np.int32),
        after=np.full(len(edges), _NONE, np.int32),
        before=np.full(len(edges), _NONE, np.int32),
        quantity=market.quantity.astype(np.int64),
        filled=filled,
        spare=market.capacity - _sums(edges.offer[solution.edges], solution.units, offers),
        group=group,
        level=_sums(group, filled, len(price)),
        step_room=np.zeros((1, 0), np.int64) if plain else ladder.capacity.astype(np.int64),
        step_bonus=np.zeros((1, 0), np.int64) if plain else ladder.bonus.astype(np.int64),
        potential=np.concatenate(
            [price[group] - solution.need_price, solution.offer_price, price, [0]]
        ).astype(np.int64),
    )
    residual.chained(net)
    return net


def _sums(row: Ints | Small, units: Ints, rows: int) -> Ints:
    """Units per row, in whole numbers of any size."""
    total = np.zeros(rows, np.int64)
    np.add.at(total, row, units)
    return total


def _ways(nodes: int) -> Ways:
    return Ways(*(np.zeros(nodes, np.int64) for _ in Ways._fields))


def _with_need(net: Network, quantity: int, group: int, offer: Ints, value: Ints) -> Network:
    """Room for one need more, its edges written behind the others."""
    needs, offers = len(net.quantity), len(net.spare)
    used, more = int(net.start[-1]), len(offer)
    if used + more > len(net.units):
        net = _longer(net, max(more, len(net.units) // 10))
    rows = slice(used, used + more)
    net.offer[rows], net.value[rows], net.units[rows] = offer, value, 0
    net.need_of[rows], net.after[rows], net.before[rows] = needs, _NONE, _NONE
    price = net.potential[needs + offers + group]
    worth = net.value[rows] - net.potential[needs + offer]
    return net._replace(
        start=np.append(net.start, used + more),
        quantity=np.append(net.quantity, quantity),
        filled=np.append(net.filled, 0),
        group=np.append(net.group, group),
        potential=np.insert(net.potential, needs, min(price, -int(worth.max(initial=-price)))),
    )


def _longer(net: Network, more: int) -> Network:
    def with_rest(array: npt.NDArray[Any]) -> npt.NDArray[Any]:
        return np.concatenate([array, np.zeros(more, array.dtype)])

    names = ("offer", "value", "units", "need_of", "after", "before")
    return net._replace(**{name: with_rest(getattr(net, name)) for name in names})


def _with_offer(net: Network, need: Ints, value: Ints) -> Network:
    """Room for one offer more, its edges at the end of their needs' rows."""
    needs, offers = len(net.quantity), len(net.spare)
    used, behind = int(net.start[-1]), net.start[need + 1]

    def between(array: npt.NDArray[Any], new: Ints | int) -> npt.NDArray[Any]:
        return np.insert(array[:used], behind, new)

    longer = np.zeros(needs + 1, np.int64)
    np.cumsum(np.bincount(need, minlength=needs), out=longer[1:])
    edges = used + len(need)
    price = int((value + net.potential[need]).max(initial=0))
    net = net._replace(
        start=net.start + longer,
        offer=between(net.offer, offers),
        value=between(net.value, value),
        units=between(net.units, 0),
        need_of=between(net.need_of, need),
        head=np.append(net.head, np.int32(_NONE)),
        after=np.full(edges, _NONE, np.int32),
        before=np.full(edges, _NONE, np.int32),
        spare=np.append(net.spare, 0),
        potential=np.insert(net.potential, needs + offers, price),
    )
    residual.chained(net)
    return net
