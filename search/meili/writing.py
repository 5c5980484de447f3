"""Writes to one index: versions compared, tasks waited for, rebuilds swapped in."""

from __future__ import annotations

import time
from collections.abc import AsyncIterable, Generator, Sequence
from contextlib import contextmanager

import anyio

from search.batches import batches
from search.documents import Document
from search.indexes import Index, Settings
from search.meili.door import Door
from search.meili.register import Entry, Register
from search.meili.shapes import Json, form, to_meili, to_settings, tombstone
from search.port import Outcome, RebuildRunning, Tombstone
from search.projection import Projected, project
from search.text import Lexicon

BATCH = 1_000


class Hand:
    """The writer of one index. Compare-then-send is under a lock of this process: one process
    writes.
    """

    def __init__(
        self,
        index: Index,
        settings: Settings,
        door: Door,
        register: Register,
        lexicon: Lexicon,
        uid: str,
    ) -> None:
        self._index = index
        self._settings = settings
        self._door = door
        self._register = register
        self._lexicon = lexicon
        self._uid = uid
        self._writing = anyio.Lock()
        self._rebuilding = False

    def projected(self, document: Document) -> Projected:
        return project(self._settings, document, self._lexicon)

    async def prepare(self) -> None:
        """The form is noted only for a new index: an old one must be rebuilt first, and says so."""
        if await self._register.read(self._index) is None:
            await self._register.write(Entry(self._index.value, form(self._settings)))
        await self._create(self._uid)

    async def _create(self, uid: str) -> None:
        if not await self._door.exists(uid):
            await self._door.done(lambda client: client.create_index(uid, {"primaryKey": "id"}))
        settings = to_settings(self._settings, self._lexicon)
        await self._door.done(lambda client: client.index(uid).update_settings(settings))

    async def write(self, changes: Sequence[Projected | Tombstone]) -> Outcome:
        """To the index being built first: after a swap its name means the old one, and a write that
        came second would be lost with it.
        """
        async with self._writing:
            entry = await self._register.read(self._index)
            if entry is not None and entry.building:
                await self._send(entry.building, changes)
            return await self._send(self._uid, changes)

    async def _send(self, uid: str, changes: Sequence[Projected | Tombstone]) -> Outcome:
        newest: dict[int, Projected | Tombstone] = {}
        for change in changes:
            if change.id not in newest or newest[change.id].version < change.version:
                newest[change.id] = change
        present = await self._versions(uid, list(newest))
        fresh = [each for each in newest.values() if each.version > present.get(each.id, -1)]
        documents = [self._shaped(each) for each in fresh]
        for start in range(0, len(documents), BATCH):
            part = documents[start : start + BATCH]
            await self._door.done(lambda client, part=part: client.index(uid).add_documents(part))
        return Outcome(written=len(fresh), stale=len(changes) - len(fresh))

    def _shaped(self, change: Projected | Tombstone) -> dict[str, Json]:
        if isinstance(change, Tombstone):
            return tombstone(change.id, change.version)
        return to_meili(change, self._lexicon)

    async def _versions(self, uid: str, ids: Sequence[int]) -> dict[int, int]:
        found: dict[int, int] = {}
        for start in range(0, len(ids), BATCH):
            part = ids[start : start + BATCH]
            wanted = f"id IN [{', '.join(map(str, part))}]"
            listed = await self._door.listed(uid, wanted, 0, BATCH)
            found |= {each.id: each.version for each in listed}
        return found

    async def live_pairs(self) -> list[tuple[int, int]]:
        pairs: list[tuple[int, int]] = []
        while True:
            page = await self._door.listed(self._uid, "live = 1", len(pairs), BATCH)
            pairs += [(each.id, each.version) for each in page]
            if len(page) < BATCH:
                return pairs

    @contextmanager
    def rebuilding(self) -> Generator[None]:
        if self._rebuilding:
            raise RebuildRunning(f"{self._index} is being rebuilt already")
        self._rebuilding = True
        try:
            yield
        finally:
            self._rebuilding = False

    async def begin(self) -> str:
        generation = f"{self._uid}__{time.time_ns()}"
        async with self._writing:
            entry = await self._entry()
            if entry.building:
                await self._drop(entry.building)
            await self._create(generation)
            await self._note(entry, building=generation)
        return generation

    async def fill(self, generation: str, documents: AsyncIterable[Document]) -> None:
        async for batch in batches(documents, BATCH):
            async with self._writing:
                await self._send(generation, [self.projected(each) for each in batch])

    async def finish(self, generation: str) -> None:
        """Swap, atomically on the server; the old documents now carry the generation's name."""
        async with self._writing:
            entry = await self._entry()
            await self._swap(generation)
            await self._register.write(
                Entry(entry.id, form(self._settings), building="", previous=generation)
            )
            if entry.previous:
                await self._drop(entry.previous)

    async def abandon(self, generation: str) -> None:
        async with self._writing:
            entry = await self._entry()
            if entry.building == generation:
                await self._note(entry, building="")
                await self._drop(generation)

    async def rollback(self) -> None:
        async with self._writing:
            entry = await self._entry()
            if not entry.previous:
                raise LookupError(f"no earlier {self._index} index was kept")
            await self._swap(entry.previous)

    async def _entry(self) -> Entry:
        entry = await self._register.read(self._index)
        return entry or Entry(self._index.value, form(self._settings))

    async def _note(self, entry: Entry, *, building: str) -> None:
        await self._register.write(Entry(entry.id, entry.form, building, entry.previous))

    async def _swap(self, other: str) -> None:
        pair = {"indexes": [self._uid, other]}
        await self._door.done(lambda client: client.swap_indexes([dict(pair)]))

    async def _drop(self, uid: str) -> None:
        if await self._door.exists(uid):
            await self._door.done(lambda client: client.delete_index(uid))
