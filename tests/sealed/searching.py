"""Looking for bytes where somebody would look who has the machine: files, dumps, memory."""

import os
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

PIECE = 16 * 1024 * 1024


def spellings(word: bytes) -> tuple[bytes, ...]:
    """How *word* may lie about: as it is, as hex (a dump's bytea), in UTF-16."""
    return (word, word.hex().encode(), word.decode().encode("utf-16-le"))


def in_files(folder: Path, words: Iterable[bytes]) -> set[tuple[str, bytes]]:
    """(path, word) for every file below *folder* that holds a word."""
    found: set[tuple[str, bytes]] = set()
    for path in folder.rglob("*"):
        try:
            if path.is_file():
                raw = path.read_bytes()
                found |= {(str(path.relative_to(folder)), word) for word in words if word in raw}
        except OSError:
            continue  # a socket, or a file that a server has just taken away
    return found


def descendants(pid: int) -> set[int]:
    """Every process below *pid*."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text("latin-1")
            except OSError:
                continue
            parents[int(entry.name)] = int(stat.rsplit(")", 1)[1].split()[1])
    found = {pid}
    while grown := {child for child, parent in parents.items() if parent in found} - found:
        found |= grown
    return found - {pid}


def in_memory(pids: Iterable[int], words: Iterable[bytes]) -> set[tuple[str, bytes]]:
    """(name of the process, word) for every process whose memory holds a word."""
    found: set[tuple[str, bytes]] = set()
    shared: set[str] = set()
    for pid in pids:
        try:
            name = Path(f"/proc/{pid}/comm").read_text().strip()
            for piece in _pieces(pid, shared):
                found |= {(name, word) for word in words if word in piece}
        except OSError:
            continue  # it has ended
    return found


def _pieces(pid: int, shared: set[str]) -> Iterator[bytes]:
    """The readable memory of a process; what several share is read once."""
    with (
        open(f"/proc/{pid}/maps", encoding="utf-8", errors="replace") as maps,
        open(f"/proc/{pid}/mem", "rb", buffering=0) as memory,
    ):
        for line in maps:
            fields = line.split()
            span, mode = fields[0], fields[1]
            path = fields[5] if len(fields) > 5 else ""
            if "r" not in mode or path in ("[vvar]", "[vsyscall]", "[vvar_vclock]"):
                continue
            if "s" in mode or path.endswith(".so"):
                key = " ".join(fields[1:])
                if key in shared:
                    continue
                shared.add(key)
            start, end = (int(each, 16) for each in span.split("-"))
            held = b""
            for at in range(start, end, PIECE):
                try:
                    memory.seek(at)
                    piece = memory.read(min(PIECE, end - at))
                except (OSError, ValueError):
                    break
                yield held[-256:] + piece
                held = piece


def dumped(programs: Path, dsn: str) -> bytes:
    """The whole database as `pg_dump` writes it."""
    return subprocess.run(
        [str(programs / "pg_dump"), "--no-owner", dsn],
        capture_output=True,
        check=True,
        env={"PATH": os.environ["PATH"], "PGCLIENTENCODING": "UTF8"},
    ).stdout
