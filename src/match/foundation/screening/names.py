"""Names of children and of their families, found by the company they keep.

What makes a likeness a finding is a word beside it (孩子, 爸爸, 同学, 9岁, 叫) and, after it, a
word that follows names. Being told a name outright (姓名：…, 小名…) blocks; a likeness warns, and a
person decides.
"""

import re
from collections.abc import Iterator

from match.foundation.screening.findings import Finding, Kind, Severity
from match.foundation.screening.folding import Folded, Views
from match.foundation.screening.shapes import given_characters, names_at, surname_at, surnames

_HAN = r"[\u3400-\u9fff]"
_CHILD = (
    r"(?:儿童|孩子|学生|女孩[子儿]?|男孩[子儿]?|小孩|孤儿|[女男]童|学童|同学|小朋友|外?孙[女子]|孙儿|女儿|儿子"
    r"|[女男]?娃[娃儿子]?|伢子|妹子|妹陀|幼儿|[女男]婴|少年|[女男]生|新生|[贫特]困生|弟弟|妹妹|姐姐|哥哥"
    r"|侄[女子儿]|外甥女?|[养继][女子]|(?:帮扶|资助|服务|救助)对象|受助[人者]|该生|儿女|老[大二三]|双胞胎|姐妹|兄弟|姐弟|兄妹)"
)
_KIN = (
    r"(?:爸爸|妈妈|爷爷|奶奶|外[公婆]|父亲|母亲|伯[父伯母]|叔叔|姑[姑妈]|舅[舅妈]|[姨婶][妈婶]|监护人|家长|祖[父母]|阿[公婆]|生[父母]|继[父母]"
    r"|养[父母]|抚养人|户主|家属|亲属|嫂子|[爹娘妈爸])"
)
_LINK = re.compile(r"(?:[\s:,(（“\"'‘《【「『\-—、]|名?叫|是|为){0,3}")
_AFTER = re.compile(
    rf"(?!{_HAN})|想|要|喜欢|需要|希望|今年|现年|的|是|在|家|说|因|从|和|与|跟|及|就读|患|没|有|平时|每[天年月周]|一直|一[家人个]"
    r"|父|母|爸|妈|爷|奶|外[公婆]|由|被|已|正|能|会|也|都|还|总|最|上[学课小初高]|读|成绩|得了|自[从幼小己]|缺|穿|住|来|去|到"
    r"|给|对|等|同学|小朋友|出生|身[体患高]|学习|性格|年[龄满仅]|只|才|刚|两|兄|姐|弟|妹|失去|收到|写|画|考|目前|现在|特别"
    r"|很|非常|不|未|无|却|曾|天天|常常|经常|过[生着]|吃|睡|走|用|受|带|把|爱|打|生[病活于]|祖|监护|放学|回|独[自立]"
    r"|热爱|梦想|渴望|以|为|加入|获|报名|参加|随|[女男](?!童)|一名|这|他|她"
)
_LEFT = re.compile(
    rf"(?<!{_HAN})|(?<=[叫给为帮让是由跟和与请对把送说])|(?<=[儿学女男]童)|(?<=孩子)|(?<=学生)|(?<=小孩)|(?<=同学)"
)
_AGE = re.compile(
    r"[\s,、(（]{0,2}(?:[男女][孩童生]?)?[\s,、]{0,2}(?:今年|现年|刚满|才|年仅|已?满|现)?\s*"
    r"(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})\s*(?:周?岁|个月(?=大|[,，。)\s]|$))|[\s,、(（]{1,2}[男女](?=[)）,、。;\s]|$)"
)
_POSSESSIVE = re.compile(
    rf"(?:的|家的?)(?:{_KIN}|父母|爸妈|爹娘|爷奶|哥哥|姐姐|弟弟|妹妹|[大小]?(?:儿子|女儿)|孙[子女]|孩子|小孩|娃|家庭|家境|家里|身世|病情|成绩|学费|生日|心愿)"
    r"|(?:爸爸|妈妈|爷爷|奶奶|外公|外婆)(?!们|和|团|课)"
)
_OWN = re.compile(
    r"想要|喜欢|从小|自幼|今年|在读|就读|放学|跟着?(?:爷|奶|外)|没有?(?:爸|妈|父|母)|失去|梦想|渴望|[一刚]出生|(?:小?同学|小朋友|宝宝|小妹妹|小弟弟)(?!们)"
)
_HOUSEHOLD = re.compile(
    r"家的?(?:老[大二三四幺]|[大小二三]?(?:儿子|女儿|孙子|孙女|孩子|娃|姑娘|妹子|伢子|小子|丫头)|[两二三四几]?(?:姐妹|兄弟|姐弟|兄妹))|(?:小?同学|小朋友)(?!们)|氏(?:姐妹|兄弟|姐弟|兄妹)"
)
_LISTED = re.compile(
    r"(?:等|这|共|俩|\s)*(?:[一二两三四五六七八九十0-9]{1,3}|几)?\s*[名个位]?\s*(?:留守|困境|贫困)?"
    r"(?:孩子|儿童|同学|学生|小朋友|姐妹|兄弟|姐弟|兄妹|女孩|男孩|娃)"
)
_CALLED = re.compile(
    r"(?:(?:[小乳奶学大本化]名(?!单|字)|昵称|外号|绰号|诨名|曾用名)儿?\s*(?:就?叫做?|是|为|:|,)?|(?:名字|姓名)\s*(?:就?叫做?|是|为)|名叫|取名|起名叫?|唤作|芳名)"
    rf"\s*[“\"'‘「]?(?P<name>{_HAN}{{1,4}}?|[a-z]{{2,12}})(?=[^\u3400-\u9fffa-z]|$|的|今年|现年|是|在|家|想|喜|同学|小朋友|很|和|父|母|就|读|由|跟|患|从|有|没|她|他|一直)"
)
_LABELLED = re.compile(
    r"(?:姓名|(?:孩子|儿童|学生|监护人|家长)?名字)\s*:\s*(?P<name>[\u3400-\u9fffa-z×*○]{2,12})"
)
_PERSON_CALLED = re.compile(
    rf"(?:{_CHILD}|{_KIN}|他|她)(?:的名字)?{_HAN}{{0,3}}?叫(?:做|作|她|他)?\s*[“\"'‘「]?"
    rf"(?P<name>{_HAN}{{2,4}}?|[a-z]{{2,12}})(?=[^\u3400-\u9fffa-z]|$|的|今年|现年|是|在|家|想|喜|同学|小朋友|很|和|父|母|就|读|由|跟|患|从|有|没)"
)
_NO_NAME = re.compile(
    r"(?:苦|停|好|做|来|去|我|他|她|妈|爸|爷|奶|老|不|着|人|家|外|醒|板|卖|喊|得|了|什么|啥|到|过|孩|大家|儿童|留守|这个|那个|一声|姐|哥|叔|阿姨|保密|略|匿名|未|见附|待定|无需|隐|必填|选填|请|电话|年龄|性别|和|及|贴|进行|儿歌|项目|活动|微|春)"
)
_SURNAMED = re.compile(
    rf"(?<![贵同百家尊])姓(?P<name>{_HAN})(?=氏|的|[,，。;、\s)]|$|{_CHILD}|[男女]|一家|人家)"
)
_MASKED = re.compile(r"某某?|[x×*○〇●□]{1,3}(?![a-z0-9])")
_MASKED_THING = re.compile(
    r"[些种个一项天地镇村乡县校类段处月年日时市州省号]|小学|中学|社区|单位|企业|公司|品牌|机构|产品"
)
_NICKNAME = re.compile(
    r"[小阿][明红芳丽强军伟娟燕梅兰宝龙虎凤英玲霞飞鹏刚勇杰涛磊敏静雪雨婷欣怡琪轩涵豪浩宇晨妹美花云东辉毛亮波斌娜慧琴萍豆星月蕾果米鱼李王张刘陈杨吴向田彭麻石]"
    rf"(?:头)?|(?P<twin>{_HAN})(?P=twin)"
)
_NICKNAME_WORD = re.compile(
    r"小(?:花[园卷朵盆]|红[花书旗帽军领]|龙虾|宝[贝]|雨[伞衣鞋]|云[朵]|英雄|虎队|军[鼓人]|明星|星[星火]|月[饼]|果[园实]|鱼塘|米[粥手]|豆腐|毛[巾病]|强度|美[术]|东西|飞[机侠]|雪[人花]|向导|田[园径]|波浪|亮点|杰作|燕子|石[头子桥磨])"
)
_TWIN_EXTRA = frozenset("豆妞丫毛胖果糖蛋贝囡乐")
_TWIN_WORDS = frozenset(
    "爸妈爷奶哥姐弟妹叔姑舅娃宝常天人个家户仅刚渐慢往多好快每样处时久大小高远早满轻默偷纷统谢看说听玩试暖深单稍足整白缓频屡平公婆伯婶太星泡读写画唱跳想走跑年月日岁世代点明乖红圆亮清静安清青黄绿"
)


