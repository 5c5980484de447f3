"""A solved block that is kept exact event by event: a need more, an offer less, in milliseconds.

The nightly run solves a block from nothing. During the day a `Standing` holds its answer and lets
each event push units along shortest ways of the residual network (`residual`), which keeps the plan
the optimum over all feasible pairs and its prices a proof of it. The steps of the fairness ladder
stay as the run cut them: a need that comes by day climbs the steps of its county and category as
they are. What a standing says is provisional; nothing binds before both sides accept.

Nearly all edges lose so much that no short way takes them. Searches look at the others (`near`),
and the answer is exact as long as the way found is no longer than what any edge left out would
lose; potentials move by at most the length of each way, which bounds how that drifts.

A way that is too long is not waited for: `Tired` is raised, the standing is exact no more, and the
caller solves the block again.
"""

from dataclasses import dataclass, replace

import numpy as np

from match.allocation import residual
from match.allocation.columns import Ints
from match.allocation.network import Market, Solution
from match.allocation.residual import FAR, Network
from match.allocation.shapes import AllocationError
from match.allocation.standing_rows import (
    edges_of_all,
    network,
    row_edges,
    ways,
    with_group,
    with_need,
    with_offer,
)

SEARCH_MOST = 200_000
"""Nodes one search may settle before solving the block again is the better way."""

