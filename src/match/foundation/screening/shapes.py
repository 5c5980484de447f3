"""What a Chinese personal name looks like. A likeness only: 安全 and 高兴 look like names too.

`data/` holds surnames, given-name characters, and the ordinary words and place names that begin
like a name (from the dictionary of jieba, MIT, and the division list).
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"
_COMPOUND = frozenset(
    ["欧阳", "司马", "上官", "诸葛", "皇甫", "尉迟", "公孙", "令狐", "慕容", "长孙", "宇文"]
)
# Surnames that are ordinary words as well: believed with two given-name characters or a
# distinctive one.
_WEAK = frozenset(
    "强全万代付成时明文任常方单党利安高江易曾习游费管项连左古云申权容都解斯边师亢井司华路于公乐花居宗通松农车应养池干那满"
)
_PLACE = re.compile(
    r"[^在就是从去来到由的\W]?(?:[村镇乡县市区寨屯]|社区|街道|小学|中学|学校|幼儿园|儿童之家|[广公]园|医院|基金会|公司|书店|出版社|集团|[^\u3400-\u9fff]?路)"
)
# 石老七, 吴满妹: a child's place among the brothers and sisters.
_RANKED = re.compile(r"老[大二三四五六七八九幺满]|[大二三四五六七八九幺满]妹")
# Characters that hardly stand anywhere but in a given name.
_DISTINCTIVE = frozenset(
    "梅凤秀芳娟娜丽婷莉霞燕琴萍玲倩欣怡涵轩梓浩宇俊杰昊瑞鑫磊涛鹏伟勇刚毅德华强志建军辉斌彬昌菊桂翠莲兰香妹娥英珍芬"
    "晓雨佳嘉诗思语彤萱妍雅琪瑶璐婕雯静敏慧洁艳颖媛嫣诺子国庆祥贵富荣福顺林森旭晨阳泽豪博睿哲煜霖沐辰奕铭腊满冬春秋玉金银花喜"
    "娅芯珊莎蓉薇蕾茜悦馨韵婉淑惠雪冰红云龙虎彪武根柱狗蛋娃秧岩宝财旺才兴发成"
)
_HAMLET = "家"
_LANDFORM = frozenset("溪山岭川河湖洲坪寨湾坡坳冲坝塘垭界峪桥坨")


@cache
def surnames() -> frozenset[str]:
    """Single-character surnames of the region and the country."""
    return frozenset(_lines("surnames.txt")[0])


@cache
def given_characters() -> frozenset[str]:
    """Characters that given names are made of."""
    return frozenset(_lines("given.txt")[0])


@cache
def _ordinary_words() -> frozenset[str]:
    return frozenset(_lines("words.txt"))


def _lines(name: str) -> list[str]:
    return (_DATA / name).read_text(encoding="utf-8").splitlines()


def surname_at(text: str, start: int) -> int:
    """The length of the surname at `start`; 0 if there is none."""
    if text[start : start + 2] in _COMPOUND:
        return 2
    return int(text[start : start + 1] in surnames())


def names_at(text: str, start: int) -> Iterator[int]:
    """Ends of the names that could begin at `start`, longest first."""
    surname = surname_at(text, start)
    if not surname:
        return
    for given in (2, 1):
        end = start + surname + given
        name = text[start:end]
        if (
            len(name) == surname + given
            and _is_name(name, surname)
            and not _is_place(text, name, end)
        ):
            yield end


def is_distinctive(name: str) -> bool:
    """Whether a name of three characters is one even if nothing after it says so."""
    # 小 begins a name as well as a hundred words: 石小龙 counts, 高小米 would too.
    return (
        len(name) > 2
        and name[-1] in _DISTINCTIVE
        and (name[-2] in _DISTINCTIVE or name[-2] == "小")
    )


def _is_name(name: str, surname: int) -> bool:
    given = name[surname:]
    if _RANKED.fullmatch(given):
        return True
    if not all(character in given_characters() for character in given):
        return False
    if surname == 2:
        return True
    if name[0] in _WEAK and len(given) == 1 and given not in _DISTINCTIVE:
        return False
    return not {name[:2], name} & _ordinary_words()


def _is_place(text: str, name: str, end: int) -> bool:
    if name[1:2] == _HAMLET and (name[2:3] in _LANDFORM or text[end : end + 1] in _LANDFORM):
        return True
    return bool(_PLACE.match(text, end))
