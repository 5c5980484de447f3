"""Which offer may serve which need: the hard constraints of domain.md §4.10, and why not.

Each constraint is one function of row numbers `i` (needs) and `j` (offers) that broadcast, so the
same nine lines filter a block densely, narrow a list of pairs, and explain a single need.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec
import numpy as np

from match.allocation.columns import (
    Bools,
    Ints,
    Needs,
    Offers,
    codebook,
    need_columns,
    offer_columns,
)
from match.allocation.shapes import NeedRow, OfferRow

CHUNK_CELLS = 2_000_000
"""Needs are taken in chunks of at most this many need × offer cells: it bounds the memory."""


@dataclass(frozen=True)
class Pairing:
    """Needs and offers that may meet, with what is worth looking up once."""

    needs: Needs
    offers: Offers
    county_row: Ints
    reached: Bools
    """[distinct county, offer]: one of the offer's areas contains the county."""
    forbidden: Ints
    """Sorted codes `need row × number of offers + offer row` of conflicts of interest."""

    @classmethod
    def of(cls, needs: Needs, offers: Offers) -> "Pairing":
        counties, county_row = np.unique(needs.county, return_inverse=True)
        return cls(needs, offers, county_row, _reached(counties, offers), _forbidden(needs, offers))


def category(at: Pairing, i: Ints, j: Ints) -> Bools:
    """The same category, or an offer made for the parent."""
    made_for = at.offers.category[j]
    return (made_for == at.needs.category[i]) | (made_for == at.needs.parent[i])


def area(at: Pairing, i: Ints, j: Ints) -> Bools:
    """The offer reaches the county: it names the county, its prefecture or the province."""
    return at.reached[at.county_row[i], j]


def period(at: Pairing, i: Ints, j: Ints) -> Bools:
    """At least one day in common."""
    starts_in_time = at.offers.from_day[j] <= at.needs.by_day[i]
    return starts_in_time & (at.offers.until_day[j] >= at.needs.from_day[i])


def skills(at: Pairing, i: Ints, j: Ints) -> Bools:
    """Every capability the need asks for."""
    return (at.needs.skills[i] & ~at.offers.skills[j]) == 0


def check(at: Pairing, i: Ints, j: Ints) -> Bools:
    """Contact with children only with a valid background check."""
    return ~at.needs.child_contact[i] | at.offers.valid_check[j]


def group(at: Pairing, i: Ints, j: Ints) -> Bools:
    """The donor's restriction to beneficiary groups is kept."""
    wanted = at.offers.groups[j]
    return (wanted == 0) | ((wanted & at.needs.groups[i]) != 0)


def recipient(at: Pairing, i: Ints, j: Ints) -> Bools:
    """Money goes only to a recipient that may lawfully receive it."""
    return at.needs.money_recipient[i] | ~(at.needs.money[i] | at.offers.money[j])


def direct(at: Pairing, i: Ints, j: Ints) -> Bools:
    """An offer made to one need serves no other."""
    only = at.offers.only_need[j]
    return (only == 0) | (only == at.needs.id[i])


def conflict(at: Pairing, i: Ints, j: Ints) -> Bools:
    """No conflict of interest, whichever side declared it."""
    code = i * len(at.offers) + j
    if len(at.forbidden) == 0:
        return np.ones(code.shape, np.bool_)
    place = np.searchsorted(at.forbidden, code).clip(max=len(at.forbidden) - 1)
    return at.forbidden[place] != code


def quantity(at: Pairing, i: Ints, j: Ints) -> Bools:
    """Something is left on both sides."""
    return (at.needs.quantity[i] > 0) & (at.offers.capacity[j] > 0)


DENSE = (category, area)
"""Cheap and sharp: done on every cell of a chunk."""
SPARSE = (period, skills, check, group, recipient, direct, conflict, quantity)
"""Done on what is left."""
CONSTRAINTS = DENSE + SPARSE
"""In the order in which a refusal is explained."""


def feasible(at: Pairing) -> Iterator[tuple[Ints, Ints]]:
    """Pairs that keep every constraint, in chunks, ordered by need row and then offer row."""
    offers = np.arange(len(at.offers))
    step = max(1, CHUNK_CELLS // max(1, len(offers)))
    for first in range(0, len(at.needs), step):
        rows = np.arange(first, min(first + step, len(at.needs)))[:, None]
        open_cells = np.ones((len(rows), len(offers)), np.bool_)
        for constraint in DENSE:
            open_cells &= constraint(at, rows, offers)
        i, j = np.nonzero(open_cells)
        i += first
        for constraint in SPARSE:
            kept = constraint(at, i, j)
            if not kept.all():
                i, j = i[kept], j[kept]
        if len(i):
            yield i, j


class WhyNone(msgspec.Struct, frozen=True):
    """Why no offer may serve a need."""

    constraint: str
    """The first constraint after which no offer is left; "" when some offer is feasible."""
    removed: dict[str, int]
    """How many of the offers still in play each constraint removed, in order."""
    left: int


def why_none(need: NeedRow, offers: list[OfferRow]) -> WhyNone:
    """The first constraint that removes every offer from `need`, with counts per constraint."""
    categories = codebook([need], offers)
    at = Pairing.of(need_columns([need], categories), offer_columns(offers, categories))
    return why_none_at(at, 0)


def why_none_at(at: Pairing, row: int) -> WhyNone:
    """The same for a need that is already in columns, against all offers in `at`."""
    left = np.arange(len(at.offers))
    removed: dict[str, int] = {}
    for constraint in CONSTRAINTS:
        kept = left[constraint(at, np.full(len(left), row), left)]
        removed[constraint.__name__] = len(left) - len(kept)
        left = kept
        if len(left) == 0:
            return WhyNone(constraint.__name__, removed, 0)
    return WhyNone("", removed, len(left))


def _reached(counties: Ints, offers: Offers) -> Bools:
    reached = np.zeros((len(counties), len(offers)), np.bool_)
    owner = np.repeat(np.arange(len(offers)), offers.areas.lengths())
    for digits in (2, 4, 6):
        places = counties // 10 ** (6 - digits)
        of_length = offers.areas.values // 10 ** (digits - 2)
        mine = (of_length >= 10) & (of_length < 100)
        for place in np.unique(places):
            hit = owner[mine & (offers.areas.values == place)]
            reached[np.ix_(places == place, hit)] = True
    return reached


def _forbidden(needs: Needs, offers: Offers) -> Ints:
    if len(needs.conflicts.values) + len(offers.conflicts.values) == 0:
        return np.zeros(0, np.int64)
    by_organisation = _rows_by(offers.organisation)
    by_home = _rows_by(needs.home)
    codes = [
        row * len(offers) + other
        for row in np.flatnonzero(needs.conflicts.lengths()).tolist()
        for organisation in needs.conflicts[row].tolist()
        for other in by_organisation.get(organisation, ())
    ]
    codes += [
        other * len(offers) + row
        for row in np.flatnonzero(offers.conflicts.lengths()).tolist()
        for home in offers.conflicts[row].tolist()
        for other in by_home.get(home, ())
    ]
    return np.unique(np.array(codes, np.int64))


def _rows_by(column: Ints) -> dict[int, list[int]]:
    rows: dict[int, list[int]] = {}
    for row, value in enumerate(column.tolist()):
        rows.setdefault(value, []).append(row)
    return rows
