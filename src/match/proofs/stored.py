"""
What a run read, as bytes that are the same for the same input: the form in which it is kept.

A line of JSON (format, facts of the run, and name, type and length of every column), a newline,
then the columns one after the other, little-endian, each in the smallest type of whole numbers
that holds it. Lists of numbers per row are two columns, ``….start`` and ``….values``. The run's
``input_sha256`` is that of these bytes; kept is their zlib compression.
"""

import hashlib
import json
import zlib
from collections.abc import Mapping
from typing import Any, cast

import numpy as np
import numpy.typing as npt

FORMAT = "xiangtonghui-run-input-1"
Ints = npt.NDArray[np.int64]
_TYPES = ("<i1", "<i2", "<i4", "<i8")


class StoredInputError(ValueError):
    """The bytes are not a stored input; the message says what is wrong with them."""


def pack(facts: Mapping[str, Any], columns: Mapping[str, Ints]) -> bytes:
    """The bytes of an input: *facts* as JSON, *columns* by name."""
    small = {name: np.ascontiguousarray(_smallest(column)) for name, column in columns.items()}
    header = {
        "format": FORMAT,
        **facts,
        "columns": [[name, column.dtype.str, len(column)] for name, column in small.items()],
    }
    said = json.dumps(header, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return b"".join([said.encode(), b"\n", *(column.tobytes() for column in small.values())])


def unpack(content: bytes) -> tuple[dict[str, Any], dict[str, Ints]]:
    """Facts and columns again. Raises StoredInputError for anything else than `pack` made."""
    said, _, body = content.partition(b"\n")
    try:
        header = json.loads(said)
        listed = [(str(n), str(kind), int(length)) for n, kind, length in header["columns"]]
    except (ValueError, KeyError, TypeError) as error:
        raise StoredInputError(f"The stored input has no readable header: {error}.") from None
    if header.get("format") != FORMAT or any(kind not in _TYPES_READ for _, kind, _ in listed):
        raise StoredInputError(f"The stored input is not of the format {FORMAT}.")
    columns: dict[str, Ints] = {}
    place = 0
    for name, kind, length in listed:
        end = place + length * np.dtype(kind).itemsize
        if length < 0 or end > len(body):
            raise StoredInputError(f"The stored input ends within column {name}.")
        columns[name] = np.frombuffer(body[place:end], kind).astype(np.int64)
        place = end
    if place != len(body):
        raise StoredInputError("The stored input goes on after its last column.")
    return cast(dict[str, Any], header), columns


def digest(content: bytes) -> str:
    """SHA-256 of the uncompressed bytes."""
    return hashlib.sha256(content).hexdigest()


def compress(content: bytes) -> bytes:
    """As it is kept: the fastest level, since a nightly run must not wait for its archive."""
    return zlib.compress(content, 1)


def decompress(kept: bytes) -> bytes:
    """Raises StoredInputError when the bytes were changed."""
    try:
        return zlib.decompress(kept)
    except zlib.error as error:
        raise StoredInputError(f"The stored input cannot be decompressed: {error}.") from None


def _smallest(column: Ints) -> npt.NDArray[Any]:
    low, high = (int(column.min()), int(column.max())) if len(column) else (0, 0)
    for kind in _TYPES[:-1]:
        held = np.iinfo(kind)
        if held.min <= low and high <= held.max:
            return column.astype(kind)
    return column.astype("<i8")


# numpy says "|i1" for a type that has no byte order.
_TYPES_READ = (*_TYPES, "|i1")
