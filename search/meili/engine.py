"""The engine on a Meilisearch server.

One process writes (the worker). Which index a rebuild is filling is written in a small index of our
own, so that the writer sends there too, whoever started the rebuild.
"""

from __future__ import annotations

import time
from collections.abc import AsyncIterable, Callable, Sequence

import anyio

from search.completion import complete_from
from search.digest import Digest, bucket_of, digest_of
from search.documents import Document
from search.filters import Filter
from search.indexes import INDEXES, Index
from search.meili import questions
from search.meili.door import Door
from search.meili.register import Register
from search.meili.shapes import form
from search.meili.writing import Hand
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
    Words,
    WriteFailed,
)
from search.text import Lexicon, Word


class MeiliEngine:
    """`prefix` keeps several installations apart on one server. `threads` bounds the calls under
    way at once.
    """

    def __init__(
        self,
        url: str,
        key: str | None,
        lexicon: Lexicon,
        *,
        prefix: str = "xiangtonghui_",
        threads: int = 8,
        seconds: float = 3.0,
        task_seconds: float = 60.0,
        rest_seconds: float = 2.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._lexicon = lexicon
        self._prefix = prefix
        self._door = Door(
            url,
            key,
            threads=threads,
            seconds=seconds,
            task_seconds=task_seconds,
            rest_seconds=rest_seconds,
            clock=clock,
        )
        self._register = Register(self._door, prefix)
        self._hands = {
            index: Hand(index, settings, self._door, self._register, lexicon, prefix + index.value)
            for index, settings in INDEXES.items()
        }

    async def prepare(self) -> None:
        await self._register.prepare()
        for hand in self._hands.values():
            await hand.prepare()

    async def search(self, index: Index, query: Query) -> Hits:
        async def ask(asked: Query) -> Hits:
            return await self._search(index, asked)

        return await or_nearest(ask, query, self._lexicon)

    async def _search(self, index: Index, query: Query) -> Hits:
        words = self._lexicon.question(query.text)
        if query.words is Words.ALL or len(words) < 2:
            return await self._ask(index, query, words, words)
        # Meilisearch gives words up from the end only, so each word gets its turn, the longest
        # first.
        hits = await self._ask(index, query, words, words, last=True)
        for word in sorted(words, key=lambda word: -len(word.text)):
            if hits.total:
                break
            hits = await self._ask(index, query, (word,), words)
        return hits

    async def _ask(
        self,
        index: Index,
        query: Query,
        asked: Sequence[Word],
        words: Sequence[Word],
        *,
        last: bool = False,
    ) -> Hits:
        started = time.perf_counter()
        uid = self._prefix + index.value
        question = questions.ask(uid, INDEXES[index], query, asked, last=last)
        answers = await self._door.many(question.questions, questions.Answers)
        hits = questions.read(answers, question, query, self._lexicon, words)
        return hits.timed((time.perf_counter() - started) * 1000)

    async def suggest(
        self, index: Index, text: str, *, scope: Sequence[Filter] = (), limit: int = 8
    ) -> tuple[Suggestion, ...]:
        query = Query(text=text, scope=tuple(scope), size=limit * 2)
        words = self._lexicon.question(query.text)
        if not words:
            return ()
        question = questions.ask(
            self._prefix + index.value, INDEXES[index], query, words, last=False
        )
        titles = questions.titles(await self._door.many(question.questions, questions.Answers))
        return complete_from(titles, self._lexicon, words, limit)

    async def upsert(self, index: Index, documents: Sequence[Document]) -> Outcome:
        hand = self._hands[index]
        return await hand.write([hand.projected(each) for each in documents])

    async def delete(self, index: Index, tombstones: Sequence[Tombstone]) -> Outcome:
        return await self._hands[index].write(tombstones)

    async def digest(self, index: Index) -> Digest:
        return digest_of(await self._hands[index].live_pairs())

    async def contents(self, index: Index, bucket: int) -> dict[int, int]:
        pairs = await self._hands[index].live_pairs()
        return {id: version for id, version in pairs if bucket_of(id) == bucket}

    async def rebuild(self, index: Index, documents: AsyncIterable[Document]) -> Rebuilt:
        started = time.perf_counter()
        hand = self._hands[index]
        with hand.rebuilding():
            generation = await hand.begin()
            try:
                await hand.fill(generation, documents)
                await hand.finish(generation)
            except BaseException:
                with anyio.CancelScope(shield=True):
                    await hand.abandon(generation)
                raise
        count = (await self.digest(index)).count
        return Rebuilt(count, generation, time.perf_counter() - started)

    async def rollback(self, index: Index) -> None:
        await self._hands[index].rollback()

    async def health(self) -> Health:
        try:
            await self._door.call(lambda client: client.health())
            entries = await self._register.everything()
        except (SearchDown, WriteFailed) as trouble:
            return Health("meilisearch", ready=False, detail=str(trouble))
        missing = [index for index in INDEXES if index not in entries]
        stale = tuple(
            index for index, entry in entries.items() if entry.form != form(INDEXES[index])
        )
        detail = f"not prepared: {', '.join(missing)}" if missing else ""
        return Health("meilisearch", not missing, detail, stale)

    async def close(self) -> None:
        """The client keeps no connection open between calls."""
