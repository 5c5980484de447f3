"""
The master key: what encrypts personal columns and signs short-lived links.

A 0600 JSON file outside the data directory, so that a stolen backup is unreadable. Keys have
versions: new text is sealed with the newest, old text opens with the version in its envelope.
"""

import base64
import contextlib
import hashlib
import hmac
import os
from functools import cache
from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM


class KeyTrouble(Exception):
    """The key file is missing, readable by others, or does not hold the key that is asked for."""


class Keys(msgspec.Struct, frozen=True):
    """Every version of the key, base64; ``current`` seals, ``index`` feeds the search hash."""

    current: int
    versions: dict[str, str]
    index: str

    def _key(self, version: int, purpose: str) -> bytes:
        held = self.versions.get(str(version))
        if held is None:
            raise KeyTrouble(f"The key file holds no version {version}: restore the older file.")
        return hmac.new(base64.b64decode(held), purpose.encode(), hashlib.sha256).digest()

    def seal(self, text: str, purpose: str) -> bytes:
        """Encrypt *text*; *purpose* (``table.column``) must be the same when it is opened."""
        nonce = os.urandom(12)
        box = AESGCM(self._key(self.current, purpose))
        return bytes([self.current]) + nonce + box.encrypt(nonce, text.encode(), purpose.encode())

    def open(self, sealed: bytes, purpose: str) -> str:
        """The text again. Raises KeyTrouble if it was sealed for another purpose or altered."""
        box = AESGCM(self._key(sealed[0], purpose))
        try:
            return box.decrypt(sealed[1:13], sealed[13:], purpose.encode()).decode()
        except InvalidTag as error:
            raise KeyTrouble(f"{purpose}: sealed with another key, or altered.") from error

    def fingerprint(self, text: str, purpose: str) -> bytes:
        """A keyed hash by which equal texts can be found without being readable."""
        key = base64.b64decode(self.index)
        return hmac.new(key, f"{purpose}\0{text}".encode(), hashlib.sha256).digest()

    def rotated(self) -> "Keys":
        """The same keys with a new current version. The search hash keeps its key."""
        new = self.current + 1
        if new > 255:
            raise KeyTrouble("255 versions are the most an envelope can name.")
        fresh = base64.b64encode(os.urandom(32)).decode()
        return Keys(new, {**self.versions, str(new): fresh}, self.index)


def fresh() -> Keys:
    """A first key."""
    one, index = (base64.b64encode(os.urandom(32)).decode() for _ in range(2))
    return Keys(1, {"1": one}, index)


def load(path: Path) -> Keys:
    """Read the key file; raises KeyTrouble with what to do about it."""
    try:
        mode = path.stat().st_mode & 0o777
    except FileNotFoundError as error:
        raise KeyTrouble(
            f"{path} is missing: `match keys create`, or restore your copy."
        ) from error
    if mode & 0o077:
        raise KeyTrouble(f"{path} can be read by others (mode {mode:o}): `chmod 600 {path}`.")
    try:
        return msgspec.json.decode(path.read_bytes(), type=Keys)
    except msgspec.MsgspecError as error:
        raise KeyTrouble(f"{path} is not a key file: {error}. Restore your copy.") from error


def save(keys: Keys, path: Path) -> None:
    """Write the key file, 0600 from its first byte, in one step."""
    _draft(keys, path).replace(path)


def load_or_create(path: Path) -> Keys:
    """Read the key file, making it on the very first start."""
    if not path.exists():
        draft = _draft(fresh(), path)
        # Web and worker may start at the same moment: a link never replaces what the other made.
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return load(path)


def _draft(keys: Keys, path: Path) -> Path:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(msgspec.json.encode(keys))
        file.flush()
        os.fsync(file.fileno())
    return draft


@cache
def _held() -> list[Keys]:
    return []


def hold(keys: Keys) -> None:
    """Make *keys* the process's keys: called once, where the process starts."""
    _held().clear()
    _held().append(keys)


def keys() -> Keys:
    """The process's keys."""
    held = _held()
    if not held:
        raise KeyTrouble("No key was loaded in this process.")
    return held[0]