def find_names(seen: Views) -> Iterator[Finding]:
    """Names told outright block; likenesses beside children and kin warn."""
    for view in (seen.plain, seen.tight):
        yield from _told(view)
        yield from _beside(view, _CHILD_WORD, Kind.child_named)
        yield from _beside(view, _KIN_WORD, Kind.guardian_named)
        yield from _standing(view)
        yield from _surnamed(view)


_CHILD_WORD = re.compile(_CHILD)
_KIN_WORD = re.compile(_KIN)


def _told(view: Folded) -> Iterator[Finding]:
    for pattern in (_CALLED, _LABELLED, _PERSON_CALLED):
        for found in pattern.finditer(view.text):
            if not _NO_NAME.match(found["name"]):
                yield _finding(
                    Kind.child_named, view, found.start("name"), found.end("name"), Severity.block
                )


def _beside(view: Folded, word: re.Pattern[str], kind: Kind) -> Iterator[Finding]:
    """孩子石小龙想…, 监护人：王某, 留守儿童小芳."""
    for found in word.finditer(view.text):
        link = _LINK.match(view.text, found.end())
        assert link is not None, "the link may be empty"
        for start in range(link.end(), found.end() - 1, -1):
            end = _name_end(view.text, start)
            if end:
                yield _finding(kind, view, start, end, Severity.warn)
                break


