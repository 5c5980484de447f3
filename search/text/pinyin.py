"""Readings: full pinyin and initials, with the readings that places and surnames have.

pypinyin reads words well and names badly (覃 is Qín in western Hunan, not Tán; 六都寨 is
Liùdūzhài). A name's reading depends on its neighbours, so the table holds whole strings; the
longest one wins.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from pypinyin import lazy_pinyin

READINGS: dict[str, str] = {
    "覃": "qin",
    "曾": "zeng",
    "单家": "shan jia",
    "解家": "xie jia",
    "仇家": "qiu jia",
    "查家": "zha jia",
    "区家": "ou jia",
    "缪家": "miao jia",
    "朴家": "piao jia",
    "朝阳": "chao yang",
    "重阳": "chong yang",
    "六都": "liu du",
    "都": "du",
    "圫": "tuo",
    "垸": "yuan",
    "塅": "duan",
    "峒": "dong",
    "溇": "lou",
    "溇水": "lou shui",
    "枨冲": "cheng chong",
    "㮾梨": "lang li",
    "耒阳": "lei yang",
    "郴州": "chen zhou",
    "溆浦": "xu pu",
    "会同": "hui tong",
    "大庸": "da yong",
    "成都": "cheng du",
    "首都": "shou du",
    "都是": "dou shi",
    "曾经": "ceng jing",
    "未曾": "wei ceng",
}

_LONGEST_READING = max(map(len, READINGS))
_REACH = 8
"""Syllables in one running key: long enough for a typed phrase, short enough for the index."""


@lru_cache(maxsize=100_000)
def syllables(word: str) -> tuple[str, ...]:
    """One syllable per Han character of a word. Cached: reading is the dearest step of indexing,
    and words repeat.
    """
    found: list[str] = []
    start = 0
    while start < len(word):
        named = _named(word, start)
        if named:
            found += named.split()
            start += len(named.split())
            continue
        end = start + 1
        while end < len(word) and not _named(word, end):
            end += 1
        found += _read(word[start:end])
        start = end
    return tuple(found)


def running_keys(read: Sequence[str]) -> list[str]:
    """From every character on, the next eight syllables joined: any stretch of the text is a prefix
    of some key.
    """
    return ["".join(read[at : at + _REACH]) for at in range(len(read))]


def initial_keys(read: Sequence[str]) -> list[str]:
    initials = "".join(syllable[0] for syllable in read)
    return [initials[at : at + _REACH] for at in range(len(initials))]


def _named(word: str, start: int, readings: Mapping[str, str] = READINGS) -> str | None:
    for length in range(min(_LONGEST_READING, len(word) - start), 0, -1):
        if reading := readings.get(word[start : start + length]):
            return reading
    return None


def _read(han: str) -> list[str]:
    """Unknown characters read as themselves, one by one: with fewer syllables spans would drift."""
    read = lazy_pinyin(han, errors="default")
    return read if len(read) == len(han) else [lazy_pinyin(character)[0] for character in han]
