"""A solved block that is kept exact event by event: a need more, an offer less, in milliseconds.

The nightly run solves a block from nothing. During the day a `Standing` holds its answer and lets
each event push units along shortest ways of the residual network (`residual`), which keeps the plan
the optimum over all feasible pairs and its prices a proof of it. The steps of the fairness ladder
stay as the run cut them: a need that comes by day climbs the steps of its county and category as
they are. What a standing says is provisional; nothing binds before both sides accept.

Nearly all edges lose so much that no short way takes them. Searches look at the others (`near`),
and the answer is exact as long as the way found is no longer than what any edge left out would
lose; potentials move by at most the length of each way, which bounds how that drifts.

Some changes move half the block. After `SETTLED_MOST` nodes paths are given up, and the block is
solved again from where it stands: over the few edges that lose least at the present prices, which
the prices found are then held against, over all edges, until none is worth more than it costs.
"""

from dataclasses import dataclass, replace

import numpy as np

from match.allocation import residual
from match.allocation.columns import Ints
from match.allocation.edge_kernels import LOWEST, best_edges
from match.allocation.edges import Edges
from match.allocation.ladder import Ladder
from match.allocation.network import Market, Solution, solve
from match.allocation.residual import FAR, Network
from match.allocation.shapes import AllocationError
from match.allocation.solver import Solver
from match.allocation.standing_rows import (
    capacities,
    carry_plan,
    edges_of_all,
    network,
    row_edges,
    ways,
    with_group,
    with_need,
    with_offer,
)

SETTLED_MOST = 600_000
"""Nodes that the searches of one event may settle: about half a second."""

BEST_OF_NEED = 6
"""Edges of each need with which the block is solved again."""

NEAR_SHARE = 1 / 100
"""Share of the edges that searches look at, when they are chosen."""


class _Tired(Exception):
    """The change is too far-reaching for paths."""


@dataclass(frozen=True)
class Match:
    """Units of one offer (row of the block) that stand for a need, with their worth per unit."""

    offer: int
    units: int
    value: int