def _name_end(text: str, start: int) -> int:
    for end in names_at(text, start):
        if _AFTER.match(text, end):
            return end
    return _masked_end(text, start) or _nickname_end(text, start, _AFTER)


def _standing(view: Folded) -> Iterator[Finding]:
    """Without a child word before: 李晓晓，9岁; 张伟的奶奶; 王小花、石小龙两名孩子; 石家老二."""
    text = view.text
    for start, character in enumerate(text):
        if not _LEFT.match(text, start):
            continue
        end = _nickname_end(text, start, _AGE) or _nickname_end(text, start, _POSSESSIVE)
        end = end or _nickname_end(text, start, _OWN)
        if character in surnames() or surname_at(text, start):
            end = end or _standing_end(text, start)
        if end:
            yield _finding(Kind.child_named, view, start, end, Severity.warn)


def _standing_end(text: str, start: int) -> int:
    for end in names_at(text, start):
        if any(after.match(text, end) for after in (_AGE, _POSSESSIVE, _OWN)):
            return end
        if last := _list_end(text, end):
            return last
    after_surname = start + surname_at(text, start)
    if _HOUSEHOLD.match(text, after_surname):
        return after_surname
    return _masked_end(text, start)


def _list_end(text: str, end: int) -> int:
    """The end of “王小花、石小龙” if children follow, seen from the end of its first name."""
    count = 1
    while re.match(r"[、,和与及\s]", text[end : end + 1]):
        following = next(names_at(text, end + 1), 0)
        if not following:
            return 0
        end, count = following, count + 1
        if _LISTED.match(text, end):
            return end
    return 0


def _surnamed(view: Folded) -> Iterator[Finding]:
    for found in _SURNAMED.finditer(view.text):
        if found["name"] in surnames():
            yield _finding(Kind.child_named, view, found.start(), found.end("name"), Severity.warn)


def _masked_end(text: str, start: int) -> int:
    """李某某, 石××: hidden halfway, known to the whole village."""
    surname = surname_at(text, start)
    if not surname:
        return 0
    found = _MASKED.match(text, start + surname)
    if not found or _MASKED_THING.match(text, found.end()):
        return 0
    return found.end()


def _nickname_end(text: str, start: int, after: re.Pattern[str]) -> int:
    found = _NICKNAME.match(text, start)
    if not found or _NICKNAME_WORD.match(text, start) or not after.match(text, found.end()):
        return 0
    twin = found["twin"]
    if twin is None:
        return found.end()
    if twin in _TWIN_WORDS or twin not in given_characters() | _TWIN_EXTRA:
        return 0
    describes = text.startswith("的", found.end()) and not _POSSESSIVE.match(text, found.end())
    return 0 if describes else found.end()


def _finding(kind: Kind, view: Folded, start: int, end: int, severity: Severity) -> Finding:
    return Finding(kind, *view.span(start, end), severity)
