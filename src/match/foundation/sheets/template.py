"""The empty file a county downloads on its first day: drop-downs, checks, instructions."""

# xlsxwriter ships no types.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false

from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_range_abs
from xlsxwriter.worksheet import Worksheet

from match.foundation.language import _
from match.foundation.sheets.columns import Column, Kind, Sheet
from match.foundation.sheets.headers import EXAMPLE
from match.foundation.sheets.writing import safe, sheet_name

_CHOICES = "选项"


def template(sheet: Sheet) -> bytes:
    """An xlsx workbook with three sheets: the empty list, 填写说明, and the hidden choices.

    The first row below the header shows how, and says so: it is skipped when it is uploaded.
    """
    written = BytesIO()
    with Workbook(written, {"in_memory": True}) as book:
        page = book.add_worksheet(sheet_name(sheet.title))
        notes = book.add_worksheet("填写说明")
        choices = book.add_worksheet(_CHOICES)
        choices.hide()
        page.freeze_panes(1, 0)
        for place, column in enumerate(sheet.columns):
            _head(book, page, place, column)
            _check(page, choices, place, column, sheet.most_rows)
        _show(book, page, sheet)
        _instruct(book, notes, sheet)
    return written.getvalue()


def _head(book: Workbook, page: Worksheet, place: int, column: Column) -> None:
    look = {"bold": True, "bg_color": "#FCE8E6" if column.required else "#F1F3F4", "border": 1}
    page.write_string(
        0, place, f"{column.header}{'*' if column.required else ''}", book.add_format(look)
    )
    # Text columns are text before anything is typed: Excel then leaves 0743… and 3-5 alone.
    formats = {
        Kind.text: "@",
        Kind.choice: "@",
        Kind.date: "yyyy-mm-dd",
        Kind.money: "#,##0.00",
        Kind.integer: "0",
        Kind.moment: "yyyy-mm-dd hh:mm",
    }
    page.write_comment(0, place, _comment(column), {"x_scale": 2})
    page.set_column(
        place,
        place,
        max(12, 2 * len(column.header) + 4),
        book.add_format({"num_format": formats[column.kind]}),
    )


def _show(book: Workbook, page: Worksheet, sheet: Sheet) -> None:
    """One row of examples, in grey; its first cell says what it is."""
    if not any(column.example for column in sheet.columns):
        return
    grey = book.add_format({"italic": True, "font_color": "#80868B"})
    for place, column in enumerate(sheet.columns):
        text = column.example or next(iter(column.choices), "")
        page.write_string(1, place, f"{EXAMPLE}：{text}" if place == 0 else safe(text), grey)


def _check(page: Worksheet, choices: Worksheet, place: int, column: Column, most_rows: int) -> None:
    rule: dict[str, Any] | None = None
    match column.kind:
        case Kind.integer:
            rule = {
                "validate": "integer",
                "criteria": "between",
                "minimum": column.least,
                "maximum": column.most,
            }
        case Kind.date:
            rule = {"validate": "date", "criteria": ">=", "value": "=DATE(1950,1,1)"}
        case Kind.money:
            rule = {"validate": "decimal", "criteria": ">=", "value": 0}
        case Kind.choice:
            for row, label in enumerate(column.choices):
                # A name that somebody chose stands there: no cell of ours begins a formula.
                choices.write_string(row, place, safe(label))
            where = xl_range_abs(0, place, len(column.choices) - 1, place)
            rule = {"validate": "list", "source": f"={_CHOICES}!{where}"}
        case Kind.text | Kind.moment:
            return
    rule |= {"error_title": column.header[:32], "error_message": _advice(column)[:255]}
    page.data_validation(1, place, most_rows, place, rule)


def _instruct(book: Workbook, notes: Worksheet, sheet: Sheet) -> None:
    bold, wrapped = (
        book.add_format({"bold": True}),
        book.add_format({"text_wrap": True, "valign": "top"}),
    )
    for place, (header, width) in enumerate(
        ((_("列名"), 20), (_("必填"), 8), (_("怎么填"), 60), (_("示例"), 30))
    ):
        notes.write_string(0, place, header, bold)
        notes.set_column(place, place, width)
    notes.freeze_panes(1, 0)
    for row, column in enumerate(sheet.columns, start=1):
        cells = (
            column.header,
            _("是") if column.required else "",
            f"{_advice(column)}{column.notes}",
            column.example,
        )
        for place, text in enumerate(cells):
            notes.write_string(row, place, text, wrapped)
    last = len(sheet.columns) + 2
    notes.write_string(
        last, 0, _("一次最多 %(most)s 行，请不要改动第一行的列名。") % {"most": sheet.most_rows}
    )


def _comment(column: Column) -> str:
    """What hovers over a header; the choices too, for who prints the list."""
    listed = _("、").join(list(column.choices)[:20])
    words = (_("必填。") if column.required else "", _advice(column), column.notes, listed)
    return "".join(words)[:1000]


def _advice(column: Column) -> str:
    match column.kind:
        case Kind.text:
            return _("文字，最多 %(longest)s 个字。") % {"longest": column.longest}
        case Kind.integer:
            return _("整数，%(least)s 到 %(most)s，只填数字。") % {
                "least": column.least,
                "most": column.most,
            }
        case Kind.date:
            return _("日期，例如 2026-05-01。")
        case Kind.choice:
            return _("从下拉框里选一项。")
        case Kind.money:
            return _("金额，单位元，最多两位小数。")
        case Kind.moment:
            return ""
