"""
How well a purchase suits an organisation that may answer: the points of the engine that scores
needs and offers, so that both lists mean the same by "fits".

A purchase stands as a need for one unit where it is given, an organisation as its published
offers, and, for what it knows by skill alone, as one offer more from its seat. Whether it may
answer at all is `rules.fit`; the law says that, not the engine.
"""

from collections.abc import Sequence
from datetime import date
from zlib import crc32

import msgspec

from match.allocation.columns import codebook, need_columns, offer_columns
from match.allocation.pairs import Pairing
from match.allocation.scores import scored_pairs
from match.allocation.shapes import NeedRow, OfferRow, Parameters

AT_SEAT = 0
"""The number of the offer that an organisation is by itself."""


class Wanted(msgspec.Struct, frozen=True):
    """A purchase. ``county`` has 6 digits, ``words`` are `catalogue.lexicon.matching_words`."""

    id: int
    category: str
    parent: str
    county: str
    point: tuple[float, float] | None
    today: date
    closes_on: date
    words: tuple[str, ...]


class Offered(msgspec.Struct, frozen=True):
    """One published offer; ``areas`` are division prefixes of any length."""

    id: int
    category: str
    areas: tuple[str, ...]
    point: tuple[float, float] | None
    from_day: date
    until_day: date
    words: tuple[str, ...]


def points(wanted: Wanted, offers: Sequence[Offered], seat: Offered, parameters: Parameters) -> int:
    """The best pair's points, 0 to 100. *seat*: the organisation itself, as `AT_SEAT`."""
    need = NeedRow(
        id=wanted.id,
        home=0,
        county=wanted.county,
        category=wanted.category,
        parent=wanted.parent,
        quantity=1,
        lat=wanted.point[0] if wanted.point else None,
        lon=wanted.point[1] if wanted.point else None,
        from_day=wanted.today.toordinal(),
        by_day=max(wanted.today, wanted.closes_on).toordinal(),
        tokens=_tokens(wanted.words),
    )
    held = [_row(one) for one in (*offers, seat)]
    categories = codebook([need], held)
    at = Pairing.of(need_columns([need], categories), offer_columns(held, categories))
    found = scored_pairs(at, parameters)
    return int(found.score.max()) if len(found) else 0


def _row(one: Offered) -> OfferRow:
    return OfferRow(
        id=one.id,
        organisation=0,
        category=one.category,
        capacity=1,
        areas=tuple(sorted({area[:6] for area in one.areas})),
        lat=one.point[0] if one.point else None,
        lon=one.point[1] if one.point else None,
        from_day=one.from_day.toordinal(),
        until_day=one.until_day.toordinal(),
        tokens=_tokens(one.words),
    )


def _tokens(words: Sequence[str]) -> tuple[int, ...]:
    """The engine asks only whether two words are the same."""
    return tuple(sorted({crc32(word.encode()) for word in words}))
