"""Long lists out, some rows at a time: xlsx, CSV (UTF-8 or GB18030) and JSON, into an open file.

A list of twenty thousand rows must not stand in memory as a whole; each writer keeps the rows it is
given only until it has written them.
"""

# xlsxwriter ships no types.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from io import TextIOWrapper
from typing import IO, Protocol

import msgspec
import xlsxwriter

from match.foundation import clock
from match.foundation.language import _
from match.foundation.money import yuan
from match.foundation.sheets.columns import Column, Kind, Sheet, Value
from match.foundation.sheets.writing import (
    TEXT_IS_TEXT,
    Looks,
    as_text,
    head,
    label,
    put,
    safe,
    sheet_name,
    width,
)

Rows = Iterable[Mapping[str, Value]]


class Format(StrEnum):
    """A way to take a list along. Excel 2007 in China reads CSV as GBK unless told otherwise."""

    xlsx = "xlsx"
    csv = "csv"
    csv_gbk = "csv-gbk"
    json = "json"

    @property
    def ending(self) -> str:
        """Of the file's name."""
        return self.value.partition("-")[0]

    @property
    def media_type(self) -> str:
        """As HTTP says it."""
        return {
            "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "csv": "text/csv; header=present",
            "json": "application/json",
        }[self.ending]

    @property
    def encoding(self) -> str:
        """Of its text. GB18030 is GBK with room for the rare characters of names."""
        return "gb18030" if self is Format.csv_gbk else "utf-8"


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing to say about a list as a whole: our name for it, and the reader's."""

    key: str
    label: str
    text: str


class Writer(Protocol):
    """Rows, then what is to be said about them all."""

    def add(self, rows: Rows) -> None: ...
    def finish(self, facts: Sequence[Fact]) -> None: ...


def writer(kind: Format, sheet: Sheet, out: IO[bytes]) -> Writer:
    """What writes *sheet* into *out*."""
    match kind:
        case Format.xlsx:
            return _Xlsx(sheet, out)
        case Format.csv:
            return _Csv(sheet, out, "utf-8-sig")
        case Format.csv_gbk:
            return _Csv(sheet, out, kind.encoding)
        case Format.json:
            return _Json(sheet, out)


def with_codes(sheet: Sheet) -> tuple[tuple[Column, str], ...]:
    """
    The columns of a list that is given out, each with the key of the value it shows: a choice is
    said in words, and unless it is a mere yes or no, its code stands in a column of its own
    behind it, called after it with ``_code``.
    """
    shown: list[tuple[Column, str]] = []
    for column in sheet.columns:
        shown.append((column, column.key))
        if column.words or set(column.choices.values()) - {"yes", "no"}:
            header = _("%(header)s代码") % {"header": column.header}
            coded = Column(f"{column.key}_code", header, holds=column.holds, longest=20)
            shown.append((coded, column.key))
    return tuple(shown)


class _Xlsx:
    """A list in its first sheet, what is said of it in the second."""

    def __init__(self, sheet: Sheet, out: IO[bytes]) -> None:
        self._book = xlsxwriter.Workbook(out, {"constant_memory": True, **TEXT_IS_TEXT})
        self._page = self._book.add_worksheet(sheet_name(sheet.title))
        self._columns = with_codes(sheet)
        self._looks, self._last = Looks.of(self._book), 0
        # With constant memory a row is written once and widths come first.
        for place, (column, _key) in enumerate(self._columns):
            self._page.set_column(place, place, width(column))
        bold = self._book.add_format({"bold": True})
        head(self._page, [column.header for column, _key in self._columns], bold)

    def add(self, rows: Rows) -> None:
        for row in rows:
            self._last += 1
            for place, (column, key) in enumerate(self._columns):
                put(self._page, self._last, place, column, row.get(key), self._looks)

    def finish(self, facts: Sequence[Fact]) -> None:
        self._page.autofilter(0, 0, self._last, len(self._columns) - 1)
        about = self._book.add_worksheet(sheet_name(_("关于这份清单")))
        about.set_column(0, 0, 16)
        about.set_column(1, 1, 80)
        for place, fact in enumerate(facts):
            about.write_string(place, 0, safe(fact.label))
            about.write_string(place, 1, safe(fact.text))
        self._book.close()


class _Csv:
    """A header and the rows, nothing else: to a program a comment would be one more row."""

    def __init__(self, sheet: Sheet, out: IO[bytes], encoding: str) -> None:
        self._text = TextIOWrapper(out, encoding, newline="", write_through=False)
        self._lines = csv.writer(self._text)
        self._columns = with_codes(sheet)
        self._lines.writerow([column.header for column, _key in self._columns])

    def add(self, rows: Rows) -> None:
        for row in rows:
            self._lines.writerow([as_text(column, row.get(key)) for column, key in self._columns])

    def finish(self, facts: Sequence[Fact]) -> None:
        self._text.flush()
        # The file belongs to the caller: a wrapper that is thrown away would close it.
        self._text.detach()


class _Json:
    """
    ``{"columns": […], "rows": […], "about": {…}}`` by our names. Text stands as it is: nothing in
    JSON is run. Money is a number of yuan with two decimals, a moment has its offset.
    """

    def __init__(self, sheet: Sheet, out: IO[bytes]) -> None:
        self._out, self._columns, self._first = out, with_codes(sheet), True
        told = [
            {"name": column.key, "title": column.header, "kind": _kind(column)}
            | ({"unit": "CNY"} if column.kind is Kind.money else {})
            for column, _key in self._columns
        ]
        self._out.write(b'{"columns":' + msgspec.json.encode(told) + b',"rows":[')

    def add(self, rows: Rows) -> None:
        for row in rows:
            told = {column.key: _plain(column, row.get(key)) for column, key in self._columns}
            self._out.write((b"\n" if self._first else b",\n") + msgspec.json.encode(told))
            self._first = False

    def finish(self, facts: Sequence[Fact]) -> None:
        about = {fact.key: fact.text for fact in facts}
        self._out.write(b'\n],"about":' + msgspec.json.encode(about) + b"}\n")


def _kind(column: Column) -> str:
    return str(Kind.choice if column.words else column.kind)


def _plain(column: Column, value: Value) -> object:
    if isinstance(value, datetime):
        return value.astimezone(clock.HERE).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int) and column.kind is Kind.money:
        return msgspec.Raw(yuan(value).replace(",", "").encode())
    return label(column, value) if isinstance(value, str) else value
