"""Reading an uploaded sheet: the rows that can be taken, and for the others what to do."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import anyio
import anyio.to_thread

from match.foundation.language import _
from match.foundation.sheets.cells import (
    CellRefused,
    in_yuan,
    is_blank,
    narrow,
    read_cell,
    shown,
    tidy,
)
from match.foundation.sheets.columns import Column, Kind, Sheet, SheetRefused, Value
from match.foundation.sheets.grids import Cell, Grid, read_grids, text_grid
from match.foundation.sheets.grouped import Group
from match.foundation.sheets.headers import EXAMPLE, REASON, Header, chosen, says_nothing
from match.foundation.sheets.limits import MOST_COLUMNS
from match.foundation.sheets.telling import letter, nameless, passed_over, put_right, unread
from match.foundation.sheets.words import in_words

__all__ = ["EXAMPLE", "REASON", "Reading", "Row", "Trouble", "read", "read_pasted", "read_upload"]


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong with one cell. `row` and `letter` are those the person sees in Excel."""

    row: int
    letter: str
    header: str
    message: str

    @property
    def sentence(self) -> str:
        """第 5 行 C 列（数量）：请填整数…"""
        return _("第 %(row)s 行 %(letter)s 列（%(header)s）：%(message)s") % {
            "row": self.row,
            "letter": self.letter,
            "header": self.header,
            "message": self.message,
        }


