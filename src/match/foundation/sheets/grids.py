"""From an uploaded file to rows of cells, whatever program saved it."""

import csv
import json
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path
from typing import cast

from match.foundation.language import _
from match.foundation.sheets.archive import refuse_bomb
from match.foundation.sheets.columns import SheetRefused

MOST_BYTES = 8 * 1024 * 1024
SECONDS = 20

Cell = str | int | float | bool | date
"""A cell as the file holds it; an empty one is ""."""

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CHILD = Path(__file__).with_name("child.py")


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet of a file; rows may differ in length."""

    name: str
    rows: list[list[Cell]]


def read_grids(data: bytes, most_rows: int) -> list[Grid]:
    """The sheets of an xlsx, xls, ods or CSV file, at most `most_rows` rows of each.

    The content decides what it is, not the file name. Raises SheetRefused.
    """
    if not data.strip():
        raise SheetRefused(_("文件是空的，请选择填好的表格。"))
    if len(data) > MOST_BYTES:
        raise SheetRefused(_("文件不能超过 8 MB，请分成几个文件上传。"))
    if data.startswith(_ZIP):
        refuse_bomb(data)
        return _workbook(data, most_rows)
    if data.startswith(_OLE):
        return _workbook(data, most_rows)
    return [Grid("", _csv(_decoded(data), most_rows))]


def _workbook(data: bytes, most_rows: int) -> list[Grid]:
    try:
        done = subprocess.run(  # noqa: S603 # our own script, our own interpreter; the file goes in on stdin
            [sys.executable, "-I", str(_CHILD), str(most_rows)],
            input=data,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise SheetRefused(_too_heavy()) from error
    if done.returncode == 3:
        raise SheetRefused(_("文件打不开，请确认没有密码，重新保存为 xlsx 后再上传。"))
    if done.returncode != 0:
        raise SheetRefused(_too_heavy())
    sheets = cast("list[dict[str, object]]", json.loads(done.stdout))
    return [_grid(sheet) for sheet in sheets]


def _grid(sheet: dict[str, object]) -> Grid:
    rows = cast("list[list[object]]", sheet["rows"])
    return Grid(str(sheet["name"]), [[_cell(value) for value in row] for row in rows])


def _cell(value: object) -> Cell:
    if isinstance(value, list):
        return date.fromisoformat(str(cast("list[object]", value)[1]))
    assert isinstance(value, str | int | float), "child.py sends nothing else"
    return value


def _too_heavy() -> str:
    return _("表格太大或内容异常，读取时超出限制，请只保留要上传的内容后再试。")


def _decoded(data: bytes) -> str:
    # Excel in China saves CSV as GBK; WPS and exports as UTF-8 with or without a mark.
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise SheetRefused(_("读不懂这个文件，请保存为 xlsx 或 CSV（UTF-8）后再上传。"))


def _csv(text: str, most_rows: int) -> list[list[Cell]]:
    first = text.split("\n", 1)[0]
    delimiter = max(",\t;，", key=first.count)
    rows: list[list[Cell]] = []
    try:
        for row in csv.reader(StringIO(text, newline=""), delimiter=delimiter):
            rows.append(list(row[:200]))
            if len(rows) >= most_rows:
                break
    except csv.Error as error:
        raise SheetRefused(_("CSV 的格式有误，请用 Excel 或 WPS 重新保存后再上传。")) from error
    return rows
