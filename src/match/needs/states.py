"""A need's way, as domain.md §1.10 tells it, with the more-information loop of the reviewers."""

from enum import StrEnum

from match.foundation.language import pgettext
from match.foundation.states import Machine, Move


class NeedStatus(StrEnum):
    """``privacy``: a person at the township looks at words that may tell who a child is."""

    draft = "draft"
    privacy = "privacy"
    township = "township"
    county = "county"
    information = "information"
    published = "published"
    matching = "matching"
    partly_met = "partly_met"
    met = "met"
    confirmed = "confirmed"
    closed = "closed"
    rejected = "rejected"
    withdrawn = "withdrawn"
    expired = "expired"


class Urgency(StrEnum):
    """How soon; the public words are in `needs.words`."""

    routine = "routine"
    soon = "soon"
    urgent = "urgent"


class Delivery(StrEnum):
    """Where goods go. A small group's go to the township office (domain.md §3.7)."""

    home = "home"
    township = "township"


class ClosureKind(StrEnum):
    """What brought units of a need: a gift, a volunteer's shift, or a line of a contract."""

    gift = "gift"
    shift = "shift"
    contract = "contract"


S = NeedStatus
_WAITING = (S.privacy, S.township, S.county, S.information)
_OPEN = (S.published, S.matching, S.partly_met)
NEED_MACHINE = Machine(
    {
        (S.draft, "submit"): Move(S.township, "need.submitted"),
        (S.draft, "submit_for_privacy"): Move(S.privacy, "need.submitted"),
        (S.privacy, "clear_privacy"): Move(S.township, "need.privacy_cleared"),
        (S.township, "check"): Move(S.county, "need.checked"),
        (S.county, "approve"): Move(S.published, "need.published"),
        (S.township, "ask"): Move(S.information, "need.information_asked"),
        (S.county, "ask"): Move(S.information, "need.information_asked"),
        (S.information, "answer"): Move(S.township, "need.submitted"),
        (S.information, "answer_for_privacy"): Move(S.privacy, "need.submitted"),
        **{(s, "return"): Move(S.draft, "need.returned") for s in _WAITING},
        **{(s, "reject"): Move(S.rejected, "need.rejected") for s in _WAITING},
        (S.published, "propose"): Move(S.matching, "need.matching"),
        (S.matching, "unpropose"): Move(S.published, "need.unmatched"),
        **{(s, "meet_part"): Move(S.partly_met, "need.partly_met") for s in (*_OPEN, S.met)},
        **{(s, "meet"): Move(S.met, "need.met") for s in _OPEN},
        (S.partly_met, "reopen"): Move(S.published, "need.reopened"),
        (S.met, "reopen"): Move(S.published, "need.reopened"),
        (S.met, "confirm"): Move(S.confirmed, "need.confirmed"),
        (S.confirmed, "close"): Move(S.closed, "need.closed"),
        **{
            (s, "withdraw"): Move(S.withdrawn, "need.withdrawn")
            for s in (S.draft, *_WAITING, *_OPEN)
        },
        **{(s, "expire"): Move(S.expired, "need.expired") for s in (*_WAITING, *_OPEN)},
    }
)
# What the public may find: open needs, and met ones for as long as they show what was done.
PUBLIC = frozenset({*_OPEN, S.met, S.confirmed, S.closed})
OPEN = frozenset(_OPEN)
WAITING = frozenset(_WAITING)
# What may still be written: a draft, and a need that came back with a question.
WRITABLE = frozenset({S.draft, S.information})


def inside(status: NeedStatus) -> str:
    """The state in the words of the people who work on it."""
    return {
        S.draft: pgettext("need", "草稿"),
        S.privacy: pgettext("need", "待隐私核对"),
        S.township: pgettext("need", "待乡镇核实"),
        S.county: pgettext("need", "待县级审核"),
        S.information: pgettext("need", "待补充信息"),
        S.published: pgettext("need", "已发布"),
        S.matching: pgettext("need", "匹配中"),
        S.partly_met: pgettext("need", "部分满足"),
        S.met: pgettext("need", "已满足"),
        S.confirmed: pgettext("need", "已确认"),
        S.closed: pgettext("need", "已办结"),
        S.rejected: pgettext("need", "未通过"),
        S.withdrawn: pgettext("need", "已撤回"),
        S.expired: pgettext("need", "已过期"),
    }[status]


def outside(status: NeedStatus) -> str:
    """The state in the words of the public."""
    if status in (S.published, S.matching):
        return pgettext("need-public", "等待帮助")
    if status is S.partly_met:
        return pgettext("need-public", "已有部分帮助")
    if status in (S.met, S.confirmed, S.closed):
        return pgettext("need-public", "已经满足")
    return pgettext("need-public", "暂未公开")


def urgency_word(urgency: Urgency) -> str:
    """How soon, in words."""
    return {
        Urgency.routine: pgettext("urgency", "常态"),
        Urgency.soon: pgettext("urgency", "较急"),
        Urgency.urgent: pgettext("urgency", "紧急"),
    }[urgency]


def closure_word(kind: ClosureKind) -> str:
    """What brought units, in words."""
    return {
        ClosureKind.gift: pgettext("closure", "赠与"),
        ClosureKind.shift: pgettext("closure", "志愿服务"),
        ClosureKind.contract: pgettext("closure", "采购"),
    }[kind]
