"""A solver's answer handed to the independent checker before anybody else sees it."""

import numpy as np

from match.allocation.network import Market, Solution
from match.allocation.shapes import AllocationError
from match.proofs.certificate import Claim, Finding, examine


def certified(market: Market, answer: Solution) -> Finding:
    """The checker's own figures. A plan whose proof fails must not reach anybody."""
    figures = examine(_claim(market, answer, 0, 0))
    finding = examine(_claim(market, answer, figures.objective, figures.dual_objective))
    if not finding.holds:
        said = "; ".join(f"{one.name}: {one.detail}" for one in finding.false_statements)
        raise AllocationError(f"The solver's answer does not pass the certificate: {said}")
    return finding


def _claim(market: Market, answer: Solution, objective: int, dual_objective: int) -> Claim:
    """The solver's answer in the words of the checker."""
    flow = np.flatnonzero(answer.units)
    return Claim(
        quantity=market.quantity,
        capacity=market.capacity,
        edge_need=market.need,
        edge_offer=market.offer,
        edge_value=market.value,
        flow_need=market.need[flow],
        flow_offer=market.offer[flow],
        flow_units=answer.units[flow],
        need_price=answer.need_price,
        offer_price=answer.offer_price,
        group=market.ladder.group,
        group_price=answer.group_price,
        step_capacity=market.ladder.capacity,
        step_bonus=market.ladder.bonus,
        objective=objective,
        dual_objective=dual_objective,
        gap=dual_objective - objective,
        violated_pairs=0,
    )