NEAR_SHARE = 1 / 100
"""Share of the edges that searches look at, when they are chosen."""


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
        """From a solved market; its arrays are copied."""
        self._ladder = market.ladder
        self._net = network(market, solution)
        self._edges = len(market.edges)
        self._ways = ways(self._net)
        self._stamp = 0
        # No edge left out of `near` loses less than this.
        self._sure = 0

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
        self._grown(with_need(self._net, self._edges, group, offer, value), len(offer))
        self.change_need(row, quantity)
        return row

    def add_offer(self, capacity: int, need: Ints, value: Ints) -> int:
        """An offer comes: `need` and `value` are its feasible pairs. Returns its row."""
        if capacity < 0:
            raise AllocationError(f"An offer of {capacity} units: give 0 or more.")
        row = self.offers
        self._grown(with_offer(self._net, self._edges, need, value), len(need))
        self.add_capacity(row, capacity)
        return row

    def new_group(self, county: int, category: int, room: Ints, bonus: Ints) -> int:
        """A county × category that had no need yet, with its steps. Returns its number."""
        steps = self._net.step_room.shape[1]
        if len(room) != steps or len(bonus) != steps:
            raise AllocationError(f"This block's ladder has {steps} steps; give as many.")
        self._grown(with_group(self._net, room, bonus), 0)
        self._ladder = replace(
            self._ladder,
            county=np.append(self._ladder.county, county),
            category=np.append(self._ladder.category, category),
        )
        return len(self._net.level) - 1

    def change_need(self, row: int, quantity: int) -> None:
        """A need wants more, less or (0) nothing more."""
        net = self._net
        wanted, filled = int(net.quantity[row]), int(net.filled[row])
        net.quantity[row] = max(quantity, filled)
        if quantity < filled:
            self._release(row, quantity)
        elif filled == wanted < quantity:
            self._serve(row)

    def add_capacity(self, row: int, units: int) -> None:
        """An offer has more to give."""
        giver, sink = self.needs + row, len(self._net.potential) - 1
        while units and self._net.potential[giver] > 0:
            self._move_prices(giver, sink, int(FAR), forward=True)
            net = self._net
            amount = int(residual.room_on_way_back(net, self._ways, giver, sink, units))
            residual.push_back(net, self._ways, giver, sink, amount)
            units -= amount
        self._net.spare[row] += units

    def take_capacity(self, row: int, units: int) -> None:
        """An offer has less to give: what it gave is given by others, or by nobody."""
        spare = int(self._net.spare[row])
        if units > spare + self._given(row):
            raise AllocationError(f"Offer row {row} has less than {units} units.")
        idle = min(units, spare)
        self._net.spare[row] -= idle
        left, giver, sink = units - idle, self.needs + row, len(self._net.potential) - 1
        while left:
            self._move_prices(giver, sink, int(FAR), forward=False)
            amount = int(residual.room_on_way(self._net, self._ways, sink, giver, left))
            residual.push(self._net, self._ways, sink, giver, amount)
            left -= amount

    def matches(self, row: int) -> list[Match]:
        """What stands for a need now, the largest worth first."""
        net = self._net
        edges = row_edges(net, row)
        found = [
            Match(int(net.offer[edge]), int(net.units[edge]), int(net.value[edge]))
            for edge in edges[net.units[edges] > 0]
        ]
        return sorted(found, key=lambda match: (-match.value, match.offer))

    def offer_prices(self) -> Ints:
        """p of every offer now."""
        return self._net.potential[self.needs : self.needs + self.offers].copy()

    def solved(self) -> tuple[Market, Solution]:
        """The block as it stands, in the form in which a run is certified."""
        net = self._net
        edges, units = edges_of_all(net, self._edges)
        price = net.potential[self.needs + self.offers : -1].copy()
        carrying = np.flatnonzero(units)
        capacity = net.spare.copy()
        np.add.at(capacity, edges.offer[carrying], units[carrying])
        laddered = net.step_room.shape[1] > 0
        ladder = self._ladder
        if laddered:
            ladder = replace(ladder, group=net.group, capacity=net.step_room, bonus=net.step_bonus)
        demand_price = np.maximum(0, price[net.group] - net.potential[: self.needs])
        return Market(net.quantity.copy(), capacity, edges, ladder), Solution(
            carrying,
            units[carrying],
            demand_price,
            self.offer_prices(),
            price if laddered else price[:0],
        )

    def _grown(self, net: Network, edges: int) -> None:
        self._net = net
        self._edges += edges
        self._ways = ways(net)

    def _serve(self, row: int) -> None:
        """Fill a need as long as a unit more is worth something."""
        group = self.needs + self.offers + int(self._net.group[row])
        while self._net.filled[row] < self._net.quantity[row]:
            worth = int(self._net.potential[group] - self._net.potential[row])
            if worth <= 0 or self._move_prices(row, group, worth, forward=False) == worth:
                return
            net = self._net
            left = int(net.quantity[row] - net.filled[row])
            amount = int(residual.room_on_way(net, self._ways, group, row, left))
            residual.push(net, self._ways, group, row, amount)
            net.filled[row] += amount

    def _release(self, row: int, quantity: int) -> None:
        """Let go of what a need holds beyond `quantity`."""
        group = self.needs + self.offers + int(self._net.group[row])
        while self._net.filled[row] > quantity:
            self._move_prices(row, group, int(FAR), forward=True)
            net = self._net
            left = int(net.filled[row]) - quantity
            amount = int(residual.room_on_way_back(net, self._ways, row, group, left))
            residual.push_back(net, self._ways, row, group, amount)
            net.filled[row] -= amount
            net.quantity[row] = net.filled[row]

    def _move_prices(self, start: int, target: int, limit: int, *, forward: bool) -> int:
        """Find the shortest way and move the potentials by it. Returns its length, or `limit`."""
        search = residual.search_on if forward else residual.search_back
        rare = False
        if self._sure <= 0:
            self._choose_near(0)
        while True:
            self._stamp += 1
            found, settled = search(
                self._net, self._ways, self._stamp, start, target, np.int64(limit), SEARCH_MOST
            )
            length = int(found)
            if length < 0:
                raise Tired
            if length <= self._sure:
                break
            self._choose_near(2 * length)
            rare = True
        residual.raise_potentials(self._net, self._ways, settled, length, -1 if forward else 1)
        # So long a way is rare: the next search is content with few edges again.
        self._sure = 0 if rare else self._sure - length
        return length

    def _choose_near(self, at_least: int) -> None:
        """Choose the edges that searches look at: a small share, and all that lose less."""
        net = self._net
        used = int(net.start[-1])
        sample = np.arange(0, used, max(1, used // 100_000))
        reach = 1
        if used:
            cost = (
                net.potential[self.needs + net.offer[sample]]
                - net.potential[net.need_of[sample]]
                - net.value[sample]
            )
            reach = int(np.partition(cost, place := int(len(cost) * NEAR_SHARE))[place]) + 1
        self._sure = max(reach, at_least, 1)
        names = [name for name in net._fields if name.startswith("near")]
        self._net = net._replace(
            **dict(zip(names, residual.near_edges(net, self._sure), strict=True))
        )

    def _given(self, row: int) -> int:
        net = self._net
        total, edge = 0, int(net.head[row])
        while edge >= 0:
            total += int(net.units[edge])
            edge = int(net.after[edge])
        return total
