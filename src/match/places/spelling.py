"""How a place name is spelt in Latin letters: for search as you type, and for sorting.

No database collation here knows Chinese, so the order of a list is a stored key.
"""

from functools import lru_cache
from typing import NamedTuple

from pypinyin import lazy_pinyin

_READINGS = {
    # A village called after a family takes the surname's reading, which is not the common one.
    "单家": ("shan", "jia"),
    "曾家": ("zeng", "jia"),
    "区家": ("ou", "jia"),
    "解家": ("xie", "jia"),
    "仇家": ("qiu", "jia"),
    "任家": ("ren", "jia"),
    "查家": ("zha", "jia"),
    "盖家": ("ge", "jia"),
    "尉迟": ("yu", "chi"),
    "覃家": ("qin", "jia"),
    # Local names whose usual reading the dictionary misses.
    "六都寨": ("liu", "du", "zhai"),
    "长茅": ("chang", "mao"),
}
_LONGEST = max(map(len, _READINGS))


class Spelling(NamedTuple):
    """Lower-case ASCII: `pinyin` "ji shou shi" without blanks, `initials` "jss", and a `sort_key`
    whose syllables are parted so that "xi an" comes before "xian"."""

    pinyin: str
    initials: str
    sort_key: str


@lru_cache(maxsize=32768)  # an edition has 25,383 different names
def spell(name: str) -> Spelling:
    """The spelling of a Chinese name; letters and digits are kept,
    lower-cased; punctuation falls away."""
    syllables = _syllables(name)
    return Spelling(
        pinyin="".join(syllables),
        initials="".join(syllable[0] for syllable in syllables),
        sort_key=" ".join(syllables),
    )


def _syllables(name: str) -> list[str]:
    for start in range(len(name)):
        for length in range(_LONGEST, 1, -1):
            known = _READINGS.get(name[start : start + length])
            if known:
                rest = name[start + length :]
                before = lazy_pinyin(name[:start]) if start else []
                return [*_lower(before), *known, *_syllables(rest)]
    return _lower(lazy_pinyin(name)) if name else []


def _lower(syllables: list[str]) -> list[str]:
    bare = ("".join(filter(str.isalnum, syllable)).lower() for syllable in syllables)
    return [syllable for syllable in bare if syllable]
