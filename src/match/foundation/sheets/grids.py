"""From an uploaded file to rows of cells, whatever program saved it."""

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import cast

from match.foundation.language import _
from match.foundation.sheets.archive import refuse_bomb
from match.foundation.sheets.columns import SheetRefused
from match.foundation.sheets.delimited import delimited
from match.foundation.sheets.limits import MOST_BYTES, too_heavy

SECONDS = 20
"""Of the clock: on a busy machine the child waits for its turn. Its processor time is its own."""

Cell = str | int | float | bool | date
"""A cell as the file holds it; an empty one is ""."""

_ZIP = b"PK"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CHILD = Path(__file__).with_name("child.py")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"RIFF", b"II*\0", b"MM\0*")
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"{\\rtf")
_MARKUP = re.compile(
    r"\ufeff?\s*(?:<(?:!doctype|html|head|table|meta|\?xml|style|script)|mime-version:)", re.I
)


@dataclass(frozen=True, slots=True)
class Grid:
    """
    One sheet of a file; rows may differ in length. `repairs` are told to whoever sent it; `wide`:
    it has more columns than are read, and was not read; `more`: not all its rows were; `shown`:
    Excel shows the sheet; `delimited`: a mark stands between its cells, and may stand in one.
    """

    name: str
    rows: Sequence[Sequence[Cell]]
    repairs: list[str] = field(default_factory=list[str])
    wide: bool = False
    more: bool = False
    shown: bool = True
    delimited: bool = False


def read_grids(data: bytes, most_rows: int) -> list[Grid]:
    """The sheets of an xlsx, xls, ods or CSV file, at most `most_rows` rows of each that say
    anything.

    The content decides what it is, not the file name. Raises SheetRefused.
    """
    if not data.strip():
        raise SheetRefused(_("文件是空的，请选择填好的表格。"))
    if len(data) > MOST_BYTES:
        raise SheetRefused(_("文件不能超过 8 MB，请分成几个文件上传。"))
    _refuse_other_kinds(data)
    if data.startswith(_ZIP):
        refuse_bomb(data)
        return _workbook(data, most_rows)
    if data.startswith(_OLE):
        return _workbook(data, most_rows)
    text, told = _decoded(data)
    return [text_grid(text, most_rows, told)]


def text_grid(text: str, most_rows: int, repairs: list[str] | None = None) -> Grid:
    """
    A table that is text: a CSV file, or cells copied from Excel or WPS and pasted. Raises
    SheetRefused.
    """
    if len(text.encode()) > MOST_BYTES:
        raise SheetRefused(_("文件不能超过 8 MB，请分成几个文件上传。"))
    if _MARKUP.match(text):
        raise SheetRefused(_("这是网页格式的表格，请用 Excel 或 WPS 打开后另存为 xlsx 再上传。"))
    rows, told, more = delimited(text, most_rows)
    return Grid("", rows, [*(repairs or []), *told], more=more, delimited=True)


def _refuse_other_kinds(data: bytes) -> None:
    if data.startswith(_PICTURES):
        raise SheetRefused(_("这是图片，读不出表格。请上传 Excel 或 CSV 文件。"))
    if data.startswith(b"%PDF"):
        raise SheetRefused(_("这是 PDF，读不出表格。请上传 Excel 或 CSV 文件。"))
    if data.startswith(_ARCHIVES):
        raise SheetRefused(
            _("这是压缩包或别的文档，不是表格。请上传里面的 Excel 或 CSV 文件本身。")
        )
    if data.startswith(_OLE):
        if _wide("EncryptedPackage") in data or _wide("EncryptionInfo") in data:
            raise SheetRefused(_("文件设有密码，请取消密码后再上传。"))
        if _wide("_VBA_PROJECT") in data:
            raise SheetRefused(
                _("文件带有宏，为安全起见不能上传，请另存为“Excel 工作簿（.xlsx）”。")
            )
        if _wide("WordDocument") in data or _wide("PowerPoint Document") in data:
            raise SheetRefused(
                _("这是压缩包或别的文档，不是表格。请上传里面的 Excel 或 CSV 文件本身。")
            )


def _wide(name: str) -> bytes:
    """A name as the directory of an old Office file writes it."""
    return name.encode("utf-16-le")


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
        raise SheetRefused(too_heavy()) from error
    if done.returncode == 3:
        raise SheetRefused(_("文件打不开，请确认没有密码，重新保存为 xlsx 后再上传。"))
    if done.returncode != 0:
        raise SheetRefused(too_heavy())
    sheets = cast("list[dict[str, object]]", json.loads(done.stdout))
    return [_grid(sheet) for sheet in sheets]


def _grid(sheet: dict[str, object]) -> Grid:
    rows = cast("list[list[object] | int]", sheet["rows"])
    told: list[str] = []
    if sheet["merged"]:
        told.append(_("合并的单元格已拆开，补上了 %(count)s 格。") % {"count": sheet["merged"]})
    unseen_rows, unseen_columns = cast("list[int]", sheet["hidden"])
    if unseen_rows or unseen_columns:
        told.append(
            _("有 %(rows)s 行、%(columns)s 列在 Excel 里是隐藏的，也一起读取了；不需要的请删除。")
            % {"rows": unseen_rows, "columns": unseen_columns}
        )
    if sheet["lost"]:
        told.append(
            _("有 %(count)s 格公式出错，在旧版表格（.xls）里读作空格；请核对，或另存为 xlsx。")
            % {"count": sheet["lost"]}
        )
    nothing: list[Cell] = []
    cells: list[list[Cell]] = []
    for row in rows:
        # A number stands for so many empty rows.
        cells += [nothing] * row if isinstance(row, int) else [[_cell(value) for value in row]]
    return Grid(
        str(sheet["name"]),
        cells,
        told,
        wide=bool(sheet["wide"]),
        more=bool(sheet["more"]),
        shown=bool(sheet["shown"]),
    )


def _cell(value: object) -> Cell:
    if isinstance(value, list):
        kind, text = cast("list[str]", value)
        return datetime.fromisoformat(text) if kind == "moment" else date.fromisoformat(text)
    assert isinstance(value, str | int | float), "child.py sends nothing else"
    return value


def _decoded(data: bytes) -> tuple[str, list[str]]:
    """The text, and what to tell of it. Excel in China saves CSV as GBK, or as “Unicode text”."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030", "utf-16-le", "utf-16-be")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text or (encoding[:6] == "utf-16" and not re.search(r"[,\t;]", text)):
            continue
        if encoding == "utf-8-sig":
            return text, []
        name = "GBK" if encoding == "gb18030" else "UTF-16"
        return text, [_("文件用的是 %(name)s 编码，已按它读取。") % {"name": name}]
    raise SheetRefused(_("读不懂这个文件，请保存为 xlsx 或 CSV（UTF-8）后再上传。"))
