"""One block by day: brought in line with what is read now, difference by difference.

Rows are known by their ids. Who reads a block again hands over its columns as they are now; what
came, went or changed since the last time is worked into the standing plan, exactly, and the rest is
not touched. A row of which anything changed pairs or is worth otherwise: it goes and comes again.
Points for waiting change at midnight, so a `Day` is made anew each day.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from match.allocation.block_plan import ladder_of
from match.allocation.columns import Ints, Needs, Offers, Ragged
from match.allocation.ladder import bonuses, no_ladder, shares, step_capacities
from match.allocation.network import Market, Solution
from match.allocation.pair_kernels import edges_of
from match.allocation.pairs import Pairing
from match.allocation.pricing import optimum
from match.allocation.shapes import Parameters
from match.allocation.solver import Solver
from match.allocation.standing import Standing

DEAD_ROWS_SHARE = 3
"""The block is solved again when a third of its rows has gone: they cost time and say nothing."""


@dataclass(frozen=True)
class DayMatch:
    """Units of an offer that stand for a need; `value` and `price` are per unit."""

    need_id: int
    offer_id: int
    units: int
    value: int
    price: int


class _Facts(NamedTuple):
    """Rows by ascending id: their units, and a number that changes with whatever else their pairs
    hang on."""

    id: Ints
    units: Ints
    mixed: npt.NDArray[np.uint64]

    def not_in(self, other: "_Facts") -> Ints:
        """Places of the rows that are not the same in `other`."""
        if len(other.id) == 0:
            return np.arange(len(self.id))
        place = np.minimum(np.searchsorted(other.id, self.id), len(other.id) - 1)
        same = (
            (other.id[place] == self.id)
            & (other.units[place] == self.units)
            & (other.mixed[place] == self.mixed)
        )
        return np.flatnonzero(~same)


_NUMBERED = frozenset({"id", "category", "parent", "tokens"})
"""What is numbered anew at each reading, and does not change while a row is in play."""


def _facts(rows: Needs | Offers, units: Ints) -> _Facts:
    mixed = np.zeros(len(rows), np.uint64)
    for one in fields(rows):
        if one.name in _NUMBERED:
            continue
        held: Any = getattr(rows, one.name)
        if isinstance(held, Ragged):
            ends = np.concatenate([np.zeros(1, np.uint64), np.cumsum(_mixed(held.values))])
            held = ends[held.start[1:]] - ends[held.start[:-1]]
        elif one.name in {"skills", "groups"}:
            held = np.bitwise_count(held)  # their bits too are numbered anew
        mixed = _mixed(mixed + held.astype(np.uint64))
    order = np.argsort(rows.id, kind="stable")
    return _Facts(rows.id[order], units[order], mixed[order])


def _missing(ids: Ints, known: Mapping[int, int]) -> list[int]:
    """Places of the ids that are not `known`."""
    unknown = set(ids.tolist()).difference(known)
    return np.flatnonzero(np.isin(ids, list(unknown))).tolist() if unknown else []


def _rows_of(ids: Ints, row_of: Mapping[int, int]) -> Ints:
    return np.array([row_of[key] for key in ids.tolist()], np.int64)


def _mixed(numbers: Any) -> Any:
    """Numbers that are far apart where the given ones are near; unsigned sums wrap."""
    spread = (numbers.astype(np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    return spread ^ (spread >> np.uint64(29))


class Day:
    """A block's plan, kept exact while needs and offers come and go."""

    def __init__(
        self,
        needs: Needs,
        offers: Offers,
        categories: Sequence[str],
        parameters: Parameters,
        solver: Solver,
        guess: Mapping[int, int] | None = None,
    ) -> None:
        """Solve the block. `guess`: prices per offer id of the last run; they only save time."""
        self._parameters, self._solver = parameters, solver
        self._guess = dict(guess or {})
        self._codes = categories
        self.solved_anew = 0
        self._begin(needs, offers)

    def follow(self, needs: Needs, offers: Offers, categories: Sequence[str]) -> None:
        """Bring the plan in line with these rows of the same block and day.

        Their numbers for categories, words and skills need not be those of the last time.
        """
        self._codes = categories
        if not self._need_row:
            self._begin(needs, offers)
            return
        wanted, given = _facts(needs, needs.quantity), _facts(offers, offers.capacity)
        self._leave(wanted, given)
        self._come(needs, offers)
        self._wanted, self._given = wanted, given
        alive = len(self._need_row) + len(self._offer_row)
        rows = self._standing.needs + self._standing.offers
        if (rows - alive) * DEAD_ROWS_SHARE > rows:
            self._begin(needs, offers)

    def tidy(self) -> None:
        """Work that the next event would have to do; for when the answer to this one is given."""
        self._standing.tidy()

    def matches(self, need_id: int) -> list[DayMatch]:
        """What stands for a need, the largest worth first; nothing for one that is not here."""
        return self._matches(need_id, self._standing.offer_prices())

    def _matches(self, need_id: int, price: Ints) -> list[DayMatch]:
        if need_id not in self._need_row:
            return []
        return [
            DayMatch(
                need_id, self._offer_id[one.offer], one.units, one.value, int(price[one.offer])
            )
            for one in self._standing.matches(self._need_row[need_id])
        ]

    def all_matches(self) -> Iterator[DayMatch]:
        """Of every need, by id."""
        price = self._standing.offer_prices()
        for need_id in sorted(self._need_row):
            yield from self._matches(need_id, price)

    def prices(self) -> dict[int, int]:
        """Shadow price per unit of every offer, by id."""
        price = self._standing.offer_prices().tolist()
        return {offer_id: price[row] for offer_id, row in self._offer_row.items()}

    def solved(self) -> tuple[Market, Solution]:
        """The plan as it stands, to be certified."""
        return self._standing.solved()

    def _begin(self, needs: Needs, offers: Offers) -> None:
        """Solve from nothing."""
        edges = edges_of(Pairing.of(needs, offers), self._parameters)
        market = Market(needs.quantity, offers.capacity, edges, no_ladder())
        if self._parameters.ladder_steps:
            market = replace(market, ladder=ladder_of(market, needs, self._parameters))
        category = [self._codes[code] for code in market.ladder.category.tolist()]
        guess = np.array([self._guess.get(key, 0) for key in offers.id.tolist()], np.int64)
        solution = optimum(self._solver, market, self._parameters, guess)
        self._standing = Standing(market, solution, self._solver)
        self._guess = dict(zip(offers.id.tolist(), solution.offer_price.tolist(), strict=True))
        self._need_row = {key: row for row, key in enumerate(needs.id.tolist())}
        self._offer_row = {key: row for row, key in enumerate(offers.id.tolist())}
        self._offer_id = offers.id.tolist()
        self._wanted, self._given = _facts(needs, needs.quantity), _facts(offers, offers.capacity)
        pairs = zip(market.ladder.county.tolist(), category, strict=True)
        self._group = {pair: row for row, pair in enumerate(pairs)}
        self._bonus = dict(zip(category, market.ladder.bonus.tolist(), strict=True))
        self.solved_anew += 1

    def _leave(self, wanted: _Facts, given: _Facts) -> None:
        """What went, or changed and so comes again."""
        for place in self._wanted.not_in(wanted):
            self._standing.change_need(self._need_row.pop(int(self._wanted.id[place])), 0)
        for place in self._given.not_in(given):
            row = self._offer_row.pop(int(self._given.id[place]))
            self._standing.take_capacity(row, int(self._given.units[place]))

    def _come(self, needs: Needs, offers: Offers) -> None:
        """What is here and was not: needs to the offers that stand, then offers to all needs."""
        new_needs, new_offers = (
            _missing(needs.id, self._need_row),
            _missing(offers.id, self._offer_row),
        )
        if new_needs:
            old = offers.take(np.delete(np.arange(len(offers)), new_offers))
            row_of_old = _rows_of(old.id, self._offer_row)
            for row in new_needs:
                self._need_comes(needs.take(np.array([row])), old, row_of_old)
        if new_offers:
            row_of_need = _rows_of(needs.id, self._need_row)
            for row in new_offers:
                self._offer_comes(needs, row_of_need, offers.take(np.array([row])))

    def _need_comes(self, need: Needs, offers: Offers, row_of: Ints) -> None:
        edges = edges_of(Pairing.of(need, offers), self._parameters)
        order = np.argsort(row_of[edges.offer], kind="stable")
        key, units = int(need.id[0]), int(need.quantity[0])
        self._need_row[key] = self._standing.add_need(
            units, self._group_of(need), row_of[edges.offer[order]], edges.value[order]
        )

    def _offer_comes(self, needs: Needs, row_of: Ints, offer: Offers) -> None:
        edges = edges_of(Pairing.of(needs, offer), self._parameters)
        reached = row_of[np.flatnonzero(np.diff(edges.start))]
        order = np.argsort(reached, kind="stable")
        key, units = int(offer.id[0]), int(offer.capacity[0])
        row = self._standing.add_offer(units, reached[order], edges.value[order])
        self._offer_row[key] = row
        self._offer_id.append(key)

    def _group_of(self, need: Needs) -> int:
        """The ladder's group of a need; one of its own where its county had no such need yet."""
        steps = self._parameters.ladder_steps
        if not steps:
            return 0
        county, category = int(need.county[0]), self._codes[int(need.category[0])]
        pair = county, category
        if pair not in self._group:
            room = step_capacities(int(need.quantity[0]), shares(steps))
            # A category nobody asked for in the block has no median yet, so no bonus until night.
            bonus = self._bonus.get(category, bonuses(steps, 0))
            self._group[pair] = self._standing.new_group(
                county, int(need.category[0]), np.array(room), np.array(bonus)
            )
        return self._group[pair]
