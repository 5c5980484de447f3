"""Names told outright: 小名豆豆, 姓名：石小龙, 孩子叫小明. These block."""

import re
from collections.abc import Iterator

from match.foundation.screening.findings import Finding, Kind, Severity
from match.foundation.screening.folding import Folded
from match.foundation.screening.nicknames import nickname_end
from match.foundation.screening.shapes import names_at
from match.foundation.screening.words import AFTER, CHILD, HAN, KIN

_CALLED = re.compile(
    r"(?:(?:[小乳奶学大本化]名(?!单|字)|昵称|外号|绰号|诨名|曾用名)儿?\s*(?:就?叫做?|是|为|:|,)?|(?:名字|姓名)\s*(?:就?叫做?|是|为)|名叫|取名|起名叫?|唤作|芳名|叫(?=[\u3400-\u9fff]{2,4}的[大小]?(?:孩子|[男女]孩|[男女]?娃|[男女]生|学生|小朋友|姑娘|丫头|小伙|妹子|伢子))|叫[他她](?=[“\"'‘「]))"
    rf"\s*[“\"'‘「]?(?P<name>{HAN}{{1,4}}?|[a-z]{{2,12}})(?=[^\u3400-\u9fffa-z]|$|的|今年|现年|是|在|家|想|喜|同学|小朋友|很|和|父|母|就|读|由|跟|患|从|有|没|她|他|一直)"
)
_LABELLED = re.compile(
    r"(?:姓名|(?:孩子|儿童|学生|监护人|家长)?名字)\s*:\s*(?P<name>[\u3400-\u9fffa-z×*○]{2,12})"
)
_PERSON_CALLED = re.compile(
    rf"(?:{CHILD}|{KIN}|他|她)(?:的名字)?{HAN}{{0,3}}?叫(?:做|作|她|他)?\s*[“\"'‘「]?"
    rf"(?P<name>{HAN}{{2,4}}?|[a-z]{{2,12}})(?=[^\u3400-\u9fffa-z]|$|的|今年|现年|是|在|家|想|喜|同学|小朋友|很|和|父|母|就|读|由|跟|患|从|有|没)"
)
_NO_NAME = re.compile(
    r"(?:苦|停|好|做|来|去|我|他|她|妈|爸|爷|奶|老|不|着|人|家|外|醒|板|卖|喊|得|了|什么|啥|到|过|孩|大家|儿童|留守|这个|那个|一声|姐|哥|叔|阿姨|保密|略|匿名|未|见附|待定|无需|隐|必填|选填|请|电话|年龄|性别|和|及|贴|进行|儿歌|项目|活动|微|春)"
)
# 项目名叫“暖冬行动”, 活动取名“石榴花开”.
_WORK_TITLE = re.compile(
    r"项目|活动|课程|计划|基金|品牌|行动|绘本|故事|歌曲|儿歌|剧|队|中心|产品|平台|专栏|图书角"
)
_INTRODUCED = re.compile(
    r"(?<![呼喊大尖惨])叫(?:做|作)?[\s“\"'‘「]*|(?:姓名|名字)[\s:,是为]*|[我你][是]\s*"
)


def find_told(view: Folded) -> Iterator[Finding]:
    """Whatever stands where a name is announced, unless it is an ordinary word."""
    for pattern in (_CALLED, _LABELLED, _PERSON_CALLED):
        for found in pattern.finditer(view.text):
            if not _NO_NAME.match(found["name"]) and not _of_a_work(view.text, found.start()):
                yield _told(view, found.start("name"), found.end("name"))
    for found in _INTRODUCED.finditer(view.text):
        end = _name_end(view.text, found.end())
        if end and not _of_a_work(view.text, found.start()):
            yield _told(view, found.end(), end)


def _name_end(text: str, start: int) -> int:
    """The end of something shaped like a name or nickname at `start`."""
    named = (end for end in names_at(text, start) if AFTER.match(text, end))
    return next(named, 0) or nickname_end(text, start, AFTER)


def _of_a_work(text: str, start: int) -> bool:
    return bool(_WORK_TITLE.search(text[max(0, start - 6) : start]))


def _told(view: Folded, start: int, end: int) -> Finding:
    return Finding(Kind.child_named, *view.span(start, end), Severity.block)
