"""Spreadsheets out: rows to take along, rows to correct. Text is always text."""

# xlsxwriter ships no types.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO, StringIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from match.foundation import clock
from match.foundation.sheets.columns import Column, Kind, Sheet, Value
from match.foundation.sheets.defusing import defuse
from match.foundation.sheets.headers import REASON
from match.foundation.sheets.reading import Reading
from match.foundation.sheets.words import in_words, label

TEXT_IS_TEXT = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_OPTIONS = {"in_memory": True, **TEXT_IS_TEXT}
_LONGEST_CELL = 32_000


@dataclass(frozen=True, slots=True)
class Looks:
    """How the cells of a workbook are shown: days, moments, amounts."""

    dated: Format
    timed: Format
    priced: Format

    @classmethod
    def of(cls, book: xlsxwriter.Workbook) -> "Looks":
        return cls(
            book.add_format({"num_format": "yyyy-mm-dd"}),
            book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
            book.add_format({"num_format": "#,##0.00"}),
        )


def write_xlsx(sheet: Sheet, rows: Iterable[Mapping[str, Value]]) -> bytes:
    """The rows as a workbook: frozen bold header, filter, numbers and dates as such."""
    return write_book([(sheet, rows)])


def write_book(pages: Iterable[tuple[Sheet, Iterable[Mapping[str, Value]]]]) -> bytes:
    """Several lists in one workbook, a page each, in this order; their titles must differ."""
    written = BytesIO()
    with xlsxwriter.Workbook(written, _OPTIONS) as book:
        looks, bold = Looks.of(book), book.add_format({"bold": True})
        for sheet, rows in pages:
            page = book.add_worksheet(sheet_name(sheet.title))
            head(page, [column.header for column in sheet.columns], bold)
            last = 0
            for last, row in enumerate(rows, start=1):
                for place, column in enumerate(sheet.columns):
                    put(page, last, place, column, row.get(column.key), looks)
            page.autofilter(0, 0, last, len(sheet.columns) - 1)
            for place, column in enumerate(sheet.columns):
                page.set_column(place, place, width(column))
    return written.getvalue()


def write_csv(sheet: Sheet, rows: Iterable[Mapping[str, Value]]) -> bytes:
    """The rows as CSV in UTF-8 with the mark without which Excel shows Chinese as rubbish."""
    written = StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow([column.header for column in sheet.columns])
    for row in rows:
        writer.writerow([as_text(column, row.get(column.key)) for column in sheet.columns])
    return written.getvalue().encode("utf-8-sig")


def failed_rows(reading: Reading) -> bytes:
    """The rows that were not taken, as they were written, with the reasons in a last column."""
    written = BytesIO()
    columns = reading.sheet.columns
    with xlsxwriter.Workbook(written, _OPTIONS) as book:
        page = book.add_worksheet(sheet_name(reading.sheet.title))
        red = book.add_format({"font_color": "#B3261E", "text_wrap": True})
        head(
            page, [*(column.header for column in columns), REASON], book.add_format({"bold": True})
        )
        for place, column in enumerate(columns):
            page.set_column(place, place, width(column))
        page.set_column(len(columns), len(columns), 60, red)
        for number, row in enumerate(reading.failed, start=1):
            for place, column in enumerate(columns):
                page.write_string(number, place, safe(row.written.get(column.key, "")))
            reasons = "\n".join(trouble.sentence for trouble in row.troubles)
            page.write_string(number, len(columns), safe(reasons))
    return written.getvalue()


def sheet_name(title: str) -> str:
    """A name Excel accepts: at most 31 characters, none of []:*?/\\ ."""
    return re.sub(r"[\[\]:*?/\\']", " ", title)[:31].strip() or "Sheet1"


def head(page: Worksheet, headers: Iterable[str], bold: Format) -> None:
    """The first row, in bold; it stays where it is while the list scrolls."""
    for place, header in enumerate(headers):
        page.write_string(0, place, header, bold)
    page.freeze_panes(1, 0)


def put(page: Worksheet, row: int, place: int, column: Column, value: Value, looks: Looks) -> None:
    """One cell, as its column means it. Never a formula, a link or a number made of text."""
    if value is None:
        return
    if isinstance(value, datetime):
        there = value.astimezone(clock.HERE).replace(tzinfo=None)
        page.write_datetime(row, place, there, looks.timed)
    elif isinstance(value, date):
        page.write_datetime(row, place, datetime.combine(value, time.min), looks.dated)
    elif isinstance(value, int) and column.kind is Kind.money:
        page.write_number(row, place, value / 100, looks.priced)
    elif isinstance(value, int):
        page.write_number(row, place, value)
    else:
        page.write_string(row, place, safe(label(column, value)))


def as_text(column: Column, value: Value) -> str:
    """One cell of a CSV: days as 2026-05-01, moments as 2026-05-01 09:30, money as 1234.50."""
    told = in_words(column, value)
    return safe(told) if isinstance(value, str) else told


def safe(text: str) -> str:
    """Text that no spreadsheet program takes for a formula, and that fits into a cell."""
    return defuse(text)[:_LONGEST_CELL]


def width(column: Column) -> int:
    """How wide a column should be, in characters."""
    return max(10, min(40, 2 * len(column.header) + 4, column.longest + 2))
