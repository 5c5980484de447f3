"""What is owed, and how long it has been: reminded twice, then out of search or to the county."""

from enum import StrEnum

from match.foundation.language import _, pgettext
from match.foundation.states import Machine, Move


class DutyKind(StrEnum):
    """
    ``transport``: sent, and not counted yet. ``receipt``: the charity's official receipt.
    ``first_use``: the home's first report. ``periodic``, ``final``: the reports that a charity owes
    on a project of over six months (慈善法 79). ``answer``: to a giver's question (慈善法 42).
    """

    transport = "transport"
    receipt = "receipt"
    thanks = "thanks"
    first_use = "first_use"
    periodic = "periodic"
    final = "final"
    answer = "answer"


class DutyStatus(StrEnum):
    """``hidden``: who owes it is not found in search. ``void``: it is owed no longer."""

    waiting = "waiting"
    reminded = "reminded"
    reminded_again = "reminded_again"
    hidden = "hidden"
    escalated = "escalated"
    settled = "settled"
    void = "void"


# Owing one of these for long keeps the home's needs, or the organisation, out of search.
HIDES = frozenset({DutyKind.thanks, DutyKind.first_use, DutyKind.periodic, DutyKind.final})

S = DutyStatus
OWED = (S.waiting, S.reminded, S.reminded_again, S.hidden, S.escalated)
DUTY_MACHINE = Machine(
    {
        (S.waiting, "remind"): Move(S.reminded, "duty.reminded"),
        (S.reminded, "remind_again"): Move(S.reminded_again, "duty.reminded_again"),
        (S.reminded_again, "hide"): Move(S.hidden, "duty.hidden"),
        (S.reminded_again, "escalate"): Move(S.escalated, "duty.escalated"),
        **{(status, "settle"): Move(S.settled, "duty.settled") for status in OWED},
        **{(status, "void"): Move(S.void, "duty.void") for status in OWED},
        # A report was returned, or a gift revived: it is owed again.
        **{(status, "reopen"): Move(S.waiting, "duty.reopened") for status in (S.settled, S.void)},
    }
)


def next_verb(kind: DutyKind, status: DutyStatus) -> str | None:
    """What the clock does next to one that is still owed; None where there is nothing harder."""
    if status is S.reminded_again:
        return "hide" if kind in HIDES else "escalate"
    return {S.waiting: "remind", S.reminded: "remind_again"}.get(status)


def duty_word(kind: DutyKind) -> str:
    """What is owed, in words."""
    return {
        DutyKind.transport: pgettext("duty", "清点签收"),
        DutyKind.receipt: pgettext("duty", "开具公益事业捐赠票据"),
        DutyKind.thanks: pgettext("duty", "向捐赠人反馈"),
        DutyKind.first_use: pgettext("duty", "首次使用报告"),
        DutyKind.periodic: pgettext("duty", "三个月进展报告"),
        DutyKind.final: pgettext("duty", "结束后的全面报告"),
        DutyKind.answer: pgettext("duty", "答复捐赠人的查询"),
    }[kind]


def what_to_do(kind: DutyKind) -> str:
    """What settles it, in one sentence."""
    return {
        DutyKind.transport: _("打开这笔捐赠，清点后签收；没有收到的，如实登记短少。"),
        DutyKind.receipt: _("打开这笔捐赠，登记票据号码，可以附扫描件。"),
        DutyKind.thanks: _("打开这笔捐赠，写几句反馈，不写孩子的姓名。"),
        DutyKind.first_use: _("打开这笔捐赠，写明用了多少、怎么用的，可以附物品照片。"),
        DutyKind.periodic: _("打开这笔捐赠，写明收到、分配、使用的数额和进展。"),
        DutyKind.final: _("打开这笔捐赠，写明全部使用情况和剩余的安排。"),
        DutyKind.answer: _("打开这笔捐赠，逐条答复捐赠人的问题。"),
    }[kind]


def status_word(status: DutyStatus) -> str:
    """The state in words."""
    return {
        S.waiting: pgettext("duty", "待办"),
        S.reminded: pgettext("duty", "已到期，提醒过一次"),
        S.reminded_again: pgettext("duty", "已到期，提醒过两次"),
        S.hidden: pgettext("duty", "逾期，已暂停检索"),
        S.escalated: pgettext("duty", "逾期，已报县民政部门"),
        S.settled: pgettext("duty", "已完成"),
        S.void: pgettext("duty", "不再需要"),
    }[status]


def status_tone(status: DutyStatus) -> str:
    """The colour of a state's chip; the words beside it say the same."""
    return {S.settled: "zhu", S.waiting: "dao", S.void: "ink"}.get(status, "zhusha")
