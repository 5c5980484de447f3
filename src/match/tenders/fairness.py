"""
Conditions that no purchase may set (实施条例20, 87号令17), found in what is written.

A list of words finds what is named openly; what is meant without being named stays the promise of
the person who publishes (``fair``). Demands and scores are read strictly, the text of the service
only for what names a supplier, a brand or an owner: “当地机构” may well be whom it is given to.
"""

import re
from collections.abc import Iterator

from match.foundation.language import _

_HERE = r"(?:本地|本市|本县|本省|本区|当地|省内|市内|县内|州内|湖南省?内)"
_STRICT: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("region", re.compile(_HERE + r".{0,4}(?:注册|企业|供应商|机构|单位|公司|办公|分支)")),
    (
        "region",
        re.compile(r"注册地(?:址)?.{0,4}(?:须|应|必须|限|在)|设(?:有|立).{0,6}分(?:公司|支机构)"),
    ),
    (
        "award",
        re.compile(r"(?:" + _HERE + r"|省级|市级|州级|县级|特定区域).{0,6}(?:奖|荣誉|业绩|合同)"),
    ),
    (
        "size",
        re.compile(r"注册资[本金]|资产总额|营业收入|从业人员.{0,4}\d|利润|纳税额|成立.{0,6}年以上"),
    ),
)
_ALWAYS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("owner", re.compile(r"国有(?:企业|独资|控股)|民营企业|外资企业|所有制|国企")),
    ("brand", re.compile(r"指定.{0,4}(?:品牌|型号|专利|商标|产地)|(?:原厂|厂家|制造商)授权")),
    ("supplier", re.compile(r"指定.{0,12}供应商|仅限.{0,12}(?:参加|投标|响应|承接)")),
)


def forbidden(text: str, *, strict: bool) -> Iterator[tuple[str, str]]:
    """Pairs of the kind of condition and the words found. *strict* for demands and scores."""
    for kind, pattern in (*_ALWAYS, *(_STRICT if strict else ())):
        found = pattern.search(text)
        if found:
            yield kind, found[0]


def complaint(text: str, *, strict: bool) -> str | None:
    """What is wrong with a text, with the words that must go; None if nothing was found."""
    for kind, words in forbidden(text, strict=strict):
        return _("“%(words)s”：%(reason)s，请删除或改写。") % {
            "words": words,
            "reason": reason(kind),
        }
    return None


def reason(kind: str) -> str:
    """Why a condition is forbidden, with the rule."""
    return {
        "region": _("不得限定供应商的所在地（实施条例第二十条）"),
        "award": _("不得以特定行政区域的业绩、奖项作为条件或加分（实施条例第二十条）"),
        "size": _("不得以规模、成立年限设置条件（87号令第十七条）"),
        "owner": _("不得限定供应商的所有制形式（实施条例第二十条）"),
        "brand": _("不得限定或指定专利、商标、品牌（实施条例第二十条）"),
        "supplier": _("不得限定或指定供应商（实施条例第二十条）"),
    }[kind]
