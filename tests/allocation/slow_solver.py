"""A second solver behind the port: cheapest paths one after the other, prices by Bellman-Ford.

Slow and plain. It shows that nothing above the port depends on LEMON, and how a solver that
exposes no duals gets them: distances in the residual graph of its finished flow.
"""

import numpy as np

from match.allocation.solver import FlowAnswer


class CheapestPaths:
    """Solves any `FlowProblem`, a few hundred arcs at most."""

    name = "cheapest paths"
    version = "1"

    def solve(self, problem):
        columns = (problem.tail, problem.head, problem.capacity, problem.cost)
        arcs = list(zip(*(column.tolist() for column in columns), strict=True))
        flow = [0] * len(arcs)
        left = problem.supply.tolist()
        while any(units > 0 for units in left):
            sources = [node for node, units in enumerate(left) if units > 0]
            far, came = _distances(arcs, flow, len(left), sources)
            sink = min((n for n, units in enumerate(left) if units < 0), key=far.__getitem__)
            path, node = [], sink
            while came[node] is not None:
                path.append(came[node])
                index, forward = came[node]
                node = arcs[index][0] if forward else arcs[index][1]
            room = [arcs[k][2] - flow[k] if forward else flow[k] for k, forward in path]
            units = min(left[node], -left[sink], *room)
            for index, forward in path:
                flow[index] += units if forward else -units
            left[node] -= units
            left[sink] += units
        potential, _ = _distances(arcs, flow, len(left), range(len(left)))
        return FlowAnswer(np.array(flow, np.int64), np.array(potential, np.int64))


def _distances(arcs, flow, nodes, sources):
    """Cheapest cost to each node from the nearest source, and the arc each was reached by."""
    far = [0 if node in sources else 1 << 100 for node in range(nodes)]
    came = [None] * nodes
    changed = True
    while changed:
        changed = False
        for index, (tail, head, capacity, cost) in enumerate(arcs):
            if flow[index] < capacity and far[tail] + cost < far[head]:
                far[head], came[head], changed = far[tail] + cost, (index, True), True
            if flow[index] > 0 and far[head] - cost < far[tail]:
                far[tail], came[tail], changed = far[head] - cost, (index, False), True
    return far, came
