"""Whether a sentence speaks of many or of one: “42 名留守儿童” or “这名留守儿童”."""

import re

_SENTENCE_END = re.compile(r"[。！？!?；;\n]")
_COUNT = re.compile(
    r"([0-9]+|[一二两三四五六七八九十百千]+)\s*(?:余|多|来)?\s*(?:名|个|位|人|户|对)"
)
_MANY = re.compile(
    r"们|大多|多数|普遍|部分|许多|不少|很多|众多|较多|居多|全体|全部|所有|各类|各村|均|都[是有在由跟没]"
    r"|有的|一些|一批|占|比例|等群体|人群|家庭较|之家|全村|全镇|全县|我县|村民|农户|家长会"
)
_ONE = re.compile(
    r"[这那该][名个位]?(?:孩子|儿童|学生|女孩|男孩|娃|小孩)|(?<![0-9十百])[一1]\s*[名个位](?!月)|他|她|该生|此[女童男]"
)
# Nobody reads farther for the subject of a sentence, and a text without full stops must end.
_FARTHEST = 120
_SMALL = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}

FEWEST = 5
"""Below this a group can be recognised in a village (domain.md §3.7)."""


def sentence_around(text: str, start: int, end: int) -> str:
    """The sentence in which the span lies."""
    first, last = max(0, start - _FARTHEST), min(len(text), end + _FARTHEST)
    before = [mark.end() for mark in _SENTENCE_END.finditer(text, first, start)]
    after = _SENTENCE_END.search(text, end, last)
    return text[before[-1] if before else first : after.start() if after else last]


def speaks_of_many(sentence: str) -> bool:
    """A head-count of FEWEST or more, or a plural, and nobody singled out."""
    if _ONE.search(sentence):
        return False
    return bool(_MANY.search(sentence)) or any(
        head_count(found[1]) >= FEWEST for found in _COUNT.finditer(sentence)
    )


def head_count(number: str) -> int:
    """The value of a head-count in digits; Chinese numerals above nine only as “many”."""
    if number.isascii():
        return int(number[:9])
    return _SMALL.get(number, 10)
