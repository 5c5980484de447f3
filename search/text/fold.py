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


def clean(text: str, limit: int) -> str:
    """Without control characters and lone surrogates (no engine takes them), at most `limit`
    characters.
    """
    return _UNFIT.sub(" ", text[:limit])


def fold(text: str) -> str:
    """Half width, lower case; every character keeps its place."""
    return "".join(map(_fold_character, text))


def is_han(text: str) -> bool:
    return HAN_RUN.fullmatch(text) is not None


def _fold_character(character: str) -> str:
    code = ord(character)
    if 0xFF01 <= code <= 0xFF5E:
        character = chr(code - 0xFEE0)
    elif code == 0x3000 or 0xD800 <= code <= 0xDFFF:
        return " "
    lower = character.lower()
    return lower if len(lower) == 1 else character
