"""Spreadsheets out: lists to take along, rows to correct. Text is always text."""

# xlsxwriter ships no types.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false

import csv
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from io import BytesIO, StringIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from match.foundation.money import yuan
from match.foundation.sheets.columns import Column, Kind, Sheet, Value
from match.foundation.sheets.defusing import defuse
from match.foundation.sheets.reading import REASON, Reading

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_LONGEST_CELL = 32_000


def write_xlsx(sheet: Sheet, rows: Iterable[Mapping[str, Value]]) -> bytes:
    """The rows as a workbook: frozen bold header, filter, numbers and dates as such."""
    written = BytesIO()
    with xlsxwriter.Workbook(written, _OPTIONS) as book:
        page = book.add_worksheet(sheet_name(sheet.title))
        _head(page, [column.header for column in sheet.columns], book.add_format({"bold": True}))
        dated = book.add_format({"num_format": "yyyy-mm-dd"})
        priced = book.add_format({"num_format": "#,##0.00"})
        last = 0
        for last, row in enumerate(rows, start=1):
            for place, column in enumerate(sheet.columns):
                _put(page, last, place, column, row.get(column.key), dated, priced)
        page.autofilter(0, 0, last, len(sheet.columns) - 1)
        for place, column in enumerate(sheet.columns):
            page.set_column(place, place, _width(column))
    return written.getvalue()


def write_csv(sheet: Sheet, rows: Iterable[Mapping[str, Value]]) -> bytes:
    """The rows as CSV in UTF-8 with the mark without which Excel shows Chinese as rubbish."""
    written = StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow([column.header for column in sheet.columns])
    for row in rows:
        writer.writerow([_as_text(column, row.get(column.key)) for column in sheet.columns])
    return written.getvalue().encode("utf-8-sig")


def failed_rows(reading: Reading) -> bytes:
    """The rows that were not taken, as they were written, with the reasons in a last column."""
    written = BytesIO()
    columns = reading.sheet.columns
    with xlsxwriter.Workbook(written, _OPTIONS) as book:
        page = book.add_worksheet(sheet_name(reading.sheet.title))
        red = book.add_format({"font_color": "#B3261E", "text_wrap": True})
        _head(
            page, [*(column.header for column in columns), REASON], book.add_format({"bold": True})
        )
        for place, column in enumerate(columns):
            page.set_column(place, place, _width(column))
        page.set_column(len(columns), len(columns), 60, red)
        for number, row in enumerate(reading.failed, start=1):
            for place, column in enumerate(columns):
                page.write_string(number, place, _safe(row.written.get(column.key, "")))
            reasons = "\n".join(trouble.sentence for trouble in row.troubles)
            page.write_string(number, len(columns), _safe(reasons))
    return written.getvalue()


def sheet_name(title: str) -> str:
    """A name Excel accepts: at most 31 characters, none of []:*?/\\ ."""
    return re.sub(r"[\[\]:*?/\\']", " ", title)[:31].strip() or "Sheet1"


def _head(page: Worksheet, headers: Iterable[str], bold: Format) -> None:
    for place, header in enumerate(headers):
        page.write_string(0, place, header, bold)
    page.freeze_panes(1, 0)


def _put(
    page: Worksheet,
    row: int,
    place: int,
    column: Column,
    value: Value,
    dated: Format,
    priced: Format,
) -> None:
    if value is None:
        return
    if isinstance(value, date):
        page.write_datetime(row, place, datetime.combine(value, time.min), dated)
    elif isinstance(value, int) and column.kind is Kind.money:
        page.write_number(row, place, value / 100, priced)
    elif isinstance(value, int):
        page.write_number(row, place, value)
    else:
        page.write_string(row, place, _safe(_label(column, value)))


def _as_text(column: Column, value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int):
        return yuan(value).replace(",", "") if column.kind is Kind.money else str(value)
    return _safe(_label(column, value))


def _label(column: Column, stored: str) -> str:
    return next((label for label, value in column.choices.items() if value == stored), stored)


def _safe(text: str) -> str:
    return defuse(text)[:_LONGEST_CELL]


def _width(column: Column) -> int:
    return max(10, min(40, 2 * len(column.header) + 4, column.longest + 2))
