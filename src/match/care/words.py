"""The room's codes in words."""

from match.care.states import (
    Channel,
    ChildStatus,
    ConsentScope,
    Decision,
    GrantStatus,
    GuardianKind,
    Leaving,
    Purpose,
    RequestKind,
)
from match.catalogue import codes
from match.foundation.language import pgettext


def purpose_word(purpose: Purpose | str) -> str:
    """Why files are opened."""
    return {
        Purpose.daily: pgettext("care", "日常照护"),
        Purpose.review: pgettext("care", "督导检查"),
        Purpose.case: pgettext("care", "个案处置"),
        Purpose.pairing: pgettext("care", "一对一帮扶"),
        Purpose.request: pgettext("care", "答复监护人"),
        Purpose.audit: pgettext("care", "合规审计"),
    }.get(Purpose(purpose) if purpose else Purpose.daily, "")


def leave_word(status: GrantStatus | str) -> str:
    """Where a request for leave stands."""
    return {
        GrantStatus.asked: pgettext("care", "待审批"),
        GrantStatus.approved: pgettext("care", "已批准"),
        GrantStatus.refused: pgettext("care", "未批准"),
        GrantStatus.revoked: pgettext("care", "已收回"),
    }[GrantStatus(status)]


def child_word(status: ChildStatus | str) -> str:
    """A file's state."""
    return {
        ChildStatus.active: pgettext("care", "在档"),
        ChildStatus.archived: pgettext("care", "已归档"),
        ChildStatus.erased: pgettext("care", "已销毁"),
    }[ChildStatus(status)]


def scope_word(scope: ConsentScope | str) -> str:
    """What is consented to."""
    return {
        ConsentScope.collect: pgettext("care", "收集和保存信息"),
        ConsentScope.share: pgettext("care", "提供给服务机构"),
        ConsentScope.photo: pgettext("care", "公开使用照片"),
    }[ConsentScope(scope)]


def decision_word(decision: Decision | str) -> str:
    """A guardian's answer, or ours."""
    return {
        Decision.given: pgettext("care", "同意"),
        Decision.refused: pgettext("care", "拒绝"),
    }[Decision(decision)]


def channel_word(channel: Channel | str) -> str:
    """How it was said."""
    return {
        Channel.paper: pgettext("care", "书面签字"),
        Channel.present: pgettext("care", "当面口头"),
        Channel.phone: pgettext("care", "电话"),
        Channel.video: pgettext("care", "视频"),
    }[Channel(channel)]


def request_word(kind: RequestKind | str) -> str:
    """What a guardian asks for."""
    return {
        RequestKind.view: pgettext("care", "查阅"),
        RequestKind.copy: pgettext("care", "复制"),
        RequestKind.correct: pgettext("care", "更正"),
        RequestKind.delete: pgettext("care", "删除"),
    }[RequestKind(kind)]


def leaving_word(leaving: Leaving | str) -> str:
    """Why a file is closed."""
    return {
        Leaving.grown: pgettext("care", "年满 18 周岁"),
        Leaving.moved: pgettext("care", "迁走"),
        Leaving.parents_back: pgettext("care", "父母返乡，不再需要"),
        Leaving.deceased: pgettext("care", "去世"),
        Leaving.other: pgettext("care", "其他"),
    }[Leaving(leaving)]


def erasure_word(reason: str) -> str:
    """Why a file is erased."""
    return {
        "request": pgettext("care", "监护人要求删除"),
        "mistake": pgettext("care", "登记有误"),
        "grown": pgettext("care", "已成年离开"),
    }.get(reason, "")


def part_word(part: str) -> str:
    """What was looked at."""
    return {
        "file": pgettext("look", "看档案"),
        "list": pgettext("look", "看名单"),
        "search": pgettext("look", "查找"),
        "change": pgettext("look", "修改档案"),
        "confirm": pgettext("look", "确认没有变化"),
        "guardian": pgettext("look", "办理监护人"),
        "agreement": pgettext("look", "办理服务协议"),
        "attendance": pgettext("look", "登记到场"),
        "consent": pgettext("look", "办理同意"),
        "photo": pgettext("look", "办理照片"),
        "request": pgettext("look", "办理监护人请求"),
        "archive": pgettext("look", "归档"),
        "erasure": pgettext("look", "申请销毁"),
        "care": pgettext("look", "看照护记录"),
        "act": pgettext("look", "记录走访"),
        "contacts": pgettext("look", "看联系情况"),
        "contact": pgettext("look", "记录联系"),
        "entitlement": pgettext("look", "办理政策落实"),
        "plan": pgettext("look", "办理服务计划"),
        "case": pgettext("look", "办理个案"),
        "referral": pgettext("look", "办理转介"),
        "pair": pgettext("look", "办理一对一帮扶"),
        "letter": pgettext("look", "转交信件"),
    }.get(part, part)


def guardian_word(kind: GuardianKind | str) -> str:
    """A kind of guardian, from the code list."""
    return codes.home_entry(str(kind)).label()


def group_word(code: str) -> str:
    """A group of children, from the code list; ALL is every child once."""
    if code == "ALL":
        return pgettext("care", "全部儿童")
    return codes.group(code).label()


def risk_word(code: str) -> str:
    """A risk, from the code list (notice 2.4a)."""
    return codes.home_entry(code).label()
