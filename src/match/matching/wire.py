"""
Rows of PostgreSQL as numpy columns, without a Python object per row.

``COPY … TO STDOUT (FORMAT binary)`` of columns that are all bigint and never null has rows of one
width: two bytes that count the fields, then four bytes of length and eight of value each. Such a
stream is a numpy array as it stands; a hundred thousand rows cost some milliseconds.
"""

# asyncpg ships no types.
# pyright: reportUnknownMemberType=false

import numpy as np
import numpy.typing as npt

from match.foundation.db import connection

Ints = npt.NDArray[np.int64]

# The signature, a word of flags, the length of an extension that is empty.
_HEADER = 11 + 4 + 4
_TRAILER = b"\xff\xff"


async def bigints(names: str, sql: str, *values: object) -> dict[str, Ints]:
    """
    The answer of *sql* as one array per name in *names* (separated by blanks).

    Every column must be bigint and not null: a null would shift what follows, so the stream's
    length is checked and a wrong one is a ValueError.
    """
    fields = names.split()
    content = bytearray()

    async def take(chunk: bytes) -> None:
        content.extend(chunk)

    async with connection() as open_connection:
        await open_connection.copy_from_query(sql, *values, output=take, format="binary")
    row = np.dtype(
        [("fields", ">i2"), *((part, kind) for name in fields for part, kind in _field(name))]
    )
    body = memoryview(content)[_HEADER : len(content) - len(_TRAILER)]
    if len(body) % row.itemsize:
        raise ValueError(f"COPY answered rows of another width than {len(fields)} bigints")
    table = np.frombuffer(body, row)
    if len(table) and not all(bool((table[f"{name}:length"] == 8).all()) for name in fields):
        raise ValueError("COPY answered something that is not a bigint, or a null")
    return {name: table[name].astype(np.int64) for name in fields}


def _field(name: str) -> tuple[tuple[str, str], tuple[str, str]]:
    return (f"{name}:length", ">i4"), (name, ">i8")
