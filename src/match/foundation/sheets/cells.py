"""One cell, read as its column means it, with the repairs that Excel makes necessary."""

import re
import unicodedata
from datetime import date, timedelta
from decimal import Decimal
from difflib import get_close_matches

from match.foundation.language import _
from match.foundation.money import MoneyRefused, parse_yuan
from match.foundation.sheets.columns import Column, Kind, Value
from match.foundation.sheets.defusing import rearm
from match.foundation.sheets.grids import Cell

_DATE = re.compile(
    r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?"
    r"|([0-9]{4})([0-9]{2})([0-9]{2})"
)
# Exports of banks and systems add the time of day, after a space or a T, to every date.
_TIME_OF_DAY = re.compile(
    r"(?<=[0-9日])(?:\s+|T)[0-9]{1,2}[:：][0-9]{2}(?:[:：][0-9]{2}(?:\.[0-9]+)?)?$"
)
# Excel keeps fifteen digits; what follows became zeros and cannot be brought back.
_EXACT_BELOW = 10**15
# Excel's day 60 is 29 February 1900, which never was: serials before it count from a day later.
_EPOCH = date(1899, 12, 30)
_PLAUSIBLE_SERIALS = range(20_000, 80_000)


class CellRefused(ValueError):
    """A cell that cannot be what its column wants; `message` says what to write."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def read_cell(column: Column, cell: Cell) -> Value:
    """The value of a cell; None if it is empty. Raises CellRefused."""
    if is_blank(cell):
        if column.required:
            raise CellRefused(_("必填，不能空着。"))
        return None
    match column.kind:
        case Kind.text:
            return _text(column, cell)
        case Kind.integer:
            return _integer(column, cell)
        case Kind.date:
            return _date(cell)
        case Kind.choice:
            return _choice(column, cell)
        case Kind.money:
            return _money(cell)


def is_blank(cell: Cell) -> bool:
    """Nothing a person would see."""
    return isinstance(cell, str) and not tidy(cell)


def shown(cell: Cell) -> str:
    """The cell as text, for giving back what was written."""
    if isinstance(cell, bool):
        return _("是") if cell else _("否")
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < _EXACT_BELOW:
        return str(int(cell))
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def tidy(text: str) -> str:
    """Without control and zero-width characters and space around; our own defusing undone."""
    kept = "".join(
        character
        for character in text
        if character in "\n\t" or unicodedata.category(character) not in ("Cc", "Cf", "Cs")
    )
    return rearm(kept.strip())


def narrow(text: str) -> str:
    """Half-width, without any space: for numbers, dates, choices and headers."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", tidy(text)))


def _text(column: Column, cell: Cell) -> str:
    if isinstance(cell, int | float) and not isinstance(cell, bool) and abs(cell) >= _EXACT_BELOW:
        raise CellRefused(_("长号码被 Excel 当成数字截断了，请把这一格设为“文本”格式后重新输入。"))
    text = tidy(shown(cell))
    if len(text) > column.longest:
        raise CellRefused(_("最多 %(longest)s 个字。") % {"longest": column.longest})
    return text


def _integer(column: Column, cell: Cell) -> int:
    number = _whole(cell)
    if not column.least <= number <= column.most:
        raise CellRefused(
            _("应在 %(least)s 到 %(most)s 之间。") % {"least": column.least, "most": column.most}
        )
    return number


def _whole(cell: Cell) -> int:
    refusal = CellRefused(_("请填整数，只填数字，不带单位。"))
    if isinstance(cell, bool):
        raise refusal
    if isinstance(cell, date):
        # A small number under a date format shows as a day of 1900; a date of today is a mistake.
        if cell.year >= 2000:
            raise CellRefused(_("这里应填数字，现在是日期，请把这一格设为“常规”格式后重填。"))
        return (cell - _EPOCH).days - (cell < date(1900, 3, 1))
    if isinstance(cell, int | float):
        if cell != int(cell):
            raise refusal
        return int(cell)
    text = narrow(cell)
    if not re.fullmatch(r"-?(?:[0-9]{1,15}|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.0+)?", text):
        raise refusal
    return int(text.replace(",", "").split(".")[0])


def _date(cell: Cell) -> date:
    refusal = CellRefused(_("请填日期，例如 2026-05-01。"))
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool) and cell == int(cell):
        if int(cell) in _PLAUSIBLE_SERIALS:
            return _EPOCH + timedelta(days=int(cell))
        cell = str(int(cell))
    found = None
    if isinstance(cell, str):
        found = _DATE.fullmatch(narrow(_TIME_OF_DAY.sub("", tidy(cell))))
    if not found:
        raise refusal
    year, month, day = (int(part) for part in found.groups() if part)
    try:
        return date(year, month, day)
    except ValueError as error:
        raise refusal from error


def _choice(column: Column, cell: Cell) -> str:
    readings = {narrow(label).casefold(): value for label, value in column.choices.items()}
    readings |= {value.casefold(): value for value in column.choices.values()}
    # Excel turns the age band 3-5 into the third of May.
    spelled = f"{cell.month}-{cell.day}" if isinstance(cell, date) else narrow(shown(cell))
    dashed = re.sub(r"[\u2010-\u2015~〜]", "-", spelled).casefold()
    for label, value in readings.items():
        if re.sub(r"[\u2010-\u2015~〜]", "-", label) == dashed:
            return value
    near = get_close_matches(spelled, list(column.choices), n=1)
    if near:
        raise CellRefused(_("没有这个选项，您是不是要填“%(near)s”？") % {"near": near[0]})
    listed = _("、").join(list(column.choices)[:8])
    raise CellRefused(_("没有这个选项，请从下拉框里选，例如：%(listed)s。") % {"listed": listed})


def _money(cell: Cell) -> int:
    if isinstance(cell, bool | date):
        raise CellRefused(_("请填金额，只填数字，例如 1234.50。"))
    # repr of a float is the shortest text that means it: 12.1, not 12.0999…
    text = format(Decimal(repr(cell)), "f") if isinstance(cell, float) else str(cell)
    try:
        return parse_yuan(tidy(text))
    except MoneyRefused as error:
        raise CellRefused(error.message) from error
