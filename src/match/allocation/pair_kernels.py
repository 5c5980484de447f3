"""Feasible pairs and their worth, compiled. Their twin in numpy is `scores.scored_pairs`.

Needs of a kind share category, county and place: the offers that can reach them are gathered once,
with the points that all of them earn; what is left to compare per pair is three words.
"""

from typing import Any, NamedTuple

import numpy as np

from match.allocation.columns import NOWHERE, Ints
from match.allocation.compiled import kernel
from match.allocation.edges import Edges
from match.allocation.folding import fold
from match.allocation.pairs import Pairing
from match.allocation.scores import EAST_DM, NORTH_DM, TIE_SHIFT, TIES, WORTH_SCALE
from match.allocation.shapes import Parameters

HIGHEST = 100
"""A score's limit: the weights add up to no more."""


def edges_of(at: Pairing, parameters: Parameters) -> Edges:
    """Every feasible pair of the block with its worth: the fast way to `scores.scored_pairs`."""
    needs, offers, points = fold(at, parameters)
    counts = np.zeros(len(at.needs), np.int64)
    nothing = np.zeros(0, np.int64)
    _walk(needs, offers, points, counts, nothing, nothing.astype(np.int32), nothing)
    start = np.zeros(len(at.needs) + 1, np.int64)
    np.cumsum(counts, out=start[1:])
    offer, value = np.empty(start[-1], np.int32), np.empty(start[-1], np.int64)
    if len(offer):
        _walk(needs, offers, points, counts, start, offer, value)
    return Edges(start, offer, value)


class _Near(NamedTuple):
    """Offers that can reach a kind of needs, side by side."""

    row: Any
    has: Any
    groups: Any
    from_day: Ints
    until_day: Ints
    points: Ints
    capacity: Any
    per_word: Any
    tie: Any


@kernel
def _walk(
    needs: Any, offers: Any, points: Any, counts: Any, start: Any, offer: Any, value: Any
) -> None:
    """Count the pairs of each need (`start` empty), or write them where `start` says."""
    width = len(offers.capacity)
    # Row numbers are unsigned: of a signed one is asked each time whether it counts from the end.
    near = _Near(
        np.empty(width, np.uint32),
        np.empty(width, np.uint64),
        np.empty(width, np.uint64),
        np.empty(width, np.int64),
        np.empty(width, np.int64),
        np.empty(width, np.int64),
        np.empty(width, np.float64),
        np.empty(width, np.float64),
        np.empty(width, np.uint64),
    )
    fits = np.empty(width, np.uint8)
    kept = np.empty(width, np.uint32)
    shared = np.zeros(width, np.int32)
    worth = np.empty(HIGHEST + 1, np.int64)
    for kind in range(len(needs.kind_start) - 1):
        first, last = needs.kind_start[kind], needs.kind_start[kind + 1]
        reach = _gather(needs, offers, points, needs.order[first], near)
        for place in range(first, last):
            i = needs.order[place]
            if not needs.open[i]:
                continue
            found = _keep(needs, offers, i, near, reach, fits, kept)
            if len(start) == 0:
                counts[i] = found
            elif found > 0:
                _count_words(needs, offers, i, shared)
                _worth_per_score(needs, i, worth)
                here = slice(start[i], start[i] + found)
                edges = (offer[here], value[here])
                _write(needs, points, i, near, kept[:found], shared, worth, edges)


@kernel
def _gather(needs: Any, offers: Any, points: Any, i: Any, near: Any) -> Any:
    """The offers that can reach needs of the kind of `i`, by row; returns how many."""
    count = 0
    county, category, parent = needs.county[i], needs.category[i], needs.parent[i]
    for j in range(len(offers.capacity)):
        made_for = offers.category[j]
        if made_for != category and made_for != parent:
            continue
        if not offers.reached[county, j] or offers.capacity[j] <= 0:
            continue
        near.row[count] = j
        near.has[count] = offers.has[j]
        near.groups[count] = offers.groups[j]
        near.from_day[count] = offers.from_day[j]
        near.until_day[count] = offers.until_day[j]
        near.capacity[count] = offers.capacity[j]
        near.tie[count] = offers.tie[j]
        near.per_word[count] = offers.per_word[j]
        for_category = points.category if made_for == category else points.for_parent
        near.points[count] = (
            offers.reliability_points[j] + for_category + _distance(needs, offers, points, i, j)
        )
        count += 1
    return count


