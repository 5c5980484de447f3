"""One cell, read as its column means it, with the repairs that Excel makes necessary."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from difflib import get_close_matches
from functools import lru_cache

from match.foundation import clock
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
_FIRST_YEAR = 1900
_PLAUSIBLE_SERIALS = range(20_000, 80_000)


# Control, format (zero-width, direction) and surrogate characters, but for line break and tab.
_UNSEEN = re.compile(
    "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\xad\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2"
    "\\u180e\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2064\\u2066-\\u206f\\ud800-\\udfff\\ufeff"
    "\\ufff9-\\ufffb\\U000110bd\\U000110cd\\U00013430-\\U0001343f\\U0001bca0-\\U0001bca3"
    "\\U0001d173-\\U0001d17a\\U000e0001\\U000e0020-\\U000e007f]"
)
# 9.14331E+17 in a CSV: what stood behind the eighth digit is gone.
_SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?E\+[0-9]{1,3}|[0-9]\.[0-9]+E[0-9]{1,3}", re.IGNORECASE)
# What Excel shows for a formula that came to nothing; `child.py` writes the second of them too.
_WRONG = frozenset(
    ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!")
)
_SERIAL = re.compile(r"([0-9]{5})(?:\.0+)?")
_YES = frozenset(("是", "有", "对", "√", "✓", "✔", "☑", "y", "yes", "true", "1", "已", "到"))
_NO = frozenset(
    ("否", "无", "没有", "不", "×", "✗", "✘", "☐", "x", "n", "no", "false", "0", "未", "缺")
)
# The label nearest to a long text is nobody's meaning, and costs time to find.
_NEAR_UP_TO = 40
_ALIKE = 0.6


class CellRefused(ValueError):
    """A cell that cannot be what its column wants; `message` says what to write."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def read_cell(column: Column, cell: Cell, *, ten_thousands: bool = False) -> Value:
    """
    The value of a cell; None if it is empty. *ten_thousands*: the header says 万元, which a cell
    that names its own unit overrules. Raises CellRefused.
    """
    if is_blank(cell):
        if column.required:
            raise CellRefused(_("必填，不能空着。"))
        return None
    if isinstance(cell, str) and tidy(cell).upper() in _WRONG:
        raise CellRefused(
            _("这一格的公式没有结果，请直接填写；有许多格的，用 Excel 或 WPS 打开、保存后再传。")
        )
    if column.kind != Kind.moment and isinstance(cell, datetime):
        cell = cell.date()
    match column.kind:
        case Kind.text:
            return _text(column, cell)
        case Kind.integer:
            return _integer(column, cell)
        case Kind.date:
            return _date(cell)
        case Kind.moment:
            return _moment(cell)
        case Kind.choice:
            return _choice(column, cell)
        case Kind.money:
            return _money(cell, ten_thousands=ten_thousands)


def in_yuan(text: str) -> str:
    """An amount under a header that says 万元, with its unit; one that names its own is kept."""
    plain = tidy(text)
    return f"{plain}万" if plain and plain[-1:] not in "元万亿整" else plain


def is_blank(cell: Cell) -> bool:
    """Nothing a person would see."""
    # Most cells of a wide list are empty or a space, and are told so without looking further.
    return isinstance(cell, str) and (not cell.strip() or not tidy(cell))


def shown(cell: Cell) -> str:
    """The cell as text, for giving back what was written."""
    if isinstance(cell, bool):
        return _("是") if cell else _("否")
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < _EXACT_BELOW:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "seconds")
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def tidy(text: str) -> str:
    """
    Without control and zero-width characters and space around; our own defusing undone, first of
    all: it was for what the text began with then.
    """
    kept = _UNSEEN.sub("", rearm(text)).strip()
    while (plain := rearm(kept).strip()) != kept:
        kept = plain
    return kept


