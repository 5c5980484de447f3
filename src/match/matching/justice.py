"""
Was anybody passed over? The audit of a plan, over all feasible pairs of its input.

Envy is justified where a need that goes short is worth more to an offer, per unit, than a need
that the offer serves. In a best plan without the fairness ladder there is none: a short need has
price 0, so the offer's price is at least its worth, and whoever is served is worth that price. With
the ladder it can only be that the other county stood on a lower step. So every pair found is put
down to the ladder, or it is *unexplained*, and then the plan is not what it says it is.
"""

from dataclasses import dataclass

import msgspec
import numpy as np

from match.matching.wire import Ints
from match.proofs.market import Market

EXAMPLES = 50


class Envy(msgspec.Struct, frozen=True):
    """One pair: *line_id* goes short, *offer_id* serves *served_line_id* for less worth."""

    line_id: int
    offer_id: int
    worth: int
    served_line_id: int
    served_worth: int
    ladder: bool


class EnvyFound(msgspec.Struct, frozen=True):
    """How many pairs, how many of them the ladder explains, and the worst of them."""

    lines_short: int
    pairs: int
    by_ladder: int
    examples: tuple[Envy, ...]

    @property
    def unexplained(self) -> int:
        """0 of a plan that is what it says it is."""
        return self.pairs - self.by_ladder


@dataclass(frozen=True)
class Served:
    """The plan over the input's rows: flows, units per need, and the tier price of each need."""

    need: Ints
    offer: Ints
    value: Ints
    served: Ints
    tier_price: Ints


def justified_envy(market: Market, plan: Served) -> EnvyFound:
    """Every pair of a short need and an offer that serves another need for less worth."""
    short = plan.served < market.at["needs.quantity"]
    lowest, served_need = _least_worth(market.offers, plan)
    pairs = by_ladder = 0
    worst: list[Envy] = []
    for chunk in market.pairs(short):
        envious = np.flatnonzero(chunk.value > lowest[chunk.offer])
        pairs += len(envious)
        need, offer, value = chunk.need[envious], chunk.offer[envious], chunk.value[envious]
        other = served_need[offer]
        explained = value + plan.tier_price[need] <= lowest[offer] + plan.tier_price[other]
        by_ladder += int(np.count_nonzero(explained))
        for at in np.argsort(lowest[offer] - value, kind="stable")[:EXAMPLES].tolist():
            worst.append(
                Envy(
                    int(market.at["needs.id"][need[at]]),
                    int(market.at["offers.id"][offer[at]]),
                    int(value[at]),
                    int(market.at["needs.id"][other[at]]),
                    int(lowest[offer[at]]),
                    bool(explained[at]),
                )
            )
    worst.sort(key=lambda one: (one.ladder, one.served_worth - one.worth, one.line_id))
    return EnvyFound(int(np.count_nonzero(short)), pairs, by_ladder, tuple(worst[:EXAMPLES]))


def _least_worth(offers: int, plan: Served) -> tuple[Ints, Ints]:
    """Of each offer the least worth it serves, and the need it serves for that."""
    lowest = np.full(offers, np.iinfo(np.int64).max)
    served = np.zeros(offers, np.int64)
    # By worth, the highest first: what is written last is the least.
    order = np.lexsort((plan.need, -plan.value))
    lowest[plan.offer[order]] = plan.value[order]
    served[plan.offer[order]] = plan.need[order]
    return lowest, served
