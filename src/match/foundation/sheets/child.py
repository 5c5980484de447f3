"""Run as a script in a process of its own: spreadsheet bytes on stdin, cells as JSON on stdout.

It limits itself before it reads a byte, so a file that eats memory or time kills this process only.
It imports nothing of ours: it starts in a few hundredths of a second.

Exit codes: 3, it is no workbook; 4, it holds more than anybody may send.
"""

import json
import math
import re
import resource
import signal
import sys
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from html import unescape
from io import BytesIO

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

MEMORY_BYTES = 190 * 1024**2
CPU_SECONDS = 1.4
MOST_SHEETS = 40
MOST_COLUMNS = 200
MOST_ROWS = 1_048_576
# What a cell of Excel holds.
MOST_CHARACTERS = 32_767
# What all cells say together: the process that asked holds it too.
MOST_TEXT = 12_000_000
MOST_MERGED = 20_000
MOST_BROKEN = 20_000
BROKEN, TOO_MUCH = 3, 4

_HIDDEN = re.compile(rb"<(?:\w+:)?(row|col)\b[^>]*\bhidden=\"(?:1|true)\"")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*\bname=\"([^\"]*)\"[^>]*:id=\"([^\"]*)\"")
_RELATION = re.compile(rb"<Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(rb"(Id|Target)=\"([^\"]*)\"")
# A formula that came to an error, and one that no program has worked out yet: the library says
# nothing for either, and what the clerk sees in the cell would be lost.
_WRONG = re.compile(
    rb"<(?:\w+:)?c\b(?=[^>]*\br=\"([A-Z]{1,3})([0-9]{1,7})\")(?:[^>]*\bt=\"e\"[^>]*>|[^>]*>\s*"
    rb"<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>)"
)
# The same in an old workbook, whose records say no place that could be told: BOOLERR and FORMULA
# with an error ([MS-XLS] 2.4.24, 2.5.133).
_WRONG_OF_OLD = re.compile(
    rb"\x05\x02\x08\0.{6}[\0\x07\x0f\x17\x1d$*]\x01"
    rb"|\x06\0.{8}\x02\0[\0\x07\x0f\x17\x1d$*]\0\0\0\xff\xff",
    re.DOTALL,
)
_OLD = b"\xd0\xcf\x11\xe0"
_AS_TEXT = re.compile(rb"^<[^>]*\bt=\"str\"")
WRONG = "#N/A"
"""What stands for such a cell; `cells.py` says what to do with it."""

Cell = str | int | float | bool | date | datetime | time | timedelta
Plain = str | int | float | bool | list[str]


class TooMuch(Exception):
    """More text than `MOST_TEXT`."""


def plain(value: Cell) -> Plain:
    """
    JSON for one cell: ["date", ISO], ["moment", ISO] with an hour; other times as text; `WRONG` for
    1e400 and NaN, which are no numbers.
    """
    if isinstance(value, datetime):
        if value.time() == time():
            return ["date", value.date().isoformat()]
        return ["moment", value.isoformat()]
    if isinstance(value, date):
        return ["date", value.isoformat()]
    if isinstance(value, time | timedelta):
        return str(value)
    if isinstance(value, float) and not math.isfinite(value):
        return WRONG
    return value[:MOST_CHARACTERS] if isinstance(value, str) else value


@dataclass
class Part:
    """What the file says of a sheet besides its values: what is hidden, and the wrong formulas."""

    rows: int = 0
    columns: int = 0
    wrong: list[tuple[int, int]] = field(default_factory=list)


def filled(sheet: CalamineSheet, most_rows: int, said: int) -> tuple[list[list[Plain]], bool, int]:
    """
    The rows down to the last that is not empty, an empty one as []; whether there are more than
    *most_rows* that are not; and what all cells say together, *said* before.
    """
    rows: list[list[Plain]] = []
    before: list[Plain] = [""] * (sheet.start or (0, 0))[1]
    nothing: list[Plain] = []
    held = 0
    for values in sheet.iter_rows():
        if all(isinstance(value, str) and not value.strip() for value in values):
            rows.append(nothing)
            continue
        if held == most_rows:
            return rows, True, said
        held += 1
        row = before + [plain(value) for value in values]
        said += len(row) + sum(len(value) for value in row if isinstance(value, str))
        if said > MOST_TEXT:
            raise TooMuch
        rows.append(row)
    return rows, False, said


def unmerged(cells: list[list[Plain]], sheet: CalamineSheet, said: int) -> tuple[int, int]:
    """How many cells were filled from the merged cell they belong to; what all cells say now."""
    count, ranges = 0, sheet.merged_cell_ranges or []
    if len(ranges) > MOST_MERGED:
        raise TooMuch
    for (top, left), (bottom, right) in ranges:
        # Numbers stay where they stand: a sum merged over three villages is not each one's.
        if (
            top >= len(cells)
            or left >= len(cells[top])
            or isinstance(cells[top][left], int | float)
        ):
            continue
        for row in range(top, min(bottom + 1, len(cells))):
            for place in range(left, min(right + 1, len(cells[row]))):
                if cells[row][place] == "":
                    cells[row][place] = cells[top][left]
                    count += 1
        said += count * 4
        if said > MOST_TEXT:
            raise TooMuch
    return count, said


