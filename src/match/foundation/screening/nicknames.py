"""Names of the house: 小明, 阿妹, 豆豆, 石头; and names hidden halfway: 李某某, 石××."""

import re

from match.foundation.screening.shapes import given_characters, surname_at
from match.foundation.screening.words import HAN, POSSESSIVE

_MASKED = re.compile(r"某某?|[x×*○〇●□]{1,3}(?![a-z0-9])")
_MASKED_THING = re.compile(
    r"[些种个一项天地镇村乡县校类段处月年日时市州省号]|小学|中学|社区|单位|企业|公司|品牌|机构|产品"
)
_NICKNAME = re.compile(
    r"[小阿][明红芳丽强军伟娟燕梅兰宝龙虎凤英玲霞飞鹏刚勇杰涛磊敏静雪雨婷欣怡琪轩涵豪浩宇晨妹美花云东辉毛亮波斌娜慧琴萍豆星月蕾果米鱼李王张刘陈杨吴向田彭麻石]"
    rf"头?|石头|铁蛋|狗[蛋娃]|毛蛋|二娃|幺[妹儿]|丫头|(?P<twin>{HAN})(?P=twin)"
)
_NICKNAME_WORD = re.compile(
    r"小(?:妹妹|花[园卷朵盆]|红[花书旗帽军领]|龙虾|宝[贝]|雨[伞衣鞋]|云[朵]|英雄|虎队|军[鼓人]|明星|星[星火]|月[饼]|果[园实]|鱼塘|米[粥手]|豆腐|毛[巾病]|强度|美[术]|东西|飞[机侠]|雪[人花]|向导|田[园径]|波浪|亮点|杰作|燕子|石[头子桥磨])"
)
_TWIN_EXTRA = frozenset("豆妞丫毛胖果糖蛋贝囡乐")
_TWIN_WORDS = frozenset(
    "爸妈爷奶哥姐弟妹叔姑舅娃宝常天人个家户仅刚渐慢往多好快每样处时久大小高远早满轻默偷纷统谢看说听玩试暖深单稍足整白缓频屡平公婆伯婶太星泡读写画唱跳想走跑年月日岁世代点明乖红圆亮清青黄绿"
)


def masked_end(text: str, start: int) -> int:
    """李某某, 石××: hidden halfway, known to the whole village."""
    surname = surname_at(text, start)
    if not surname:
        return 0
    found = _MASKED.match(text, start + surname)
    if not found or _MASKED_THING.match(text, found.end()):
        return 0
    return found.end()


def nickname_end(text: str, start: int, after: re.Pattern[str]) -> int:
    """The end of a nickname at `start` that is followed by `after`; 0 if there is none.

    Doubled characters are mostly adverbs (常常) or adjectives (圆圆的), so few are believed.
    """
    found = _NICKNAME.match(text, start)
    if not found or _NICKNAME_WORD.match(text, start) or not after.match(text, found.end()):
        return 0
    twin = found["twin"]
    if twin is None:
        return found.end()
    if twin in _TWIN_WORDS or twin not in given_characters() | _TWIN_EXTRA:
        return 0
    describes = text.startswith("的", found.end()) and not POSSESSIVE.match(text, found.end())
    return 0 if describes else found.end()
