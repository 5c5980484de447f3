"""
All feasible pairs of a stored input with their worth, worked out a second time.

The rules are those of domain.md §4.10 as docs/matching.md publishes them, written here from that
page and in plain numpy: nothing is shared with the room that plans (a test looks at the imports),
so that a mistake in its filters, its scores or its compiled kernels cannot hide here as well.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
PARTS = (
    "category", "text", "distance", "quantity", "time", "priority", "waiting", "reliability",
)  # fmt: skip
CELLS = 4_000_000
"""Needs × offers looked at together: it bounds the memory."""
_UNKNOWN = -(10**9)
_GOLDEN, _OTHER = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)


@dataclass(frozen=True)
class Pairs:
    """Feasible pairs of one chunk of one category: row numbers, worth per unit, points by part."""

    category: int
    need: Ints
    offer: Ints
    value: Ints
    score: Ints
    points: Ints


class Market:
    """A stored input: its columns, its parameters, and the category codes by number."""

    def __init__(self, facts: Mapping[str, Any], columns: Mapping[str, Ints]) -> None:
        self.at = columns
        self.categories: list[str] = list(facts["categories"])
        self.parameters: dict[str, Any] = dict(facts["parameters"])
        self.weights: dict[str, int] = dict(self.parameters["weights"])
        self.needs, self.offers = len(columns["needs.id"]), len(columns["offers.id"])
        self._county, self._reach = _county_rows(columns), _reach(columns)
        self._conflicts = _conflicts(columns)

    def pairs(self, only: Bools | None = None) -> Iterator[Pairs]:
        """
        Each feasible pair once, category by category, by need row and then offer row; *only*
        those of the needs it marks.
        """
        chosen = np.ones(self.needs, np.bool_) if only is None else only
        for code in np.unique(self.at["needs.category"][chosen]).tolist():
            rows = np.flatnonzero((self.at["needs.category"] == code) & chosen)
            # An offer made for the parent serves its children; "" (number 0) is nobody's parent.
            parent = int(self.at["needs.parent"][rows[0]])
            made_for = self.at["offers.category"]
            given = np.flatnonzero((made_for == code) | ((made_for == parent) & (parent != 0)))
            if len(given) == 0:
                continue
            step = max(1, CELLS // len(given))
            for first in range(0, len(rows), step):
                chunk = self._chunk(code, rows[first : first + step], given)
                if len(chunk.need):
                    yield chunk

    def _chunk(self, code: int, rows: Ints, given: Ints) -> Pairs:
        near, far = np.nonzero(self._may(rows, given))
        need, offer = rows[near], given[far]
        shared = self._shared(rows, given)[near, far]
        points = np.stack(self._points(need, offer, shared), axis=1)
        score = points.sum(axis=1)
        return Pairs(code, need, offer, self._value(need, offer, score), score, points)

    def _may(self, rows: Ints, given: Ints) -> Bools:
        n = {name: self.at[f"needs.{name}"][rows][:, None] for name in _NEED_FACTS}
        o = {name: self.at[f"offers.{name}"][given][None, :] for name in _OFFER_FACTS}
        may = self._reach[np.ix_(self._county[rows], given)]
        may &= (n["quantity"] > 0) & (o["capacity"] > 0)
        may &= (o["from_day"] <= n["by_day"]) & (o["until_day"] >= n["from_day"])
        may &= (n["skills"] & ~o["skills"]) == 0
        may &= (n["child_contact"] == 0) | (o["valid_check"] != 0)
        may &= (o["groups"] == 0) | ((o["groups"] & n["groups"]) != 0)
        may &= (n["money_recipient"] != 0) | ((n["money"] == 0) & (o["money"] == 0))
        may &= (o["only_need"] == 0) | (o["only_need"] == n["id"])
        if self._conflicts:
            place = {row: at for at, row in enumerate(rows.tolist())}
            column = {row: at for at, row in enumerate(given.tolist())}
            for need, offer in self._conflicts:
                if need in place and offer in column:
                    may[place[need], column[offer]] = False
        return may

    def _shared(self, rows: Ints, given: Ints) -> Ints:
        """Words in common, [need, offer]."""
        words, owner = _lists(self.at, "offers.tokens", given)
        order = np.argsort(words, kind="stable")
        words, owner = words[order], owner[order]
        asked, asker = _lists(self.at, "needs.tokens", rows)
        first = np.searchsorted(words, asked, "left")
        count = np.searchsorted(words, asked, "right") - first
        place = np.repeat(first - (np.cumsum(count) - count), count) + np.arange(int(count.sum()))
        cells = np.repeat(asker, count) * len(given) + owner[place]
        return np.bincount(cells, minlength=len(rows) * len(given)).reshape(len(rows), len(given))

    def _points(self, need: Ints, offer: Ints, shared: Ints) -> tuple[Ints, ...]:
        n = {name: self.at[f"needs.{name}"][need] for name in _NEED_FACTS}
        o = {name: self.at[f"offers.{name}"][offer] for name in _OFFER_FACTS}
        weight, given = self.weights, self.parameters
        exact = n["category"] == o["category"]
        for_parent = weight["category"] * int(given["parent_share_percent"]) // 100
        shorter = np.minimum(
            np.diff(self.at["needs.tokens.start"])[need],
            np.diff(self.at["offers.tokens.start"])[offer],
        )
        window = np.minimum(n["by_day"] - n["from_day"] + 1, int(given["time_full_days"]))
        together = (
            np.minimum(n["by_day"], o["until_day"]) - np.maximum(n["from_day"], o["from_day"]) + 1
        )
        waiting = int(given["waiting_full_days"])
        return (
            np.where(exact, weight["category"], for_parent),
            weight["text"] * shared // np.maximum(1, shorter),
            self._distance(n, o),
            weight["quantity"]
            * np.minimum(o["capacity"], n["quantity"])
            // np.maximum(1, n["quantity"]),
            weight["time"] * np.minimum(together, window) // window,
            weight["priority"] * (n["priority"] != 0).astype(np.int64),
            weight["waiting"] * np.minimum(n["waiting_days"], waiting) // waiting,
            weight["reliability"] * o["reliability"] // 100,
        )

    def _distance(self, n: dict[str, Ints], o: dict[str, Ints]) -> Ints:
        reach = int(self.parameters["reach_km"])
        # 0.0001 degree is 9.9 m east and 11.1 m north at the middle of Hunan.
        east, north = (n["x"] - o["x"]) * 99, (n["y"] - o["y"]) * 111
        unknown = (n["x"] == _UNKNOWN) | (o["x"] == _UNKNOWN)
        square = np.where(unknown, 0, east * east + north * north)
        away = np.where(unknown, reach, np.sqrt(square).astype(np.int64) // 10_000)
        away = np.where((n["money"] != 0) | (o["money"] != 0), 0, away)
        return self.weights["distance"] * (reach - np.minimum(away, reach)) // reach

    def _value(self, need: Ints, offer: Ints, score: Ints) -> Ints:
        weighted = score * self.at["needs.beneficiaries"][need] * self._standing(need) * 10_000
        tie = self.at["needs.id"][need].astype(np.uint64) * _GOLDEN
        tie += self.at["offers.id"][offer].astype(np.uint64) * _OTHER
        whole = np.maximum(1, weighted // self.at["needs.asked"][need])
        return 8 * whole + (tie >> np.uint64(61)).astype(np.int64)

    def _standing(self, need: Ints) -> Ints:
        """Percent by which a unit counts more or less at its home; runs before 2026.2: 100."""
        if "needs.never_served" not in self.at:
            return np.full(len(need), 100)
        more = int(self.parameters["never_served_percent"])
        less = int(self.parameters["home_share_percent"])
        served = np.where(self.at["needs.never_served"][need] != 0, 100 + more, 100)
        return served - less * self.at["needs.home_share"][need] // 100


_NEED_FACTS = (
    "id", "quantity", "from_day", "by_day", "skills", "groups", "child_contact", "money",
    "money_recipient", "priority", "waiting_days", "category", "x", "y",
)  # fmt: skip
_OFFER_FACTS = (
    "id", "capacity", "from_day", "until_day", "skills", "groups", "valid_check", "money",
    "only_need", "reliability", "category", "x", "y",
)  # fmt: skip


def _county_rows(at: Mapping[str, Ints]) -> Ints:
    """Of each need, the row of its county among the distinct ones."""
    return np.unique(at["needs.county"], return_inverse=True)[1]


def _reach(at: Mapping[str, Ints]) -> Bools:
    """[distinct county, offer]: one of the offer's areas holds the county."""
    counties = np.unique(at["needs.county"])
    reached = np.zeros((len(counties), len(at["offers.id"])), np.bool_)
    area, owner = _lists(at, "offers.areas", np.arange(len(at["offers.id"])))
    for code in np.unique(area).tolist():
        inside = counties // 10 ** (6 - len(str(code))) == code
        reached[np.ix_(inside, owner[area == code])] = True
    return reached


