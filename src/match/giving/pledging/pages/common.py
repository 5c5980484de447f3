"""What the pages of pledges share: words, a yuan box, files that were chosen."""

from collections.abc import Mapping
from typing import Any

from litestar import Request, Response
from litestar.datastructures import UploadFile

from match.files.commands import keep_document
from match.foundation.actor import Actor
from match.foundation.errors import Invalid
from match.foundation.language import _, pgettext
from match.foundation.money import MoneyRefused, parse_yuan
from match.giving.pledging.states import Recipient, Regift, recipient_word, regift_word
from match.giving.states import PledgeStatus

AnyRequest = Request[Any, Any, Any]
Answer = Response[Any]
BASE = "/desk/pledges"
_TONES = {
    PledgeStatus.offered: "ji",
    PledgeStatus.accepted: "dao",
    PledgeStatus.agreed: "zhu",
    PledgeStatus.kept: "zhu",
    PledgeStatus.choosing: "dao",
}


def tone(status: PledgeStatus) -> str:
    """The colour of a state's chip; the words beside it say the same."""
    return _TONES.get(status, "ink")


def next_step(status: PledgeStatus) -> str:
    """Who acts next, in one sentence."""
    return {
        PledgeStatus.offered: _("等儿童之家答复。"),
        PledgeStatus.accepted: _("等县级民政部门审批。"),
        PledgeStatus.agreed: _("已约定，接下来按协议交付。"),
        PledgeStatus.kept: _("已兑现，谢谢双方。"),
        PledgeStatus.choosing: _("原来的需求已经结束，等捐赠人选择去向。"),
        PledgeStatus.declined: _("已谢绝，数量已放开。"),
        PledgeStatus.expired: _("到期未答复，数量已放开。"),
        PledgeStatus.withdrawn: _("已撤回，数量已放开。"),
    }[status]


def recipients() -> list[tuple[str, str]]:
    """Who may receive money for a home."""
    return [(each.value, recipient_word(each)) for each in Recipient]


def regifts(*, like: bool, county: bool) -> list[tuple[str, str]]:
    """What may be chosen for a promise without a use."""
    open_to = {Regift.like: like, Regift.back: True, Regift.county: county}
    return [(each.value, regift_word(each)) for each in Regift if open_to[each]]


def part_words() -> dict[str, str]:
    """The parts of the need score, in the words of who is shown them."""
    return {
        "priority": pgettext("score", "优先帮扶群体"),
        "waiting": pgettext("score", "等待时间"),
        "coverage": pgettext("score", "本县这类需求得到的帮助还少"),
        "never_served": pgettext("score", "从未得到过帮助"),
        "urgency": pgettext("score", "紧急程度"),
    }


def fen(sent: Mapping[str, Any]) -> int:
    """What was typed in the box of yuan, as fen. Raises Invalid."""
    try:
        return parse_yuan(str(sent.get("yuan", "")).strip())
    except MoneyRefused as refused:
        raise Invalid({"yuan": refused.message}) from refused


async def chosen_file(
    request: AnyRequest, actor: Actor, name: str, *, division: str = ""
) -> int | None:
    """The file of one field, kept; None where none was chosen. Raises Invalid on that field."""
    sent = await request.form()
    chosen = [one for one in sent.getall(name, []) if isinstance(one, UploadFile)]
    data = await chosen[0].read() if chosen else b""
    if not data:
        return None
    try:
        return await keep_document(actor, data, division=division)
    except Invalid as refusal:
        raise Invalid({name: next(iter(refusal.fields.values()))}) from refusal