@kernel
def _distance(needs: Any, offers: Any, points: Any, i: Any, j: Any) -> Any:
    if needs.money[i] or offers.money[j]:
        return points.distance
    if needs.x[i] == NOWHERE or offers.x[j] == NOWHERE:
        return 0
    east = (needs.x[i] - offers.x[j]) * EAST_DM
    north = (needs.y[i] - offers.y[j]) * NORTH_DM
    away = np.int64(np.sqrt(np.float64(east * east + north * north))) // 10_000
    return points.distance * (points.reach_km - min(away, points.reach_km)) // points.reach_km


@kernel
def _keep(needs: Any, offers: Any, i: Any, near: Any, reach: Any, fits: Any, kept: Any) -> Any:
    """Places in `near` of the offers that keep every rule; returns how many."""
    must, groups = needs.must_have[i], needs.groups[i]
    opens, closes = needs.from_day[i], needs.by_day[i]
    for k in range(reach):
        fits[k] = (
            ((near.has[k] & must) == must)
            & ((near.groups[k] & groups) != 0)
            & (near.from_day[k] <= closes)
            & (near.until_day[k] >= opens)
        )
    barred = needs.barred[needs.barred_start[i] : needs.barred_start[i + 1]]
    count = 0
    for k in range(reach):
        if fits[k]:
            j = near.row[k]
            only = offers.only_need[j]
            if only != 0 and only != needs.id[i]:
                continue
            if len(barred) > 0 and barred[min(np.searchsorted(barred, j), len(barred) - 1)] == j:
                continue
            kept[count] = k
            count += 1
    return count


@kernel
def _count_words(needs: Any, offers: Any, i: Any, shared: Any) -> None:
    """Words in common with need `i`, per offer row."""
    shared[:] = 0
    for place in range(needs.word_start[i], needs.word_start[i + 1]):
        word = needs.word[place]
        for post in range(offers.post_start[word], offers.post_start[word + 1]):
            shared[offers.post[post]] += 1


@kernel
def _worth_per_score(needs: Any, i: Any, worth: Any) -> None:
    for score in range(HIGHEST + 1):
        weighted = score * needs.beneficiaries[i] * needs.standing[i] * WORTH_SCALE
        worth[np.uint64(score)] = TIES * max(1, weighted // needs.asked[i])


@kernel
def _write(
    needs: Any, points: Any, i: Any, near: Any, kept: Any, shared: Any, worth: Any, edges: Any
) -> None:
    """The kept pairs of need `i` as edges: `edges` are its (offer, value).

    Whole divisions by floating point: half is added to the dividend, so that the quotient is never
    nearer than 1/(2 × divisor) to a whole number, which is more than rounding can move it while
    divisors stay within 10^12 and quotients within 100.
    """
    offer, value = edges
    units, enough, own = np.float64(needs.quantity[i]), needs.enough_days[i], needs.own_points[i]
    per_unit, per_day, per_word = 1.0 / units, 1.0 / enough, needs.per_word[i]
    opens, closes, tie = needs.from_day[i], needs.by_day[i], needs.tie[i]
    for place in range(len(kept)):
        k = kept[place]
        j = near.row[k]
        days = min(closes, near.until_day[k]) - max(opens, near.from_day[k]) + 1
        text = np.int64((points.text * shared[j] + 0.5) * max(per_word, near.per_word[k]))
        fill = np.int64((points.quantity * min(near.capacity[k], units) + 0.5) * per_unit)
        time = np.int64((points.time * min(days, enough) + 0.5) * per_day)
        score = own + near.points[k] + text + fill + time
        offer[place] = j
        value[place] = worth[np.uint64(score)] + np.int64((tie + near.tie[k]) >> TIE_SHIFT)
