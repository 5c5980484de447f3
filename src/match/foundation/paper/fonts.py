"""
Which Chinese font the papers are set in, and which characters it has.

A PDF must carry its letters: a paper that prints empty boxes where a name should be is worse than
none. So the font is looked up in the places where systems keep it, its table of characters is
read, and what it lacks is written out by number instead of drawn as a box.
"""

import importlib.util
import struct
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from match.foundation.errors import Unavailable
from match.foundation.language import _
from match.foundation.settings import settings

REGULAR = {
    "NotoSansCJK-Regular.ttc": "Noto Sans CJK SC",
    "NotoSansCJKsc-Regular.otf": "Noto Sans CJK SC",
    "NotoSansSC-Regular.otf": "Noto Sans SC",
    "SourceHanSansSC-Regular.otf": "Source Han Sans SC",
}
"""File name → family, in the order of preference."""

_PLACES = (
    "/usr/share/fonts/opentype/noto",  # Debian, Ubuntu: fonts-noto-cjk
    "/usr/share/fonts/noto-cjk",  # Arch, Alpine
    "/usr/share/fonts/google-noto-cjk",  # Fedora
    "/usr/share/fonts/adobe-source-han-sans",
    "/usr/local/share/fonts",
    "/Library/Fonts",
)
_WHEEL = "noto_cjk_sans_otc"  # the same font from PyPI, for systems without packages
_NOTHING_DRAWN = frozenset({"Cc", "Cf", "Cs"})
_VARIATIONS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))


class FontMissing(Unavailable):
    """No Chinese font on this machine; the message says how to get one."""

    code = "font_missing"


@dataclass(frozen=True, slots=True)
class Font:
    """A folder with the font, its family, and the characters it can draw, as sorted ranges."""

    folder: Path
    family: str
    ranges: tuple[tuple[int, int], ...]

    def draws(self, character: str) -> bool:
        """Whether the font has this character."""
        code = ord(character)
        low, high = 0, len(self.ranges)
        while low < high:
            middle = (low + high) // 2
            first, last = self.ranges[middle]
            if code < first:
                high = middle
            elif code > last:
                low = middle + 1
            else:
                return True
        return False


def font() -> Font:
    """The font of this machine. Raises FontMissing."""
    return find(tuple(places()))


def places() -> list[Path]:
    """Where to look: the operator's folder first and alone, else the usual ones."""
    chosen = settings().font_dir
    if chosen is not None:
        return [chosen]
    wheel = importlib.util.find_spec(_WHEEL)
    inside = [Path(each) for each in (wheel.submodule_search_locations or ())] if wheel else []
    return [*map(Path, _PLACES), Path.home() / ".local/share/fonts", *inside]


@lru_cache(maxsize=4)
def find(folders: tuple[Path, ...]) -> Font:
    """The first font of REGULAR in *folders*, subfolders included. Raises FontMissing."""
    for folder in folders:
        for name, family in REGULAR.items():
            file = next((each for each in _files(folder, name)), None)
            if file is not None:
                return Font(file.parent, family, coverage(file))
    raise FontMissing(
        _(
            "这台服务器没有中文字体，暂时不能生成 PDF。请先打开网页版，用浏览器打印；"
            "管理员安装字体（Debian：apt install fonts-noto-cjk）或设置 MATCH_FONT_DIR 后即可下载。"
        )
    )


def _files(folder: Path, name: str) -> Iterable[Path]:
    if not folder.is_dir():
        return ()
    direct = folder / name
    return (direct,) if direct.is_file() else sorted(folder.rglob(name))


def legible(text: str, drawn: Font) -> str:
    """
    *text* with nothing in it that would print as a box: what is never drawn (controls, direction
    marks, variation selectors) is left out, what the font lacks is written as 〔U+30D67〕.
    """
    return "".join(_one(character, drawn) for character in text)


def _one(character: str, drawn: Font) -> str:
    if character == "\n":
        return character
    if character == "\t":
        return " "
    code = ord(character)
    if unicodedata.category(character) in _NOTHING_DRAWN or any(code in r for r in _VARIATIONS):
        return ""
    return character if drawn.draws(character) else f"〔U+{code:04X}〕"


def coverage(file: Path) -> tuple[tuple[int, int], ...]:
    """
    The characters of the first face of an OpenType file, from format 12 of its ``cmap`` table
    (OpenType specification, cmap). Faces of one collection share it but for a few variants.
    """
    with file.open("rb") as opened:

        def read(at: int, length: int) -> bytes:
            opened.seek(at)
            return opened.read(length)

        face = _number(read(12, 4)) if read(0, 4) == b"ttcf" else 0
        tables = struct.unpack(">H", read(face + 4, 2))[0]
        for index in range(tables):
            entry = read(face + 12 + 16 * index, 16)
            if entry[:4] == b"cmap":
                at, length = _number(entry[8:12]), _number(entry[12:16])
                return _full_repertoire(read(at, length))
    raise ValueError(f"{file} has no cmap table")


def _full_repertoire(cmap: bytes) -> tuple[tuple[int, int], ...]:
    for index in range(struct.unpack(">H", cmap[2:4])[0]):
        at = _number(cmap[8 + 8 * index : 12 + 8 * index])
        if cmap[at : at + 2] == b"\x00\x0c":
            groups = _number(cmap[at + 12 : at + 16])
            held = struct.iter_unpack(">III", cmap[at + 16 : at + 16 + 12 * groups])
            return tuple((first, last) for first, last, _glyph in held)
    raise ValueError("the font has no table of the whole of Unicode (cmap format 12)")


def _number(four: bytes) -> int:
    return int.from_bytes(four, "big")