@dataclass(frozen=True, slots=True)
class Row:
    """One row: `values` by column key, for the columns the file has; `written` as it stood."""

    number: int
    values: Mapping[str, Value]
    written: Mapping[str, str]
    troubles: tuple[Trouble, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """
    A file read. `ignored` lists headers we do not know; `letters` say where a column stood;
    `repairs` are sentences about what was put right while reading.
    """

    sheet: Sheet
    rows: tuple[Row, ...]
    ignored: tuple[str, ...] = ()
    letters: Mapping[str, str] = field(default_factory=dict[str, str])
    repairs: tuple[str, ...] = ()

    @property
    def good(self) -> tuple[Row, ...]:
        """Rows without trouble."""
        return tuple(row for row in self.rows if not row.troubles)

    @property
    def failed(self) -> tuple[Row, ...]:
        """Rows with trouble."""
        return tuple(row for row in self.rows if row.troubles)

    @property
    def troubles(self) -> tuple[Trouble, ...]:
        """Everything to put right, in the order of the file."""
        return tuple(trouble for row in self.rows for trouble in row.troubles)


async def read_upload(sheet: Sheet, data: bytes) -> Reading:
    """`read` off the event loop, two files at a time in this process."""
    return await anyio.to_thread.run_sync(read, sheet, data, limiter=_two_at_a_time)


async def read_pasted(sheet: Sheet, text: str) -> Reading:
    """
    `read` for cells copied from Excel or WPS (tabs between them), or pasted CSV. Raises
    SheetRefused.
    """

    def work() -> Reading:
        if not text.strip():
            raise SheetRefused(_("请把表格（连同表头）粘贴到框里。"))
        return _reading(sheet, [text_grid(text, _most(sheet))])

    return await anyio.to_thread.run_sync(work, limiter=_two_at_a_time)


def read(sheet: Sheet, data: bytes) -> Reading:
    """Read an xlsx, xls or CSV file (UTF-8, GBK) as `sheet`.

    Titles above the header, merged header cells, blank rows and total rows are tolerated. Raises
    SheetRefused if there is nothing to read; troubles of single cells are in the result instead.
    """
    return _reading(sheet, read_grids(data, _most(sheet)))


def _most(sheet: Sheet) -> int:
    return 2 * sheet.most_rows + 100


def _reading(sheet: Sheet, grids: list[Grid]) -> Reading:
    grid, header, others = chosen(sheet, grids)
    if grid.more:
        raise SheetRefused(_too_many(sheet))
    told: Counter[str] = Counter()
    data, passed = _data(sheet, grid, header, told)
    widths, group = _widths(grid, header), Group(sheet, header, [cells for _at, cells in data])
    rows: list[Row] = []
    seen: dict[tuple[object, ...], int] = {}
    for number, written in data:
        cells = group.whole(written)
        row = _whole(_row(number, cells, header, told), cells, widths)
        rows.append(_once(sheet, row, header, seen))
    told["same"] = group.filled
    letters = {column.key: letter(place) for place, column in header.columns.items()}
    repairs = (
        *unread(others), *grid.repairs, *put_right(header, told), *passed_over(passed)
    )  # fmt: skip
    ignored = (*header.ignored, *nameless(grid, header))
    return Reading(sheet, tuple(rows), ignored, letters, repairs)


def _data(
    sheet: Sheet, grid: Grid, header: Header, told: Counter[str]
) -> tuple[list[tuple[int, Sequence[Cell]]], dict[str, list[int]]]:
    """The rows of data with their numbers; the numbers of the others, by what they are."""
    data: list[tuple[int, Sequence[Cell]]] = []
    passed: dict[str, list[int]] = {}
    blank = 0
    for index in range(header.row + 1, len(grid.rows)):
        cells = grid.rows[index]
        why = says_nothing(cells, header) if cells else "blank"
        if why == "blank":
            # Blank rows after the last one are no gap: nobody needs to hear of them.
            blank += 1
        elif why:
            passed.setdefault(why, []).append(index + 1)
        elif len(data) == sheet.most_rows:
            raise SheetRefused(_too_many(sheet))
        else:
            told["blank"] = blank
            data.append((index + 1, cells))
    if not data:
        raise SheetRefused(_("表头下面没有数据，请填好后再上传。"))
    return data, passed


def _widths(grid: Grid, header: Header) -> tuple[int, int]:
    """How many cells the header has, and most rows have; no bound in a workbook."""
    if not grid.delimited:
        return MOST_COLUMNS, MOST_COLUMNS
    lengths = Counter(len(row) for row in grid.rows[header.row + 1 :] if row)
    named = max(len(grid.rows[header.row]), max(header.labels, default=0) + 1)
    return named, max([named, *(length for length, _n in lengths.most_common(1))])


def _whole(row: Row, cells: Sequence[Cell], widths: tuple[int, int]) -> Row:
    """
    The row, with a trouble if it has more cells than the list: of 1,200 without quotes a CSV makes
    two, and all that follows stands under another header. Some programs end each row with a mark.
    """
    named, usual = widths
    if len(cells) <= usual and all(map(is_blank, cells[named:])):
        return row
    message = _("这一行比表头多出 %(count)s 格。内容里有逗号的格，要放在英文引号里。") % {
        "count": len(cells) - named
    }
    trouble = Trouble(row.number, letter(named), _("没有表头"), message)
    return replace(row, troubles=(*row.troubles, trouble))


def _too_many(sheet: Sheet) -> str:
    return _("一次最多 %(most)s 行，请分成几个文件上传。") % {"most": sheet.most_rows}


def _row(number: int, cells: Sequence[Cell], header: Header, told: Counter[str]) -> Row:
    values: dict[str, Value] = {}
    written: dict[str, str] = {}
    troubles: list[Trouble] = []
    for place, column in header.columns.items():
        cell = cells[place] if place < len(cells) else ""
        scaled = place in header.ten_thousands
        # The file to correct has our headers: there 1.5 under 万元 would be one yuan and a half.
        written[column.key] = in_yuan(shown(cell)) if scaled else shown(cell)
        try:
            value = read_cell(column, cell, ten_thousands=scaled)
        except CellRefused as error:
            troubles.append(Trouble(number, letter(place), column.header, error.message))
            continue
        values[column.key] = value
        if not isinstance(cell, str):
            # A day that Excel made of 3-5 would be read as another thing when it is text.
            written[column.key] = in_words(column, value)
        if value is not None and (repair := _repair(column, cell, value)):
            told[repair] += 1
    return Row(number, values, written, tuple(troubles))


def _repair(column: Column, cell: Cell, value: Value) -> str:
    """What had to be put right for a cell to be read; the empty string for nothing."""
    if column.kind is Kind.date:
        if isinstance(cell, int | float):
            return "serial"
        return "spelled" if isinstance(cell, str) and cell != str(value) else ""
    if not isinstance(cell, str):
        return "serial" if isinstance(cell, date) and column.kind is Kind.integer else ""
    if column.kind in (Kind.integer, Kind.money):
        return "digits" if narrow(cell) != cell or "," in cell else ""
    return "spaces" if column.kind is Kind.text and tidy(cell) != cell else ""


def _once(sheet: Sheet, row: Row, header: Header, seen: dict[tuple[object, ...], int]) -> Row:
    """The row, with a trouble if the file has spoken of the same thing before."""
    keys = (sheet.number_key,) if row.values.get(sheet.number_key) else sheet.natural_key
    if not keys or not all(row.values.get(key) for key in keys):
        return row
    first = seen.setdefault((keys, *(row.values[key] for key in keys)), row.number)
    if first == row.number:
        return row
    place, column = next(
        (place, column) for place, column in header.columns.items() if column.key in keys
    )
    message = _("与第 %(first)s 行重复，请只保留一行。") % {"first": first}
    trouble = Trouble(row.number, letter(place), column.header, message)
    return replace(row, troubles=(*row.troubles, trouble))


_two_at_a_time = anyio.CapacityLimiter(2)
