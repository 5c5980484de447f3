"""Donations in words: the verbs of the timeline, who acts next, the way from promise to thanks."""

from match.foundation.language import _, pgettext
from match.giving.states import Condition, DonationStatus, GiftKind, StateFirm

S = DonationStatus


def verb_word(verb: str) -> str:
    """One line of the timeline."""
    return {
        "make": pgettext("donation", "协议生成"),
        "change_terms": pgettext("donation", "协议内容有修改，需重新确认"),
        "giver_confirm": pgettext("donation", "捐赠方已确认协议"),
        "recipient_confirm": pgettext("donation", "接受方已确认协议"),
        "agree": pgettext("donation", "协议生效"),
        "dispatch": pgettext("donation", "供给方已发出或开始服务"),
        "drop_rest": pgettext("donation", "其余不再送来"),
        "count": pgettext("donation", "接受方已清点"),
        "surplus": pgettext("donation", "清点时有多出，已请捐赠人选择"),
        "pay": pgettext("donation", "慈善组织已确认到账"),
        "receipt": pgettext("donation", "接受方已出具凭证"),
        "allocate": pgettext("donation", "已全部分配到儿童之家"),
        "allocate_part": pgettext("donation", "已分配一部分"),
        "use": pgettext("donation", "已全部使用"),
        "use_part": pgettext("donation", "已使用一部分"),
        "correct": pgettext("donation", "使用报告已更正"),
        "answer": pgettext("donation", "儿童之家已评价"),
        "return": pgettext("donation", "已全部退回"),
        "return_part": pgettext("donation", "已退回一部分"),
        "ask_use_change": pgettext("donation", "请捐赠人同意改变用途"),
        "consent_use_change": pgettext("donation", "捐赠人同意改变用途"),
        "refuse_use_change": pgettext("donation", "捐赠人不同意改变用途"),
        "pay_part": pgettext("donation", "慈善组织已确认到账一部分"),
        "end_payments": pgettext("donation", "剩余款项不再支付"),
        "propose_return": pgettext("donation", "慈善组织提出退回剩余款项"),
        "refuse_return": pgettext("donation", "捐赠人不同意退回"),
        "choose_surplus": pgettext("donation", "捐赠人选择了多出部分的去向"),
        "cancel": pgettext("donation", "捐赠取消"),
    }.get(verb, verb)


def next_step(status: DonationStatus, kind: GiftKind = GiftKind.goods) -> str:
    """Who acts next, in one sentence."""
    if status is S.agreed and kind is GiftKind.money:
        return _("等慈善组织确认款项到账。")
    return {
        S.promised: _("等双方确认协议。"),
        S.agreed: _("等供给方发出物资或开始服务。"),
        S.in_transit: _("等接受方清点签收。"),
        S.paid: _("等慈善组织填写票据号码。"),
        S.counted: _("等接受方出具收货凭证。"),
        S.receipted: _("等慈善组织分配到儿童之家。"),
        S.allocated: _("等儿童之家报告使用情况。"),
        S.used: _("等儿童之家评价。"),
        S.answered: _("已全部完成，谢谢双方。"),
        S.cancelled: _("协议已解除，数量已退回双方。"),
        S.returned: _("物资已退回捐赠人，需求会重新寻找帮助。"),
    }[status]


def status_tone(status: DonationStatus) -> str:
    """The colour of a state's chip; the words beside it say the same."""
    return {
        S.promised: "dao",
        S.agreed: "dao",
        S.in_transit: "ji",
        S.paid: "ji",
        S.counted: "dao",
        S.receipted: "dao",
        S.allocated: "ji",
        S.used: "dao",
        S.answered: "zhu",
        S.cancelled: "ink",
        S.returned: "ink",
    }[status]


def stages(status: DonationStatus, kind: GiftKind = GiftKind.goods) -> list[tuple[str, str, str]]:
    """The way of a donation as `ui.stepper` draws it; one that ended early stops there."""
    delivery = (
        [(S.paid, _("到账"))]
        if kind is GiftKind.money
        else [(S.in_transit, _("发出")), (S.counted, _("清点"))]
    )
    names = [
        (S.agreed, _("生效")),
        *delivery,
        (S.receipted, _("凭证")),
        (S.allocated, _("分配")),
        (S.used, _("使用")),
        (S.answered, _("评价")),
    ]
    if status in (S.cancelled, S.returned):
        ended = _("已解除") if status is S.cancelled else _("已退回")
        return [(_("约定"), "done", ""), (ended, "now", "")]
    states = [state for state, _name in names]
    reached = states.index(status) if status in states else -1
    return [
        (name, "done" if place <= reached else "now" if place == reached + 1 else "todo", "")
        for place, (_state, name) in enumerate(names)
    ]


def act_word(verb: str) -> str:
    """A verb as the heading of its form and the label of its link."""
    return {
        "answer_use_change": _("答复改变用途"),
        "confirm": _("确认协议"),
        "count": _("清点签收"),
        "dispatch": _("登记发出"),
        "receipt": _("出具收货凭证"),
        "allocate": _("分配到儿童之家"),
        "answer": _("评价这次帮助"),
        "change_terms": _("修改协议内容"),
        "drop_rest": _("其余不再送来"),
        "return": _("退回物资"),
        "ask_use_change": _("申请改变用途"),
        "cancel": _("解除协议"),
    }[verb]


def quiet() -> frozenset[str]:
    """Verbs that are possible but never the next step: links, not a form that stands open."""
    return frozenset({"change_terms", "drop_rest", "return", "ask_use_change", "cancel"})


def ratings() -> list[tuple[int, str]]:
    """The five answers to how it was."""
    return [
        (5, _("5 很好")),
        (4, _("4 好")),
        (3, _("3 一般")),
        (2, _("2 较差")),
        (1, _("1 很差")),
    ]


def conditions() -> list[tuple[str, str]]:
    """How goods may be."""
    return [
        (Condition.new.value, _("全新")),
        (Condition.good.value, _("使用过，完好清洁")),
    ]


def state_firms() -> list[tuple[str, str]]:
    """Whether the giver is a state-owned firm."""
    return [
        (StateFirm.no.value, _("不是国有企业")),
        (StateFirm.approved.value, _("是国有企业，已按规定获得批准")),
    ]


def task_word(status: DonationStatus) -> tuple[str, str]:
    """What the reader whose turn it is has to do, and its icon."""
    return {
        S.promised: (_("确认协议"), "file-text"),
        S.agreed: (_("发出物资或开始服务"), "truck-delivery"),
        S.in_transit: (_("清点签收"), "package"),
        S.paid: (_("填写票据号码"), "file-text"),
        S.counted: (_("出具收货凭证"), "file-text"),
        S.receipted: (_("分配到儿童之家"), "home-heart"),
        S.allocated: (_("报告使用情况"), "message-circle"),
        S.used: (_("评价这次帮助"), "star"),
    }[status]
