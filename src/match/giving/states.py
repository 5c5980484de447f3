"""
The ways of a pledge, of a donation and of its written agreement (domain.md §1.10).

A donation is made with its agreement when its pledge is agreed: ``promised`` until both parties
have confirmed the writing, ``agreed`` from then on. Goods and time go through ``in_transit`` and
``counted``, money through ``paid``. A parcel is a row of its own, so that partial deliveries do
not need states.
"""

from enum import StrEnum

from match.foundation.language import pgettext
from match.foundation.states import Machine, Move


class GiftKind(StrEnum):
    """What is given; from a match: goods or time, from a pledge also money."""

    goods = "goods"
    time = "time"
    money = "money"


class PledgeStatus(StrEnum):
    """``choosing``: what was promised found no use, and the giver says what is to become of it."""

    offered = "offered"
    accepted = "accepted"
    agreed = "agreed"
    kept = "kept"
    choosing = "choosing"
    declined = "declined"
    expired = "expired"
    withdrawn = "withdrawn"


class DonationStatus(StrEnum):
    """
    ``counted``: every unit is accounted for. ``receipted``: the giver has a receipt (our
    acknowledgement, and through a charity the official number). ``allocated``: every good unit or
    fen has its home. ``used``: use is reported. ``answered``: the giver heard how it was.
    """

    promised = "promised"
    agreed = "agreed"
    in_transit = "in_transit"
    paid = "paid"
    counted = "counted"
    receipted = "receipted"
    allocated = "allocated"
    used = "used"
    answered = "answered"
    cancelled = "cancelled"
    returned = "returned"


class AgreementStatus(StrEnum):
    """``drafted`` until both confirmed; ``kept`` once everything that was promised has come."""

    drafted = "drafted"
    in_force = "in_force"
    kept = "kept"
    cancelled = "cancelled"


class ReportStatus(StrEnum):
    """
    A use report: sent by the home or charity; looked at; shown to the giver once accepted.
    ``replaced``: there is a corrected one.
    """

    submitted = "submitted"
    returned = "returned"
    accepted = "accepted"
    replaced = "replaced"


class AgreementForm(StrEnum):
    """``full``: money, and goods over the set value (慈善法 39). ``short``: everything else."""

    full = "full"
    short = "short"


class Condition(StrEnum):
    """The condition of goods (慈善法 36: usable, safe, clean)."""

    new = "new"
    good = "good"
    not_goods = "not_goods"


class StateFirm(StrEnum):
    """Whether the giver is a state-owned firm, and then approved (慈善法 43)."""

    no = "no"
    approved = "approved"


P = PledgeStatus
PLEDGE_MACHINE = Machine(
    {
        (P.offered, "accept"): Move(P.accepted, "pledge.accepted"),
        (P.accepted, "agree"): Move(P.agreed, "pledge.agreed"),
        (P.agreed, "keep"): Move(P.kept, "pledge.kept"),
        (P.choosing, "regift"): Move(P.offered, "pledge.offered"),
        **{(s, "decline"): Move(P.declined, "pledge.declined") for s in (P.offered, P.accepted)},
        **{(s, "expire"): Move(P.expired, "pledge.expired") for s in (P.offered, P.accepted)},
        **{(s, "choose"): Move(P.choosing, "pledge.choosing") for s in (P.offered, P.accepted)},
        **{
            (s, "withdraw"): Move(P.withdrawn, "pledge.withdrawn")
            for s in (P.offered, P.accepted, P.choosing, P.agreed)
        },
    }
)

D = DonationStatus
_UNDER_WAY = (D.promised, D.agreed, D.in_transit)
_HELD = (D.paid, D.counted, D.receipted, D.allocated)
DONATION_MACHINE = Machine(
    {
        (D.promised, "agree"): Move(D.agreed, "donation.agreed"),
        (D.agreed, "dispatch"): Move(D.in_transit, "donation.dispatched"),
        (D.agreed, "pay"): Move(D.paid, "donation.paid"),
        (D.in_transit, "count"): Move(D.counted, "donation.counted"),
        (D.counted, "receipt"): Move(D.receipted, "donation.receipted"),
        (D.paid, "receipt"): Move(D.receipted, "donation.receipted"),
        (D.receipted, "allocate"): Move(D.allocated, "donation.allocated"),
        (D.allocated, "use"): Move(D.used, "donation.used"),
        (D.used, "answer"): Move(D.answered, "donation.answered"),
        # A corrected report says that less was used: something is there again.
        (D.used, "correct"): Move(D.allocated, "donation.use_corrected"),
        **{(s, "cancel"): Move(D.cancelled, "donation.cancelled") for s in _UNDER_WAY},
        **{(s, "return"): Move(D.returned, "donation.returned") for s in (D.in_transit, *_HELD)},
    }
)

A = AgreementStatus
AGREEMENT_MACHINE = Machine(
    {
        (A.drafted, "enter_into_force"): Move(A.in_force, "agreement.in_force"),
        (A.in_force, "keep"): Move(A.kept, "agreement.kept"),
        (A.drafted, "cancel"): Move(A.cancelled, "agreement.cancelled"),
        (A.in_force, "cancel"): Move(A.cancelled, "agreement.cancelled"),
    }
)

# Over, one way or the other: nobody has to do anything any more.
PLEDGES_OVER = frozenset({P.kept, P.declined, P.expired, P.withdrawn})
DONATIONS_OVER = frozenset({D.answered, D.cancelled, D.returned})


def pledge_word(status: PledgeStatus) -> str:
    """A pledge's state in words."""
    return {
        P.offered: pgettext("pledge", "已提出，待儿童之家接受"),
        P.accepted: pgettext("pledge", "已接受，待县级审批"),
        P.agreed: pgettext("pledge", "已约定"),
        P.kept: pgettext("pledge", "已兑现"),
        P.choosing: pgettext("pledge", "待捐赠人选择"),
        P.declined: pgettext("pledge", "已谢绝"),
        P.expired: pgettext("pledge", "已过期"),
        P.withdrawn: pgettext("pledge", "已撤回"),
    }[status]


def word(status: DonationStatus) -> str:
    """A donation's state in words."""
    return {
        D.promised: pgettext("donation", "待双方确认协议"),
        D.agreed: pgettext("donation", "协议已生效，待交付"),
        D.in_transit: pgettext("donation", "交付中"),
        D.paid: pgettext("donation", "慈善组织已确认到账"),
        D.counted: pgettext("donation", "已清点"),
        D.receipted: pgettext("donation", "已开具凭证"),
        D.allocated: pgettext("donation", "已分配到儿童之家"),
        D.used: pgettext("donation", "已使用"),
        D.answered: pgettext("donation", "已反馈"),
        D.cancelled: pgettext("donation", "已取消"),
        D.returned: pgettext("donation", "已退回"),
    }[status]


def agreement_word(status: AgreementStatus) -> str:
    """An agreement's state in words."""
    return {
        A.drafted: pgettext("agreement", "待双方确认"),
        A.in_force: pgettext("agreement", "已生效"),
        A.kept: pgettext("agreement", "已履行"),
        A.cancelled: pgettext("agreement", "已解除"),
    }[status]
