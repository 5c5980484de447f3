"""How a webhook and each of its messages stand."""

from enum import StrEnum

from match.foundation.language import pgettext
from match.foundation.states import Machine, Move


class HookState(StrEnum):
    """An address is called only after an administrator approved its host."""

    waiting = "waiting"
    active = "active"
    paused = "paused"
    suspended = "suspended"
    refused = "refused"
    removed = "removed"


class SentState(StrEnum):
    """One message: tried again until it arrived or every try was used."""

    waiting = "waiting"
    sent = "sent"
    failed = "failed"


H, D = HookState, SentState
HOOK_MACHINE = Machine(
    {
        (H.waiting, "approve"): Move(H.active, "webhook.approved"),
        (H.waiting, "refuse"): Move(H.refused, "webhook.refused"),
        (H.active, "refuse"): Move(H.refused, "webhook.refused"),
        (H.active, "pause"): Move(H.paused, "webhook.paused"),
        (H.active, "suspend"): Move(H.suspended, "webhook.suspended"),
        (H.paused, "resume"): Move(H.active, "webhook.resumed"),
        (H.suspended, "resume"): Move(H.active, "webhook.resumed"),
        **{
            (state, "remove"): Move(H.removed, "webhook.removed")
            for state in (H.waiting, H.active, H.paused, H.suspended, H.refused)
        },
    }
)
SENT_MACHINE = Machine(
    {
        (D.waiting, "send"): Move(D.sent, "webhook.sent"),
        (D.waiting, "fail"): Move(D.failed, "webhook.failed"),
        (D.failed, "retry"): Move(D.waiting, "webhook.retried"),
    }
)


def hook_word(state: HookState) -> str:
    """In words."""
    return {
        H.waiting: pgettext("webhook", "等待管理员核准"),
        H.active: pgettext("webhook", "运行中"),
        H.paused: pgettext("webhook", "已暂停"),
        H.suspended: pgettext("webhook", "连续失败，已停"),
        H.refused: pgettext("webhook", "未核准"),
        H.removed: pgettext("webhook", "已删除"),
    }[state]


def sent_word(state: SentState) -> str:
    """In words."""
    return {
        D.waiting: pgettext("webhook message", "等待发送"),
        D.sent: pgettext("webhook message", "已送达"),
        D.failed: pgettext("webhook message", "未送达"),
    }[state]
