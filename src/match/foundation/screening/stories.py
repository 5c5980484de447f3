"""What a family lives through: birth dates, illness, harm, loss, income. One person's, not a
group's.
"""

import re
from collections.abc import Iterator

from match.foundation.screening.findings import Finding, Kind, Severity
from match.foundation.screening.folding import Folded, Views
from match.foundation.screening.groups import (
    FEWEST,
    head_count,
    sentence_around,
    speaks_of_many,
)

_YEAR = r"(?:(?:19|20)?[0-9]{2}|[一二][零〇九0-9一二三四五六七八]{3})"
_MONTH = r"(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})"
_DATE = rf"{_YEAR}\s*[年.\-/]\s*{_MONTH}\s*(?:月|[.\-/])?\s*(?:{_MONTH}\s*[日号]?)?"
_BIRTH = re.compile(
    rf"(?:出生日期|出生年月日?|出生时间|出生于|生于|生日|诞生于|诞生)\s*[:是为在于]?\s*(?:农历|阴历)?\s*(?:{_DATE}|{_YEAR}\s*年|{_MONTH}\s*月\s*{_MONTH}\s*[日号]?|[0-9]{{8}})"
    rf"|(?<![至到\-—~]){_DATE}\s*(?:日|号)?\s*(?:出生(?!的?(?:儿童|孩子|人口|婴|新生儿|幼儿))|生(?![活产日效命长效成物态]))"
    r"|(?<![\u3400-\u9fff])[男女]\s*[,、(]\s*(?:19|20)[0-9]{2}\s*年?(?:\s*[0-9]{1,2}\s*月)?(?:出?生)?"
    r"|(?:属[鼠牛虎兔龙蛇马羊猴鸡狗猪])(?=[，,。;\s]|$)"
)
_HEALTH = re.compile(
    r"艾滋|h\s?i\s?v|乙肝|梅毒|白血病|癌|肿瘤|抑郁|自闭症|孤独症|精神分裂|精神病|癫痫|羊癫疯|脑瘫|脑膜炎|智力(?:残疾|障碍|低下|缺陷)|智障|弱智|(?:肢体|听力|视力|语言|言语|精神|多重)残疾"
    r"|[一二三四1-4]级残疾|残疾[一二三四1-4]级|血友病|怀孕|堕胎|流产|先天性?心脏病|心脏病|先心病|肾病|尿毒症|糖尿病|地中海贫血|地贫|聋哑|唇腭裂|兔唇|侏儒|多动症|发育迟缓|唐氏|结核"
    r"|透析|化疗|骨髓移植|截肢|瘫痪|植物人|肝硬化|尘肺|重病在身|身患重病|身患|患有[\u3400-\u9fff]{0,8}(?:病|症)|(?:查出|确诊|得了|患上)[\u3400-\u9fff]{0,8}(?:病|症|癌)"
)
_ABUSE = re.compile(
    r"性侵|强奸|猥亵|拐卖|拐骗|虐待|家暴|家庭暴力|遗弃|自杀|自残|自伤|割腕|轻生|服刑|监狱|看守所|戒毒所|坐牢|入狱|判刑|被判|劳改|吸毒|贩毒|强制戒毒|强戒|弃婴|私生|被打|殴打|霸凌|校园欺凌|被欺负|(?<!无)犯罪(?!记录|证明)|杀人|未婚先孕|受侵害"
)
# Teaching against a harm does not tell that it happened.
_TEACHING_BEFORE = re.compile(
    r"(?:防|反|禁|预防|防治|防范|防止|抵制|远离|拒绝|应对|识别|关于|杜绝|筛查|防控|普及|讲解|宣传|学习)[\u3400-\u9fff、和与及“”\"]{0,10}$"
)
_TEACHING_AFTER = re.compile(
    r"^[\u3400-\u9fff、和与及”\"]{0,6}?(?:预防|防治|防范|防护|宣传|知识|早筛|筛查|义诊|讲座|课程|课堂|科普|教育|识别|干预培训|法治|主题|警示|防控|法(?:律|》)|预警|监测|检测|康复训练|康复器材|疫苗)"
)
_ORPHAN = re.compile(
    r"孤儿(?!院|节|基本|保障|助学|福利|津贴)|父母双亡|双亲(?:亡|去世|离世)|无父无母|事实无人抚养|遗孤|弃儿|被遗弃|无人抚养|没了(?:爸|妈|爹|娘|父|母)|失去(?:了)?(?:双亲|父母|父亲|母亲|爸爸|妈妈)"
)
_STORY = re.compile(
    r"(?:父母|母亲|妈妈|父亲|爸爸)?(?:双方)?(?:均|都|已|早已)?(?:离异|离婚|改嫁|再婚)|(?:母亲|妈妈|父亲|爸爸|父母|娘|爹|妈|爸)[\u3400-\u9fff]{0,6}?(?:离家出走|出走|跑了|失联|失踪|去世|过世|病逝|早逝|早亡|病故|离世|离开人世|身亡|走了|不要他|不要她|不管)"
    r"|丧父|丧母|单亲|(?:因|车祸|矿难|意外)[\u3400-\u9fff]{0,4}(?:身亡|去世|遇难)|欠债|欠了?[0-9一二两三四五六七八九十几]+[\u3400-\u9fff]?[万千]|外债|负债|酗酒|赌博|卧病在床|卧床|残疾的(?:父|母|爸|妈|爷|奶)"
    r"|(?:爷爷|奶奶|外公|外婆|祖父|祖母|父亲|母亲|爸爸|妈妈)[\u3400-\u9fff]{0,6}(?:残疾|重病|瘫|患病|生病|有病)"
)
_SINGLE_HOME = re.compile(
    r"(?:[他她]|该生|[这该那][名个]?(?:孩子|儿童|学生|女孩|男孩)|孙[子女]|小女孩|小男孩|女儿|儿子)[^。；;!！?？\n]{0,14}(?:(?:和|跟|与|由|随)着?(?:年迈的|年老的|年过[\u3400-\u9fff]{1,3}的|体弱的)?(?:爷爷|奶奶|外公|外婆|祖父|祖母|叔叔|姑姑|舅舅|伯父|姨)[\u3400-\u9fff]{0,6}(?:生活|长大|住|过|抚养|带大|相依为命)|相依为命)"
    r"|(?:我|[他她]|这个?)(?:家|家里|家庭)[\u3400-\u9fff]{0,6}(?:困难|贫困|没钱|欠|低保|五保|特困|建档立卡)"
)
_INCOME = re.compile(
    r"(?<!集体)(?<!村民)(?<!人均可支配)(?:家庭|家里|家中|全家|父亲|母亲|爸爸|妈妈|每月|[年月])(?:人均)?(?:纯|总|务工)?收入[\u3400-\u9fff]{0,6}(?:[0-9][0-9,.]*[万千百]?元?|[一二三四五六七八九十两几百千万]+元?|不[到足]|仅|只)"
    r"|(?:仅靠|全靠|只靠|依靠|靠着?)[\u3400-\u9fff]{0,8}(?:低保|打工|救济|种田|残疾补贴)[\u3400-\u9fff]{0,4}(?:维持|生活|度日|过活)"
)
_FEW = re.compile(
    r"(?<![0-9第十百])([1-4一二两三四])\s*(?:名|个|位|户)[^，,。；;!！?？\n]{0,6}?(?:孤儿|残疾儿童|残疾孩子|重病儿童|患病儿童|事实无人抚养|特困儿童|失学|辍学|低保家庭|单亲|困境儿童家庭|大病)"
    r"|(?:孤儿|残疾儿童|重病儿童|事实无人抚养儿童|特困儿童|失学儿童)\s*(?P<after>[1-4一二两三四])\s*[名个位人](?![0-9])"
)
_NEVER = re.compile(r"监护缺失|监护不当|无户籍|黑户|没有户口|没上户口|受艾滋病影响|受虐|被侵害")


