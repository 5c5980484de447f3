"""The engine inside our own process: tantivy on disk, one writer, any number of readers."""

from __future__ import annotations

import time
from collections.abc import AsyncIterable, Awaitable, Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

import anyio
import anyio.to_thread

from search.batches import batches
from search.digest import Digest, bucket_of, digest_of
from search.documents import Document
from search.embedded.answers import answer, complete, live_pairs
from search.embedded.panics import panics_are_errors
from search.embedded.reader import Reader, Snapshot
from search.embedded.schema import signature
from search.embedded.shelf import Pointer, Shelf
from search.embedded.writer import Writer
from search.filters import Filter
from search.indexes import INDEXES, Index, Settings
from search.nearest import or_nearest
from search.port import (
    Health,
    Hits,
    Outcome,
    Query,
    Rebuilt,
    SearchDown,
    Suggestion,
    Tombstone,
    WriteFailed,
)
from search.projection import Projected, project
from search.text import Lexicon

T = TypeVar("T")

FILL_BATCH = 2_000


class _Part:
    """One index: its place, its hand, its eyes."""

    def __init__(self, index: Index, settings: Settings, root: Path, lexicon: Lexicon) -> None:
        self.settings = settings
        self.shelf = Shelf(root / index.value, signature(settings), lexicon.thesaurus.signature)
        self.reader = Reader(self.shelf)
        self.writer = Writer(self.shelf, settings, lexicon)

    def eyes(self) -> tuple[Snapshot, Settings]:
        return self.reader.snapshot(), self.settings


class EmbeddedEngine:
    """`root`: a directory of our own. `read_only`: for processes that serve pages; their writes are
    refused.

    `threads`: how many questions are answered at once; tantivy works outside the event loop and
    outside the interpreter lock.
    """

    def __init__(
        self, root: Path, lexicon: Lexicon, *, read_only: bool = False, threads: int = 4
    ) -> None:
        self._lexicon = lexicon
        self._read_only = read_only
        self._threads = anyio.CapacityLimiter(threads)
        self._parts = {
            index: _Part(index, settings, root, lexicon) for index, settings in INDEXES.items()
        }

    async def prepare(self) -> None:
        if self._read_only:
            return
        for part in self._parts.values():
            await self._run(part.writer.ensure)

    async def search(self, index: Index, query: Query) -> Hits:
        part = self._parts[index]

        def ask(asked: Query) -> Awaitable[Hits]:
            return self._run(lambda: answer(part.eyes(), self._lexicon, asked))

        return await or_nearest(ask, query, self._lexicon)

    async def suggest(
        self, index: Index, text: str, *, scope: Sequence[Filter] = (), limit: int = 8
    ) -> tuple[Suggestion, ...]:
        part = self._parts[index]
        return await self._run(
            lambda: complete(part.eyes(), self._lexicon, text, tuple(scope), limit)
        )

    async def upsert(self, index: Index, documents: Sequence[Document]) -> Outcome:
        part = self._writable(index)
        return await self._run(lambda: part.writer.write(self._projected(part, documents)))

    async def delete(self, index: Index, tombstones: Sequence[Tombstone]) -> Outcome:
        part = self._writable(index)
        return await self._run(lambda: part.writer.write(tombstones))

    async def digest(self, index: Index) -> Digest:
        part = self._parts[index]
        return await self._run(lambda: digest_of(live_pairs(part.reader.snapshot())))

    async def contents(self, index: Index, bucket: int) -> dict[int, int]:
        part = self._parts[index]

        def read() -> dict[int, int]:
            pairs = live_pairs(part.reader.snapshot())
            return {id: version for id, version in pairs if bucket_of(id) == bucket}

        return await self._run(read)

    async def rebuild(self, index: Index, documents: AsyncIterable[Document]) -> Rebuilt:
        part = self._writable(index)
        started = time.perf_counter()
        with part.shelf.rebuilding():
            generation = await self._run(part.writer.begin)
            try:
                await self._fill(part, generation, documents)
                await self._run(lambda: part.writer.finish(generation))
            except BaseException:
                with anyio.CancelScope(shield=True):
                    await self._run(part.writer.abandon)
                raise
        count = (await self.digest(index)).count
        return Rebuilt(count, generation, time.perf_counter() - started)

    async def _fill(self, part: _Part, generation: str, documents: AsyncIterable[Document]) -> None:
        async for batch in batches(documents, FILL_BATCH):
            await self._run(partial(self._fill_batch, part, generation, batch))

    def _fill_batch(self, part: _Part, generation: str, batch: Sequence[Document]) -> None:
        part.writer.fill(generation, self._projected(part, batch))

    async def rollback(self, index: Index) -> None:
        part = self._writable(index)
        await self._run(part.writer.rollback)

    async def health(self) -> Health:
        """Whether every index can be read; the detail names what cannot."""
        troubles: list[str] = []
        stale: list[Index] = []
        for index, part in self._parts.items():
            current = part.shelf.generation(Pointer.CURRENT)
            if current is not None and not part.shelf.same_vocabulary(current):
                stale.append(index)
            try:
                await self._run(part.reader.snapshot)
            except SearchDown as trouble:
                troubles.append(str(trouble))
        return Health("embedded", not troubles, "; ".join(troubles), tuple(stale))

    async def close(self) -> None:
        """Nothing is held between calls."""

    def _writable(self, index: Index) -> _Part:
        if self._read_only:
            raise WriteFailed("this process opened the search index read-only; the worker writes")
        return self._parts[index]

    def _projected(self, part: _Part, documents: Sequence[Document]) -> list[Projected]:
        return [project(part.settings, each, self._lexicon) for each in documents]

    async def _run(self, work: Callable[[], T]) -> T:
        def guarded() -> T:
            with panics_are_errors():
                return work()

        return await anyio.to_thread.run_sync(guarded, limiter=self._threads)