class Standing:
    """One block with its plan; rows are the block's. Not for use by two threads at once."""

    def __init__(
        self, market: Market, solution: Solution, solver: Solver, patience: int = SETTLED_MOST
    ) -> None:
        """From a solved market; its arrays are copied. `patience`: nodes settled per event."""
        self._solver, self._patience = solver, patience
        self.solved_again = 0
        self._left = patience
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
        self._left = self._patience
        try:
            if quantity < filled:
                self._release(row, quantity)
            elif filled == wanted < quantity:
                self._serve(row)
        except _Tired:
            self._net.quantity[row] = quantity
            self._solve_again()

    def add_capacity(self, row: int, units: int) -> None:
        """An offer has more to give."""
        giver, sink = self.needs + row, len(self._net.potential) - 1
        self._left = self._patience
        try:
            while units and self._net.potential[giver] > 0:
                self._move_prices(giver, sink, int(FAR), forward=True)
                net = self._net
                amount = int(residual.room_on_way_back(net, self._ways, giver, sink, units))
                residual.push_back(net, self._ways, giver, sink, amount)
                units -= amount
            self._net.spare[row] += units
        except _Tired:
            self._net.spare[row] += units
            self._solve_again()

    def take_capacity(self, row: int, units: int) -> None:
        """An offer has less to give: what it gave is given by others, or by nobody."""
        spare = int(self._net.spare[row])
        if units > spare + self._given(row):
            raise AllocationError(f"Offer row {row} has less than {units} units.")
        idle = min(units, spare)
        self._net.spare[row] -= idle
        left, giver, sink = units - idle, self.needs + row, len(self._net.potential) - 1
        self._left = self._patience
        try:
            while left:
                self._move_prices(giver, sink, int(FAR), forward=False)
                amount = int(residual.room_on_way(self._net, self._ways, sink, giver, left))
                residual.push(self._net, self._ways, sink, giver, amount)
                left -= amount
        except _Tired:
            # What is given still counts as capacity until the plan is made anew.
            self._net.spare[row] -= left
            self._solve_again()

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
        ladder = self._climbed()
        demand_price = np.maximum(0, price[net.group] - net.potential[: self.needs])
        market = Market(net.quantity.copy(), capacities(net, self._edges), edges, ladder)
        return market, Solution(
            carrying,
            units[carrying],
            demand_price,
            self.offer_prices(),
            price if len(ladder) else price[:0],
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
                self._net, self._ways, self._stamp, start, target, np.int64(limit), self._left
            )
            length = int(found)
            self._left -= int(settled)
            if length < 0:
                raise _Tired
            if length <= self._sure:
                break
            # With all that lose less, the way found next is no longer than this one.
            self._choose_near(length)
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

    def _solve_again(self) -> None:
        """The plan anew, from the edges that lose least at the prices there are."""
        net, used = self._net, int(self._net.start[-1])
        solved = len(net.start) - 1
        base = Edges(net.start, net.offer[:used], net.value[:used])
        anything = np.full(solved, LOWEST)
        few = best_edges(base, self.offer_prices(), anything, BEST_OF_NEED).edges
        carrying = np.flatnonzero(net.units[: self._edges])
        few = np.union1d(np.union1d(few, carrying), np.arange(used, self._edges))
        answer = self._feasible_now(carrying)
        while True:
            answer, order = self._solved_over(few, answer)
            paid = answer.need_price
            if len(answer.group_price):
                paid = paid - answer.group_price[net.group]
            paying = best_edges(base, answer.offer_price, paid[:solved], BEST_OF_NEED)
            if paying.above == 0:
                break
            few = np.union1d(few, paying.edges)
            answer = replace(answer, edges=order[answer.edges])
        carry_plan(net, self._edges, order[answer.edges], answer)
        self._sure = 0
        self.solved_again += 1

    def _feasible_now(self, carrying: Ints) -> Solution:
        """What is carried, less what no longer has a need or an offer, at the prices there are."""
        net = self._net
        offer, need = net.offer[carrying].astype(np.int64), net.need_of[carrying].astype(np.int64)
        units = net.units[carrying].astype(np.int64)
        for row, room in ((need, net.quantity), (offer, capacities(net, self._edges))):
            units = _within(row, units, room)
        kept = units > 0
        price = net.potential[self.needs + self.offers : -1]
        return Solution(
            carrying[kept],
            units[kept],
            np.maximum(0, price[net.group] - net.potential[: self.needs]),
            self.offer_prices(),
            price.copy() if net.step_room.shape[1] else price[:0],
        )

    def _solved_over(self, few: Ints, known: Solution) -> tuple[Solution, Ints]:
        """The optimum over the edges `few`, and `few` in the order of its edges.

        `known`: where to begin, with edges among `few`.
        """
        net = self._net
        need, offer = net.need_of[few].astype(np.int64), net.offer[few].astype(np.int64)
        order = np.lexsort((offer, need))
        edges = Edges.of(self.needs, need[order], offer[order], net.value[few[order]])
        market = Market(net.quantity, capacities(net, self._edges), edges, self._climbed())
        place = np.argsort(order)[np.searchsorted(few, known.edges)]
        return solve(self._solver, market, known=replace(known, edges=place)), few[order]

    def _climbed(self) -> Ladder:
        """The ladder with the needs and groups there are now."""
        net = self._net
        if not net.step_room.shape[1]:
            return self._ladder
        return replace(self._ladder, group=net.group, capacity=net.step_room, bonus=net.step_bonus)

    def _given(self, row: int) -> int:
        net = self._net
        total, edge = 0, int(net.head[row])
        while edge >= 0:
            total += int(net.units[edge])
            edge = int(net.after[edge])
        return total


def _within(row: Ints, units: Ints, room: Ints) -> Ints:
    """Units per entry, cut where the entries of a row have more together than its room."""
    order = np.argsort(row, kind="stable")
    sums = np.cumsum(units[order])
    first = np.searchsorted(row[order], row[order], "left")
    before = sums - units[order] - np.where(first > 0, sums[first - 1], 0)
    cut = units.copy()
    cut[order] = np.clip(room[row[order]] - before, 0, units[order])
    return cut
