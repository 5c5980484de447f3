"""When nothing matches: the nearest there is, and an honest word about what was given up for it.

The steps go from the smallest concession to the largest; the first that finds something is the
answer. The scope is never touched.
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Iterator
from typing import TypeAlias

import msgspec

from search.filters import DIVISION_LENGTHS, AnyOf, Equals, Field, Filter, GeoWithin, Prefix
from search.port import Hits, Query, Relaxation, Sort, Words
from search.text import Lexicon
from search.text.fold import HAN_RUN

Ask: TypeAlias = Callable[[Query], Awaitable[Hits]]
Step: TypeAlias = tuple[tuple[Relaxation, ...], Query]

RADIUS_FACTOR = 4
_PARENT = {
    Field.CATEGORY: Field.CATEGORY_ROOT,
    Field.TOWNSHIP: Field.COUNTY,
    Field.COUNTY: Field.PREFECTURE,
}
_LENGTH = {Field.COUNTY: 6, Field.PREFECTURE: 4}


async def or_nearest(ask: Ask, query: Query, lexicon: Lexicon) -> Hits:
    started = time.perf_counter()
    hits = await ask(query)
    if hits.total or not query.nearest:
        return hits
    for relaxed, easier in relaxations(query, lexicon):
        found = await ask(easier)
        if found.total:
            took = (time.perf_counter() - started) * 1000
            return msgspec.structs.replace(found.timed(took), relaxed=relaxed)
    return hits


def relaxations(query: Query, lexicon: Lexicon) -> Iterator[Step]:
    """Each step with what it gives up. Steps that would ask the same again are left out."""
    words = len(lexicon.question(query.text))
    any_word = msgspec.structs.replace(query, words=Words.ANY)
    wider = tuple(_wider(each) for each in query.filters)
    widened = wider != query.filters
    one = Relaxation
    lost_words = (one.WORDS,) if words > 1 else ()
    if HAN_RUN.search(query.text):
        yield (one.SOUND,), msgspec.structs.replace(query, text=lexicon.sound(query.text))
    if words > 1:
        yield lost_words, any_word
    if words and widened:
        yield (*lost_words, one.WIDER), msgspec.structs.replace(any_word, filters=wider)
    if words and query.filters:
        yield (*lost_words, one.FILTERS), msgspec.structs.replace(any_word, filters=())
    silent = msgspec.structs.replace(query, text="", sort=_without_words(query))
    if words:
        yield (one.TEXT,), silent
    if widened:
        lost_text = (one.TEXT,) if words else ()
        yield (*lost_text, one.WIDER), msgspec.structs.replace(silent, filters=wider)
    if query.filters:
        lost_text = (one.TEXT,) if words else ()
        yield (*lost_text, one.FILTERS), msgspec.structs.replace(silent, filters=())


def _without_words(query: Query) -> Sort:
    if query.sort is Sort.RELEVANCE:
        return Sort.NEAREST if query.near else Sort.NEWEST
    return query.sort


def _wider(each: Filter) -> Filter:
    """The parent category, the division around it, four times the radius; other filters as they
    are.
    """
    if isinstance(each, GeoWithin):
        return GeoWithin(each.centre, each.km * RADIUS_FACTOR)
    if isinstance(each, Prefix):
        shorter = [length for length in DIVISION_LENGTHS if 2 < length < len(each.code)]
        return Prefix(each.code[: shorter[-1]]) if shorter else each
    if isinstance(each, Equals | AnyOf) and each.field in _PARENT:
        parent = _PARENT[each.field]
        values = (each.value,) if isinstance(each, Equals) else each.values
        return AnyOf(parent, tuple(dict.fromkeys(_parent_value(parent, str(v)) for v in values)))
    return each


def _parent_value(parent: Field, value: str) -> str:
    if parent is Field.CATEGORY_ROOT:
        return value.split("-")[0]
    return value[: _LENGTH[parent]]
