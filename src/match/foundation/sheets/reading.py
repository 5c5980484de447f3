"""Reading an uploaded sheet: the rows that can be taken, and for the others what to do."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import anyio
import anyio.to_thread

from match.foundation.language import _
from match.foundation.sheets.cells import CellRefused, is_blank, narrow, read_cell, shown
from match.foundation.sheets.columns import Column, Sheet, SheetRefused, Value
from match.foundation.sheets.grids import Cell, Grid, read_grids

REASON = "错误原因"
"""The column that `failed_rows` adds; a corrected file may still carry it."""

_HEADER_WITHIN = 15
_TOTALS = frozenset({"合计", "总计", "小计"})


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
    """A file read. `ignored` lists headers we do not know; `letters` say where a column stood."""

    sheet: Sheet
    rows: tuple[Row, ...]
    ignored: tuple[str, ...] = ()
    letters: Mapping[str, str] = field(default_factory=dict[str, str])

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


@dataclass(frozen=True, slots=True)
class _Header:
    row: int
    columns: Mapping[int, Column]
    ignored: tuple[str, ...]


async def read_upload(sheet: Sheet, data: bytes) -> Reading:
    """`read` off the event loop, two files at a time in this process."""
    return await anyio.to_thread.run_sync(read, sheet, data, limiter=_two_at_a_time)


def read(sheet: Sheet, data: bytes) -> Reading:
    """Read an xlsx, xls or CSV file (UTF-8, GBK) as `sheet`.

    Titles above the header, merged header cells, blank rows and total rows are tolerated. Raises
    SheetRefused if there is nothing to read; troubles of single cells are in the result instead.
    """
    grids = read_grids(data, 2 * sheet.most_rows + 100)
    grid, header = _chosen(sheet, grids)
    rows: list[Row] = []
    seen: dict[tuple[Value, ...], int] = {}
    for index in range(header.row + 1, len(grid.rows)):
        cells = grid.rows[index]
        if _says_nothing(cells, header):
            continue
        if len(rows) == sheet.most_rows:
            raise SheetRefused(
                _("一次最多 %(most)s 行，请分成几个文件上传。") % {"most": sheet.most_rows}
            )
        rows.append(_once(sheet, _row(index + 1, cells, header), header, seen))
    if not rows:
        raise SheetRefused(_("表头下面没有数据，请填好后再上传。"))
    letters = {column.key: letter(place) for place, column in header.columns.items()}
    return Reading(sheet, tuple(rows), header.ignored, letters)


def _chosen(sheet: Sheet, grids: list[Grid]) -> tuple[Grid, _Header]:
    found = [(grid, _header(sheet, grid)) for grid in grids]
    usable = [(grid, header) for grid, header in found if header]
    if not usable:
        raise SheetRefused(
            _("没有找到表头，第一行应有这些列：%(headers)s。请下载模板填写。")
            % {"headers": _("、").join(column.header for column in sheet.columns)}
        )
    grid, header = max(usable, key=lambda pair: len(pair[1].columns))
    missing = [
        column.header
        for column in sheet.columns
        if column.required and column not in header.columns.values()
    ]
    if missing:
        raise SheetRefused(
            _("缺少必填的列：%(headers)s。请下载模板对照。") % {"headers": _("、").join(missing)}
        )
    return grid, header


def _header(sheet: Sheet, grid: Grid) -> _Header | None:
    """The row near the top that names most of our columns; at least two, or all there are."""
    names = {
        _plain_header(name): column
        for column in sheet.columns
        for name in (column.header, *column.aliases)
    }
    names |= {column.key.casefold(): column for column in sheet.columns}
    best: _Header | None = None
    for index, row in enumerate(grid.rows[:_HEADER_WITHIN]):
        above = grid.rows[index - 1] if index else []
        # A cell merged downwards stands in the row above.
        labels = [
            _plain_header(cell if not is_blank(cell) or place >= len(above) else above[place])
            for place, cell in enumerate(row)
        ]
        columns: dict[int, Column] = {}
        for place, label in enumerate(labels):
            if (column := names.get(label)) and column not in columns.values():
                columns[place] = column
        if len(columns) >= min(2, len(sheet.columns)) and (
            best is None or len(columns) > len(best.columns)
        ):
            ignored = [
                shown(cell)
                for place, cell in enumerate(row)
                if place not in columns and not is_blank(cell) and shown(cell) != REASON
            ]
            best = _Header(index, columns, tuple(ignored))
    return best


def _plain_header(cell: Cell) -> str:
    return re.sub(r"\(.*?\)|[*:]", "", narrow(shown(cell))).casefold()


def _says_nothing(cells: list[Cell], header: _Header) -> bool:
    """Blank, a total, or the header once more (long lists repeat it on every page)."""
    held = {place: cells[place] for place in header.columns if place < len(cells)}
    texts = [narrow(shown(cell)) for cell in held.values() if not is_blank(cell)]
    if not texts or texts[0] in _TOTALS:
        return True
    return all(
        is_blank(cell) or _plain_header(cell) == _plain_header(header.columns[place].header)
        for place, cell in held.items()
    )


def _row(number: int, cells: list[Cell], header: _Header) -> Row:
    values: dict[str, Value] = {}
    written: dict[str, str] = {}
    troubles: list[Trouble] = []
    for place, column in header.columns.items():
        cell = cells[place] if place < len(cells) else ""
        written[column.key] = shown(cell)
        try:
            values[column.key] = read_cell(column, cell)
        except CellRefused as error:
            troubles.append(Trouble(number, letter(place), column.header, error.message))
    return Row(number, values, written, tuple(troubles))


def _once(sheet: Sheet, row: Row, header: _Header, seen: dict[tuple[Value, ...], int]) -> Row:
    """The row, with a trouble if the file has spoken of the same thing before."""
    if not sheet.natural_key or not all(row.values.get(key) for key in sheet.natural_key):
        return row
    first = seen.setdefault(tuple(row.values[key] for key in sheet.natural_key), row.number)
    if first == row.number:
        return row
    place, column = next(
        (place, column)
        for place, column in header.columns.items()
        if column.key in sheet.natural_key
    )
    message = _("与第 %(first)s 行重复，请只保留一行。") % {"first": first}
    trouble = Trouble(row.number, letter(place), column.header, message)
    return Row(row.number, row.values, row.written, (*row.troubles, trouble))


def letter(place: int) -> str:
    """The column letter Excel shows: 0 → A, 26 → AA."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


_two_at_a_time = anyio.CapacityLimiter(2)
