"""`match screen`: JSON lines in, JSON lines out, so that others can measure the screen."""

from collections.abc import Iterable
from typing import TextIO

import msgspec

from match.foundation.language import _
from match.foundation.screening.findings import Finding
from match.foundation.screening.screening import screen

LONGEST_TEXT = 100_000


class Line(msgspec.Struct):
    """One text to screen; other fields are ignored."""

    id: str | int
    text: str


class Screened(msgspec.Struct):
    """What was found in it."""

    id: str | int
    findings: list[dict[str, str | int]]


def screen_lines(lines: Iterable[bytes], out: TextIO, errors: TextIO) -> int:
    """Screen every line of `{"id", "text"}` into a line of `{"id", "findings"}` on `out`.

    A line that cannot be read is reported on `errors` with its number and the rest goes on.
    Returns the exit code: 0, or 1 if any line failed. Blank lines are skipped.
    """
    failed = 0
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            read = msgspec.json.decode(line, type=Line)
            if len(read.text) > LONGEST_TEXT:
                raise msgspec.ValidationError(f"`text` is longer than {LONGEST_TEXT} characters")
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            failed = 1
            message = _("第 %(number)s 行读不懂，已跳过（%(reason)s）。每行应为 {id, text}。")
            print(message % {"number": number, "reason": error}, file=errors)
            continue
        found = Screened(read.id, [_plain(finding) for finding in screen(read.text)])
        print(msgspec.json.encode(found).decode(), file=out)
    return failed


def _plain(finding: Finding) -> dict[str, str | int]:
    return {
        "kind": finding.kind.value,
        "start": finding.start,
        "end": finding.end,
        "severity": finding.severity.value,
    }
