"""Cells that are text: a CSV file, or what was copied from Excel, WPS or a chat."""

import csv
import re
from collections import Counter
from collections.abc import Sequence
from io import StringIO

from match.foundation.language import _
from match.foundation.sheets.columns import SheetRefused
from match.foundation.sheets.limits import (
    LONGEST_LINE,
    MOST_COLUMNS,
    MOST_LINES,
    too_heavy,
    too_wide,
)

_MARKS = "\t,;，"
# Each is looked at by itself where a file's quotes are not in pairs; more is nobody's list.
_MOST_QUOTES = 400_000
_TOLD = 5
# How programs write a code that Excel shall not take for a number: ="0743". Our own files never
# hold it bare: what begins so is defused.
_KEPT = re.compile(r'="([^"]*)"')


def delimited(text: str, most_rows: int) -> tuple[list[list[str]], list[str], bool]:
    """
    The rows down to the last, an empty one as []; what to tell of them; whether there are more
    than *most_rows* that are not empty. Raises SheetRefused.
    """
    if longest_line(text) > LONGEST_LINE or text.count("\n") + text.count("\r") > 2 * MOST_LINES:
        raise SheetRefused(too_heavy())
    mark = _delimiter(text[:20_000])
    # Excel copies a cell as it is and quotes none but those with a line break: "四点半"课堂 is no
    # quoted cell, and no cell of its has a tab.
    if '"' in text and mark == "\t":
        text = _paired(text, mark)
    try:
        rows, more = _read(text, mark, most_rows)
    except csv.Error:
        try:
            rows, more = _read(_paired(text, mark), mark, most_rows)
        except csv.Error as error:
            raise SheetRefused(_("CSV 的格式有误，请用 Excel 或 WPS 重新保存后再上传。")) from error
    return rows, _swallowed(rows, mark), more


def longest_line(text: str) -> int:
    """How many characters the longest line has."""
    return max(map(len, text.splitlines()), default=0)


def _read(text: str, mark: str, most_rows: int) -> tuple[list[list[str]], bool]:
    """Strictly: a quote that never ends would make one cell of all rows behind it."""
    rows: list[list[str]] = []
    nothing: list[str] = []
    held = 0
    for row in csv.reader(StringIO(text, newline=""), delimiter=mark, strict=True):
        if not any(cell.strip() for cell in row):
            rows.append(nothing)
            continue
        if held == most_rows:
            return rows, True
        held += 1
        if any(cell.strip() for cell in row[MOST_COLUMNS:]):
            raise SheetRefused(too_wide())
        rows.append([_bare(cell) for cell in row[:MOST_COLUMNS]])
    return rows, False


def _bare(cell: str) -> str:
    found = _KEPT.fullmatch(cell) if cell.startswith('="') else None
    return found[1] if found else cell


def _paired(text: str, mark: str) -> str:
    """The text with each quote that opens no cell, or is not closed, written as a quote."""
    if text.count('"') > _MOST_QUOTES:
        raise SheetRefused(_("CSV 的格式有误，请用 Excel 或 WPS 重新保存后再上传。"))
    within = '[^"\t]' if mark == "\t" else '[^"]'
    opened = re.compile(
        rf'(?<![^{mark}\r\n])"(?:(?:{within}++|"")*+"(?=[{mark}\r\n]|\Z)|([^{mark}\r\n]*))'
    )

    def whole(found: re.Match[str]) -> str:
        if found[1] is None:
            return found[0]
        return '"' + found[0].replace('"', '""') + '"'

    return opened.sub(whole, text)


def _swallowed(rows: Sequence[Sequence[str]], mark: str) -> list[str]:
    """
    That a cell holds as many marks as a row behind a line break: two quotes that are each the half
    of a pair look like that, and the rows between them are in the cell.
    """
    width = Counter(len(row) for row in rows if row).most_common(1)
    if not width or width[0][0] < 2:
        return []
    found = [
        str(number)
        for number, row in enumerate(rows, 1)
        if any("\n" in cell and cell.count(mark) >= width[0][0] - 1 for cell in row)
    ]
    if not found:
        return []
    listed = _("、").join(found[:_TOLD])
    return [
        _("第 %(rows)s 行有一格里像是并进了后面的行（引号没有成对），请核对这一格。")
        % {"rows": listed}
    ]


def _delimiter(text: str) -> str:
    """
    What stands between the cells: as often in a line as in the most others, else in most lines,
    else most often. Titles above the header hold none, and what stands in quotes says nothing: a
    long text has more 逗号 than a row.
    """
    lines = re.sub(r'"[^"]*(?:"|\Z)', "", text).splitlines()

    def found(mark: str) -> tuple[int, int, int]:
        counts = [count for line in lines if (count := line.count(mark))]
        alike = max(Counter(counts).values(), default=0)
        return alike, len(counts), sum(counts)

    return max(_MARKS, key=found)
