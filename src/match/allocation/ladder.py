"""The fairness ladder: everybody's first share before anybody's second.

The units that needs of one county and one category receive climb a ladder. Each step holds a share
of what they want together and adds a bonus to every unit on it; bonuses fall from step to step, so
the first tenth of the worst-served county outweighs the ninth tenth of the best-served one. It
stays a network: whole numbers, exact, with prices that prove it. docs/matching.md has the figures.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from match.allocation.columns import Ints


@dataclass(frozen=True)
class Ladder:
    """Groups (county × category) of a block's needs and the steps each of them climbs.

    `capacity[g, k]` units fit on step k of group g, each worth `bonus[g, k]` more.
    """

    group: Ints
    county: Ints
    category: Ints
    capacity: Ints
    bonus: Ints

    def __len__(self) -> int:
        return len(self.county)


def no_ladder() -> Ladder:
    """No groups, no steps: the plain optimum."""
    nothing = np.zeros(0, np.int64)
    return Ladder(nothing, nothing, nothing, np.zeros((0, 0), np.int64), np.zeros((0, 0), np.int64))


def shares(steps: int) -> list[Fraction]:
    """Each step holds the same share, in whole millionths so that a report can state it exactly."""
    return [Fraction(round(Fraction(1_000_000, steps)), 1_000_000)] * steps


def bonuses(steps: int, median: int) -> list[int]:
    """Bonus per unit on each step: min(6, 0.6 ÷ ((k + ½) ÷ steps)) medians, rounded down."""
    fractions = [min(Fraction(6), Fraction(6 * steps, 5 * (2 * k + 1))) for k in range(steps)]
    return [int(fraction * median) for fraction in fractions]


def step_capacities(wanted: int, of_shares: Sequence[Fraction]) -> list[int]:
    """Units on each step: each share rounded up, until what is wanted is used up."""
    left, held = wanted, list[int]()
    for share in of_shares:
        units = min(left, -(-share.numerator * wanted // share.denominator))
        held.append(units)
        left -= units
    return held


def ladder(
    steps: int, county: Ints, category: Ints, quantity: Ints, median: Mapping[int, int]
) -> Ladder:
    """The ladder of a block; `median` is of all feasible pairs of a category's needs."""
    if steps == 0 or len(county) == 0:
        return no_ladder()
    groups, group = np.unique(np.stack([county, category]), axis=1, return_inverse=True)
    group = group.reshape(-1)
    by_category = {code: bonuses(steps, median[code]) for code in set(groups[1].tolist())}
    wanted = np.zeros(groups.shape[1], np.int64)
    np.add.at(wanted, group, quantity)
    return Ladder(
        group,
        groups[0],
        groups[1],
        np.array([step_capacities(units, shares(steps)) for units in wanted.tolist()], np.int64),
        np.array([by_category[code] for code in groups[1].tolist()], np.int64),
    )


def above(climb: Ladder, served: Ints) -> Ladder:
    """What is left of the steps when needs have been served so many units already."""
    of_group = np.zeros(len(climb), np.int64)
    if len(climb):
        np.add.at(of_group, climb.group, served)
    taken = np.diff(
        np.minimum(np.cumsum(climb.capacity, axis=1), of_group[:, None]), axis=1, prepend=0
    )
    return replace(climb, capacity=climb.capacity - taken)
