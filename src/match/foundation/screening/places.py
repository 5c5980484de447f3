"""Where one family lives or one child learns: house numbers, school with class, number plates."""

import re
from collections.abc import Iterator

from match.foundation.screening.findings import Finding, Kind, Severity
from match.foundation.screening.folding import Folded, Views
from match.foundation.screening.groups import sentence_around, speaks_of_many

_HAN = r"[\u3400-\u9fff]"
_NUMBER = r"(?:[0-9]{1,4}|[一二三四五六七八九十百零〇两]{1,5})"
_STREET = r"(?:村|社区|小区|街道|大道|路|街|巷|弄|寨|湾|冲|坪|坳|坡|溪|垭|岭|院|园)"
# 5月1号前, 3号线, 20号至25号 are dates and lines.
_HOUSE_END = r"号(?!线|以前|前|之前|以后|之后|后|开|起|至|到|文|-|\s*[0-9]{1,2}\s*[号日月])"

_HOUSE = re.compile(
    rf"{_HAN}{{1,8}}{_STREET}\s*(?:第?{_NUMBER}\s*(?:组|队)\s*)?附?{_NUMBER}(?:-{_NUMBER})?\s*{_HOUSE_END}"
    rf"|(?<![0-9]){_NUMBER}\s*组\s*{_NUMBER}\s*{_HOUSE_END}"
    rf"|{_NUMBER}\s*(?:栋|幢|号楼|座)\s*(?:{_NUMBER}\s*单元\s*)?{_NUMBER}\s*(?:号|室|户)"
    rf"|{_NUMBER}\s*(?:栋|幢|号楼)\s*(?:{_NUMBER}\s*单元\s*)?[0-9]{{3,4}}(?![0-9]|\s*[平米㎡元个套张床人名本])"
    rf"|{_NUMBER}\s*(?:栋|幢|号楼)\s*{_NUMBER}\s*单元"
    rf"|{_NUMBER}\s*单元\s*{_NUMBER}\s*(?:号|室|户|楼)"
    rf"|门牌号?\s*[:是为]?\s*{_NUMBER}"
    rf"|(?:住址|家庭地址|家庭住址|详细地址|户籍地址)\s*[:是为]\s*[\u3400-\u9fff0-9]{{4,}}"
    rf"|(?:家住|住在|家在|地址)[^，,。；;!！?？\n]{{0,16}}?(?:村|寨|社区|镇|乡){_HAN}{{0,6}}?第?{_NUMBER}\s*(?:组|队|栋|楼)"
    r"|(?<![0-9])[0-9]{2,3}\.[0-9]{4,}\s*[,，、\s]\s*[0-9]{2,3}\.[0-9]{4,}"
)  # fmt: skip
# A hamlet of thirty households, or “next to the bridge”: a person decides.
_NEAR = re.compile(
    rf"(?<![本我全各该每两同个]){_HAN}(?<![本我全各该每两同个])(?:村|寨)\s*第?{_NUMBER}\s*(?:组|队)(?![沙书桌柜器秋滑玩积设课家货架拼亲成活游织合建])"
    rf"|(?:家住|家在|住在)\s*(?:{_HAN}{{0,10}}(?:隔壁|旁边|对面|后面|桥头|第{_NUMBER}[户家栋]|村口)"
    rf"|{_HAN}{{1,10}}(?:村|寨|组|社区|小区|湾|冲|坳)(?!的))"
    rf"|住{_HAN}{{1,8}}第{_NUMBER}[家户栋]"
    rf"|[往向][东南西北左右前后]{_HAN}{{0,4}}第{_NUMBER}[户家]"
)
_SCHOOL = r"(?:中心小学|中心学校|中心校|小学|中学|初中|高中|完小|学校|幼儿园|教学点|村小)"
_NTH = r"[0-9一二三四五六七八九十]{1,2}"
_CLASS = (
    rf"(?:[一二三四五六七八九1-9]\s*年\s*级(?:\s*[(]?\s*{_NTH}\s*[)]?\s*班)?|[初高][一二三123](?:\s*[(]?\s*{_NTH}\s*[)]?\s*班|(?![0-9]))"
    rf"|[一二三四五六七八九1-9]\s*[(]\s*{_NTH}\s*[)]\s*班?|[0-9]{{2,4}}\s*班|[大中小]\s*[一二三四0-9]?\s*班)"
)
# Several classes are nobody's class.
_ONE_CLASS = r"(?!\s*(?:至|到|及|和|与|或|以上|以下|以及|、|-|~|—|[一二三四五六七八九]年级))"
_SCHOOL_CLASS = re.compile(
    rf"(?P<name>[\u3400-\u9fff a-z×*○]{{0,14}}){_SCHOOL}\s*[,，]?\s*的?{_CLASS}{_ONE_CLASS}"
)
_CLASS_ALONE = re.compile(
    rf"[一二三四五六七八九1-9]\s*年\s*级\s*[(]?\s*{_NTH}\s*[)]?\s*班{_ONE_CLASS}"
)
_ROOM_ALONE = re.compile(rf"[初高]?[一二三四五六七八九1-9]\s*[(]\s*{_NTH}\s*[)]\s*班{_ONE_CLASS}")
_ATTENDS = re.compile(
    rf"(?:就读于?|在读于?)\s*(?P<name>{_HAN}{{1,12}}){_SCHOOL}|在(?P<other>{_HAN}{{1,12}}){_SCHOOL}(?:读书|上学|就读|念书|读[一二三四五六初高])"
)
_NOT_A_NAME = re.compile(
    r".*(?:为|以|面向|适合|给|对|从|的|名|个|在|到|读|及|和|与|由|是|让|用于|册|套|本|约|适用|针对|于|有|等|每|各|所有|包括|其中|需要|帮助|支持|主要|适龄|全)"
)
_ANY_SCHOOL = frozenset(
    ["", "农村", "乡村", "山区", "普通", "本地", "当地", "公办", "民办", "附近", "九年制", "寄宿制"]
)
_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]\s*[a-hj-np-z]\s*[·•.\s-]?\s*(?=[a-z0-9]*[0-9])[a-hj-np-z0-9]{4,5}[a-hj-np-z0-9挂学警港澳](?![a-z0-9])"
)


