"""Where one index lies on disk, and how it is replaced without a moment of nothing.

    needs/current       names the generation readers open; replaced by rename, whole or not at all
    needs/previous      the one before, kept for rollback
    needs/building      the one a rebuild is filling; writers write to it too
    needs/<form>-<vocabulary>-<time>/   the generations
    needs/write.lock    held for one batch by whoever writes, and for the swap
    needs/rebuild.lock  held for a whole rebuild

The locks are flock: the kernel drops them when a process dies, however it dies.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import time
from collections.abc import Generator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

from search.port import RebuildRunning


class Pointer(StrEnum):
    CURRENT = "current"
    PREVIOUS = "previous"
    BUILDING = "building"


class Shelf:
    """`form` names how documents are stored, `vocabulary` the thesaurus they were read with."""

    def __init__(self, path: Path, form: str, vocabulary: str) -> None:
        self.path = path
        self.form = form
        self.vocabulary = vocabulary

    def generation(self, pointer: Pointer) -> str | None:
        try:
            return (self.path / pointer).read_text().strip() or None
        except FileNotFoundError:
            return None

    def readable(self, generation: str) -> bool:
        return generation.startswith(self.form + "-")

    def same_vocabulary(self, generation: str) -> bool:
        return generation.startswith(f"{self.form}-{self.vocabulary}-")

    def new_generation(self) -> str:
        generation = f"{self.form}-{self.vocabulary}-{time.time_ns():020d}"
        (self.path / generation).mkdir(parents=True)
        return generation

    def point(self, pointer: Pointer, generation: str | None) -> None:
        """All or nothing, also through a power cut."""
        target = self.path / pointer
        if generation is None:
            target.unlink(missing_ok=True)
        else:
            draft = self.path / f".{pointer}.{os.getpid()}"
            with draft.open("w") as file:
                file.write(generation)
                file.flush()
                os.fsync(file.fileno())
            os.replace(draft, target)
        self._sync_directory()

    def swap_in(self, generation: str) -> None:
        """Make `generation` current. Call with the write lock held."""
        self.point(Pointer.PREVIOUS, self.generation(Pointer.CURRENT))
        self.point(Pointer.CURRENT, generation)
        self.point(Pointer.BUILDING, None)
        self.prune()

    def prune(self) -> None:
        """Readers that still hold a removed generation keep their open files."""
        kept = {self.generation(pointer) for pointer in Pointer}
        for entry in self.path.iterdir():
            if entry.is_dir() and entry.name not in kept:
                shutil.rmtree(entry, ignore_errors=True)

    @contextmanager
    def writing(self) -> Generator[None]:
        descriptor = self._locked("write.lock", fcntl.LOCK_EX)
        try:
            yield
        finally:
            os.close(descriptor)

    @contextmanager
    def rebuilding(self) -> Generator[None]:
        try:
            descriptor = self._locked("rebuild.lock", fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise RebuildRunning(f"{self.path.name} is being rebuilt already") from None
        try:
            yield
        finally:
            os.close(descriptor)

    def _locked(self, name: str, mode: int) -> int:
        """The descriptor that holds the lock; closing it lets go."""
        self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(self.path / name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, mode)
        except BaseException:
            os.close(descriptor)
            raise
        return descriptor

    def _sync_directory(self) -> None:
        descriptor = os.open(self.path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
