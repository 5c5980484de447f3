"""Where the header stands, which columns it names, and which rows below it are no data."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from match.foundation.language import _
from match.foundation.sheets.cells import is_blank, narrow, shown
from match.foundation.sheets.columns import Column, Kind, Sheet, SheetRefused
from match.foundation.sheets.grids import Cell, Grid
from match.foundation.sheets.limits import too_wide

REASON = "错误原因"
"""The column that `failed_rows` adds; a corrected file may still carry it."""

EXAMPLE = "示例"
"""How the first cell of a row begins that shows how to fill the others: nothing to read."""

_WITHIN = 15
_TOTALS = re.compile(
    r"(?:[本全]?[页县乡镇村]?(?:合计|总计|小计|累计|共计)|.{1,12}小计)(?:\(.{1,6}\))?[:：]?"
)
_EXAMPLE = re.compile(rf"[（(【\[]?{EXAMPLE}")
_NOTE = re.compile(
    r"(?:注|备注|附注|说明|填[表报]说明|[填制报]表(?:人|单位|日期|时间)?|填报(?:人|单位|日期|时间)|审核(?:人)?|审批人"
    r"|(?:单位)?负责人|经办人|联系人|联系电话|电话|单位\(?(?:盖章|公章)\)?|日期)[0-9]*[:：.、]"
)
# “单位：万元” at the corner of a title holds for all amounts below.
_ALL_SCALED = re.compile("单位:?万元")
# Of children and of persons no list may say this; a list of homes has no use for it.
_OF_CHILDREN = re.compile(
    "身份证|出生|生日|(?:儿童|孩子|学生|幼儿|小孩|未成年人)(?:的)?姓名|监护人|学籍号|户口"
)


@dataclass(frozen=True, slots=True)
class Header:
    """
    The row of the header, counted from 0, its columns by place, and the labels nobody asked for;
    *ten_thousands*: places whose amounts are said in 万元; *twice*: labels that came twice.
    *labels*: what each place is called in this file.
    """

    row: int
    columns: Mapping[int, Column]
    ignored: tuple[str, ...]
    ten_thousands: frozenset[int] = frozenset()
    twice: tuple[str, ...] = ()
    two_rows: bool = False
    labels: Mapping[int, str] = field(default_factory=dict[int, str])


def chosen(sheet: Sheet, grids: list[Grid]) -> tuple[Grid, Header, tuple[str, ...]]:
    """
    The sheet of the file that is meant, by its header: one that Excel shows before one that it
    hides; and the names of others that could be meant too, and have rows. Raises SheetRefused.
    """
    found = [(grid, header_of(sheet, grid)) for grid in grids]
    usable = [(grid, header) for grid, header in found if header]
    if not usable:
        if any(grid.wide for grid in grids):
            raise SheetRefused(too_wide())
        raise SheetRefused(
            _("没有找到表头，第一行应有这些列：%(headers)s。请下载模板填写。")
            % {"headers": _("、").join(column.header for column in sheet.columns)}
        )
    grid, header = max(usable, key=lambda pair: (pair[0].shown, *_size(*pair)))
    private = [label for label in header.ignored if _OF_CHILDREN.search(label)]
    if private:
        raise SheetRefused(
            _("表里有“%(headers)s”这样的列，会写出具体的孩子或个人。请删去这些列后再上传，"
              "这里不收孩子的姓名、出生日期和身份证号。")
            % {"headers": _("、").join(private)}
        )  # fmt: skip
    missing = [
        column.header
        for column in sheet.columns
        if column.required and column not in header.columns.values()
    ]
    if missing:
        raise SheetRefused(
            _("缺少必填的列：%(headers)s。请下载模板对照。") % {"headers": _("、").join(missing)}
        )
    others = tuple(
        other.name
        for other, found_there in usable
        if other is not grid and any(_size(other, found_there)[1:])
    )
    return grid, header, others


def _size(grid: Grid, header: Header) -> tuple[int, int]:
    """How many of our columns a sheet has, and whether anything stands below them."""
    return len(header.columns), int(any(any(row) for row in grid.rows[header.row + 1 :]))


def header_of(sheet: Sheet, grid: Grid) -> Header | None:
    """The row near the top that names most of our columns; at least two, or all there are."""
    names = {
        plain_header(name): column
        for column in sheet.columns
        for name in (column.header, *column.aliases)
    }
    names |= {column.key.casefold(): column for column in sheet.columns}
    best: Header | None = None
    for index in range(min(_WITHIN, len(grid.rows))):
        found = _read_header(names, index, grid.rows)
        if len(found.columns) >= min(2, len(sheet.columns)) and (
            best is None or len(found.columns) > len(best.columns)
        ):
            best = found
    return best


def _read_header(names: Mapping[str, Column], index: int, rows: Sequence[Sequence[Cell]]) -> Header:
    row = rows[index]
    above: Sequence[Cell] = rows[index - 1] if index else ()
    columns: dict[int, Column] = {}
    labels: dict[int, str] = {}
    ignored: list[str] = []
    twice: list[str] = []
    from_above = False
    for place, cell in enumerate(row):
        # A cell merged downwards stands in the row above.
        upper = is_blank(cell) and place < len(above)
        label = above[place] if upper else cell
        column = names.get(plain_header(label))
        if not is_blank(label):
            labels[place] = shown(label)
        if column is None:
            if not is_blank(cell) and shown(cell) != REASON:
                ignored.append(shown(cell)[:60])
        elif column in columns.values():
            twice.append(shown(label)[:60])
        else:
            columns[place] = column
            from_above = from_above or upper or (place < len(above) and above[place] == label)
    everywhere = any(_ALL_SCALED.search(narrow(shown(cell))) for up in rows[:index] for cell in up)
    scaled = frozenset(
        place
        for place, column in columns.items()
        if column.kind is Kind.money
        and _scaled(narrow(labels[place]), everywhere or _says_scaled(above, place))
    )
    return Header(index, columns, tuple(ignored), scaled, tuple(twice), from_above, labels)


def _says_scaled(above: Sequence[Cell], place: int) -> bool:
    return place < len(above) and "万元" in narrow(shown(above[place]))


def _scaled(label: str, above: bool) -> bool:
    """Whether amounts are in 万元: the label says so, or what is above it and the label no unit."""
    return "万元" in label or (above and "元" not in label)


def plain_header(cell: Cell) -> str:
    """A label without units, stars and spaces: “预算（元）*” is 预算."""
    return re.sub(r"\(.*?\)|[*:]", "", narrow(shown(cell))).casefold()


def says_nothing(cells: Sequence[Cell], header: Header) -> str:
    """
    Why a row is no data: ``blank``; ``aside``, for one that says something in other columns only;
    a ``total``, an ``example``, a ``note`` below the list, the ``header`` once more (long lists
    repeat it on every page); the empty string for a row of data.
    """
    held = {place: cells[place] for place in header.columns if place < len(cells)}
    # 小计 often stands below 序号, a column that we do not read.
    begins = (
        next((cell for cell in those if not is_blank(cell)), "") for those in (cells, held.values())
    )
    texts = [narrow(shown(cell)[:200]) for cell in begins]
    if not texts[0]:
        return "blank"
    if any(_EXAMPLE.match(text) for text in texts):
        return "example"
    if any(_TOTALS.fullmatch(text) for text in texts):
        return "total"
    if _is_note(held, header, texts):
        return "note"
    if not texts[1]:
        return "aside"
    again = all(
        is_blank(cell)
        # A row of units below the header: （元）, （平方米）.
        or plain_header(cell) in ("", *_called(header, place))
        for place, cell in held.items()
    )
    return "header" if again else ""


def _called(header: Header, place: int) -> tuple[str, str]:
    """What a column is called by us, and in this file."""
    return plain_header(header.columns[place].header), plain_header(header.labels.get(place, ""))


def _is_note(held: Mapping[int, Cell], header: Header, begins: list[str]) -> bool:
    """
    注：…, 填表人：… below a list, or a title merged over it: never a row that could be taken, as
    it lacks what a row must say, or says the same in every column.
    """
    said = [cell for cell in held.values() if not is_blank(cell)]
    if len(said) > 2 and len(said) == len(held) and len({*map(shown, said)}) == 1:
        return isinstance(said[0], str)
    lacks = any(
        column.required and is_blank(held.get(place, ""))
        for place, column in header.columns.items()
    )
    return lacks and any(_NOTE.match(text) for text in begins)
