"""A solver's answer handed to the independent checker before anybody else sees it."""

import numpy as np

from match.allocation.network import Market, Solution
from match.allocation.peers import Taken
from match.allocation.shapes import AllocationError
from match.proofs.certificate import Claim, Finding, examine


def certified(market: Market, answer: Solution) -> Finding:
    """The checker's own figures. A plan whose proof fails must not reach anybody."""
    finding = examine(_claim(market, answer), market.edges.chunks())
    if not finding.holds:
        said = "; ".join(f"{one.name}: {one.detail}" for one in finding.false_statements)
        raise AllocationError(f"The solver's answer does not pass the certificate: {said}")
    return finding


def worth(market: Market, answer: Solution | Taken) -> int:
    """Σ value × units, without the ladder's bonuses."""
    value = market.edges.value[answer.edges]
    return sum(v * x for v, x in zip(value.tolist(), answer.units.tolist(), strict=True))


def _claim(market: Market, answer: Solution) -> Claim:
    """The solver's answer in the words of the checker, which finds out alone what it is worth."""
    objective = worth(market, answer) + _bonuses(market, answer)
    return Claim(
        quantity=market.quantity,
        capacity=market.capacity,
        flow_need=market.edges.need_of(answer.edges),
        flow_offer=market.edges.offer[answer.edges].astype(np.int64),
        flow_units=answer.units,
        need_price=answer.need_price,
        offer_price=answer.offer_price,
        group=market.ladder.group,
        group_price=answer.group_price,
        step_capacity=market.ladder.capacity,
        step_bonus=market.ladder.bonus,
        objective=objective,
        dual_objective=objective,
        gap=0,
        violated_pairs=0,
    )


def _bonuses(market: Market, answer: Solution) -> int:
    """What the served units collect on the ladder, each group from its first step on."""
    if not len(market.ladder):
        return 0
    served = np.zeros(len(market.ladder), np.int64)
    np.add.at(served, market.ladder.group[market.edges.need_of(answer.edges)], answer.units)
    total = 0
    steps = zip(market.ladder.capacity.tolist(), market.ladder.bonus.tolist(), strict=True)
    for left, (capacities, bonuses) in zip(served.tolist(), steps, strict=True):
        for capacity, bonus in zip(capacities, bonuses, strict=True):
            total += min(left, capacity) * bonus
            left = max(0, left - capacity)
    return total
