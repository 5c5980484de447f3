"""A sheet like those the rooms declare, and workbooks as people send them."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from io import BytesIO

import xlsxwriter

from match.foundation.sheets import Column, Kind, Sheet

BANDS = {"3-5岁": "B3", "6-8岁": "B6", "9—11": "B9", "3-5": "C3"}

HOMES = Sheet(
    "儿童之家名单",
    (
        Column("village", "村（社区）", required=True, example="高务村", notes="写全称。"),
        Column("name", "名称", required=True, longest=20),
        Column("children", "儿童人数", Kind.integer, required=True, least=0, most=2000),
        Column("opened", "建成日期", Kind.date),
        Column("band", "年龄段", Kind.choice, choices=BANDS),
        Column("budget", "预算（元）", Kind.money),
    ),
    natural_key=("village", "name"),
    most_rows=50,
)  # fmt: skip

HEADERS = ("村（社区）*", "名称*", "儿童人数*", "建成日期", "年龄段", "预算（元）")

Cell = str | int | float | bool | date | None


def workbook(
    *rows: Sequence[Cell], title: str = "Sheet1", date_format: str = "yyyy-mm-dd"
) -> bytes:
    """An xlsx of these cells; strings stay strings, whatever they look like."""
    written = BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as book:
        dated = book.add_format({"num_format": date_format})
        page = book.add_worksheet(title)
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, str):
                    page.write_string(number, place, cell)
                elif isinstance(cell, bool):
                    page.write_boolean(number, place, cell)
                elif isinstance(cell, date):
                    page.write_datetime(number, place, datetime.combine(cell, time.min), dated)
                elif cell is not None:
                    page.write_number(number, place, cell)
    return written.getvalue()


def csv_of(rows: Iterable[Sequence[str]], encoding: str = "utf-8") -> bytes:
    """A CSV as another program would save it."""
    return "\r\n".join(",".join(row) for row in rows).encode(encoding)
