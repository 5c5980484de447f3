"""
Keeping the search index equal to the database: by fact, by rebuild, and by comparing.

The fact carries an id only; the current row is read and sent with its version, and an older
version never replaces a newer one. Many facts come at once (an import), so writes that arrive
within a moment go as one batch.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import msgspec
import structlog

from match.foundation.db import DB, one, rows, value
from match.homes.found import home_document
from match.needs.found import need_document
from match.offers.found import offer_document
from match.people.found import organisation_document
from match.publicity.found import policy_document
from match.tenders.found import purchase_document
from search.digest import bucket_of, digest_of
from search.documents import Document
from search.indexes import Index
from search.port import Rebuilt, SearchEngine, Tombstone

LOG = structlog.get_logger()
GATHER_SECONDS = 0.05


class Subject(msgspec.Struct, frozen=True):
    """What an index is made of: its table, the id in payloads, and row → document."""

    table: str
    key: str
    document: Callable[[int], Awaitable[Document | None]]


SUBJECTS: dict[Index, Subject] = {
    Index.NEEDS: Subject("need", "need_id", need_document),
    Index.OFFERS: Subject("offer", "offer_id", offer_document),
    Index.PURCHASES: Subject("tender", "tender_id", purchase_document),
    Index.HOMES: Subject("home", "home_id", home_document),
    Index.POLICIES: Subject("policy_document", "policy_id", policy_document),
    Index.ORGANISATIONS: Subject("organisation", "organisation_id", organisation_document),
}


class Indexer:
    """Writes of one process, gathered for a moment and sent together, in the order of arrival."""

    def __init__(self, engine: SearchEngine) -> None:
        self.engine = engine
        self._waiting: dict[Index, dict[int, list[asyncio.Future[None]]]] = {}
        self._flushing: dict[Index, asyncio.Task[None]] = {}

    async def show(self, index: Index, subject_id: int) -> None:
        """Bring one row's document up to date; returns when the index holds it."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(index, {}).setdefault(subject_id, []).append(done)
        if index not in self._flushing:
            self._flushing[index] = asyncio.create_task(self._flush_soon(index))
        await done

    async def _flush_soon(self, index: Index) -> None:
        try:
            while self._waiting.get(index):
                await asyncio.sleep(GATHER_SECONDS)
                await self._flush(index, self._waiting.pop(index, {}))
        finally:
            self._flushing.pop(index, None)

    async def _flush(self, index: Index, waiting: dict[int, list[asyncio.Future[None]]]) -> None:
        try:
            await self._write(index, sorted(waiting))
        except Exception as error:  # noqa: BLE001 # every waiter hears of it, whatever it is
            _settle(waiting, error)
        else:
            _settle(waiting, None)

    async def _write(self, index: Index, ids: list[int]) -> None:
        documents: list[Document] = []
        tombstones: list[Tombstone] = []
        for subject_id in ids:
            document = await SUBJECTS[index].document(subject_id)
            if document is not None:
                documents.append(document)
            elif (gone := await _gone(index, subject_id)) is not None:
                tombstones.append(gone)
        if documents:
            await self.engine.upsert(index, documents)
        if tombstones:
            await self.engine.delete(index, tombstones)
        for document in documents:
            await _remember(index, document.id, document.version, public=True)
        for tombstone in tombstones:
            await _remember(index, tombstone.id, tombstone.version, public=False)

    async def rebuild(self, index: Index) -> Rebuilt:
        """Fill a new index from one snapshot of the database and swap it in."""
        kept: list[tuple[int, int]] = []

        async def documents() -> AsyncIterator[Document]:
            async with DB.transaction():
                await one("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                async for document in _every(index):
                    kept.append((document.id, document.version))
                    yield document

        built = await self.engine.rebuild(index, documents())
        await value("DELETE FROM search_state WHERE index = $1 AND public", index.value)
        for subject_id, version in kept:
            await _remember(index, subject_id, version, public=True)
        return built

    async def reconcile(self, index: Index) -> int:
        """Compare with the database, send again what differs; returns how many rows were wrong."""
        truth = {document.id: document.version async for document in _every(index)}
        held = await self.engine.digest(index)
        wrong = held.differing(digest_of(truth.items()))
        repaired = 0
        for bucket in wrong:
            shown = await self.engine.contents(index, bucket)
            wanted = {i: v for i, v in truth.items() if bucket_of(i) == bucket}
            for subject_id in {i for i, _v in shown.items() ^ wanted.items()}:
                await self._repair(index, subject_id, shown, wanted)
                repaired += 1
        if repaired:
            LOG.warning("index_repaired", index=index.value, rows=repaired)
        return repaired

    async def _repair(
        self, index: Index, subject_id: int, shown: dict[int, int], wanted: dict[int, int]
    ) -> None:
        if subject_id not in wanted:
            # The row's own version may be older than what a fault left behind: go past both.
            gone = await _gone(index, subject_id)
            version = max(shown[subject_id], gone.version if gone else 0) + 1
            await self.engine.delete(index, [Tombstone(subject_id, version)])
            await _remember(index, subject_id, version, public=False)
            return
        await self.show(index, subject_id)


def _settle(waiting: dict[int, list[asyncio.Future[None]]], error: Exception | None) -> None:
    for futures in waiting.values():
        for done in futures:
            if done.done():
                continue
            if error is None:
                done.set_result(None)
            else:
                done.set_exception(error)


async def _every(index: Index) -> AsyncIterator[Document]:
    """Every public document of an index, by id, read in pages."""
    subject, last = SUBJECTS[index], 0
    while True:
        page = await rows(
            f"SELECT id FROM {subject.table} WHERE id > $1 ORDER BY id LIMIT 500",  # noqa: S608 # a name of ours
            last,
        )
        if not page:
            return
        for row in page:
            document = await subject.document(row["id"])
            if document is not None:
                yield document
        last = page[-1]["id"]


async def _gone(index: Index, subject_id: int) -> Tombstone | None:
    """What to tell the index of a row that is not public; None if it never knew of it."""
    known = await one(
        "SELECT version, public FROM search_state WHERE index = $1 AND subject_id = $2",
        index.value,
        subject_id,
    )
    if known is None or not known["public"]:
        return None
    version = await value(
        f"SELECT search_version FROM {SUBJECTS[index].table} WHERE id = $1",  # noqa: S608 # a name of ours
        subject_id,
    )
    return Tombstone(subject_id, version or known["version"] + 1)


async def _remember(index: Index, subject_id: int, version: int, *, public: bool) -> None:
    await value(
        "INSERT INTO search_state (index, subject_id, version, public) VALUES ($1, $2, $3, $4)"
        " ON CONFLICT (index, subject_id) DO UPDATE"
        " SET version = excluded.version, public = excluded.public"
        " WHERE search_state.version <= excluded.version",
        index.value,
        subject_id,
        version,
        public,
    )


_indexer: Indexer | None = None


def use(indexer: Indexer) -> None:
    """Make *indexer* this process's: called where the worker starts."""
    global _indexer
    _indexer = indexer


def indexer() -> Indexer:
    """This process's indexer."""
    assert _indexer is not None, "only the worker writes to the index"
    return _indexer


def hearer(index: str) -> Callable[[int, dict[str, Any]], Awaitable[None]]:
    """A listener that brings the fact's subject up to date in *index*."""
    chosen = Index(index)

    async def hear(event_id: int, payload: dict[str, Any]) -> None:
        del event_id
        subject_id = payload.get(SUBJECTS[chosen].key)
        if isinstance(subject_id, int):
            await indexer().show(chosen, subject_id)

    return hear