def told(cells: list[list[Plain]], wrong: list[tuple[int, int]]) -> None:
    """Put `WRONG` where a formula has no value: an empty cell would be taken for one."""
    for row, place in wrong:
        if row >= MOST_ROWS or place >= MOST_COLUMNS:
            continue
        cells += [[] for _row in range(row + 1 - len(cells))]
        if len(cells[row]) <= place:
            cells[row] = cells[row] + [""] * (place + 1 - len(cells[row]))
        if cells[row][place] == "":
            cells[row][place] = WRONG


def shortened(cells: list[list[Plain]]) -> list[list[Plain] | int]:
    """The rows with each run of empty ones as their number: a list may stand far down."""
    short: list[list[Plain] | int] = []
    for row in cells:
        if row:
            short.append(row)
        elif short and isinstance(short[-1], int):
            short[-1] += 1
        else:
            short.append(1)
    return short


def parts(data: bytes) -> dict[str, Part]:
    """What each sheet's part says, by the sheet's name; empty for what is no xlsx."""
    found: dict[str, Part] = {}
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            paths = {
                one.get(b"Id", b""): one.get(b"Target", b"")
                for one in (
                    dict(_ATTRIBUTE.findall(tag))
                    for tag in _RELATION.findall(archive.read("xl/_rels/workbook.xml.rels"))
                )
            }
            for name, which in _SHEET.findall(archive.read("xl/workbook.xml"))[:MOST_SHEETS]:
                path = paths.get(which, b"").decode().removeprefix("/").removeprefix("xl/")
                found[unescape(name.decode("utf-8", "replace"))] = part(archive, f"xl/{path}")
    except (KeyError, ValueError, zipfile.BadZipFile, OSError):
        return found
    return found


def part(archive: zipfile.ZipFile, path: str) -> Part:
    """What one part says."""
    found, rest = Part(), b""
    with archive.open(path) as opened:
        while chunk := opened.read(1 << 20):
            text = rest + chunk
            # Cut before a cell, so that none is seen in two halves.
            whole = max(text.rfind(b"<c "), text.rfind(b"<row"), text.rfind(b"<x:c "), 0)
            _look(text[:whole], found)
            # A tag, or a cell with a formula, longer than this is none of Excel's.
            rest = text[whole:][:16_384]
    _look(rest, found)
    return found


def _look(text: bytes, found: Part) -> None:
    for kind in _HIDDEN.findall(text):
        found.rows += kind == b"row"
        found.columns += kind == b"col"
    for one in _WRONG.finditer(text):
        if len(found.wrong) >= MOST_BROKEN:
            raise TooMuch
        if not _AS_TEXT.match(one[0]):
            found.wrong.append((int(one[2]) - 1, _place(one[1])))


def _place(letters: bytes) -> int:
    """A → 0, AA → 26."""
    place = 0
    for letter in letters:
        place = place * 26 + letter - 64
    return place - 1


def limit() -> None:
    """Before the first byte: memory, time of the processor, nothing written, no core."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (3, 3))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # The limit above counts whole seconds; this one ends the process to the millisecond.
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, CPU_SECONDS)


def main(most_rows: int) -> int:
    """Cells of the first sheets as JSON on stdout; the exit code says what went wrong."""
    limit()
    data = sys.stdin.buffer.read()
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        unseen = parts(data)
        lost = len(_WRONG_OF_OLD.findall(data)) if data.startswith(_OLD) else 0
        sheets: list[dict[str, object]] = []
        said = 0
        pages = [page for page in book.sheets_metadata if page.typ == SheetTypeEnum.WorkSheet]
        if len(pages) > MOST_SHEETS:
            raise TooMuch
        for page in pages:
            sheet, about = book.get_sheet_by_name(page.name), unseen.get(page.name, Part())
            wide = (sheet.end or (0, 0))[1] >= MOST_COLUMNS
            cells, more, said = ([], False, said) if wide else filled(sheet, most_rows, said)
            if not wide:
                told(cells, about.wrong)
            merged, said = unmerged(cells, sheet, said)
            sheets.append(
                {
                    "name": page.name,
                    "shown": page.visible == SheetVisibleEnum.Visible,
                    "rows": shortened(cells),
                    "more": more,
                    "wide": wide,
                    "lost": lost,
                    "merged": merged,
                    "hidden": [about.rows, about.columns],
                }
            )
    except CalamineError:
        return BROKEN
    except (MemoryError, TooMuch):
        return TOO_MUCH
    sys.stdout.write(json.dumps(sheets, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
