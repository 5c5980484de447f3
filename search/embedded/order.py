"""Which documents stand on the page, in which order: by relevance, by a value, or by distance."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import tantivy
from tantivy import Occur

from search.embedded.facets import terms_count
from search.embedded.gaps import total
from search.embedded.queries import Asked
from search.embedded.reader import Snapshot
from search.embedded.schema import POINT, Stored, stored
from search.filters import Point
from search.orders import ORDERS
from search.port import DEPTH_LIMIT, Query, Sort
from search.text import Word
from search.text.fold import fold

RERANKED = 100
"""The first hundred by BM25 are put in order again, always as one block, so that pages agree with
each other.
"""

IN_TITLE, AS_TYPED = 0.6, 0.6
MOST_POINTS = 10_000


class Placed(msgspec.Struct, frozen=True):
    address: tantivy.DocAddress
    score: float


class Page(msgspec.Struct, frozen=True):
    placed: tuple[Placed, ...]
    total: int


def page(snapshot: Snapshot, asked: Asked, query: Query, words: Sequence[Word]) -> Page:
    """Scores are computed only when the order asks for them."""
    if query.offset >= DEPTH_LIMIT:
        return Page((), total(snapshot.searcher.search(asked.found, limit=1)))
    if query.sort is Sort.NEAREST and query.near is not None:
        return _by_distance(snapshot, asked.found, query.near, query.offset, query.size)
    if query.sort in ORDERS:
        return _by_value(snapshot, asked.found, query.sort, query.offset, query.size)
    if not words:
        return _by_value(snapshot, asked.found, Sort.NEWEST, query.offset, query.size)
    return _by_relevance(snapshot, asked.ranked, query, words)


def _by_value(snapshot: Snapshot, asked: tantivy.Query, sort: Sort, offset: int, size: int) -> Page:
    order = tantivy.Order.Desc if ORDERS[sort].descending else tantivy.Order.Asc
    result = snapshot.searcher.search(
        asked, limit=size, offset=offset, order_by_field=f"sort_{sort.value}", order=order
    )
    return Page(tuple(Placed(address, 0.0) for _, address in result.hits), total(result))


def _by_relevance(
    snapshot: Snapshot, asked: tantivy.Query, query: Query, words: Sequence[Word]
) -> Page:
    reach = query.offset + query.size
    if query.offset >= RERANKED:
        result = snapshot.searcher.search(asked, limit=query.size, offset=query.offset)
        return Page(_scored(result), total(result))
    result = snapshot.searcher.search(asked, limit=max(RERANKED, reach))
    placed = _scored(result)
    best = sorted(
        (_again(snapshot.searcher, each, query.text, words) for each in placed[:RERANKED]),
        key=lambda each: -each.score,
    )
    return Page((*best, *placed[RERANKED:])[query.offset : reach], total(result))


def _scored(result: tantivy.SearchResult) -> tuple[Placed, ...]:
    return tuple(Placed(address, float(score)) for score, address in result.hits)


def _again(searcher: tantivy.Searcher, placed: Placed, text: str, words: Sequence[Word]) -> Placed:
    """BM25 knows rarity, not order: lift what has the words in its title, more so as they were
    typed.
    """
    title = fold(stored(searcher.doc(placed.address)).title)
    share = sum(word.text in title for word in words) / len(words)
    typed = fold(text).strip() in title
    return Placed(placed.address, placed.score * (1 + IN_TITLE * share + AS_TYPED * typed))


def _by_distance(
    snapshot: Snapshot, asked: tantivy.Query, near: Point, offset: int, size: int
) -> Page:
    """Documents share few positions, so sort the positions: count per position, then read only
    those the page needs.

    Documents without a position come last; within one position, the newest first.
    """
    searcher, schema = snapshot.searcher, snapshot.schema
    counts = terms_count(searcher, asked, {POINT: MOST_POINTS})[POINT]
    stops: list[tuple[tantivy.Query, int]] = [
        (tantivy.Query.term_query(schema, POINT, key, "basic"), counts[key])
        for key in sorted(counts, key=lambda key: snapshot.points[key].km_to(near))
    ]
    placed_count = sum(counts.values())
    everything = total(searcher.search(asked, limit=1))
    somewhere = tantivy.Query.exists_query(POINT)
    nowhere = tantivy.Query.boolean_query(
        [(Occur.Must, tantivy.Query.all_query()), (Occur.MustNot, somewhere)]
    )
    stops.append((nowhere, everything - placed_count))
    placed: list[Placed] = []
    for stop, count in stops:
        if offset >= count:
            offset -= count
            continue
        here = tantivy.Query.boolean_query([(Occur.Must, asked), (Occur.Must, stop)])
        found = _by_value(snapshot, here, Sort.NEWEST, offset, size - len(placed))
        placed += found.placed
        offset = 0
        if len(placed) >= size:
            break
    return Page(tuple(placed), everything)


def read(snapshot: Snapshot, placed: Placed) -> Stored:
    return stored(snapshot.searcher.doc(placed.address))
