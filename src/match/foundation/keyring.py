"""
One key per child, in a store of its own: a small SQLite file beside the master keys.

Envelope encryption: the file holds each key sealed with the master key, so that neither file is
enough. The store is backed up apart from the database and for a short time only; to destroy one
key is to make what it sealed unreadable everywhere, in backups of the database too.
"""

import base64
import contextlib
import os
import sqlite3
from collections.abc import Generator
from pathlib import Path
from uuid import uuid4

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from match.foundation import clock
from match.foundation.keys import Keys, KeyTrouble

WRAPPING = "keyring.key"
SCHEMA = """
CREATE TABLE IF NOT EXISTS held (
  name TEXT PRIMARY KEY, wrapped BLOB NOT NULL, made_at TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS destroyed (
  name TEXT PRIMARY KEY, at TEXT NOT NULL) WITHOUT ROWID;
"""


class KeyDestroyed(KeyTrouble):
    """The store holds no such key: what it sealed cannot be read any more, by anybody."""


class SubjectKey:
    """The key of one child. Lives as long as one request; never kept."""

    def __init__(self, name: str, key: bytes) -> None:
        self.name = name
        self._box = AESGCM(key)

    def seal(self, text: str, purpose: str) -> bytes:
        """Encrypt; *purpose* (``table.column``) and the key's name are bound to the text."""
        nonce = os.urandom(12)
        return nonce + self._box.encrypt(nonce, text.encode(), self._bound(purpose))

    def open(self, sealed: bytes, purpose: str) -> str:
        """The text again. Raises KeyTrouble if it is another child's, column's, or altered."""
        try:
            return self._box.decrypt(sealed[:12], sealed[12:], self._bound(purpose)).decode()
        except InvalidTag as error:
            raise KeyTrouble(f"{purpose}: sealed with another key, or altered.") from error

    def _bound(self, purpose: str) -> bytes:
        return f"{self.name}\0{purpose}".encode()


class Keyring:
    """The store at *path*; *keys* wrap what is in it. Safe from several processes."""

    def __init__(self, path: Path, keys: Keys) -> None:
        self.path = path
        self._keys = keys

    @contextlib.contextmanager
    def _file(self) -> Generator[sqlite3.Connection, None, None]:
        if not self.path.exists():
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))
        held = sqlite3.connect(self.path, timeout=5, isolation_level=None)
        try:
            # A deleted key must not stay on the page it stood on, nor in a journal.
            held.execute("PRAGMA secure_delete = ON")
            held.execute("PRAGMA journal_mode = TRUNCATE")
            held.execute("PRAGMA synchronous = FULL")
            held.executescript(SCHEMA)
            yield held
        finally:
            held.close()

    def make(self) -> tuple[str, SubjectKey]:
        """A new key, on disk before it is used: (its name, the key)."""
        name, key = uuid4().hex, os.urandom(32)
        with self._file() as held:
            held.execute(
                "INSERT INTO held (name, wrapped, made_at) VALUES (?, ?, ?)",
                (name, self._wrap(name, key), clock.now().isoformat()),
            )
        return name, SubjectKey(name, key)

    def key(self, name: str) -> SubjectKey:
        """The key called *name*. Raises KeyDestroyed if it is not there."""
        found = self.present([name])
        if name not in found:
            raise KeyDestroyed("This child's key was destroyed: nothing of it can be read.")
        return found[name]

    def present(self, names: list[str]) -> dict[str, SubjectKey]:
        """Those of the keys that are there."""
        with self._file() as held:
            rows = [
                row
                for at in range(0, len(names), 500)
                for row in held.execute(
                    "SELECT name, wrapped FROM held WHERE name IN"  # noqa: S608 # question marks
                    f" ({','.join('?' * len(names[at : at + 500]))})",
                    names[at : at + 500],
                )
            ]
        return {name: SubjectKey(name, self._unwrap(name, wrapped)) for name, wrapped in rows}

    def destroy(self, name: str) -> None:
        """Make the key unreadable for ever. A second time changes nothing."""
        with self._file() as held:
            held.execute("BEGIN IMMEDIATE")
            held.execute("DELETE FROM held WHERE name = ?", (name,))
            held.execute(
                "INSERT OR IGNORE INTO destroyed (name, at) VALUES (?, ?)",
                (name, clock.now().isoformat()),
            )
            held.execute("COMMIT")
            held.execute("VACUUM")

    def destroyed(self) -> set[str]:
        """Names of the keys this store remembers to have destroyed."""
        with self._file() as held:
            return {name for (name,) in held.execute("SELECT name FROM destroyed")}

    def names(self) -> set[str]:
        """Names of the keys that are there."""
        with self._file() as held:
            return {name for (name,) in held.execute("SELECT name FROM held")}

    def rewrap(self) -> int:
        """Wrap every key with the newest master key, after a rotation; how many were."""
        done = 0
        for name in sorted(self.names()):
            with self._file() as held:
                row = held.execute("SELECT wrapped FROM held WHERE name = ?", (name,)).fetchone()
                if row is None or row[0][0] == self._keys.current:
                    continue
                held.execute(
                    "UPDATE held SET wrapped = ? WHERE name = ? AND wrapped = ?",
                    (self._wrap(name, self._unwrap(name, row[0])), name, row[0]),
                )
            done += 1
        return done

    def copy_to(self, target: Path) -> None:
        """A consistent copy of the store, 0600. Raises FileExistsError over an existing file."""
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        with self._file() as held, contextlib.closing(sqlite3.connect(target)) as copy:
            held.backup(copy)

    def take_in(self, copy: Path) -> int:
        """
        Add the keys of a copy of this store, but none that was destroyed here; how many came.

        Raises KeyTrouble if the file is no such copy, or its keys do not open with these.
        """
        try:
            # Read only: a copy that is being kept for a fixed time is not written to.
            with contextlib.closing(sqlite3.connect(f"file:{copy}?mode=ro", uri=True)) as old:
                found = old.execute("SELECT name, wrapped, made_at FROM held").fetchall()
                gone = old.execute("SELECT name, at FROM destroyed").fetchall()
        except sqlite3.Error as error:
            raise KeyTrouble(f"{copy} is no copy of the children's keys: {error}.") from error
        for name, wrapped, _at in found:
            self._unwrap(name, wrapped)
        here, destroyed = self.names(), self.destroyed() | {name for name, _at in gone}
        fresh = [row for row in found if row[0] not in here | destroyed]
        with self._file() as held:
            held.execute("BEGIN IMMEDIATE")
            held.executemany("INSERT INTO held (name, wrapped, made_at) VALUES (?, ?, ?)", fresh)
            held.executemany("INSERT OR IGNORE INTO destroyed (name, at) VALUES (?, ?)", gone)
            held.execute("COMMIT")
        return len(fresh)

    def _wrap(self, name: str, key: bytes) -> bytes:
        return self._keys.seal(base64.b64encode(key).decode(), f"{WRAPPING}:{name}")

    def _unwrap(self, name: str, wrapped: bytes) -> bytes:
        return base64.b64decode(self._keys.open(wrapped, f"{WRAPPING}:{name}"))
