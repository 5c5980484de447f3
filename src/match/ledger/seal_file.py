"""
The seals outside the database: one JSON line each, only ever added to, on disk before we go on.

Ship the file off the host as it grows; a copy elsewhere is what makes a seal worth something.
"""

import fcntl
import os
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from match.ledger.twin import Seal

NAME = "ledger-seals.jsonl"


class SealTrouble(Exception):
    """The file of seals cannot be used, or contradicts the database; says what to do."""


class _Written(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    number: int
    first_tx: int
    last_tx: int
    transactions: int
    entries: int
    digest: str
    at: datetime
    prev: str
    hash: str
    key: str
    signature: str


def read(folder: Path) -> Iterator[Seal]:
    """Every seal of the file, one at a time. Raises SealTrouble for a line that is none."""
    path = folder / NAME
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return
    except OSError as error:
        raise SealTrouble(f"{path} cannot be read: {error.strerror}.") from error
    with file:
        for number, line in enumerate(file, 1):
            if not line.endswith(b"\n"):
                raise SealTrouble(
                    f"{path}, line {number} was cut off while it was written: remove that last "
                    "part of a line, and it is written again."
                )
            try:
                written = msgspec.json.decode(line, type=_Written)
                seal = Seal(**{name: _unhex(value) for name, value in _items(written)})
            except (msgspec.MsgspecError, ValueError) as error:
                raise SealTrouble(f"{path}, line {number} is not a seal: {error}.") from error
            yield seal


def append(folder: Path, seals: Sequence[Seal]) -> None:
    """Add *seals* and return once they are on disk. One writer at a time. Raises SealTrouble."""
    path = folder / NAME
    try:
        folder.mkdir(mode=0o755, parents=True, exist_ok=True)
        with open(path, "ab", buffering=0) as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            have = sum(1 for _ in read(folder))
            if seals and seals[0].number != have + 1:
                return  # another writer was faster; what is missing is added the next time
            file.write(b"".join(_line(seal) for seal in seals))
            os.fsync(file.fileno())
    except OSError as error:
        raise SealTrouble(
            f"Cannot write {path}: {error.strerror}. Name a folder that can be written with "
            "MATCH_SEAL_DIR."
        ) from error


def _line(seal: Seal) -> bytes:
    told = {name: _hex(value) for name, value in msgspec.structs.asdict(seal).items()}
    return msgspec.json.encode(told) + b"\n"


def _items(written: _Written) -> Iterator[tuple[str, Any]]:
    return iter(msgspec.structs.asdict(written).items())


def _hex(value: Any) -> Any:
    return value.hex() if isinstance(value, bytes) else value


def _unhex(value: Any) -> Any:
    return bytes.fromhex(value) if isinstance(value, str) else value
