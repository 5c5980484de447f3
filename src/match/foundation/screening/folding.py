"""One spelling for what can be written in many, with the way back to the original characters.

People hide a phone number from a filter with full-width digits, zero-width characters, spaces or
Chinese numerals. The patterns see folded views; every folded character remembers where it came
from.
"""

import re
import unicodedata
from dataclasses import dataclass

# Formatting, joiners, variation selectors, combining keycaps: invisible or ornament.
_INVISIBLE = frozenset({"Cf", "Mn", "Me", "Cc", "Co", "Cs"})
_SIMPLIFIED = str.maketrans(
    "電話號碼聯繫機歲級學媽爺孫兒綽暱稱龍劉張陳楊黃吳羅鄧蕭譚馬鄭葉蘇蔣賈韋陸趙錢馮衛許嚴華謝鄒"
    "竇雲魯範湯賀顧齊餘鍾駱萬盧莊單龔麥婁瑩麗紅偉強軍國興貴蘭鳳靜曉輝東來個這們與為給親戶賬銀證"
    "車鎮鄉組棟樓區養撫廣園滿寶貝監護讀書歡愛畫買錢過還沒當現從無離殘癱癌腫識會對時間誕",
    "电话号码联系机岁级学妈爷孙儿绰昵称龙刘张陈杨黄吴罗邓萧谭马郑叶苏蒋贾韦陆赵钱冯卫许严华谢邹"
    "窦云鲁范汤贺顾齐余钟骆万卢庄单龚麦娄莹丽红伟强军国兴贵兰凤静晓辉东来个这们与为给亲户账银证"
    "车镇乡组栋楼区养抚广园满宝贝监护读书欢爱画买钱过还没当现从无离残瘫癌肿识会对时间诞",
)
_NUMERALS = str.maketrans(
    "〇零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖貳參陸",
    "001234567891123456789236",
)
_LOOKALIKES = {"o": "0", "l": "1", "i": "1", "|": "1"}
_CJK = "\u3007\u3400-\u9fff"
_GAP = re.compile(rf"(?<=[{_CJK}])[ \t\u00b7.*_~|/\\^-]{{1,3}}(?=[{_CJK}])")


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded `text`, and for each of its characters the index in the original."""

    text: str
    origin: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original span of a non-empty folded one."""
        return self.origin[start], self.origin[end - 1] + 1


@dataclass(frozen=True, slots=True)
class Views:
    """`plain`: one script, one width, lower case, nothing invisible. `tight`: also without gaps
    between Chinese characters (微 信). `digits`: `plain` with Chinese numerals and look-alikes as
    digits.
    """

    plain: Folded
    tight: Folded
    digits: Folded


def views(text: str) -> Views:
    """The three views of a text."""
    plain = _plain(text)
    return Views(plain, _tight(plain), _digits(plain))


def _plain(text: str) -> Folded:
    characters: list[str] = []
    origin: list[int] = []
    for index, character in enumerate(text):
        if unicodedata.category(character) in _INVISIBLE and character not in "\n\t\r":
            continue
        value = unicodedata.decimal(character, None)
        folded = (
            str(value) if value is not None else unicodedata.normalize("NFKC", character).lower()
        )
        for part in folded.translate(_SIMPLIFIED):
            if unicodedata.category(part) not in _INVISIBLE or part in "\n\t\r":
                characters.append(part)
                origin.append(index)
    return Folded("".join(characters), tuple(origin))


def _tight(plain: Folded) -> Folded:
    kept = [True] * len(plain.text)
    for gap in _GAP.finditer(plain.text):
        for index in range(gap.start(), gap.end()):
            kept[index] = False
    indexes = [index for index, keep in enumerate(kept) if keep]
    return Folded(
        "".join(plain.text[index] for index in indexes),
        tuple(plain.origin[index] for index in indexes),
    )


def _digits(plain: Folded) -> Folded:
    text = plain.text.translate(_NUMERALS)
    characters = list(text)
    for index, character in enumerate(text):
        if character in _LOOKALIKES and (
            text[index - 1 : index].isdigit() or text[index + 1 : index + 2].isdigit()
        ):
            characters[index] = _LOOKALIKES[character]
    return Folded("".join(characters), plain.origin)