def find_places(seen: Views) -> Iterator[Finding]:
    """House numbers, coordinates and school with class block; hamlets, plates and bare classes
    warn.
    """
    for view in (seen.plain, seen.tight):
        yield from _all(_HOUSE, Kind.exact_address, view, Severity.block)
        yield from _all(_NEAR, Kind.exact_address, view, Severity.warn)
        yield from _all(_PLATE, Kind.plate, view, Severity.warn)
        yield from _schools(view)


def _schools(view: Folded) -> Iterator[Finding]:
    for found in _SCHOOL_CLASS.finditer(view.text):
        if _names_a_school(found["name"]):
            yield Finding(Kind.school_class, *view.span(found.start(), found.end()), Severity.block)
    yield from _all(_CLASS_ALONE, Kind.school_class, view, Severity.warn)
    yield from _all(_ROOM_ALONE, Kind.school_class, view, Severity.warn)
    for found in _ATTENDS.finditer(view.text):
        name = found["name"] or found["other"]
        sentence = sentence_around(view.text, found.start(), found.end())
        if _names_a_school(name) and not speaks_of_many(sentence):
            yield Finding(Kind.school_class, *view.span(found.start(), found.end()), Severity.block)


def _names_a_school(before: str) -> bool:
    """“边城镇” names one, “主要面向” or “农村” does not."""
    return _NOT_A_NAME.sub("", before).strip() not in _ANY_SCHOOL


def _all(
    pattern: re.Pattern[str], kind: Kind, view: Folded, severity: Severity
) -> Iterator[Finding]:
    for found in pattern.finditer(view.text):
        yield Finding(kind, *view.span(found.start(), found.end()), severity)
