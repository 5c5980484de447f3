"""The only hand that writes. One batch: take the lock, compare versions, replace, commit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import tantivy

from search.embedded.answers import identities
from search.embedded.schema import build, to_tantivy, tombstone
from search.embedded.shelf import Pointer, Shelf
from search.indexes import Settings
from search.port import Outcome, SearchDown, Tombstone
from search.projection import Projected
from search.text import Lexicon

HEAP_BYTES = 64_000_000


class Writer:
    """Blocking; call it from a worker thread."""

    def __init__(self, shelf: Shelf, settings: Settings, lexicon: Lexicon) -> None:
        self._shelf = shelf
        self._schema = build(settings)
        self._lexicon = lexicon

    def ensure(self) -> bool:
        """Whether the current generation is one we can use. Creates the first one."""
        with self._shelf.writing():
            current = self._shelf.generation(Pointer.CURRENT)
            if current is None:
                current = self._shelf.new_generation()
                self._open(current)
                self._shelf.point(Pointer.CURRENT, current)
            return self._shelf.readable(current)

    def write(self, changes: Sequence[Projected | Tombstone]) -> Outcome:
        """Into what readers see and into what a rebuild fills, so that a swap loses nothing. The
        outcome is the readers'.
        """
        with self._shelf.writing():
            current = self._usable(Pointer.CURRENT)
            building = self._usable(Pointer.BUILDING)
            if current is None and building is None:
                raise SearchDown(f"there is no {self._shelf.path.name} index yet: run a rebuild")
            outcomes = [
                self._apply(generation, changes)
                for generation in dict.fromkeys((building, current))
                if generation is not None
            ]
            return outcomes[-1]

    def fill(self, generation: str, changes: Sequence[Projected]) -> Outcome:
        """Into one generation only: the rebuild's share."""
        with self._shelf.writing():
            return self._apply(generation, changes)

    def begin(self) -> str:
        """A new, empty generation that writes go to as well from now on. What a dead rebuild left
        is thrown away.
        """
        with self._shelf.writing():
            self._shelf.point(Pointer.BUILDING, None)
            self._shelf.prune()
            generation = self._shelf.new_generation()
            self._open(generation)
            self._shelf.point(Pointer.BUILDING, generation)
            return generation

    def finish(self, generation: str) -> None:
        with self._shelf.writing():
            self._shelf.swap_in(generation)

    def abandon(self) -> None:
        with self._shelf.writing():
            self._shelf.point(Pointer.BUILDING, None)
            self._shelf.prune()

    def rollback(self) -> None:
        """LookupError if no earlier index that this code can read was kept."""
        with self._shelf.writing():
            previous = self._usable(Pointer.PREVIOUS)
            if previous is None:
                raise LookupError(f"no earlier {self._shelf.path.name} index was kept")
            self._shelf.swap_in(previous)

    def _usable(self, pointer: Pointer) -> str | None:
        generation = self._shelf.generation(pointer)
        if generation is None or not self._shelf.readable(generation):
            return None
        return generation if self._path(generation).is_dir() else None

    def _apply(self, generation: str, changes: Sequence[Projected | Tombstone]) -> Outcome:
        index = self._open(generation)
        newest: dict[int, Projected | Tombstone] = {}
        for change in changes:
            if change.id not in newest or newest[change.id].version < change.version:
                newest[change.id] = change
        present = _versions(index, self._schema, newest)
        fresh = [
            change for change in newest.values() if change.version > present.get(change.id, -1)
        ]
        if fresh:
            self._commit(index, fresh)
        return Outcome(written=len(fresh), stale=len(changes) - len(fresh))

    def _commit(self, index: tantivy.Index, changes: Iterable[Projected | Tombstone]) -> None:
        writer = index.writer(HEAP_BYTES, 1)
        for change in changes:
            writer.delete_documents_by_term("id", change.id)
            if isinstance(change, Tombstone):
                writer.add_document(tombstone(change.id, change.version, self._schema))
            else:
                writer.add_document(to_tantivy(change, self._lexicon, self._schema))
        writer.commit()
        writer.wait_merging_threads()

    def _open(self, generation: str) -> tantivy.Index:
        return tantivy.Index(self._schema, path=str(self._path(generation)))

    def _path(self, generation: str) -> Path:
        return self._shelf.path / generation


def _versions(index: tantivy.Index, schema: tantivy.Schema, ids: Iterable[int]) -> dict[int, int]:
    """Of documents and tombstones alike."""
    wanted = list(ids)
    searcher = index.searcher()
    if not wanted or searcher.num_docs == 0:
        return {}
    query = tantivy.Query.term_set_query(schema, "id", wanted)
    addresses = [address for _, address in searcher.search(query, limit=len(wanted)).hits]
    return dict(identities(searcher, addresses))
