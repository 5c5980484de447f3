"""What a screen finds in a text, how serious it is, and what to tell the writer."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

from match.foundation.language import _

# Enough to clear a paragraph in one go; a text with more is not a request but a file on somebody.
NAMED_MOST = 8


class Severity(StrEnum):
    """block: certain enough to stop the text. warn: a person looks; two in one text stop it too."""

    block = "block"
    warn = "warn"


class Kind(StrEnum):
    id_card18 = "id_card18"
    id_card15 = "id_card15"
    document = "document"
    mobile = "mobile"
    landline = "landline"
    email = "email"
    bank_card = "bank_card"
    wechat = "wechat"
    qq = "qq"
    account = "account"
    exact_address = "exact_address"
    school_class = "school_class"
    birth_date = "birth_date"
    plate = "plate"
    child_named = "child_named"
    guardian_named = "guardian_named"
    orphan = "orphan"
    family_story = "family_story"
    health = "health"
    abuse_case = "abuse_case"
    small_group = "small_group"


class Finding(NamedTuple):
    """One thing to remove. `start` and `end` count characters of the text as it was written."""

    kind: Kind
    start: int
    end: int
    severity: Severity


def verdict(findings: Iterable[Finding]) -> str:
    """block: one certain finding or two doubtful ones; check: one doubtful; clear: none."""
    severities = [finding.severity for finding in findings]
    if Severity.block in severities or len(severities) > 1:
        return "block"
    return "check" if severities else "clear"


def complaint(text: str, findings: Sequence[Finding]) -> str:
    """Which words of `text` to remove, and why; all of them, so that the writer is stopped once."""
    reasons = [
        _("“%(words)s”：%(why)s")
        % {"words": text[one.start : one.end], "why": what_to_remove(one).rstrip("。.")}
        for one in findings[:NAMED_MOST]
    ]
    return _("请删去能认出孩子或家庭的内容。%(named)s") % {"named": _("；").join(reasons)}


def what_to_remove(finding: Finding) -> str:
    """One sentence for the writer, in the language of the request."""
    messages = {
        Kind.id_card18: _("请删去身份证号。"),
        Kind.id_card15: _("请删去身份证号。"),
        Kind.document: _("请删去证件号码。"),
        Kind.mobile: _("请删去手机号，联系方式请填在专门的栏目里。"),
        Kind.landline: _("请删去电话号码，联系方式请填在专门的栏目里。"),
        Kind.email: _("请删去邮箱地址。"),
        Kind.bank_card: _("请删去银行账号。"),
        Kind.wechat: _("请删去微信联系方式。"),
        Kind.qq: _("请删去 QQ 号。"),
        Kind.account: _("请删去个人网络账号。"),
        Kind.exact_address: _("请删去详细住址，只写到乡镇。"),
        Kind.school_class: _("请删去学校和班级，只写年龄段。"),
        Kind.birth_date: _("请删去出生日期，只写年龄段。"),
        Kind.plate: _("请删去车牌号。"),
        Kind.child_named: _("请删去孩子的姓名或小名。"),
        Kind.guardian_named: _("请删去家长或监护人的姓名。"),
        Kind.orphan: _("请不要写某一个孩子是孤儿或无人抚养。"),
        Kind.family_story: _("请不要写某个家庭的经历或收入，只写需要什么。"),
        Kind.health: _("请不要写孩子或家人的病情、残疾，只写需要什么。"),
        Kind.abuse_case: _("请不要写伤害或犯罪情况，紧急情况请用强制报告。"),
        Kind.small_group: _("人数太少容易被认出，请不要写这类孩子的人数。"),
    }
    return messages[finding.kind]
