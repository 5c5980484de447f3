"""Counts per value. Facets that ignore the same filters share one pass."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import TypeAlias

import msgspec
import tantivy

from search.embedded.gaps import aggregate
from search.filters import Field, Filter, without
from search.port import Facet, Query

Ask: TypeAlias = Callable[[Sequence[Filter]], tantivy.Query]


class _Bucket(msgspec.Struct):
    key: str | float
    doc_count: int


class _Terms(msgspec.Struct):
    buckets: list[_Bucket]


def terms_count(
    searcher: tantivy.Searcher, query: tantivy.Query, sizes: dict[str, int]
) -> dict[str, dict[str, int]]:
    """field name → value → documents, most frequent first. Numbers come back as their digits."""
    wanted = {name: {"terms": {"field": name, "size": size}} for name, size in sizes.items()}
    counted = msgspec.convert(aggregate(searcher, query, wanted), dict[str, _Terms])
    return {
        name: {_label(bucket.key): bucket.doc_count for bucket in terms.buckets}
        for name, terms in counted.items()
    }


def count_facets(searcher: tantivy.Searcher, query: Query, ask: Ask) -> dict[Field, dict[str, int]]:
    passes: dict[tuple[Filter, ...], list[Facet]] = defaultdict(list)
    for facet in query.facets:
        kept = without(query.filters, facet.field) if facet.disjunctive else query.filters
        passes[kept].append(facet)
    found: dict[Field, dict[str, int]] = {}
    for kept, facets in passes.items():
        sizes = {facet.field.value: facet.limit for facet in facets}
        counts = terms_count(searcher, ask(kept), sizes)
        found.update({facet.field: counts[facet.field.value] for facet in facets})
    return {facet.field: found[facet.field] for facet in query.facets}


def _label(key: str | float) -> str:
    return key if isinstance(key, str) else str(int(key))
