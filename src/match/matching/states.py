"""A proposal's way (domain.md §1.10): both sides in either order, then the county."""

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
    }[status]
