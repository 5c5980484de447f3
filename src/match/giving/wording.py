"""Agreements in words: the verbs of the timeline, and who acts next."""

from match.foundation.language import _, pgettext
from match.giving.states import AgreementStatus

S = AgreementStatus


def verb_word(verb: str) -> str:
    """One line of the timeline."""
    return {
        "make": pgettext("agreement", "协议生成"),
        "dispatch": pgettext("agreement", "供给方已发出或开始服务"),
        "receive": pgettext("agreement", "儿童之家已清点签收"),
        "evaluate": pgettext("agreement", "儿童之家已评价"),
        "cancel": pgettext("agreement", "协议解除"),
    }[verb]


def next_step(status: AgreementStatus) -> str:
    """Who acts next, in one sentence."""
    return {
        S.in_force: _("等供给方发出物资或开始服务。"),
        S.in_delivery: _("等儿童之家清点签收。"),
        S.received: _("等儿童之家评价。"),
        S.evaluated: _("已全部完成，谢谢双方。"),
        S.cancelled: _("协议已解除，数量已退回双方。"),
    }[status]


def status_tone(status: AgreementStatus) -> str:
    """The colour of a state's chip; the words beside it say the same."""
    return {
        S.in_force: "dao",
        S.in_delivery: "ji",
        S.received: "dao",
        S.evaluated: "zhu",
        S.cancelled: "ink",
    }[status]


def stages(status: AgreementStatus) -> list[tuple[str, str, str]]:
    """The way of an agreement as `ui.stepper` draws it; a cancelled one stops where it was."""
    names = (
        (S.in_force, _("生效")),
        (S.in_delivery, _("发出")),
        (S.received, _("签收")),
        (S.evaluated, _("评价")),
    )
    if status is S.cancelled:
        return [(_("生效"), "done", ""), (_("已解除"), "now", "")]
    reached = [state for state, _name in names].index(status)
    return [
        (name, "done" if place <= reached else "now" if place == reached + 1 else "todo", "")
        for place, (_state, name) in enumerate(names)
    ]


def ratings() -> list[tuple[int, str]]:
    """The five answers to how it was."""
    return [
        (5, _("5 很好")),
        (4, _("4 好")),
        (3, _("3 一般")),
        (2, _("2 较差")),
        (1, _("1 很差")),
    ]
