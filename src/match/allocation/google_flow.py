"""Google's OR-Tools behind the solver port: a peer for the benches, another solver if need be.

Not needed to run: it is imported when asked for. It finds the flow and says no prices; these are
shortest distances in the residual network of its flow, by one Bellman-Ford.
"""

from collections.abc import Callable
from importlib import import_module
from importlib.metadata import version
from typing import Any

import numpy as np

from match.allocation.columns import Ints
from match.allocation.compiled import kernel
from match.allocation.shapes import AllocationError
from match.allocation.solver import FlowAnswer, FlowProblem, refuse_overflow


class CostScaling:
    """OR-Tools' minimum-cost flow (cost scaling push-relabel)."""

    name = "OR-Tools minimum-cost flow"

    @property
    def version(self) -> str:
        """Of the installed package."""
        return version("ortools")

    def solve(self, problem: FlowProblem) -> FlowAnswer:
        """See `Solver.solve`; AllocationError when OR-Tools is not installed or refuses."""
        refuse_overflow(problem)
        flow = self.flow(problem)
        return FlowAnswer(flow, _potentials(problem, flow))

    def flow(self, problem: FlowProblem) -> Ints:
        """Units per arc only."""
        found = _flow_maker()()
        found.add_arcs_with_capacity_and_unit_cost(
            problem.tail.astype(np.int32),
            problem.head.astype(np.int32),
            problem.capacity,
            problem.cost,
        )
        found.set_nodes_supplies(np.arange(len(problem.supply), dtype=np.int32), problem.supply)
        status = found.solve()
        if status != found.OPTIMAL:
            raise AllocationError(f"OR-Tools does not solve the block: {status}.")
        return np.asarray(found.flows(np.arange(len(problem.tail), dtype=np.int32)), np.int64)


def _flow_maker() -> Callable[[], Any]:
    try:
        return import_module("ortools.graph.python.min_cost_flow").SimpleMinCostFlow
    except ImportError:
        raise AllocationError("OR-Tools is not installed: pip install ortools.") from None


def _potentials(problem: FlowProblem, flow: Ints) -> Ints:
    """Distance to each node from a root that reaches every node for nothing."""
    forward, back = flow < problem.capacity, flow > 0
    tail = np.concatenate([problem.tail[forward], problem.head[back]])
    head = np.concatenate([problem.head[forward], problem.tail[back]])
    cost = np.concatenate([problem.cost[forward], -problem.cost[back]])
    order = np.argsort(tail, kind="stable")
    start = np.zeros(len(problem.supply) + 1, np.int64)
    np.cumsum(np.bincount(tail, minlength=len(problem.supply)), out=start[1:])
    return _distances(start, head[order], cost[order])


@kernel
def _distances(start: Any, head: Any, cost: Any) -> Any:
    """Bellman-Ford with a queue: an optimal flow leaves no negative cycle, so it ends."""
    nodes = len(start) - 1
    far = np.zeros(nodes, np.int64)
    queue = np.arange(nodes)
    waiting = np.ones(nodes, np.bool_)
    first, count = 0, nodes
    while count > 0:
        node = queue[first]
        first = (first + 1) % nodes
        count -= 1
        waiting[node] = False
        for arc in range(start[node], start[node + 1]):
            other = head[arc]
            if far[node] + cost[arc] < far[other]:
                far[other] = far[node] + cost[arc]
                if not waiting[other]:
                    waiting[other] = True
                    queue[(first + count) % nodes] = other
                    count += 1
    return far
