"""A solved block that is kept exact event by event: a need more, an offer less, in milliseconds.

The nightly run solves a block from nothing. During the day a `Standing` holds its answer and lets
each event push units along shortest ways of the residual network (`residual`), which keeps the plan
the optimum over all feasible pairs and its prices a proof of it. The steps of the fairness ladder
stay as the run cut them: a need that comes by day climbs the steps of its county and category as
they are. What a standing says is provisional; nothing binds before both sides accept.

Searches look at few edges (`sight`). Where that is not sure to be enough, the way is given up and
others are looked at.

Some changes move half the block. After `SETTLED_MOST` nodes paths are given up, and the block is
solved again from where it stands: over the few edges that lose least, until none is worth more than
it costs.
"""

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from match.allocation import residual, shortest, sight
from match.allocation.again import feasible_now, solved_over
from match.allocation.columns import Ints
from match.allocation.ladder import Ladder
from match.allocation.network import Market, Solution
from match.allocation.residual import FAR, Network
from match.allocation.shapes import AllocationError
from match.allocation.solver import Solver
from match.allocation.standing_rows import (
    capacities,
    carry_plan,
    carrying,
    edges_of_all,
    network,
    put_prices,
    row_edges,
    together,
    ways,
    with_group,
    with_need,
    with_offer,
    with_room,
)

SETTLED_MOST = 8_000
"""Nodes that the searches of one event may settle: in a sixth of the time of solving again."""

CHOSEN_AS = 6_000
"""Nodes whose search takes about as long as to choose the edges that are looked at."""

LATE_MOST = 40_000
"""Edges that came since and are all looked at: with more, it is time to choose among them too."""

SOLVED_OVER = 3
"""Edges per need, those that lose least, with which the block is solved again."""


_Way = tuple[int, int, int, np.int64]
"""Where it begins and ends, the need that its group may not pass, and how long it may be."""


