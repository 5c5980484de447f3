"""The life of an article at WeChat, and what is said of it in words."""

from enum import StrEnum

from match.foundation.language import pgettext
from match.foundation.states import Machine, Move


class WechatStatus(StrEnum):
    """
    ``waiting``, ``submitting``, ``publishing`` and ``removing`` wait for WeChat; ``by_hand`` and
    ``to_remove`` for a person in WeChat's own office page; ``noted`` was published there by hand.
    """

    waiting = "waiting"
    drafted = "drafted"
    submitting = "submitting"
    publishing = "publishing"
    published = "published"
    by_hand = "by_hand"
    noted = "noted"
    failed = "failed"
    removing = "removing"
    to_remove = "to_remove"
    removed = "removed"


class PictureKind(StrEnum):
    """A picture in the text has an address there, a cover a material id."""

    body = "body"
    cover = "cover"


W = WechatStatus
WECHAT_MACHINE = Machine(
    {
        (W.waiting, "draft"): Move(W.drafted, "wechat.drafted"),
        (W.waiting, "fail"): Move(W.failed, "wechat.failed"),
        (W.waiting, "leave"): Move(W.by_hand, "wechat.left"),
        (W.waiting, "remove"): Move(W.removing, "wechat.removing"),
        (W.drafted, "renew"): Move(W.waiting, "wechat.wanted"),
        (W.drafted, "submit"): Move(W.submitting, "wechat.submitting"),
        (W.drafted, "note"): Move(W.noted, "wechat.noted"),
        (W.drafted, "remove"): Move(W.removing, "wechat.removing"),
        (W.submitting, "queue"): Move(W.publishing, "wechat.queued"),
        (W.submitting, "draft"): Move(W.drafted, "wechat.not_queued"),
        (W.submitting, "publish"): Move(W.published, "wechat.published"),
        (W.submitting, "remove"): Move(W.removing, "wechat.removing"),
        (W.publishing, "publish"): Move(W.published, "wechat.published"),
        (W.publishing, "fail"): Move(W.failed, "wechat.failed"),
        (W.publishing, "remove"): Move(W.removing, "wechat.removing"),
        (W.published, "remove"): Move(W.removing, "wechat.removing"),
        (W.published, "lose"): Move(W.removed, "wechat.removed"),
        (W.by_hand, "renew"): Move(W.waiting, "wechat.wanted"),
        (W.by_hand, "note"): Move(W.noted, "wechat.noted"),
        (W.by_hand, "forget"): Move(W.removed, "wechat.removed"),
        (W.failed, "renew"): Move(W.waiting, "wechat.wanted"),
        (W.failed, "leave"): Move(W.by_hand, "wechat.left"),
        (W.failed, "note"): Move(W.noted, "wechat.noted"),
        (W.failed, "remove"): Move(W.removing, "wechat.removing"),
        (W.noted, "note"): Move(W.noted, "wechat.noted"),
        (W.noted, "leave"): Move(W.to_remove, "wechat.left"),
        (W.removing, "forget"): Move(W.removed, "wechat.removed"),
        (W.removing, "leave"): Move(W.to_remove, "wechat.left"),
        (W.to_remove, "forget"): Move(W.removed, "wechat.removed"),
        (W.removed, "renew"): Move(W.waiting, "wechat.wanted"),
        (W.removed, "leave"): Move(W.by_hand, "wechat.left"),
    }
)

# What a task carries on: these rows have a `next_check_at`, all others have none.
CARRIED = frozenset({W.waiting, W.submitting, W.publishing, W.removing})


def wechat_word(status: WechatStatus | str) -> str:
    """Where it stands, in words."""
    return {
        W.waiting: pgettext("wechat", "正在送往草稿箱"),
        W.drafted: pgettext("wechat", "已在草稿箱"),
        W.submitting: pgettext("wechat", "正在提交发布"),
        W.publishing: pgettext("wechat", "微信正在发布"),
        W.published: pgettext("wechat", "已在公众号发布"),
        W.by_hand: pgettext("wechat", "待人工复制发布"),
        W.noted: pgettext("wechat", "已人工发布"),
        W.failed: pgettext("wechat", "没有成功"),
        W.removing: pgettext("wechat", "正在从公众号撤下"),
        W.to_remove: pgettext("wechat", "待人工撤下"),
        W.removed: pgettext("wechat", "已从公众号撤下"),
    }[WechatStatus(status)]


def wechat_tone(status: WechatStatus | str) -> str:
    """The colour of its chip; the words beside it say the same."""
    return {
        W.waiting: "ji",
        W.submitting: "ji",
        W.publishing: "ji",
        W.removing: "ji",
        W.drafted: "zhu",
        W.published: "zhu",
        W.noted: "zhu",
        W.by_hand: "dao",
        W.to_remove: "dao",
        W.failed: "zhusha",
    }.get(WechatStatus(status), "")
