"""The published rule of the fairness ladder (docs/matching.md), for those who check a ladder."""

from collections.abc import Iterable
from fractions import Fraction
from math import ceil

import numpy as np
import numpy.typing as npt

SHARES = 1_000_000
"""Shares are told in millionths, so that a report can state them exactly."""
_MEDIANS = 6


def share(steps: int) -> Fraction:
    """What each of so many steps holds of what is wanted: in whole millionths."""
    return Fraction(round(Fraction(SHARES, steps)), SHARES)


def on_steps(wanted: int, shares: Iterable[Fraction]) -> list[int]:
    """Units on each step: its share of what is wanted, rounded up while that lasts."""
    left, units = wanted, list[int]()
    for one in shares:
        units.append(min(left, ceil(one * wanted)))
        left -= units[-1]
    return units


def bonuses(steps: int, median: int) -> list[int]:
    """min(6, 0.6 ÷ ((k + ½) ÷ steps)) medians on step k, rounded down, in whole numbers."""
    return [min(_MEDIANS * median, 6 * steps * median // (5 * (2 * k + 1))) for k in range(steps)]


def median(values: npt.NDArray[np.int64]) -> int:
    """The middle value of a category's pairs, the lower one of two; 0 of none or below zero."""
    if len(values) == 0:
        return 0
    middle = (len(values) - 1) // 2
    return max(0, int(np.partition(values, middle)[middle]))
