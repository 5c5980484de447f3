"""Names of children and of their families, found by the company they keep.

What makes a likeness a finding is a word beside it (孩子, 爸爸, 同学, 9岁) and, after it, a word
that follows names. A likeness warns, and a person decides; names told outright are in `told.py`.
"""

import re
from collections.abc import Iterator

from match.foundation.screening.findings import Finding, Kind, Severity
from match.foundation.screening.folding import Folded, Views
from match.foundation.screening.nicknames import masked_end, nickname_end
from match.foundation.screening.shapes import is_distinctive, names_at, surname_at, surnames
from match.foundation.screening.told import find_told
from match.foundation.screening.words import (
    AFTER,
    AGE,
    CHILD,
    HAN,
    HOUSEHOLD,
    KIN,
    LISTED,
    OWN,
    POSSESSIVE,
)

_CHILD_WORD = re.compile(CHILD)
_KIN_WORD = re.compile(KIN)
_LINK = re.compile(r"(?:[\s:,(（“\"'‘《【「『\-—、]|名?叫|是|为){0,3}")
_SURNAMED = re.compile(
    rf"(?<![贵同百家尊])姓(?P<name>{HAN})(?=氏|的|[,，。;、\s)]|$|{CHILD}|[男女]|一家|人家)"
)
_LEFT = re.compile(
    rf"(?<!{HAN})|(?<=[叫给为帮让是由跟和与请对把送说到见])|(?<=[儿学女男]童)|(?<=孩子)|(?<=学生)|(?<=小孩)|(?<=同学)"
)
# A name hardly mistaken may also stand after these.
_OF_AGE = re.compile(r"(?<=[岁级]的)")
_LEFT_OF_CERTAIN = re.compile(r"(?<=[是女男娃帮助])|(?<=[岁级]的)")
_LISTING = frozenset("、,和与及 ")
_LONGEST_LIST = 20
# People at work may be named: the law protects the child and the family.
_AT_WORK = (
    r"(?:老师|主任|书记|支书|村长|校长|教授|主席|先生|女士|理事长|[镇乡县队会站所馆院园组]长|医生|护士|律师|工程师|督导员?|社工"
    r"|志愿者|同志|委员|传承人|讲师|师傅|乡贤|企业家|联系人|负责人|代表人|演员|歌手|作家|画家|诗人|英雄|烈士|元帅|党员)"
)
_WORKS = re.compile(_AT_WORK)
_AFTER_WORK = re.compile(rf"{_AT_WORK}[\s:,、(（“是为]{{0,2}}$")


def find_names(seen: Views) -> Iterator[Finding]:
    """Names told outright block; likenesses beside children and kin warn."""
    for view in (seen.plain, seen.tight):
        yield from find_told(view)
        yield from _beside(view, _CHILD_WORD, Kind.child_named)
        yield from _beside(view, _KIN_WORD, Kind.guardian_named)
        yield from _standing(view)
        yield from _surnamed(view)


def _beside(view: Folded, word: re.Pattern[str], kind: Kind) -> Iterator[Finding]:
    """孩子石小龙想…, 监护人：王某, 留守儿童小芳."""
    for found in word.finditer(view.text):
        link = _LINK.match(view.text, found.end())
        assert link is not None, "the link may be empty"
        for start in range(link.end(), found.end() - 1, -1):
            if end := _beside_end(view.text, start):
                yield _warn(kind, view, start, end)
                yield from _and_others(view, end, kind)
                break


def _beside_end(text: str, start: int) -> int:
    for end in names_at(text, start):
        if AFTER.match(text, end) or is_distinctive(text[start:end]):
            return end
    return masked_end(text, start) or nickname_end(text, start, AFTER)


def _and_others(view: Folded, end: int, kind: Kind) -> Iterator[Finding]:
    """双胞胎覃小丽、覃小美: the first name vouches for those that follow it in a list."""
    while view.text[end : end + 1] in _LISTING and (following := _beside_end(view.text, end + 1)):
        yield _warn(kind, view, end + 1, following)
        end = following


def _standing(view: Folded) -> Iterator[Finding]:
    """Without a child word before: 李晓晓，9岁; 张伟的奶奶; 王小花、石小龙两名孩子; 石家老二."""
    for start in range(len(view.text)):
        if end := _standing_end(view.text, start):
            yield _warn(Kind.child_named, view, start, end)


def _standing_end(text: str, start: int) -> int:
    free = _LEFT.match(text, start) is not None
    for end in names_at(text, start):
        certain = is_distinctive(text[start:end])
        if (free or certain) and _tells(text, end):
            return end
        if free and (last := _list_end(text, end)):
            return last
        if certain and (free or _LEFT_OF_CERTAIN.match(text, start)) and _alone(text, start, end):
            return end
    if not free and not _LEFT_OF_CERTAIN.match(text, start):
        hidden = masked_end(text, start)
        return hidden if hidden and AGE.match(text, hidden) else 0
    after = (AGE, POSSESSIVE, OWN, AFTER) if _OF_AGE.match(text, start) else (AGE, POSSESSIVE, OWN)
    ends = (nickname_end(text, start, following) for following in after)
    return next(filter(None, ends), 0) or (_household_end(text, start) if free else 0)


def _tells(text: str, end: int) -> bool:
    return any(after.match(text, end) for after in (AGE, POSSESSIVE, OWN))


def _alone(text: str, start: int, end: int) -> bool:
    """请帮帮石小龙吧: nobody's title, so most likely a child's or a relative's name."""
    if _WORKS.match(text, end) or _AFTER_WORK.search(text[max(0, start - 8) : start]):
        return False
    return AFTER.match(text, end) is not None or text[max(0, start - 1) : start] in (
        "给",
        "帮",
        "请",
        "助",
    )


def _household_end(text: str, start: int) -> int:
    surname = surname_at(text, start)
    household = HOUSEHOLD.match(text, start + surname) if surname else None
    return household.end() if household else masked_end(text, start)


def _list_end(text: str, end: int) -> int:
    """The end of “王小花、石小龙” if children follow, seen from the end of its first name."""
    for _ in range(_LONGEST_LIST):
        if text[end : end + 1] not in _LISTING:
            return 0
        end = next(names_at(text, end + 1), 0)
        if not end:
            return 0
        if LISTED.match(text, end):
            return end
    return 0


def _surnamed(view: Folded) -> Iterator[Finding]:
    for found in _SURNAMED.finditer(view.text):
        if found["name"] in surnames():
            yield _warn(Kind.child_named, view, found.start(), found.end("name"))


def _warn(kind: Kind, view: Folded, start: int, end: int) -> Finding:
    return Finding(kind, *view.span(start, end), Severity.warn)
