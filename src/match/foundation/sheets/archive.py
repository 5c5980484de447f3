"""Zip bombs are refused by what the central directory promises, before anything is unpacked.

A 736 KB file kept a naive reader busy for 14 s of CPU. What the directory hides is stopped by the
limits of the reading process (`child.py`).
"""

from io import BytesIO
from zipfile import BadZipFile, ZipFile

from match.foundation.language import _
from match.foundation.sheets.columns import SheetRefused

MOST_ENTRIES = 100
MOST_BYTES = 50 * 1024 * 1024
HIGHEST_RATIO = 100
# Small parts of honest files compress beyond any ratio; they cannot hurt.
_RATIO_MATTERS_FROM = 256 * 1024


def refuse_bomb(data: bytes) -> None:
    """Raise SheetRefused if the archive is broken or unpacks to more than a spreadsheet would."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
    except (BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise SheetRefused(_("文件已损坏，请重新保存为 xlsx 后再上传。")) from error
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
