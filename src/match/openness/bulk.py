"""
All releases of one year as files: one release a line (gzip), and one release package.

Made in the night by a job, from one snapshot, a few rows in memory at a time. A file bears the
hash of its content in its name, so whoever is downloading the old one is not cut off.
"""

import gzip
import hashlib
from pathlib import Path
from typing import IO, Any

import msgspec

from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.foundation.db import batches, rows, snapshot, value
from match.foundation.settings import settings
from match.openness.commands import record_file
from match.openness.packages import head

FORMATS = ("jsonl", "json")
_YEAR = "SELECT id, body FROM ocds_release WHERE year = $1 ORDER BY id"


def folder() -> Path:
    """Where the files lie."""
    return settings().data_dir / "open-data"


async def write_files() -> int:
    """Every year that has releases which are not in its files yet; returns how many files."""
    stale = await rows(
        "SELECT r.year, max(r.id) AS upto FROM ocds_release r GROUP BY r.year HAVING max(r.id) >"
        " coalesce((SELECT min(f.upto) FROM ocds_file f WHERE f.year = r.year), 0)"
        " OR (SELECT count(*) FROM ocds_file f WHERE f.year = r.year) < 2 ORDER BY r.year"
    )
    for row in stale:
        for format in FORMATS:
            await _write(row["year"], format)
    return len(stale) * len(FORMATS)


async def _write(year: int, format: str) -> None:
    folder().mkdir(parents=True, exist_ok=True)
    part = folder() / f".{year}.{format}.part"
    count = upto = 0
    with part.open("wb") as raw:
        # No time and no name inside: the same releases are the same bytes.
        out: IO[bytes] = (
            gzip.GzipFile(fileobj=raw, mode="wb", filename="", mtime=0)  # pyright: ignore[reportAssignmentType] (its stub is no IO, what it does is)
            if format == "jsonl"
            else raw
        )
        out.write(_before(year) if format == "json" else b"")
        async with snapshot() as connection:
            async for found in batches(connection, _YEAR, year, size=500):
                for row in found:
                    out.write(_between(format, count) + row["body"].encode())
                    count, upto = count + 1, row["id"]
        out.write(b"]}" if format == "json" else b"\n" if count else b"")
        if out is not raw:
            out.close()
    stem, ending = f"ocds-{year}", "jsonl.gz" if format == "jsonl" else "json"
    name, digest = put(part, stem, ending)
    await record_file(
        SYSTEM,
        year=year,
        format=format,
        name=name,
        size=(folder() / name).stat().st_size,
        sha256=digest,
        releases=count,
        upto=upto,
    )
    # A run that was overtaken leaves the name that is there.
    current: str = await value(
        "SELECT name FROM ocds_file WHERE year = $1 AND format = $2", year, format
    )
    clear(stem, ending, current)


def _before(year: int) -> bytes:
    """The package's head, open for its releases."""
    package: dict[str, Any] = {**head(f"/open-data/files/{year}.json", clock.now()), "releases": []}
    return msgspec.json.encode(package)[:-2]


def _between(format: str, count: int) -> bytes:
    if count == 0:
        return b""
    return b"," if format == "json" else b"\n"


def put(part: Path, stem: str, ending: str) -> tuple[str, str]:
    """Give a file that is written its name, which bears its hash: (name, SHA-256 in hex)."""
    with part.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    name = f"{stem}-{digest[:12]}.{ending}"
    part.rename(folder() / name)
    return name, digest


def clear(stem: str, ending: str, current: str) -> None:
    """Take away what nobody is sent to any more, but the last one: somebody may be reading it."""
    old = sorted(
        (path for path in folder().glob(f"{stem}-????????????.{ending}") if path.name != current),
        key=lambda path: path.stat().st_mtime,
    )
    for path in old[:-1]:
        path.unlink(missing_ok=True)
