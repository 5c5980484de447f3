"""What a gift did, in one sentence, and the names that the books use for what they hold."""

import msgspec

from match.foundation.language import _, pgettext
from match.giving.amounts import amount_word
from match.giving.states import DonationStatus, GiftKind
from match.ledger.kinds import AccountKind

S = DonationStatus
K = AccountKind
FEWEST = 5
"""Fewer children than this are not counted in public words: a small number points at somebody."""


class Facts(msgspec.Struct, frozen=True):
    """
    What the sentence is made of: units or fen on their way. ``homes``: how many have a part;
    ``home`` and ``township`` of the only one; ``children`` of the need, 0 where none is known.
    """

    status: DonationStatus
    kind: GiftKind
    subject: str
    unit: str
    promised: int
    sent: int
    arrived: int
    used: int
    missing: int
    receiver: str
    homes: int
    home: str
    township: str
    children: int


def headline(gift: Facts, *, mine: bool) -> str:
    """One sentence. *mine*: the reader gave it."""
    said = {"gift": _gift(gift), "news": _news(gift)}
    if mine:
        return _("您捐的%(gift)s：%(news)s") % said
    return _("%(gift)s：%(news)s") % said


def _gift(gift: Facts) -> str:
    return f"{gift.subject} {amount_word(gift.kind, gift.unit, gift.promised)}"


def _news(gift: Facts) -> str:
    where = {"place": gift.receiver}
    if gift.status is S.in_transit:
        said = where | _amount(gift, gift.sent)
        return _("%(amount)s已经发出，在去%(place)s的路上。") % said
    if gift.status in (S.paid, S.counted):
        return _arrived(gift)
    if gift.status is S.receipted:
        return _("%(place)s已经开具凭证，下一步分配到儿童之家。") % where
    if gift.status in (S.allocated, S.used, S.answered):
        return _at_homes(gift)
    return {
        S.promised: _("协议等双方确认。"),
        S.agreed: _("协议已经生效，等待发出。")
        if gift.kind is not GiftKind.money
        else _("协议已经生效，等慈善组织确认到账。"),
        S.cancelled: _("协议已经解除，没有送出。"),
        S.returned: _("已经全部退回捐赠人。"),
    }[gift.status]


def _arrived(gift: Facts) -> str:
    missing = amount_word(gift.kind, gift.unit, gift.missing)
    said = {"place": gift.receiver, "missing": missing, **_amount(gift, gift.arrived)}
    if gift.missing:
        return _("%(place)s收到完好的 %(amount)s，另有 %(missing)s短少或破损。") % said
    return _("%(place)s已经收到 %(amount)s。") % said


def _at_homes(gift: Facts) -> str:
    """Where few children are, the township is named and nobody is counted."""
    if gift.homes > 1:
        place = _("%(count)s 个儿童之家") % {"count": gift.homes}
    elif gift.children >= FEWEST or not gift.children:
        place = gift.home
    else:
        place = gift.township or gift.home
    done = gift.status in (S.used, S.answered)
    said = {
        "place": place,
        "children": gift.children,
        **_amount(gift, gift.used if done else gift.arrived),
    }
    if done and gift.children >= FEWEST:
        return _("%(amount)s已在%(place)s用上，%(children)s 名儿童受益。") % said
    if done:
        return _("%(amount)s已在%(place)s用上。") % said
    if gift.children >= FEWEST:
        return _("%(amount)s已到%(place)s，将有 %(children)s 名儿童受益。") % said
    return _("%(amount)s已到%(place)s。") % said


def _amount(gift: Facts, amount: int) -> dict[str, str]:
    return {"amount": amount_word(gift.kind, gift.unit, amount)}


def township_of(path: str) -> str:
    """Of province/prefecture/county/township/village; empty where it does not go so far."""
    return (path.split("/") + [""] * 4)[3]


def side_word(side: str) -> str:
    """Who did a step: a side, never a name."""
    return {
        "giver": pgettext("side", "捐赠方"),
        "charity": pgettext("side", "慈善组织"),
        "home": pgettext("side", "儿童之家"),
        "staff": pgettext("side", "工作人员"),
        "platform": pgettext("side", "平台自动"),
    }[side]


def account_word(kind: str) -> str:
    """A kind of account."""
    return {
        K.giver: pgettext("account", "捐赠方"),
        K.promised: pgettext("account", "已承诺"),
        K.clearing: pgettext("account", "待清算"),
        K.bank: pgettext("account", "银行"),
        K.earmark: pgettext("account", "专项（慈善组织）"),
        K.home_fund: pgettext("account", "专项（儿童之家）"),
        K.used: pgettext("account", "已使用"),
        K.payable: pgettext("account", "应付"),
        K.paid: pgettext("account", "已付"),
        K.transit: pgettext("account", "在途"),
        K.shelf: pgettext("account", "在库"),
        K.broken: pgettext("account", "破损"),
        K.lost: pgettext("account", "短少"),
        K.surplus: pgettext("account", "多出"),
    }.get(AccountKind(kind), kind)


def posting_words() -> dict[str, str]:
    """Every kind of posting about a gift."""
    return {
        "donation.promised": pgettext("posting", "承诺"),
        "donation.released": pgettext("posting", "解除承诺"),
        "donation.paid": pgettext("posting", "慈善组织确认到账"),
        "donation.fund_allocated": pgettext("posting", "资金分配"),
        "donation.fund_used": pgettext("posting", "资金使用"),
        "donation.fund_returned": pgettext("posting", "资金退回"),
        "donation.dispatched": pgettext("posting", "物资发出"),
        "donation.recalled": pgettext("posting", "物资撤回"),
        "donation.counted": pgettext("posting", "清点"),
        "donation.allocated": pgettext("posting", "物资分配"),
        "donation.used": pgettext("posting", "物资使用"),
        "donation.returned": pgettext("posting", "物资退回"),
        "statement.matched": pgettext("posting", "到账流水对应"),
        "reversal": pgettext("posting", "冲正"),
    }


def open_words() -> dict[str, str]:
    """What still waits about a gift."""
    return {
        "question": _("有查询待答复"),
        "use_change": _("改变用途待答复"),
        "surplus": _("多出的待选择去向"),
        "late": _("有逾期事项"),
    }


def kind_word(kind: GiftKind) -> str:
    """Goods, time or money."""
    return {
        GiftKind.goods: pgettext("gift", "物资"),
        GiftKind.time: pgettext("gift", "服务时间"),
        GiftKind.money: pgettext("gift", "资金"),
    }[kind]
