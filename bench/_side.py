"""Side constraints at 10,000 × 5,000: how near the plan is to the bound that its prices prove.

A delivery carries at least 20 % of what the need wants (or all the offer has), a need has at most
three suppliers, and each delivery costs 1 % of what the median pair could be worth.
"""

import numpy as np

from bench._engine import PARAMETERS, Columns, Meter, warm
from match.allocation.proof import certified
from match.allocation.shapes import Limits
from match.allocation.side import bounded
from match.allocation.solver import NetworkSimplex


def side(needs, offers):
    """The plan under all three, from columns on, proof included."""
    given = Columns(needs, offers)
    warm()
    limits = Limits(min_lot_percent=20, max_suppliers=3, delivery_cost=_median(given) // 100)
    _plan(Columns(300, 120), limits)
    with Meter() as meter:
        objective, bound, deliveries = _plan(given, limits)
    return meter.told() | {
        "objective": objective,
        "bound": bound,
        "deliveries": deliveries,
        "gap_to_bound": round(1 - objective / bound, 6),
    }


def _plan(given, limits):
    objective = bound = deliveries = 0
    for _, market, _ in given.markets():
        whole = np.zeros(len(market.capacity), np.bool_)
        found = bounded(NetworkSimplex(), market, limits, whole, PARAMETERS)
        finding = certified(market, found.plan, found.market.edges, limits, whole)
        objective += finding.objective
        bound += finding.dual_objective
        deliveries += len(found.plan.edges)
    return objective, bound, deliveries


def _median(given):
    """Of worth × units that could be delivered, over all pairs."""
    worths = []
    for _, market, _ in given.markets():
        for need, offer, value in market.edges.chunks():
            worths.append(np.minimum(market.quantity[need], market.capacity[offer]) * value)
    return int(np.median(np.concatenate(worths)))
