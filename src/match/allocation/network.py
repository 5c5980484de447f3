"""The allocation of one block as a network, and its prices read off the potentials.

    offer ──value──▶ need ──▶ group ──steps──▶ sink        offer ──unused──▶ sink

Without a ladder the needs lead to the sink directly. Arcs between offers and needs hold more than
could ever flow: a binding one would have a price of its own, which no certificate speaks of.
"""

from dataclasses import dataclass

import numpy as np

from match.allocation.columns import Ints
from match.allocation.edges import Edges
from match.allocation.ladder import Ladder
from match.allocation.solver import FlowProblem, Solver


@dataclass(frozen=True)
class Market:
    """A block as the solver sees it: what is wanted, what is given, who may meet at what value."""

    quantity: Ints
    capacity: Ints
    edges: Edges
    ladder: Ladder


@dataclass(frozen=True)
class Solution:
    """Edges that carry units, ascending; prices per need (u), offer (p), ladder group (w), ≥ 0."""

    edges: Ints
    units: Ints
    need_price: Ints
    offer_price: Ints
    group_price: Ints


def solve(solver: Solver, market: Market, few: Ints | None = None) -> Solution:
    """The exact optimum over the edges numbered in `few` (ascending), or over all."""
    offers, needs, groups = len(market.capacity), len(market.quantity), len(market.ladder)
    few = np.arange(len(market.edges)) if few is None else few
    highest = int(market.ladder.bonus.max(initial=0))
    if len(few) == 0:
        # Nothing can flow. A group price at its highest bonus leaves the steps without a price.
        nothing = np.zeros(0, np.int64)
        prices = (np.zeros(needs, np.int64), np.zeros(offers, np.int64))
        return Solution(nothing, nothing, *prices, np.full(groups, highest))
    value = market.edges.value[few]
    best = max(0, int(value.max()))
    answer = solver.solve(_problem(market, few, value, best, highest))
    at_offer = answer.potential[:offers]
    at_need = answer.potential[offers : offers + needs]
    at_group = answer.potential[offers + needs : -1]
    at_sink = answer.potential[-1]
    after_need = at_group[market.ladder.group] if groups else np.full(needs, at_sink)
    units = answer.flow[: len(few)]
    return Solution(
        few[units > 0],
        units[units > 0],
        np.maximum(0, after_need - at_need),
        best + highest + at_offer - at_sink,
        highest + at_group - at_sink,
    )


def _problem(market: Market, few: Ints, value: Ints, best: int, highest: int) -> FlowProblem:
    """Values become costs by taking them from the best one, bonuses from the highest."""
    offers, needs, groups = len(market.capacity), len(market.quantity), len(market.ladder)
    sink = offers + needs + groups
    offer_node, need_node = np.arange(offers), offers + np.arange(needs)
    group_node = offers + needs + np.arange(groups)
    after_need = offers + needs + market.ladder.group if groups else np.full(needs, sink)
    steps = market.ladder.bonus.shape[1]
    beyond_steps = sum(market.quantity.tolist()) + 1
    need, offer = market.edges.need_of(few), market.edges.offer[few].astype(np.int64)
    arcs = [  # tail, head, capacity, cost
        (
            offer,
            offers + need,
            market.quantity[need] + market.capacity[offer],
            best - value,
        ),
        # One unit more than there is, so that the arc always says what an unused unit costs.
        (offer_node, np.full(offers, sink), market.capacity + 1, np.full(offers, best + highest)),
        (need_node, after_need, market.quantity, np.zeros(needs, np.int64)),
        (
            np.repeat(group_node, steps),
            np.full(groups * steps, sink),
            market.ladder.capacity.ravel(),
            highest - market.ladder.bonus.ravel(),
        ),
        (
            group_node,
            np.full(groups, sink),
            np.full(groups, beyond_steps),
            np.full(groups, highest),
        ),
    ]
    tail, head, room, cost = (np.concatenate(column) for column in zip(*arcs, strict=True))
    supply = np.zeros(sink + 1, np.int64)
    supply[:offers] = market.capacity
    supply[sink] = -sum(market.capacity.tolist())
    return FlowProblem(supply, tail, head, room, cost)
