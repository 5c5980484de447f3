"""What would have happened otherwise: first come first served, and greedy by worth.

Not ways to allocate; yardsticks that every run is reported against.
"""

import numpy as np

from match.allocation.columns import Ints

_BATCH = 65_536


def first_come(
    quantity: Ints, capacity: Ints, need: Ints, value: Ints, offer: Ints, turn: Ints
) -> Ints:
    """Units per edge when needs choose one after the other, lowest `turn` first.

    Each takes the offers that are worth most to it until it is filled or nothing is left.
    """
    return _take(quantity, capacity, need, offer, np.lexsort((offer, -value, turn[need])))


def greedy(quantity: Ints, capacity: Ints, need: Ints, value: Ints, offer: Ints) -> Ints:
    """Units per edge when the pair worth most is served first, wherever it is."""
    return _take(quantity, capacity, need, offer, np.lexsort((offer, need, -value)))


def _take(quantity: Ints, capacity: Ints, need: Ints, offer: Ints, order: Ints) -> Ints:
    """Serve edges in the given order, each as far as both sides allow."""
    units = np.zeros(len(need), np.int64)
    wanted, left = quantity.copy(), capacity.copy()
    for first in range(0, len(order), _BATCH):
        batch = order[first : first + _BATCH]
        # Most edges of a late batch are dead; only the living are worth Python's time.
        batch = batch[(wanted[need[batch]] > 0) & (left[offer[batch]] > 0)]
        for edge, i, j in zip(
            batch.tolist(), need[batch].tolist(), offer[batch].tolist(), strict=True
        ):
            amount = min(wanted[i], left[j])
            if amount > 0:
                units[edge] = amount
                wanted[i] -= amount
                left[j] -= amount
    return units
