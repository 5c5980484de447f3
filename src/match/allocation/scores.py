"""How good a feasible pair is: whole points per part, and the worth of one unit.

Every input is brought to whole numbers before anything is multiplied (kilometres, days, words), so
the same rows give the same score on every machine. A part has at most its weight in points; the
score of a pair is the sum of its parts, 0 to 100.

Worth of one unit, the v of the plan:

    v = 8 × max(1, score × beneficiaries × standing × 10,000 ÷ units asked for) + tie

with whole division, and tie = 0 to 7 from the two ids alone. Dividing by the units means that
asking for ten times the books does not buy ten times the weight; the tie keeps equal pairs from
changing places between two runs and is less than the smallest step of worth. The standing of a
home, 100 unless it says otherwise, is more where nothing has ever arrived and less where much has.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from match.allocation.columns import NOWHERE, Ints, Needs, Offers
from match.allocation.pairs import Pairing, feasible
from match.allocation.shapes import Parameters
from match.allocation.text import WordIndex, shared_of_pairs

WORTH_SCALE = 10_000
"""With a standing of 100, a millionth of a unit is the smallest step."""
TIES = 8
TIE_SHIFT = np.uint64(61)
TIE_OF_NEED = np.uint64(0x9E3779B97F4A7C15)
TIE_OF_OFFER = np.uint64(0xC2B2AE3D27D4EB4F)

# 0.0001 degree on the ground in decimetres, at the middle of Hunan (27.5° N): whole numbers, and
# within 2.5 % anywhere in the province.
NORTH_DM = 111
EAST_DM = 99


@dataclass(frozen=True)
class ScoredPairs:
    """Feasible pairs of a block with score and worth, by need row and then offer row."""

    need: Ints
    offer: Ints
    value: Ints
    score: Ints

    def __len__(self) -> int:
        return len(self.need)


def scored_pairs(at: Pairing, parameters: Parameters) -> ScoredPairs:
    """Every feasible pair of the block, scored; slow: the twin of `pair_kernels.edges_of`."""
    chunks = list(_scored_chunks(at, parameters))
    if not chunks:
        nothing = np.zeros(0, np.int64)
        return ScoredPairs(nothing, nothing, nothing, nothing)
    need, offer, value, score = (np.concatenate(column) for column in zip(*chunks, strict=True))
    return ScoredPairs(need, offer, value, score)


def _scored_chunks(at: Pairing, parameters: Parameters) -> Iterator[tuple[Ints, Ints, Ints, Ints]]:
    index = WordIndex.of(at.offers)
    for i, j in feasible(at):
        rows = np.arange(int(i[0]), int(i[-1]) + 1)
        shared = index.shared(at.needs.take(rows))[i - rows[0], j]
        score = sum(parts(at.needs, at.offers, i, j, shared, parameters), np.zeros_like(i))
        yield i, j, worth(at.needs, at.offers, i, j, score, parameters), score


def worth(
    needs: Needs, offers: Offers, i: Ints, j: Ints, score: Ints, parameters: Parameters
) -> Ints:
    """v of each pair: what one unit of the offer is worth to the need."""
    weighted = score * needs.beneficiaries[i] * standing(needs, parameters)[i] * WORTH_SCALE
    return TIES * np.maximum(1, weighted // needs.asked[i]) + _tie(needs.id[i], offers.id[j])


def standing(needs: Needs, parameters: Parameters) -> Ints:
    """Percent at which a unit counts at each need's home, for what the home had so far."""
    had = parameters.home_share_percent * needs.home_share // 100
    return 100 + parameters.never_served_percent * needs.never_served.astype(np.int64) - had


def parts(
    needs: Needs, offers: Offers, i: Ints, j: Ints, shared: Ints, parameters: Parameters
) -> tuple[Ints, ...]:
    """Points of each part in the order of `shapes.PARTS`; `shared` are words in common."""
    weights = parameters.weights
    return (
        _category(needs, offers, i, j, parameters),
        _share(weights.text, shared, _shorter_text(needs, offers, i, j)),
        _distance(needs, offers, i, j, parameters),
        _share(
            weights.quantity,
            np.minimum(offers.capacity[j], needs.quantity[i]),
            np.maximum(1, needs.quantity[i]),
        ),
        _time(needs, offers, i, j, parameters),
        weights.priority * needs.priority[i].astype(np.int64),
        _share(
            weights.waiting,
            np.minimum(needs.waiting_days[i], parameters.waiting_full_days),
            np.full(i.shape, parameters.waiting_full_days),
        ),
        _share(weights.reliability, offers.reliability[j], np.full(i.shape, 100)),
    )


def scores_of(needs: Needs, offers: Offers, i: Ints, j: Ints, parameters: Parameters) -> Ints:
    """Points of some pairs, 0 to 100."""
    shared = shared_of_pairs(needs, offers, i, j)
    return sum(parts(needs, offers, i, j, shared, parameters), np.zeros_like(i))


def kilometres(needs: Needs, offers: Offers, i: Ints, j: Ints) -> Ints:
    """Whole kilometres of each pair; -1 where one of the places is unknown."""
    east = (needs.x[i] - offers.x[j]) * EAST_DM
    north = (needs.y[i] - offers.y[j]) * NORTH_DM
    unknown = (needs.x[i] == NOWHERE) | (offers.x[j] == NOWHERE)
    # The square is below 2^53, so its root is correctly rounded on every machine.
    square = np.where(unknown, 0, east * east + north * north)
    return np.where(unknown, -1, np.sqrt(square).astype(np.int64) // 10_000)


def overlap_days(needs: Needs, offers: Offers, i: Ints, j: Ints) -> Ints:
    """Days on which the need is open and the offer stands."""
    last = np.minimum(needs.by_day[i], offers.until_day[j])
    return last - np.maximum(needs.from_day[i], offers.from_day[j]) + 1


def _category(needs: Needs, offers: Offers, i: Ints, j: Ints, parameters: Parameters) -> Ints:
    full = parameters.weights.category
    for_parent = full * parameters.parent_share_percent // 100
    return np.where(needs.category[i] == offers.category[j], full, for_parent)


def _distance(needs: Needs, offers: Offers, i: Ints, j: Ints, parameters: Parameters) -> Ints:
    away = kilometres(needs, offers, i, j)
    reach = parameters.reach_km
    # Money does not travel; a place nobody knows earns nothing.
    away = np.where(needs.money[i] | offers.money[j], 0, np.where(away < 0, reach, away))
    return parameters.weights.distance * (reach - np.minimum(away, reach)) // reach


def _time(needs: Needs, offers: Offers, i: Ints, j: Ints, parameters: Parameters) -> Ints:
    window = needs.by_day[i] - needs.from_day[i] + 1
    enough = np.minimum(window, parameters.time_full_days)
    together = overlap_days(needs, offers, i, j)
    return _share(parameters.weights.time, np.minimum(together, enough), enough)


def _shorter_text(needs: Needs, offers: Offers, i: Ints, j: Ints) -> Ints:
    lengths = np.minimum(needs.tokens.lengths()[i], offers.tokens.lengths()[j])
    return np.maximum(1, lengths)


def _share(weight: int, part: Ints, whole: Ints) -> Ints:
    return weight * part // whole


def _tie(need: Ints, offer: Ints) -> Ints:
    # A multiplicative hash; unsigned arithmetic wraps the same way everywhere.
    mixed = need.astype(np.uint64) * TIE_OF_NEED
    mixed += offer.astype(np.uint64) * TIE_OF_OFFER
    return (mixed >> TIE_SHIFT).astype(np.int64)
