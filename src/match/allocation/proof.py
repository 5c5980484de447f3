"""A solver's answer handed to the independent checker before anybody else sees it."""

from dataclasses import replace

import numpy as np

from match.allocation import shapes
from match.allocation.columns import Bools, Ints
from match.allocation.edges import Edges
from match.allocation.network import Market, Solution
from match.allocation.peers import Taken
from match.proofs.certificate import Claim, Finding, Limits, examine


def certified(
    market: Market,
    answer: Solution,
    carrying: Edges | None = None,
    limits: shapes.Limits | None = None,
    whole: Bools | None = None,
) -> Finding:
    """The checker's own figures. A plan whose proof fails must not reach anybody.

    Under `limits` the proof is of the bound, and the flows' edge numbers are those of `carrying`.
    """
    finding = examine(_claim(market, answer, carrying, limits, whole), market.edges.chunks())
    if not finding.holds:
        said = "; ".join(f"{one.name}: {one.detail}" for one in finding.false_statements)
        raise shapes.AllocationError(f"The solver's answer does not pass the certificate: {said}")
    return finding


def worth(market: Market, answer: Solution | Taken) -> int:
    """Σ value × units, without the ladder's bonuses."""
    return exact_total(market.edges.value[answer.edges], answer.units)


def exact_total(left: Ints, right: Ints) -> int:
    """Σ left × right without limit: in two halves where that stays within 64 bits."""
    if len(left) == 0:
        return 0
    high, low = left >> 20, left & 0xFFFFF
    most = max(int(np.abs(high).max()), 0xFFFFF) * int(np.abs(right).max())
    if most * len(left) < 1 << 62:
        return (int(high @ right) << 20) + int(low @ right)
    return sum(a * b for a, b in zip(left.tolist(), right.tolist(), strict=True))


def _claim(
    market: Market,
    answer: Solution,
    carrying: Edges | None,
    limits: shapes.Limits | None,
    whole: Bools | None,
) -> Claim:
    """The solver's answer in the words of the checker, which finds out alone what it is worth."""
    used = replace(market, edges=carrying or market.edges)
    objective = worth(used, answer) + bonuses_of(market, served_by(used, answer))
    bound, kept = objective, None
    if limits is not None:
        objective -= limits.delivery_cost * len(answer.edges)
        bound = _bound(market, answer)
        kept = Limits(
            limits.min_lot,
            limits.min_lot_percent,
            limits.max_suppliers,
            limits.delivery_cost,
            np.zeros(0, np.bool_) if whole is None else whole,
        )
    return Claim(
        quantity=market.quantity,
        capacity=market.capacity,
        flow_need=used.edges.need_of(answer.edges),
        flow_offer=used.edges.offer[answer.edges].astype(np.int64),
        flow_units=answer.units,
        need_price=answer.need_price,
        offer_price=answer.offer_price,
        group=market.ladder.group,
        group_price=answer.group_price,
        step_capacity=market.ladder.capacity,
        step_bonus=market.ladder.bonus,
        objective=objective,
        dual_objective=bound,
        gap=bound - objective,
        violated_pairs=0,
        limits=kept,
    )


def _bound(market: Market, answer: Solution) -> int:
    """What the prices allow."""
    pairs = [(market.quantity, answer.need_price), (market.capacity, answer.offer_price)]
    if len(market.ladder):
        step_price = np.maximum(0, market.ladder.bonus - answer.group_price[:, None])
        pairs.append((market.ladder.capacity.ravel(), step_price.ravel()))
    return sum(exact_total(prices, amounts) for amounts, prices in pairs)


def served_by(market: Market, answer: Solution | Taken) -> Ints:
    """Units per need."""
    served = np.zeros(len(market.quantity), np.int64)
    np.add.at(served, market.edges.need_of(answer.edges), answer.units)
    return served


def bonuses_of(market: Market, served: Ints) -> int:
    """What the served units collect on the ladder, each group from its first step on."""
    if not len(market.ladder):
        return 0
    of_group = np.zeros(len(market.ladder), np.int64)
    np.add.at(of_group, market.ladder.group, served)
    total = 0
    steps = zip(market.ladder.capacity.tolist(), market.ladder.bonus.tolist(), strict=True)
    for left, (capacities, bonuses) in zip(of_group.tolist(), steps, strict=True):
        for capacity, bonus in zip(capacities, bonuses, strict=True):
            total += min(left, capacity) * bonus
            left = max(0, left - capacity)
    return total