class _Found(NamedTuple):
    """A way as both searches know it: its length, where it begins, its halves meet, and it ends."""

    length: int
    ends: tuple[int, int, int]
    reach: int
    """How far back the search from its end went; the other went the rest."""
    settled_back: int
    settled_on: int


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
        self._edges = len(market.edges)
        self._net = with_room(network(market, solution), self._edges)
        self._on, self._back = ways(self._net), ways(self._net)
        self._stamp = 0
        self._look_anew()

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
        if quantity < 0:
            raise AllocationError(f"A need of {quantity} units: give 0 or more.")
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
                way = self._move_prices(giver, sink)
                units -= self._pushed(way, units)
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
                way = self._move_prices(sink, giver)
                left -= self._pushed(way, left)
        except _Tired:
            # What is given still counts as capacity until the plan is made anew.
            self._net.spare[row] -= left
            self._solve_again()

    def tidy(self) -> None:
        """Choose anew what is looked at, before an event has to: between two events there is time
        for it."""
        late = self._edges - self._net.mark
        if late > LATE_MOST or not self._sight.is_fresh(self._net):
            self._look_anew()
        self._net = with_room(self._net, self._edges)

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
        given = np.flatnonzero(units)
        ladder = self._climbed()
        demand_price = np.maximum(0, price[net.group] - net.potential[: self.needs])
        market = Market(net.quantity.copy(), capacities(net, carrying(net)), edges, ladder)
        return market, Solution(
            given,
            units[given],
            demand_price,
            self.offer_prices(),
            price if len(ladder) else price[:0],
        )

    def _grown(self, net: Network, edges: int) -> None:
        self._net = net
        self._edges += edges
        self._on, self._back = ways(net), ways(net)

    def _serve(self, row: int) -> None:
        """Fill a need as long as a unit more is worth something."""
        group = self.needs + self.offers + int(self._net.group[row])
        while self._net.filled[row] < self._net.quantity[row]:
            worth = int(self._net.potential[group] - self._net.potential[row])
            if worth <= 0:
                return
            way = self._move_prices(group, row, barred=row, limit=worth)
            if way.length == worth:
                return
            net = self._net
            net.filled[row] += self._pushed(way, int(net.quantity[row] - net.filled[row]))

    def _release(self, row: int, quantity: int) -> None:
        """Let go of what a need holds beyond `quantity`."""
        group = self.needs + self.offers + int(self._net.group[row])
        while self._net.filled[row] > quantity:
            way = self._move_prices(row, group, barred=row)
            net = self._net
            net.filled[row] -= self._pushed(way, int(net.filled[row]) - quantity)
            net.quantity[row] = net.filled[row]

    def _move_prices(
        self, begin: int, end: int, *, barred: int = -1, limit: int = int(FAR)
    ) -> _Found:
        """Find the shortest way, as long as `limit` where none is shorter, and move the potentials
        by it."""
        way = begin, end, barred, np.int64(limit)
        anew = not self._sight.is_sure(self._net)
        if anew:
            self._look_anew()
        while True:
            found = self._search(way)
            assert found.length < FAR, "a group can always do without, and an offer without giving"
            self._move_by(found, 1)
            if self._sight.is_sure(self._net):
                return found
            # An edge that was not looked at could make the way shorter.
            self._move_by(found, -1)
            if anew:
                raise _Tired
            self._look_anew()
            anew = True

    def _move_by(self, found: _Found, sign: int) -> None:
        net, reach = self._net, found.reach
        residual.raise_potentials(net, self._back, found.settled_back, reach, sign)
        residual.raise_potentials(net, self._on, found.settled_on, found.length - reach, -sign)
        residual.level_sink(net)

    def _search(self, way: _Way) -> _Found:
        """The shortest way over the edges that are looked at, if patience is enough to find it."""
        self._stamp += 1
        found = shortest.meet(self._net, self._on, self._back, self._stamp, *way, self._left)
        length, met, reach, settled_back, settled_on = (int(one) for one in found)
        self._left -= settled_back + settled_on
        if length == shortest.TIRED:
            raise _Tired
        return _Found(length, (way[0], met, way[1]), reach, settled_back, settled_on)

    def _pushed(self, found: _Found, most: int) -> int:
        """Send up to `most` units along the way that was found; how many there was room for."""
        way = self._net, self._on, self._back, found.ends
        units = int(residual.room_on_way(*way, most))
        residual.push(*way, units)
        return units

    def _look_anew(self) -> None:
        self._left -= CHOSEN_AS
        self._net, self._sight = sight.choose(self._net, self._edges)

    def _solve_again(self) -> None:
        """The plan anew, from the edges that lose least at the prices there are."""
        before = carrying(self._net)
        answer = feasible_now(self._net, before)
        if not self._sight.is_sure(self._net):
            self._look_anew()
        ladder = self._climbed()
        few = together(before, self._losing_least())
        earlier = now = False
        while True:
            earlier, now = earlier or now, False
            answer, order = solved_over(self._net, ladder, self._solver, few, answer)
            put_prices(self._net, answer)
            if now := not self._sight.is_sure(self._net):
                self._look_anew()
            looked_at, loss = sight.looked_at(self._net, self._edges)
            missing = looked_at[loss < 0]
            if len(missing) == 0:
                break
            few = together(few, missing)
            answer = replace(answer, edges=order[answer.edges])
        carry_plan(self._net, before, order[answer.edges], answer)
        if earlier and not now and not np.isin(order[answer.edges], looked_at).all():
            # A search that goes back takes units from edges that carry some: it must see them all.
            # Those of this plan lose nothing at its prices, but sight was chosen at others.
            self._look_anew()
        self.solved_again += 1

    def _losing_least(self) -> Ints:
        """As many edges as the block is solved over at first."""
        looked_at, loss = sight.looked_at(self._net, self._edges)
        most = SOLVED_OVER * self.needs
        if len(looked_at) <= most:
            return looked_at
        return looked_at[np.argpartition(loss, most)[:most]]

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
