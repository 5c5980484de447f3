"""A question answered on one snapshot. Blocking: runs in a worker thread."""

from __future__ import annotations

import time
from collections.abc import Sequence

import msgspec
import tantivy

from search.completion import complete_from
from search.embedded.facets import count_facets
from search.embedded.order import Placed, page, read
from search.embedded.queries import Asked, Asker
from search.embedded.reader import Snapshot
from search.filters import Filter, Point
from search.indexes import Settings
from search.port import Hit, Hits, Query, Suggestion
from search.text import Lexicon, Word, highlights


def answer(eyes: tuple[Snapshot, Settings], lexicon: Lexicon, query: Query) -> Hits:
    started = time.perf_counter()
    snapshot, settings = eyes
    asker = Asker(snapshot, settings)
    words = lexicon.question(query.text)

    def ask(filters: Sequence[Filter]) -> Asked:
        return asker.ask(words, query.words, (*query.scope, *filters))

    found = page(snapshot, ask(query.filters), query, words)
    facets = count_facets(snapshot.searcher, query, lambda filters: ask(filters).found)
    ids = identities(snapshot.searcher, [each.address for each in found.placed])
    hits = tuple(
        _hit(snapshot, lexicon, words, query.near, placed, identity)
        for placed, identity in zip(found.placed, ids, strict=True)
    )
    took = (time.perf_counter() - started) * 1000
    return Hits(hits=hits, total=found.total, facets=facets, took_ms=took)


def _hit(
    snapshot: Snapshot,
    lexicon: Lexicon,
    words: Sequence[Word],
    near: Point | None,
    placed: Placed,
    identity: tuple[int, int],
) -> Hit:
    kept = read(snapshot, placed)
    spans = highlights(lexicon, words, {"title": kept.title, "body": kept.body})
    km = near.km_to(kept.point) if near is not None and kept.point is not None else None
    return Hit(identity[0], identity[1], placed.score, spans, km)


def complete(
    eyes: tuple[Snapshot, Settings],
    lexicon: Lexicon,
    text: str,
    scope: tuple[Filter, ...],
    limit: int,
) -> tuple[Suggestion, ...]:
    snapshot, settings = eyes
    query = Query(text=text, scope=scope, size=limit * 2)
    words = lexicon.question(query.text)
    if not words:
        return ()
    asked = Asker(snapshot, settings).ask(words, query.words, scope)
    found = page(snapshot, asked, query, words)
    ids = identities(snapshot.searcher, [each.address for each in found.placed])
    titles = [
        (id, read(snapshot, placed).title)
        for placed, (id, _) in zip(found.placed, ids, strict=True)
    ]
    return complete_from(titles, lexicon, words, limit)


def live_pairs(snapshot: Snapshot) -> list[tuple[int, int]]:
    """(id, version) of everything that is not a tombstone."""
    searcher = snapshot.searcher
    live = tantivy.Query.term_query(snapshot.schema, "live", 1, "basic")
    result = searcher.search(live, limit=max(1, searcher.num_docs), order_by_field="id")
    return identities(searcher, [address for _, address in result.hits])


def identities(
    searcher: tantivy.Searcher, addresses: list[tantivy.DocAddress]
) -> list[tuple[int, int]]:
    if not addresses:
        return []
    ids = searcher.fast_field_values("id", addresses)
    versions = searcher.fast_field_values("version", addresses)
    return msgspec.convert(list(zip(ids, versions, strict=True)), list[tuple[int, int]])
