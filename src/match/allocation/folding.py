"""A block made ready for the pair kernels: constraints folded into words, texts into an index.

Exactly the rules of `pairs` and the points of `scores`, brought to a form in which a need and an
offer are compared by three words: what the one must have and the other has, which beneficiary
groups, which days. Category, area and distance are the same for all needs of a county and category;
they are worked out once for all of them.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from match.allocation.columns import Bools, Ints, Needs, Offers
from match.allocation.pairs import Pairing
from match.allocation.scores import TIE_OF_NEED, TIE_OF_OFFER, standing
from match.allocation.shapes import Parameters

Words = npt.NDArray[np.uint64]

_CHECK = np.uint64(1 << 62)
_NO_MONEY = np.uint64(1 << 63)
_EVERYBODY = np.uint64(1 << 62)


class FoldedNeeds(NamedTuple):
    """Needs by row. `order` are rows by kind, those of kind k at `kind_start[k]:kind_start[k + 1]`;
    needs of a kind share category, parent, county and place."""

    order: Ints
    kind_start: Ints
    category: Ints
    parent: Ints
    county: Ints
    x: Ints
    y: Ints
    money: Bools
    open: Bools
    must_have: Words
    groups: Words
    from_day: Ints
    by_day: Ints
    enough_days: Ints
    quantity: Ints
    asked: Ints
    beneficiaries: Ints
    standing: Ints
    own_points: Ints
    id: Ints
    tie: Words
    word_start: Ints
    word: Ints
    per_word: npt.NDArray[np.float64]
    barred_start: Ints
    barred: Ints


class FoldedOffers(NamedTuple):
    """Offers by row; `post` lists the offers that have a word, at `post_start[word]:…`."""

    category: Ints
    capacity: Ints
    x: Ints
    y: Ints
    money: Bools
    has: Words
    groups: Words
    from_day: Ints
    until_day: Ints
    only_need: Ints
    reliability_points: Ints
    tie: Words
    per_word: npt.NDArray[np.float64]
    post_start: Ints
    post: Ints
    reached: Bools


class Points(NamedTuple):
    """The parameters of the run that a kernel reads."""

    category: int
    for_parent: int
    text: int
    distance: int
    quantity: int
    time: int
    reach_km: int


def fold(at: Pairing, parameters: Parameters) -> tuple[FoldedNeeds, FoldedOffers, Points]:
    """Everything the pair kernels read."""
    # Only a word of both counts, so the side with fewer words says which are looked up.
    index = np.unique(min(at.needs.tokens.values, at.offers.tokens.values, key=len))
    weights = parameters.weights
    return (
        _folded_needs(at, parameters, index),
        _folded_offers(at, parameters, index),
        Points(
            weights.category,
            weights.category * parameters.parent_share_percent // 100,
            weights.text,
            weights.distance,
            weights.quantity,
            weights.time,
            parameters.reach_km,
        ),
    )


def _folded_needs(at: Pairing, parameters: Parameters, index: Ints) -> FoldedNeeds:
    needs, weights = at.needs, parameters.weights
    order, kind_start = _kinds(at)
    owner, word = _known_words(needs, index)
    word_start = np.zeros(len(needs) + 1, np.int64)
    np.cumsum(np.bincount(owner, minlength=len(needs)), out=word_start[1:])
    barred_start, barred = _barred(at)
    window = needs.by_day - needs.from_day + 1
    waited = np.minimum(needs.waiting_days, parameters.waiting_full_days)
    waiting = weights.waiting * waited // parameters.waiting_full_days
    return FoldedNeeds(
        order=order,
        kind_start=kind_start,
        category=needs.category,
        parent=needs.parent,
        county=at.county_row,
        x=needs.x,
        y=needs.y,
        money=needs.money,
        open=(needs.quantity > 0) & (needs.money_recipient | ~needs.money),
        must_have=needs.skills.astype(np.uint64)
        | np.where(needs.child_contact, _CHECK, np.uint64(0))
        | np.where(needs.money_recipient, np.uint64(0), _NO_MONEY),
        groups=needs.groups.astype(np.uint64) | _EVERYBODY,
        from_day=needs.from_day,
        by_day=needs.by_day,
        enough_days=np.minimum(window, parameters.time_full_days),
        quantity=needs.quantity,
        asked=needs.asked,
        beneficiaries=needs.beneficiaries,
        standing=standing(needs, parameters),
        own_points=weights.priority * needs.priority.astype(np.int64) + waiting,
        id=needs.id,
        tie=needs.id.astype(np.uint64) * TIE_OF_NEED,
        word_start=word_start,
        word=word,
        per_word=1.0 / np.maximum(1, needs.tokens.lengths()),
        barred_start=barred_start,
        barred=barred,
    )


def _folded_offers(at: Pairing, parameters: Parameters, index: Ints) -> FoldedOffers:
    offers = at.offers
    owner, word = _known_words(offers, index)
    post_start = np.zeros(len(index) + 1, np.int64)
    np.cumsum(np.bincount(word, minlength=len(index)), out=post_start[1:])
    return FoldedOffers(
        category=offers.category,
        capacity=offers.capacity,
        x=offers.x,
        y=offers.y,
        money=offers.money,
        has=offers.skills.astype(np.uint64)
        | np.where(offers.valid_check, _CHECK, np.uint64(0))
        | np.where(offers.money, np.uint64(0), _NO_MONEY),
        groups=np.where(offers.groups == 0, _EVERYBODY, offers.groups.astype(np.uint64)),
        from_day=offers.from_day,
        until_day=offers.until_day,
        only_need=offers.only_need,
        reliability_points=parameters.weights.reliability * offers.reliability // 100,
        tie=offers.id.astype(np.uint64) * TIE_OF_OFFER,
        per_word=1.0 / np.maximum(1, offers.tokens.lengths()),
        post_start=post_start,
        post=owner[np.argsort(word, kind="stable")],
        reached=at.reached,
    )


def _kinds(at: Pairing) -> tuple[Ints, Ints]:
    needs = at.needs
    columns = (needs.y, needs.x, needs.money, at.county_row, needs.parent, needs.category)
    order = np.lexsort(columns)
    changes = np.zeros(len(order), np.bool_)
    for column in columns:
        changes[1:] |= np.diff(column[order].astype(np.int64)) != 0
    changes[:1] = True
    return order, np.append(np.flatnonzero(changes), len(order))


def _known_words(rows: Needs | Offers, index: Ints) -> tuple[Ints, Ints]:
    """Row and place in the index of every word that the index has, in the order of the rows."""
    owner = np.repeat(np.arange(len(rows)), rows.tokens.lengths())
    place = np.searchsorted(index, rows.tokens.values).clip(max=max(0, len(index) - 1))
    known = index[place] == rows.tokens.values if len(index) else np.zeros(len(place), np.bool_)
    return owner[known], place[known]


def _barred(at: Pairing) -> tuple[Ints, Ints]:
    """Offers with a conflict of interest, per need."""
    need, offer = np.divmod(at.forbidden, max(1, len(at.offers)))
    start = np.zeros(len(at.needs) + 1, np.int64)
    np.cumsum(np.bincount(need, minlength=len(at.needs)), out=start[1:])
    return start, offer
