"""
Words that ask money for one child or family, however they are written (domain.md §3.2).

Stricter than the screen of needs: what a need may say of a few goes to a person's eye there, but
money for a few children stops here. Full-width digits, gaps, traditional characters and names in
Latin letters hide nothing.
"""

import re
from functools import cache

from pypinyin import lazy_pinyin

from match.foundation.screening.folding import Folded, views
from match.foundation.screening.shapes import is_distinctive, names_at, surname_at, surnames

# Fewer than five tell who they are in a village (domain.md §3.7).
_FEW = r"(?<![0-9一二三四五六七八九十百千几])(?:[1-4一壹两二贰三叁四肆某这那该])(?:名|个|位|户|对)"
_ONES = (
    r"(?:孩子|小孩|女孩|男孩|儿童|学生|女童|男童|孤儿|家庭|小朋友|双胞胎|姐妹|兄弟|姐弟|兄妹)"
    r"(?!之家|主任|督导|志愿|图书|书|活动|阅读|滑梯|乐园|绘本|用品|教育|中心|房|节)"
)
_SINGLED_OUT = re.compile(
    rf"{_FEW}[^村班组懂给做大校镇县，,。]{{0,6}}?{_ONES}"
    r"|(?:孩子|儿童|学生|女童|男童|孤儿|小朋友)(?:本人|个人|家里|的家庭|家长)"
    r"|(?:定向|专门|只)(?:资助|捐给|捐助|给)(?:\w{0,4}?)(?:孩子|儿童|学生|家庭|同学|小朋友)"
    r"|(?:小[\u4e00-\u9fff]|某[某\u4e00-\u9fff]?)(?:同学|小朋友)"
    r"|[\u4e00-\u9fff]家(?:姐妹|兄弟|姐弟|兄妹)"
)
# Before and after somebody's name, where money is meant for them.
_BEFORE_NAME = re.compile(r"(?:给|为|替|帮|助|持|于|于贫困生|于学生)\s?")
_AFTER_NAME = re.compile(r"$|[的买交治看上做付支缴读、,，。;；(（\s]|同学|本人|一家|家庭")
_ENGLISH = re.compile(
    r"\b(?:an?|one|1|single|this|that)\s+(?:[a-z-]+\s+){0,2}?"
    r"(?:child|girl|boy|orphan|kid|pupil|student|family|twin)(?:['’]s)?\b"
    r"(?!-|\s+(?:librar|room|club|desk|cent|book|seat|chair|toilet|safe|protect|friendly|health))"
    r"|\b(?:child|girl|boy|orphan|kid|pupil|student)\s+(?:named|called|only)\b",
    re.IGNORECASE,
)
_POSSESSED = re.compile(
    r"\bfor\s+(?!Children|Women|Teacher|Volunteer|Winter|Summer|Spring|Autumn)[A-Z][a-z]+['’]s\b"
)
_INITIAL = r"(?:zh|ch|sh|[bpmfdtnlgkhjqxzcsryw])?"
_FINAL = (
    r"(?:iang|iong|uang|ueng|iao|ian|ing|uai|uan|ang|eng|ong|ai|ei|ao|ou|an|en|er|ia|ie|iu|in"
    r"|ua|uo|ui|un|ue|ve|a|o|e|i|u|v)"
)
_GIVEN = re.compile(rf"{_INITIAL}{_FINAL}(?:[-'’]?{_INITIAL}{_FINAL}){{0,2}}")
_WORD = re.compile(r"[a-z]+(?:[-'’][a-z]+)*")
# English words that could be spelt syllables as well.
_PLAIN_ENGLISH = frozenset(
    [
        "an",
        "are",
        "bare",
        "can",
        "dare",
        "fan",
        "fee",
        "gang",
        "hang",
        "he",
        "long",
        "man",
        "me",
        "men",
        "pan",
        "pen",
        "she",
        "song",
        "sun",
        "sure",
        "tie",
        "to",
        "use",
        "we",
        "you",
        "wan",
        "die",
        "due",
        "bin",
        "tan",
        "pin",
    ]
)


def singled_out(text: str) -> str | None:
    """The words of *text* that ask money for one child or family, or None."""
    seen = views(text)
    for view in (seen.plain, seen.tight):
        found = _SINGLED_OUT.search(view.text)
        span = (found.start(), found.end()) if found else _named(view)
        if span is not None:
            start, end = view.span(*span)
            return text[start:end]
    foreign = _ENGLISH.search(text) or _POSSESSED.search(text)
    if foreign:
        return foreign[0]
    spelt = _spelt(seen.plain.text)
    if spelt is None:
        return None
    start, end = seen.plain.span(*spelt)
    return text[start:end]


def _named(view: Folded) -> tuple[int, int] | None:
    """给王小明买书包: a name right after a word that says for whom."""
    for before in _BEFORE_NAME.finditer(view.text):
        start = before.end()
        for end in names_at(view.text, start):
            name = view.text[start:end]
            given = len(name) - surname_at(view.text, start)
            sure = is_distinctive(name) or (given > 1 and name[-2] == "小")
            if (sure or given > 1) and _AFTER_NAME.match(view.text, end):
                return start, end
    return None


def _spelt(text: str) -> tuple[int, int] | None:
    """Zhang Xiaoming, zhang xiao-ming, 张xiaoming: a name in Latin letters (*text* is folded)."""
    words = list(_WORD.finditer(text))
    for at, word in enumerate(words):
        if not _may_be_given(word[0]):
            continue
        before = text[: word.start()].rstrip(" ,-")
        if before[-1:] in surnames() and len(word[0]) > 3:
            return len(before) - 1, word.end()
        family = words[at - 1] if at else None
        if family and family.end() == len(before) and family[0] in _families() - _PLAIN_ENGLISH:
            return family.start(), word.end()
    return None


def _may_be_given(word: str) -> bool:
    given = re.sub(r"['’]s$", "", word)
    return given not in _PLAIN_ENGLISH and _GIVEN.fullmatch(given) is not None


@cache
def _families() -> frozenset[str]:
    """Surnames as they are spelt."""
    return frozenset(lazy_pinyin(name)[0] for name in surnames())
