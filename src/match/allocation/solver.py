"""The solver port: a minimum-cost flow with whole flows and whole, exact potentials.

`pylmcf` (LEMON's network simplex) ships. Another solver takes its place by having the same three
names; the tests keep a slow one of their own as the oracle.
"""

from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version
from typing import Any, Protocol, cast

import numpy as np

from match.allocation.columns import Ints
from match.allocation.compiled import kernel
from match.allocation.shapes import AllocationError

_SAFE = 1 << 60
"""An eighth of 64 bits: the solver adds path costs to artificial arcs that cost a half."""


@dataclass(frozen=True)
class FlowProblem:
    """Arcs with capacity and cost, supplies that add up to zero."""

    supply: Ints
    tail: Ints
    head: Ints
    capacity: Ints
    cost: Ints


@dataclass(frozen=True)
class FlowAnswer:
    """Units on each arc, in the order given, and a potential per node: on every arc that could
    carry more, cost + potential[tail] - potential[head] ≥ 0, and ≤ 0 where it carries some."""

    flow: Ints
    potential: Ints


class Solver(Protocol):
    """What a solver must be able to do."""

    name: str
    version: str

    def solve(self, problem: FlowProblem) -> FlowAnswer:
        """The cheapest flow, or an AllocationError when numbers are too large."""
        ...


class NetworkSimplex:
    """LEMON's network simplex through pylmcf."""

    name = "pylmcf network simplex"
    version = version("pylmcf")

    def solve(self, problem: FlowProblem) -> FlowAnswer:
        """See `Solver.solve`."""
        refuse_overflow(problem)
        place = _shuffled(len(problem.supply))
        tail, head = place[problem.tail], place[problem.head]
        order = _by_tail_and_head(tail, head, len(place))
        # pylmcf is compiled and carries no types. Imported here, the checker never loads a solver.
        graph: Any = import_module("pylmcf").Graph(len(place), tail[order], head[order])
        supply = np.empty(len(place), np.int64)
        supply[place] = problem.supply
        graph.set_node_supply(supply)
        graph.set_edge_capacities(problem.capacity[order])
        graph.set_edge_costs(problem.cost[order])
        graph.solve()
        flow = np.empty(len(order), np.int64)
        flow[order] = cast(Ints, graph.result())
        return FlowAnswer(flow, np.array(cast(Ints, graph.potentials()), np.int64)[place])


@kernel
def _by_tail_and_head(tail: Any, head: Any, nodes: Any) -> Any:
    """The order of arcs that pylmcf wants, parallel ones as given: counted, not compared."""
    order = np.arange(len(tail))
    for column in (head, tail):
        place = np.zeros(nodes + 1, np.int64)
        for arc in order:
            place[column[arc] + 1] += 1
        place = np.cumsum(place)
        sorted_order = np.empty_like(order)
        for arc in order:
            sorted_order[place[column[arc]]] = arc
            place[column[arc]] += 1
        order = sorted_order
    return order


def _shuffled(nodes: int) -> Ints:
    """A new number for each node, always the same ones.

    The simplex looks for its next arc among neighbours; neighbours that have nothing to do with
    each other save it a sixth of its time.
    """
    mixed = np.arange(nodes, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    place = np.empty(nodes, np.int64)
    place[np.argsort(mixed, kind="stable")] = np.arange(nodes)
    return place


def refuse_overflow(problem: FlowProblem) -> None:
    """Refuse numbers whose sums along a path, or over all arcs, could leave 64 bits."""
    dearest = int(np.abs(problem.cost).max(initial=0))
    if dearest * (len(problem.supply) + 1) >= _SAFE:
        raise AllocationError(
            f"A unit value spread of {dearest} over {len(problem.supply)} rows is too large to be"
            " solved exactly in 64 bits: give values in a coarser unit."
        )
    if sum(problem.supply[problem.supply > 0].tolist()) >= _SAFE:
        raise AllocationError(
            "The quantities together are too large for 64 bits: give them in a coarser unit."
        )
