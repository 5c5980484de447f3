"""Readers: they follow the `current` file and the commits under it, and hold no lock."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import msgspec
import tantivy

from search.embedded.schema import POINT, point_of
from search.embedded.shelf import Pointer, Shelf
from search.filters import Point
from search.port import SearchDown

Stamp = tuple[int, int, int]


class Snapshot(msgspec.Struct, frozen=True):
    """One commit of one generation.

    `points`: every distinct position in it, few because they are the counties' own.
    `same_vocabulary`: it was written with the thesaurus we have, so its concepts can be trusted.
    """

    searcher: tantivy.Searcher
    schema: tantivy.Schema
    points: dict[str, Point]
    same_vocabulary: bool


class Reader:
    """Blocking and safe for threads."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._lock = threading.Lock()
        self._generation: str | None = None
        self._index: tantivy.Index | None = None
        self._stamp: Stamp | None = None
        self._snapshot: Snapshot | None = None

    def snapshot(self) -> Snapshot:
        """The newest commit. A stat and a short read when nothing has changed.

        Raises SearchDown when there is no index, or one of another form.
        """
        with self._lock:
            try:
                return self._fresh()
            except (OSError, ValueError):
                # A swap or a merge went past between two steps: what we were opening is gone. Look
                # again, once.
                self._generation = None
            try:
                return self._fresh()
            except (OSError, ValueError) as problem:
                raise SearchDown(f"the {self._shelf.path.name} index cannot be read") from problem

    def _fresh(self) -> Snapshot:
        generation = self._shelf.generation(Pointer.CURRENT)
        if generation is None:
            raise SearchDown(f"there is no {self._shelf.path.name} index yet: run a rebuild")
        if not self._shelf.readable(generation):
            raise SearchDown(f"the {self._shelf.path.name} index has another form: run a rebuild")
        path = self._shelf.path / generation
        stamp = _stamp(path / "meta.json")
        if generation == self._generation and stamp == self._stamp and self._snapshot is not None:
            return self._snapshot
        if generation != self._generation or self._index is None:
            self._index = tantivy.Index.open(str(path))
            self._index.config_reader(reload_policy="manual")
        self._index.reload()
        self._generation, self._stamp = generation, stamp
        searcher = self._index.searcher()
        points = {key: point_of(key) for key, _ in searcher.terms_with_prefix(POINT, "")}
        same = self._shelf.same_vocabulary(generation)
        self._snapshot = Snapshot(searcher, self._index.schema, points, same)
        return self._snapshot


def _stamp(path: Path) -> Stamp:
    """Read before the reload: a commit in between only causes one reload too many."""
    status = os.stat(path)
    return status.st_ino, status.st_mtime_ns, status.st_size
