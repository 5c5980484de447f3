"""Plans under constraints that no network can hold: small deliveries cost more than they bring.

At least so many units a delivery, at most so many suppliers a need, a fixed cost per delivery,
offers that go whole or not at all. Such problems are hard in general. This finds a good plan and a
proof of how good: the prices of a relaxed network bound every plan.

- The bound: a delivery carries at most U = min(quantity, capacity) units, so its cost V is at least
  ⌊V ÷ U⌋ for each of them. Take that off every unit, forget the rest, and a network remains.
- The plan: solve with V ÷ (units of the last plan) taken off instead (slope scaling), mend what
  breaks a limit, find the best amounts on what is left; keep the best of a few rounds.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from match.allocation.columns import Bools, Ints
from match.allocation.compiled import kernel
from match.allocation.edge_kernels import LOWEST, best_edges
from match.allocation.edges import Edges
from match.allocation.ladder import above
from match.allocation.network import Market, Solution, solve
from match.allocation.pricing import optimum
from match.allocation.proof import bonuses_of
from match.allocation.shapes import Limits, Parameters
from match.allocation.solver import Solver

ROUNDS = 8
MOST_EDGES = 12
"""Edges a need is given in a round: those nearest to paying at the prices of the bound."""


@dataclass(frozen=True)
class Bounded:
    """`plan` keeps the limits, on the edges of `market`; the prices of `relaxed` bound it."""

    market: Market
    plan: Solution
    relaxed: Solution


def bounded(
    solver: Solver, market: Market, limits: Limits, whole: Bools, parameters: Parameters
) -> Bounded:
    """A good plan under `limits`; `whole` marks the offers that go whole or not at all."""
    market = replace(market, edges=_possible(market, whole))
    relaxed_market = replace(market, edges=_cheaper(market, limits))
    relaxed = optimum(solver, relaxed_market, parameters)
    few = _likely(relaxed_market, relaxed)
    work = _Work.of(market, few, limits, whole, relaxed)
    best, most = np.zeros(len(few), np.int64), 0
    expected, handicap = work.room, np.zeros(len(few), np.int64)
    for _ in range(ROUNDS):
        units = work.solved(solver, expected, handicap)
        expected = np.where(units > 0, units, expected)
        handicap += work.too_little(units)
        units = work.mended(work.refined(solver, work.mended(units)))
        worth = work.worth(units)
        if worth > most:
            best, most = units, worth
    flow = np.flatnonzero(best)
    return Bounded(market, replace(relaxed, edges=few[flow], units=best[flow]), relaxed)


def _possible(market: Market, whole: Bools) -> Edges:
    """Without the pairs whose offer is too large to go whole."""
    if not whole.any():
        return market.edges
    kept: list[tuple[Ints, Ints, Ints]] = []
    for need, offer, value in market.edges.chunks():
        fits = ~whole[offer] | (market.capacity[offer] <= market.quantity[need])
        kept.append((need[fits], offer[fits], value[fits]))
    if not kept:
        return market.edges
    need, offer, value = (np.concatenate(column) for column in zip(*kept, strict=True))
    return Edges.of(len(market.quantity), need, offer, value)


def _cheaper(market: Market, limits: Limits) -> Edges:
    """The least a delivery can cost, spread over the most units it can carry."""
    edges = market.edges
    value = edges.value.copy()
    if limits.delivery_cost:
        for i in range(len(market.quantity)):
            here = slice(int(edges.start[i]), int(edges.start[i + 1]))
            most = np.minimum(market.quantity[i], market.capacity[edges.offer[here]])
            value[here] -= limits.delivery_cost // np.maximum(1, most)
    return replace(edges, value=value)


def _likely(market: Market, answer: Solution) -> Ints:
    """The edges nearest to paying, and all that carry units in the relaxed plan."""
    anything = np.full(len(market.quantity), LOWEST)
    near = best_edges(market.edges, answer.offer_price, anything, MOST_EDGES).edges
    return np.union1d(near, answer.edges)


@dataclass(frozen=True)
class _Work:
    """The likely edges as columns, and what a delivery on each may and must carry."""

    market: Market
    limits: Limits
    need: Ints
    offer: Ints
    value: Ints
    bonus: Ints
    room: Ints
    least: Ints

    @classmethod
    def of(
        cls, market: Market, few: Ints, limits: Limits, whole: Bools, relaxed: Solution
    ) -> "_Work":
        need, offer = market.edges.need_of(few), market.edges.offer[few].astype(np.int64)
        tier = relaxed.group_price[market.ladder.group] if len(market.ladder) else None
        room = np.minimum(market.quantity[need], market.capacity[offer])
        # Hundreds apart from the rest: percent × quantity would not fit into 64 bits.
        hundreds, rest = np.divmod(market.quantity[need], 100)
        share = limits.min_lot_percent * hundreds - (-limits.min_lot_percent * rest // 100)
        least = np.minimum(room, np.maximum(max(1, limits.min_lot), share))
        return cls(
            market,
            limits,
            need,
            offer,
            market.edges.value[few],
            np.zeros(len(few), np.int64) if tier is None else tier[need],
            room,
            np.where(whole[offer], market.capacity[offer], least),
        )

    def too_little(self, units: Ints) -> Ints:
        """What is taken off an edge that was given fewer units than it must carry."""
        short = np.where((units > 0) & (units < self.least), self.least - units, 0)
        return (np.maximum(0, self.value) * 0.3 * (short / np.maximum(1, self.least))).astype(
            np.int64
        )

    def solved(self, solver: Solver, expected: Ints, handicap: Ints) -> Ints:
        """Units when each edge pays its delivery over the units expected of it."""
        value = self.value - self.limits.delivery_cost // np.maximum(1, expected) - handicap
        edges = Edges.of(len(self.market.quantity), self.need, self.offer, value)
        answer = solve(solver, replace(self.market, edges=edges))
        units = np.zeros(len(value), np.int64)
        units[answer.edges] = answer.units
        return units

    def refined(self, solver: Solver, units: Ints) -> Ints:
        """The best amounts on the deliveries there are, each at least what it must carry."""
        flow = np.flatnonzero(units)
        need, offer, least = self.need[flow], self.offer[flow], self.least[flow]
        edges = Edges.of(len(self.market.quantity), need, offer, self.value[flow])
        must = np.zeros(len(self.market.quantity), np.int64)
        must_give = np.zeros(len(self.market.capacity), np.int64)
        np.add.at(must, need, least)
        np.add.at(must_give, offer, least)
        market = Market(
            self.market.quantity - must,
            self.market.capacity - must_give,
            edges,
            above(self.market.ladder, must),
        )
        answer = solve(solver, market)
        refined = units.copy()
        refined[flow] = least
        refined[flow[answer.edges]] += answer.units
        return refined

    def mended(self, units: Ints) -> Ints:
        """Without what breaks a limit, then filled up again, most worth first."""
        worth = (self.value + self.bonus) * self.room.astype(np.float64)
        mended = units.copy()
        by_worth = (self.value + self.bonus) * units.astype(np.float64)
        most = self.limits.max_suppliers or len(self.market.capacity)
        left = (self.market.quantity.copy(), self.market.capacity.copy())
        _mend(
            mended,
            np.argsort(-by_worth, kind="stable"),
            np.argsort(-worth, kind="stable"),
            (self.need, self.offer, self.value + self.bonus, self.least),
            *left,
            np.zeros(len(self.market.quantity), np.int64),
            most,
            self.limits.delivery_cost,
        )
        return mended

    def worth(self, units: Ints) -> int:
        """Value and bonuses less what the deliveries cost."""
        flow = np.flatnonzero(units)
        amounts = units[flow].tolist()
        total = sum(v * x for v, x in zip(self.value[flow].tolist(), amounts, strict=True))
        served = np.zeros(len(self.market.quantity), np.int64)
        np.add.at(served, self.need[flow], units[flow])
        return total + bonuses_of(self.market, served) - self.limits.delivery_cost * len(flow)


@kernel
def _mend(
    units: Any,
    carried: Any,
    hoped: Any,
    edges: Any,
    wanted: Any,
    left: Any,
    suppliers: Any,
    most: Any,
    cost: Any,
) -> None:
    """First the deliveries of a plan in the order `carried`, then others in the order `hoped`.

    Whether a delivery pays is asked of one unit: value × amount can leave 64 bits.
    """
    need, offer, value, least = edges
    for e in carried:
        i, j = need[e], offer[e]
        amount = min(units[e], min(wanted[i], left[j]))
        units[e] = 0
        if amount >= least[e] and amount > 0 and suppliers[i] < most and value[e] > cost // amount:
            units[e] = amount
            wanted[i] -= amount
            left[j] -= amount
            suppliers[i] += 1
    for e in hoped:
        i, j = need[e], offer[e]
        amount = min(wanted[i], left[j])
        if amount <= 0 or value[e] <= 0:
            continue
        if units[e] == 0:
            if amount < least[e] or suppliers[i] >= most or value[e] <= cost // amount:
                continue
            suppliers[i] += 1
        units[e] += amount
        wanted[i] -= amount
        left[j] -= amount
