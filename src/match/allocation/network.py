"""The allocation of one block as a network, and its prices read off the potentials.

    offer ──value──▶ need ──▶ group ──steps──▶ sink        offer ──unused──▶ sink

Without a ladder the needs lead to the sink directly. Arcs between offers and needs hold more than
could ever flow: a binding one would have a price of its own, which no certificate speaks of.

From an answer to a like market the solver is given only what may change: the residual network, each
arc at its reduced cost. What was best has no arc below zero, so that a simplex, which begins with
all potentials equal, has nothing to do but where something is new.
"""

from dataclasses import dataclass

import numpy as np

from match.allocation.columns import Ints
from match.allocation.edges import Edges
from match.allocation.ladder import Ladder
from match.allocation.solver import FlowAnswer, FlowProblem, Solver


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


def solve(
    solver: Solver, market: Market, few: Ints | None = None, known: Solution | None = None
) -> Solution:
    """
    The exact optimum over the edges numbered in `few` (ascending), or over all.

    `known`: an answer over some of these edges, feasible here; it saves work and changes no worth.
    """
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
    problem = _problem(market, few, value, best, highest)
    if known is None:
        answer = solver.solve(problem)
    else:
        at_first = FlowAnswer(_flow(market, few, known), _potential(market, known, best, highest))
        answer = _improved(solver, problem, at_first)
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
            np.minimum(market.quantity[need], market.capacity[offer]) + 1,
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


def _flow(market: Market, few: Ints, known: Solution) -> Ints:
    """The units of an answer on each arc, in the order of `_problem`."""
    on_edge = np.zeros(len(few), np.int64)
    on_edge[np.searchsorted(few, known.edges)] = known.units
    given = np.zeros(len(market.capacity), np.int64)
    served = np.zeros(len(market.quantity), np.int64)
    np.add.at(given, market.edges.offer[known.edges].astype(np.int64), known.units)
    np.add.at(served, market.edges.need_of(known.edges), known.units)
    in_group = np.zeros(len(market.ladder), np.int64)
    if len(market.ladder):
        np.add.at(in_group, market.ladder.group, served)
    # A ladder is climbed from its first step: bonuses fall.
    reach = np.cumsum(market.ladder.capacity, axis=1)
    climbed = np.diff(np.minimum(reach, in_group[:, None]), axis=1, prepend=0)
    beyond = in_group - climbed.sum(axis=1)
    return np.concatenate([on_edge, market.capacity - given, served, climbed.ravel(), beyond])


def _potential(market: Market, known: Solution, best: int, highest: int) -> Ints:
    """The prices of an answer as potentials, the sink's being 0."""
    at_group = known.group_price - highest
    if len(market.ladder):
        after_need = at_group[market.ladder.group]
    else:
        after_need = np.zeros(len(market.quantity), np.int64)
    at_offer = known.offer_price - best - highest
    return np.concatenate([at_offer, after_need - known.need_price, at_group, [0]])


def _improved(solver: Solver, problem: FlowProblem, first: FlowAnswer) -> FlowAnswer:
    """The best flow, from one that is feasible: only what changes is solved for."""
    price = problem.cost + first.potential[problem.tail] - first.potential[problem.head]
    more, less = np.flatnonzero(problem.capacity > first.flow), np.flatnonzero(first.flow > 0)
    room = np.concatenate([(problem.capacity - first.flow)[more], first.flow[less]])
    tail = np.concatenate([problem.tail[more], problem.head[less]])
    head = np.concatenate([problem.head[more], problem.tail[less]])
    cost = np.concatenate([price[more], -price[less]])
    # An arc below zero is filled at once, and what must not stay on it may go back: no solver
    # has to know costs below zero.
    filled = cost < 0
    supply = np.zeros(len(problem.supply), np.int64)
    np.add.at(supply, head[filled], room[filled])
    np.subtract.at(supply, tail[filled], room[filled])
    answer = solver.solve(
        FlowProblem(
            supply, np.where(filled, head, tail), np.where(filled, tail, head), room, np.abs(cost)
        )
    )
    change = np.where(filled, room - answer.flow, answer.flow)
    flow = first.flow.copy()
    flow[more] += change[: len(more)]
    flow[less] -= change[len(more) :]
    return FlowAnswer(flow, first.potential + answer.potential)
