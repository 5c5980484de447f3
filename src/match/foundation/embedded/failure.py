"""Why a part could not start, in words for the person at the terminal."""

from pathlib import Path


class StartFailed(Exception):
    """A part of the house did not start; the message says why and what to do."""


class AlreadyRunning(StartFailed):
    """Another supervisor uses this data directory; the message names its pid."""


def last_lines(log: Path, count: int = 12) -> str:
    """The end of a log, where a program says why it gave up."""
    if not log.exists():
        return "(no log)"
    with log.open("rb") as file:
        file.seek(max(0, log.stat().st_size - 8192))
        text = file.read().decode("utf-8", "replace")
    return "\n".join(f"    {line}" for line in text.splitlines()[-count:])
