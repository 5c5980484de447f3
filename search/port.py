"""The port: what the rest of the house may ask of a search engine, whichever one runs.

Engines return ids, never records. Whoever shows a hit reads it again from PostgreSQL through the
policy of its room: an index lags behind by a moment, and an index is not where permission lives.
"""

from __future__ import annotations

from collections.abc import AsyncIterable, Mapping, Sequence
from enum import StrEnum
from typing import Protocol

import msgspec

from search.digest import Digest
from search.documents import Document
from search.filters import Field, Filter, Point
from search.indexes import Index
from search.text.fold import clean
from search.text.highlight import Span

PAGE_SIZE_LIMIT = 100
DEPTH_LIMIT = 10_000
"""Nobody reads past this; a page beyond it is empty."""

FACET_LIMIT = 500
TEXT_LIMIT = 200


class SearchDown(Exception):
    """The engine does not answer, or its index cannot be read. The caller falls back to PostgreSQL
    and says so.
    """


class WriteFailed(Exception):
    """The engine accepted a write and then did not carry it out. The outbox sends it again."""


class RebuildRunning(Exception):
    """Somebody else is rebuilding this index; wait for them."""


class Sort(StrEnum):
    RELEVANCE = "relevance"
    NEWEST = "newest"
    DUE_SOON = "due_soon"
    URGENT = "urgent"
    AMOUNT_HIGH = "amount_high"
    AMOUNT_LOW = "amount_low"
    QUANTITY_LEFT = "quantity_left"
    NAME = "name"
    NEAREST = "nearest"
    """Needs `Query.near`; without it, the order is by relevance."""


class Words(StrEnum):
    ALL = "all"
    ANY = "any"


class Language(StrEnum):
    CHINESE = "zh"
    ENGLISH = "en"


class Relaxation(StrEnum):
    """What was given up so that the list is not empty. The page tells the visitor."""

    SOUND = "sound"
    """Words that sound the same (会本 → 绘本)."""
    WORDS = "words"
    """Any of the words instead of all."""
    WIDER = "wider"
    """The parent category, the division around it, four times the radius."""
    FILTERS = "filters"
    """The visitor's filters."""
    TEXT = "text"
    """The words: only the filters were kept."""


class Facet(msgspec.Struct, frozen=True):
    """Counts per value of a field. `disjunctive`: as if the visitor had chosen nothing in this
    group (see `filters.without`).
    """

    field: Field
    disjunctive: bool = True
    limit: int = 200

    def __post_init__(self) -> None:
        msgspec.structs.force_setattr(self, "limit", max(1, min(self.limit, FACET_LIMIT)))


class Query(msgspec.Struct, frozen=True, kw_only=True):
    """One question. `scope` is ours and is never given up; `filters` are the visitor's and may be
    relaxed when `nearest` is set.
    """

    text: str = ""
    scope: tuple[Filter, ...] = ()
    filters: tuple[Filter, ...] = ()
    facets: tuple[Facet, ...] = ()
    sort: Sort = Sort.RELEVANCE
    near: Point | None = None
    page: int = 1
    size: int = 20
    language: Language = Language.CHINESE
    words: Words = Words.ALL
    nearest: bool = False

    def __post_init__(self) -> None:
        msgspec.structs.force_setattr(self, "text", clean(self.text, TEXT_LIMIT))
        msgspec.structs.force_setattr(self, "page", max(1, min(int(self.page), DEPTH_LIMIT)))
        msgspec.structs.force_setattr(self, "size", max(1, min(int(self.size), PAGE_SIZE_LIMIT)))
        once = {facet.field: facet for facet in self.facets}
        msgspec.structs.force_setattr(self, "facets", tuple(once.values()))
        if self.near is not None and not self.near.valid:
            msgspec.structs.force_setattr(self, "near", None)

    @property
    def offset(self) -> int:
        return (self.page - 1) * self.size


class Hit(msgspec.Struct, frozen=True):
    """`highlights`: spans in code points over the title and body as they were indexed. `km` only
    when `Query.near` was given.
    """

    id: int
    version: int
    score: float
    highlights: Mapping[str, tuple[Span, ...]] = {}
    km: float | None = None


class Hits(msgspec.Struct, frozen=True, kw_only=True):
    hits: tuple[Hit, ...] = ()
    total: int = 0
    facets: Mapping[Field, Mapping[str, int]] = {}
    relaxed: tuple[Relaxation, ...] = ()
    took_ms: float = 0.0

    @property
    def ids(self) -> tuple[int, ...]:
        return tuple(hit.id for hit in self.hits)

    def timed(self, took_ms: float) -> Hits:
        return msgspec.structs.replace(self, took_ms=took_ms)


class Suggestion(msgspec.Struct, frozen=True):
    """A title that goes on where the visitor stopped typing, and the spans of it that matched."""

    id: int
    text: str
    spans: tuple[Span, ...]


class Tombstone(msgspec.Struct, frozen=True):
    """A document that is no longer public, at the version that says so."""

    id: int
    version: int


class Outcome(msgspec.Struct, frozen=True):
    """`stale`: writes refused because the index already holds that version or a newer one."""

    written: int
    stale: int


class Rebuilt(msgspec.Struct, frozen=True):
    documents: int
    generation: str
    seconds: float


class Health(msgspec.Struct, frozen=True):
    """`detail` is for the operator. `needs_rebuild`: indexes whose stored form is not the one this
    code writes.
    """

    engine: str
    ready: bool
    detail: str = ""
    needs_rebuild: tuple[Index, ...] = ()


class SearchEngine(Protocol):
    """Every method raises `SearchDown` when the engine does not answer. One process writes (the
    worker); any number read.
    """

    async def prepare(self) -> None:
        """Create what is missing and apply the settings of every index. Never empties one."""
        ...

    async def search(self, index: Index, query: Query) -> Hits: ...

    async def suggest(
        self, index: Index, text: str, *, scope: Sequence[Filter] = (), limit: int = 8
    ) -> tuple[Suggestion, ...]: ...

    async def upsert(self, index: Index, documents: Sequence[Document]) -> Outcome:
        """Durable and searchable when it returns. An older version never replaces a newer one, nor
        a newer tombstone.
        """
        ...

    async def delete(self, index: Index, tombstones: Sequence[Tombstone]) -> Outcome: ...

    async def digest(self, index: Index) -> Digest:
        """What the index holds, to be compared with `digest_of` the rows it should hold."""
        ...

    async def contents(self, index: Index, bucket: int) -> dict[int, int]:
        """id → version of the live documents of one bucket, to repair it."""
        ...

    async def rebuild(self, index: Index, documents: AsyncIterable[Document]) -> Rebuilt:
        """Fill a new index and swap it in; readers see the old one until the instant they see the
        new one.

        Read `documents` from one REPEATABLE READ snapshot that begins at the first iteration.
        Writes that come meanwhile go to both. The old index is kept for `rollback`. If the iterable
        raises, nothing is swapped.
        """
        ...

    async def rollback(self, index: Index) -> None:
        """Bring back the index that the last rebuild replaced. LookupError if there is none."""
        ...

    async def health(self) -> Health:
        """Never raises."""
        ...

    async def close(self) -> None: ...