def find_stories(seen: Views) -> Iterator[Finding]:
    """Birth dates block. The rest warns, and is silent where a group of five or more is meant."""
    for view in (seen.plain, seen.tight):
        for found in _BIRTH.finditer(view.text):
            yield Finding(Kind.birth_date, *view.span(found.start(), found.end()), Severity.block)
        for pattern, kind in ((_HEALTH, Kind.health), (_ABUSE, Kind.abuse_case)):
            yield from (
                _warn(kind, view, found)
                for found in pattern.finditer(view.text)
                if not _teaches(view.text, found)
            )
        for pattern, kind in (
            (_ORPHAN, Kind.orphan),
            (_STORY, Kind.family_story),
            (_SINGLE_HOME, Kind.family_story),
            (_INCOME, Kind.family_story),
        ):
            yield from (
                _warn(kind, view, found)
                for found in pattern.finditer(view.text)
                if not _of_many(view.text, found)
            )
        for found in _FEW.finditer(view.text):
            if head_count(found[1] or found["after"]) < FEWEST:
                yield _warn(Kind.small_group, view, found)
        for found in _NEVER.finditer(view.text):
            yield _warn(Kind.small_group, view, found)


def _teaches(text: str, found: re.Match[str]) -> bool:
    return bool(
        _TEACHING_BEFORE.search(text[max(0, found.start() - 12) : found.start()])
        or _TEACHING_AFTER.search(text[found.end() : found.end() + 12])
    )


def _of_many(text: str, found: re.Match[str]) -> bool:
    return speaks_of_many(sentence_around(text, found.start(), found.end()))


def _warn(kind: Kind, view: Folded, found: re.Match[str]) -> Finding:
    return Finding(kind, *view.span(found.start(), found.end()), Severity.warn)
