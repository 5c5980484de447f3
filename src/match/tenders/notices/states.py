"""The kinds of notices of a purchase, in words."""

from enum import StrEnum

from match.foundation.language import pgettext


class NoticeKind(StrEnum):
    """Kinds of 财办库〔2020〕50号 that this house publishes, and the change of a document."""

    intent = "intent"
    tender = "tender"
    change = "change"
    correction = "correction"
    single_source = "single_source"
    result = "result"
    termination = "termination"
    contract = "contract"
    acceptance = "acceptance"
    complaint_result = "complaint_result"


K = NoticeKind


def kind_word(kind: NoticeKind) -> str:
    """The kind in words."""
    return {
        K.intent: pgettext("tender-notice", "采购意向"),
        K.tender: pgettext("tender-notice", "采购公告"),
        K.change: pgettext("tender-notice", "变更公告"),
        K.correction: pgettext("tender-notice", "更正公告"),
        K.single_source: pgettext("tender-notice", "单一来源公示"),
        K.result: pgettext("tender-notice", "结果公告"),
        K.termination: pgettext("tender-notice", "终止公告"),
        K.contract: pgettext("tender-notice", "合同公告"),
        K.acceptance: pgettext("tender-notice", "验收公告"),
        K.complaint_result: pgettext("tender-notice", "投诉处理结果"),
    }[kind]


# Key of deadlines.csv by which a notice stays posted, where the law sets a length; all of them stay
# readable afterwards. The length of a tender notice depends on the method.
POSTED: dict[NoticeKind, str] = {
    K.intent: "PROC.INTENT",
    K.single_source: "PROC.SINGLE.PUBLIC",
    K.result: "PROC.AWARD.POST",
}
POSTED_BY_METHOD: dict[str, str] = {
    "OPEN": "PROC.OPEN.NOTICE",
    "INVITE": "PROC.OPEN.NOTICE",
    "FRAME": "PROC.OPEN.NOTICE",
    "NEGOT": "PROC.NEG.NOTICE",
    "CONSULT": "PROC.NEG.NOTICE",
    "INQUIRY": "PROC.NEG.NOTICE",
    "INTERNAL": "PROC.INQ.RESP",
    "SINGLE": "PROC.SINGLE.PUBLIC",
}


def posted_key(kind: NoticeKind, method: str) -> str | None:
    """The row of deadlines.csv that says how long the notice stays posted, if one does."""
    return POSTED_BY_METHOD.get(method) if kind is K.tender else POSTED.get(kind)
