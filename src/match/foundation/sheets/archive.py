"""What an xlsx may be, told by its directory and the first words of its parts, before anything
reads it.

A 736 KB file kept a naive reader busy for 14 s of CPU. What the directory hides is stopped by the
limits of the reading process (`child.py`).
"""

import re
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from match.foundation.language import _
from match.foundation.sheets.columns import SheetRefused

MOST_ENTRIES = 300
MOST_BYTES = 48 * 1024 * 1024
HIGHEST_RATIO = 100
# Small parts of honest files compress beyond any ratio; they cannot hurt.
_RATIO_MATTERS_FROM = 256 * 1024
_HEAD = 4096
_KINDS = 256 * 1024
# A document type is where entities are declared: ours have none (billion laughs, file readers).
_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_OUTSIDE = re.compile(r"^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)|\\|\x00")
# The only two ways in which a package may be packed (ECMA-376 part 2, annex B.4).
_PACKED = (ZIP_STORED, ZIP_DEFLATED)
_PROGRAMS = re.compile(rb"vbaProject|macroEnabled|macrosheet", re.IGNORECASE)
_BOOKS = ("xl/workbook.xml", "xl/workbook.bin", "content.xml")


def refuse_bomb(data: bytes) -> None:
    """
    Raise SheetRefused for an archive that is broken, locked, no spreadsheet, holds programs or
    declares entities, or unpacks to more than a spreadsheet would.
    """
    try:
        with ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
            _refuse_size(entries)
            _refuse_kind(entries)
            _refuse_declarations(archive, entries)
    except SheetRefused:
        raise
    except (BadZipFile, zlib.error, EOFError, ValueError, OSError, NotImplementedError) as error:
        raise SheetRefused(_("文件已损坏，请重新保存为 xlsx 后再上传。")) from error


def _refuse_size(entries: list[ZipInfo]) -> None:
    if (
        len(entries) > MOST_ENTRIES
        or sum(entry.file_size for entry in entries) > MOST_BYTES
        or any(
            entry.file_size > max(entry.compress_size * HIGHEST_RATIO, _RATIO_MATTERS_FROM)
            for entry in entries
        )
    ):
        raise SheetRefused(_("文件解压后过大，请只保留要上传的工作表，删去多余内容后再上传。"))
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise SheetRefused(_("文件设有密码，请取消密码后再上传。"))
    if any(entry.compress_type not in _PACKED for entry in entries):
        raise SheetRefused(_("文件已损坏，请重新保存为 xlsx 后再上传。"))


def _refuse_kind(entries: list[ZipInfo]) -> None:
    names = [entry.orig_filename for entry in entries]
    if any(_OUTSIDE.search(name) for name in names) or len({*names}) < len(names):
        raise SheetRefused(_("文件内部结构异常，请用 Excel 或 WPS 打开后另存为 xlsx 再上传。"))
    lowered = {name.casefold() for name in names}
    if not lowered.intersection(_BOOKS):
        raise SheetRefused(
            _("这是压缩包或别的文档，不是表格。请上传里面的 Excel 或 CSV 文件本身。")
        )
    if any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in lowered):
        raise SheetRefused(_with_programs())


def _with_programs() -> str:
    return _("文件带有宏，为安全起见不能上传，请另存为“Excel 工作簿（.xlsx）”。")


def _refuse_declarations(archive: ZipFile, entries: list[ZipInfo]) -> None:
    """Only the first words of each part are unpacked: a declaration stands nowhere else."""
    for entry in entries:
        if not entry.filename.casefold().endswith((".xml", ".rels")):
            continue
        kinds = entry.filename.casefold() == "[content_types].xml"
        with archive.open(entry) as part:
            head = part.read(_KINDS if kinds else _HEAD)
        # What a part is, is said there; its name may be any.
        if kinds and _PROGRAMS.search(head.replace(b"\0", b"")):
            raise SheetRefused(_with_programs())
        # UTF-16 has a NUL beside every letter.
        if _DOCTYPE.search(head.replace(b"\0", b"")):
            raise SheetRefused(_("文件内部结构异常，请用 Excel 或 WPS 打开后另存为 xlsx 再上传。"))
        if b"<ddeLink" in head or b":ddeLink" in head:
            raise SheetRefused(
                _("文件会调用别的程序（DDE），请全选、复制，再“选择性粘贴为数值”后另存。")
            )