def _conflicts(at: Mapping[str, Ints]) -> set[tuple[int, int]]:
    """Pairs of rows that a conflict of interest forbids, whichever side declared it."""
    by_organisation, by_home = _rows(at["offers.organisation"]), _rows(at["needs.home"])
    found: set[tuple[int, int]] = set()
    every = np.arange(len(at["needs.id"]))
    for organisation, need in zip(*_lists(at, "needs.conflicts", every), strict=True):
        found |= {(int(need), offer) for offer in by_organisation.get(int(organisation), ())}
    every = np.arange(len(at["offers.id"]))
    for home, offer in zip(*_lists(at, "offers.conflicts", every), strict=True):
        found |= {(need, int(offer)) for need in by_home.get(int(home), ())}
    return found


def _rows(column: Ints) -> dict[int, list[int]]:
    rows: dict[int, list[int]] = {}
    for row, held in enumerate(column.tolist()):
        rows.setdefault(held, []).append(row)
    return rows


def _lists(at: Mapping[str, Ints], name: str, rows: Ints) -> tuple[Ints, Ints]:
    """The values of some rows end to end, and beside each the place of its row in *rows*."""
    start, values = at[f"{name}.start"], at[f"{name}.values"]
    length = start[rows + 1] - start[rows]
    owner = np.repeat(np.arange(len(rows)), length)
    place = np.arange(int(length.sum())) + np.repeat(
        start[rows] - (np.cumsum(length) - length), length
    )
    return values[place], owner