def narrow(text: str) -> str:
    """Half-width, without any space: for numbers, dates, choices and headers."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", tidy(text)))


def _text(column: Column, cell: Cell) -> str:
    if isinstance(cell, int | float) and not isinstance(cell, bool) and abs(cell) >= _EXACT_BELOW:
        raise CellRefused(_("长号码被 Excel 当成数字截断了，请把这一格设为“文本”格式后重新输入。"))
    text = tidy(shown(cell))
    if _SCIENTIFIC.fullmatch(text):
        raise CellRefused(_("长号码被 Excel 当成数字截断了，请把这一格设为“文本”格式后重新输入。"))
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
    text = narrow(cell).lstrip("'’")
    if not re.fullmatch(r"-?(?:[0-9]{1,15}|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.0+)?", text):
        raise refusal
    return int(text.replace(",", "").split(".")[0])


def _date(cell: Cell) -> date:
    refusal = CellRefused(_("请填日期，例如 2026-05-01。"))
    if isinstance(cell, date):
        # 1 under a date format is the first day of 1900: a number that should be none.
        if cell.year <= _FIRST_YEAR:
            raise refusal
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool) and cell == int(cell):
        if int(cell) in _PLAUSIBLE_SERIALS:
            return _EPOCH + timedelta(days=int(cell))
        cell = str(int(cell))
    found = None
    if isinstance(cell, str):
        plain = narrow(_TIME_OF_DAY.sub("", tidy(cell))).lstrip("'’")
        if (serial := _SERIAL.fullmatch(plain)) and int(serial[1]) in _PLAUSIBLE_SERIALS:
            return _EPOCH + timedelta(days=int(serial[1]))
        found = _DATE.fullmatch(plain)
    if not found:
        raise refusal
    year, month, day = (int(part) for part in found.groups() if part)
    try:
        return date(year, month, day)
    except ValueError as error:
        raise refusal from error


def _moment(cell: Cell) -> datetime:
    """A day with its hour, as our own lists give it out: Hunan's time."""
    if not isinstance(cell, datetime):
        text = tidy(shown(cell)).replace("T", " ")
        try:
            cell = datetime.fromisoformat(text)
        except ValueError as error:
            raise CellRefused(_("请填日期和时间，例如 2026-05-01 09:30。")) from error
    return cell if cell.tzinfo else cell.replace(tzinfo=clock.HERE)


def _choice(column: Column, cell: Cell) -> str:
    choices = tuple(column.choices.items())
    # Excel turns the age band 3-5 into the third of May.
    spelled = f"{cell.month}-{cell.day}" if isinstance(cell, date) else narrow(shown(cell))
    dashed = _dashed(spelled)
    if (value := _readings(choices).get(dashed)) is not None:
        return value
    if near := _near(spelled[:_NEAR_UP_TO], tuple(column.choices)):
        raise CellRefused(_("没有这个选项，您是不是要填“%(near)s”？") % {"near": near})
    listed = _("、").join(list(column.choices)[:8])
    raise CellRefused(_("没有这个选项，请从下拉框里选，例如：%(listed)s。") % {"listed": listed})


@lru_cache(maxsize=64)
def _readings(choices: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    """What is stored by all that may be written for it: the label first, else the code itself."""
    labels = {narrow(label).casefold(): value for label, value in choices}
    every = {**labels, **{value.casefold(): value for _label, value in choices}}
    found: dict[str, str] = {}
    for written, value in every.items():
        found.setdefault(_dashed(written), value)
    if set(found.values()) == {"yes", "no"}:
        return dict.fromkeys(_YES, "yes") | dict.fromkeys(_NO, "no") | found
    return found


def _dashed(text: str) -> str:
    return re.sub(r"[\u2010-\u2015~〜]", "-", text).casefold()


@lru_cache(maxsize=1024)
def _near(written: str, labels: tuple[str, ...]) -> str:
    """The label nearest to what was written; a mistake is often made in every row."""
    # Of two texts of such lengths no more than this can be alike; the library looks only later.
    possible = [
        label
        for label in labels
        if 2 * min(len(label), len(written)) >= _ALIKE * (len(label) + len(written))
    ]
    return next(iter(get_close_matches(written, possible, n=1, cutoff=_ALIKE)), "")


def _money(cell: Cell, *, ten_thousands: bool) -> int:
    if isinstance(cell, bool | date):
        raise CellRefused(_("请填金额，只填数字，例如 1234.50。"))
    # repr of a float is the shortest text that means it: 12.1, not 12.0999…
    text = format(Decimal(repr(cell)), "f") if isinstance(cell, float) else str(cell)
    try:
        return parse_yuan(in_yuan(text) if ten_thousands else tidy(text))
    except MoneyRefused as error:
        raise CellRefused(error.message) from error
