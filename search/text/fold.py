"""Text made comparable without moving a character, so that a match in the folded text is a span in
the original.
"""

from __future__ import annotations

import re

_HAN = r"\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
HAN_RUN = re.compile(f"[{_HAN}]+")
RUNS = re.compile(rf"[{_HAN}]+|[^\W_{_HAN}]+")
"""Runs of Han characters and runs of other letters and digits. Everything else separates."""

_UNFIT = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")

_SAME_PLACE: dict[int, str] = {
    **{wide: chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F)},
    0x3000: " ",
    0x0130: "i",  # İ, the only character that grows in lower case
    **dict.fromkeys(range(0xD800, 0xE000), " "),
}


def clean(text: str, limit: int) -> str:
    """Without control characters and lone surrogates (no engine takes them), at most `limit`
    characters.
    """
    return _UNFIT.sub(" ", text[:limit])


def fold(text: str) -> str:
    """Half width, lower case; every character keeps its place."""
    return text.translate(_SAME_PLACE).lower()


def is_han(text: str) -> bool:
    return HAN_RUN.fullmatch(text) is not None
