"""
A proposal's way (domain.md §1.10): both sides in either order, then the county. Beside it the way
of a run that was asked for.
"""

from enum import StrEnum

from match.foundation.language import pgettext
from match.foundation.states import Machine, Move


class ProposalStatus(StrEnum):
    """``accepted``: both sides have; only then does the county look at it for approval."""

    proposed = "proposed"
    need_accepted = "need_accepted"
    offer_accepted = "offer_accepted"
    accepted = "accepted"
    approved = "approved"
    in_delivery = "in_delivery"
    received = "received"
    evaluated = "evaluated"
    cancelled = "cancelled"
    declined = "declined"
    rejected = "rejected"
    expired = "expired"
    superseded = "superseded"
    swapped = "swapped"


class Origin(StrEnum):
    """Who put a pair together."""

    run = "run"
    swap = "swap"
    day = "day"


class Override(StrEnum):
    """What staff may do beside the plan."""

    lock = "lock"
    unlock = "unlock"
    swap = "swap"
    early = "early"


class OrderStatus(StrEnum):
    """A run that was asked for. ``running`` again after a worker died is the same order."""

    waiting = "waiting"
    running = "running"
    done = "done"
    cancelled = "cancelled"
    failed = "failed"


S = ProposalStatus
_UNDECIDED = (S.proposed, S.need_accepted, S.offer_accepted, S.accepted)
PROPOSAL_MACHINE = Machine(
    {
        (S.proposed, "accept_need"): Move(S.need_accepted, "proposal.need_accepted"),
        (S.offer_accepted, "accept_need"): Move(S.accepted, "proposal.accepted"),
        (S.proposed, "accept_offer"): Move(S.offer_accepted, "proposal.offer_accepted"),
        (S.need_accepted, "accept_offer"): Move(S.accepted, "proposal.accepted"),
        (S.accepted, "approve"): Move(S.approved, "match.approved"),
        (S.approved, "deliver"): Move(S.in_delivery, "match.in_delivery"),
        (S.in_delivery, "receive"): Move(S.received, "match.received"),
        (S.received, "evaluate"): Move(S.evaluated, "match.evaluated"),
        (S.approved, "cancel"): Move(S.cancelled, "match.cancelled"),
        (S.in_delivery, "cancel"): Move(S.cancelled, "match.cancelled"),
        **{(s, "decline"): Move(S.declined, "proposal.declined") for s in _UNDECIDED},
        **{(s, "reject"): Move(S.rejected, "proposal.rejected") for s in _UNDECIDED},
        **{(s, "expire"): Move(S.expired, "proposal.expired") for s in _UNDECIDED},
        # A new run may plan again what nobody has answered yet; a lock keeps it.
        (S.proposed, "supersede"): Move(S.superseded, "proposal.superseded"),
        (S.proposed, "swap"): Move(S.swapped, "proposal.swapped"),
    }
)
R = OrderStatus
ORDER_MACHINE = Machine(
    {
        (R.waiting, "begin"): Move(R.running, "run.begun"),
        (R.running, "begin"): Move(R.running, "run.begun"),
        (R.running, "finish"): Move(R.done, "run.finished"),
        (R.waiting, "cancel"): Move(R.cancelled, "run.cancelled"),
        (R.running, "cancel"): Move(R.cancelled, "run.cancelled"),
        (R.waiting, "fail"): Move(R.failed, "run.failed"),
        (R.running, "fail"): Move(R.failed, "run.failed"),
    }
)
UNDECIDED = frozenset(_UNDECIDED)
HOLDS_NEED = frozenset({S.need_accepted, S.accepted})
HOLDS_OFFER = frozenset({S.offer_accepted, S.accepted})


def word(status: ProposalStatus) -> str:
    """The state in words."""
    return {
        S.proposed: pgettext("proposal", "等待双方确认"),
        S.need_accepted: pgettext("proposal", "需求方已接受"),
        S.offer_accepted: pgettext("proposal", "供给方已接受"),
        S.accepted: pgettext("proposal", "待县级审核"),
        S.approved: pgettext("proposal", "已通过"),
        S.in_delivery: pgettext("proposal", "交付中"),
        S.received: pgettext("proposal", "已收到"),
        S.evaluated: pgettext("proposal", "已评价"),
        S.cancelled: pgettext("proposal", "协议已解除"),
        S.declined: pgettext("proposal", "一方谢绝"),
        S.rejected: pgettext("proposal", "未通过"),
        S.expired: pgettext("proposal", "已过期"),
        S.superseded: pgettext("proposal", "已重新安排"),
        S.swapped: pgettext("proposal", "已对调"),
    }[status]


def order_word(status: OrderStatus) -> str:
    """How far a run is, in words."""
    return {
        R.waiting: pgettext("run", "排队等待"),
        R.running: pgettext("run", "正在计算"),
        R.done: pgettext("run", "已完成"),
        R.cancelled: pgettext("run", "已取消"),
        R.failed: pgettext("run", "没有完成"),
    }[status]
