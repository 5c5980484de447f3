"""Three tasks of a bid and where each stands. Pure: facts in, words out."""

from collections.abc import Sequence

import msgspec

from match.bids.states import BidStatus
from match.foundation.language import _, pgettext
from match.suppliers.rules import Check, eligible


class Task(msgspec.Struct, frozen=True):
    """One of prove, write and seal. ``done`` False: to do; None: a person has to look."""

    key: str
    name: str
    done: bool | None
    words: str
    url: str


class Bid(msgspec.Struct, frozen=True):
    """What stands at the bids room: the newest submission; ``stale``: to be confirmed anew."""

    id: int
    status: BidStatus
    stale: bool


def three_tasks(
    checks: Sequence[Check], bid: Bid | None, *, open_still: bool, tender_id: int, organisation: int
) -> tuple[Task, Task, Task]:
    """Prove, write, seal. Nothing of a bid's content is known here: it is sealed in the browser."""
    write = f"/purchases/{tender_id}/bid?organisation={organisation}"
    return (
        _prove(checks, tender_id, organisation),
        _write(bid, open_still, write),
        _seal(bid, open_still, write),
    )


def _prove(checks: Sequence[Check], tender_id: int, organisation: int) -> Task:
    missing = sum(check.ok is False for check in checks)
    looks = sum(check.ok is None for check in checks)
    if missing:
        words = _("还差 %(count)s 项") % {"count": missing}
    elif looks:
        words = _("%(count)s 项等核对或自行对照") % {"count": looks}
    else:
        words = _("全部符合")
    url = f"/purchases/{tender_id}/prepare?organisation={organisation}"
    return Task("prove", pgettext("bid-task", "证明资格"), eligible(checks), words, url)


def _write(bid: Bid | None, open_still: bool, url: str) -> Task:
    name = pgettext("bid-task", "编写响应文件")
    if bid is not None and bid.status not in (BidStatus.withdrawn, BidStatus.lapsed):
        return Task("write", name, True, _("已写好并密封"), url)
    if not open_still:
        return Task("write", name, False, _("已经截止"), "")
    return Task("write", name, False, _("在浏览器里填写，内容不离开您的电脑"), url)


def _seal(bid: Bid | None, open_still: bool, url: str) -> Task:
    name = pgettext("bid-task", "密封递交")
    if bid is None:
        words = _("截止前密封递交") if open_still else _("没有递交")
        return Task("seal", name, False, words, url if open_still else "")
    if bid.stale:
        return Task("seal", name, False, _("采购文件有变更，请重新确认"), url)
    sealed = {
        BidStatus.sealed: (True, _("已密封，有签名回执")),
        BidStatus.opened: (True, _("已开启")),
        BidStatus.void: (False, _("被认定无效，请看原因")),
        BidStatus.lapsed: (False, _("没有重新确认，已失效")),
        BidStatus.unopened: (False, _("响应不足，不予开启")),
        BidStatus.withdrawn: (False, _("已撤回")),
        BidStatus.replaced: (True, _("已被新的一份替换")),
    }
    done, words = sealed[bid.status]
    return Task("seal", name, done, words, url)
