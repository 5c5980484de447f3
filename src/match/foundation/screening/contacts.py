"""E-mail, WeChat, QQ and other accounts, also spelled to slip through (v信, 扣扣, 艾特)."""

import re
from collections.abc import Iterator

from match.foundation.screening.findings import Finding, Kind, Severity
from match.foundation.screening.folding import Folded, Views

_MAILERS = r"(?:qq|163|126|139|189|gmail|sina|foxmail|outlook|hotmail|yeah|sohu|aliyun|icloud)"
_EMAIL = re.compile(
    rf"(?<![a-z0-9.+-])[a-z0-9][a-z0-9_.+-]*\s*(?:@|[(\[]at[)\]]|艾特|圈a)\s*[a-z0-9-]+(?:\s*(?:\.|。|点|dot)\s*[a-z]{{2,}})+"
    rf"|(?<![a-z0-9.+-])[a-z0-9][a-z0-9_.+-]*\s*(?:@|[(\[]at[)\]]|艾特|\bat\b)\s*{_MAILERS}(?:\s*(?:\.|点|dot)\s*com)?(?![a-z0-9])"
)
_WECHAT_WORD = (
    r"(?:[微薇徽威维溦][信芯伩]|(?<![a-z])[vw]\s?信|\bwe\s?i?xin|we\s?chat|(?<![a-z])[vw]\s?x|(?<![a-z])[v薇微]\s?[❤♥♡💗💚🧡💛💙💜💕]|绿泡泡|卫星号|加[v微薇溦](?!信|芯)|[+➕]\s?[v微薇](?!信)"
    r"|(?<![a-z])[v薇](?=\s*:))"
)
_MAIL_WORD = re.compile(
    rf"(?:邮箱|邮件|email|e-mail)[:\s是为]*(?P<id>[a-z0-9_.+-]{{2,}}\s*(?:@|at)?\s*{_MAILERS}\.com)"
)
_WECHAT = re.compile(
    rf"{_WECHAT_WORD}(?!公众号|小程序)[\s:,，;(（“\"'=]*(?:(?:同?号码?|id|账号|帐号|名|昵称|联系|请加|请搜|搜索?|加|是|为|我的|我|就是)[\s:,，;(（“\"'=]*){{0,4}}"
    r"(?P<id>[a-z][a-z0-9_\-]{4,19}|[1-9][0-9]{4,11}(?![0-9]))"
)
_WECHAT_NAME = re.compile(r"微信(?:号|名|昵称)\s*(?:是|叫|为|:)\s*[\u3400-\u9fffa-z0-9]{2,12}")
_ADD_ME = re.compile(
    rf"(?:加|联系)(?:我|她|他|老师|主任|家长)?的?{_WECHAT_WORD}(?!群|公众号|小程序)|微信同号|加我好友|(?:加|\+|➕)[v薇]信?(?=[\s,，。;；!！)]|$)"
)
_QQ = re.compile(
    r"(?:(?<![a-z0-9])q\s?q|扣扣|叩叩|抠抠|企鹅号|秋秋|球球号|(?:加|\+|我)q|(?<![a-z0-9])q(?=\s*[:号群])|(?<![a-z0-9])q(?=\s?[1-9][0-9]{6})|扣(?=\s*[:号]?\s*[1-9][0-9]{5}))"
    r"(?:\s|号码?|群号?|:|：|是|为|加|联系|,|，|\(){0,5}(?P<id>[1-9](?:[\s\-.·]{0,2}[0-9]){4,11})(?![0-9])"
)
_ACCOUNT = re.compile(
    r"(?:抖音|快手|小红书|微博|b站|支付宝|钉钉|淘宝|拼多多|telegram|skype|陌陌)\s?(?:号|账号|帐号|账户|帐户|id|名|昵称)?\s*"
    r"(?:[:=是为]\s*(?P<id>[a-z0-9_.@\-\u3400-\u9fff]{3,20})|(?P<bare>[a-z0-9_.@\-]{5,}))"
)


def find_contacts(seen: Views) -> Iterator[Finding]:
    """Addresses and accounts block; “加我微信” without an account only warns."""
    for view in (seen.plain, seen.tight, seen.digits):
        for pattern, kind in (
            (_EMAIL, Kind.email),
            (_MAIL_WORD, Kind.email),
            (_QQ, Kind.qq),
            (_WECHAT, Kind.wechat),
        ):
            yield from _all(pattern, kind, view, Severity.block)
    yield from _all(_WECHAT_NAME, Kind.wechat, seen.tight, Severity.block)
    yield from _all(_ACCOUNT, Kind.account, seen.tight, Severity.block)
    yield from _all(_ADD_ME, Kind.wechat, seen.tight, Severity.warn)


def _all(
    pattern: re.Pattern[str], kind: Kind, view: Folded, severity: Severity
) -> Iterator[Finding]:
    for found in pattern.finditer(view.text):
        yield Finding(kind, *view.span(found.start(), found.end()), severity)
