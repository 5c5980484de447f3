"""
The ways of a contract and of what hangs on it (domain.md §2.7).

An award and a cooperation share one way: written, signed by all, done, judged, put away. What
differs is what must be there before ``complete``: accepted milestones that are paid, or a final
report.
"""

from enum import StrEnum

from match.foundation.language import pgettext
from match.foundation.states import Machine, Move


class Source(StrEnum):
    """Where it comes from: a purchase that was awarded, or partners who agreed on a project."""

    award = "award"
    cooperation = "cooperation"


class PartyRole(StrEnum):
    """Purchaser and supplier of an award; lead and partners of a cooperation."""

    purchaser = "purchaser"
    supplier = "supplier"
    lead = "lead"
    partner = "partner"


class ContractStatus(StrEnum):
    """``completed``: all is delivered, accepted and paid, or finally reported."""

    drafted = "drafted"
    in_force = "in_force"
    completed = "completed"
    evaluated = "evaluated"
    terminated = "terminated"
    cancelled = "cancelled"
    archived = "archived"


class MilestoneStatus(StrEnum):
    """``delivered`` waits for acceptance; ``returned`` must be delivered again."""

    planned = "planned"
    delivered = "delivered"
    returned = "returned"
    accepted = "accepted"
    dropped = "dropped"


class ChangeStatus(StrEnum):
    """``asked`` waits for the other parties, ``consented`` for finance, ``made`` is in force."""

    asked = "asked"
    consented = "consented"
    made = "made"
    refused = "refused"


class ChangeReason(StrEnum):
    """Why a contract changes, as codes (Prozorro's rationale types, in our law's words)."""

    quantity = "quantity"
    quality = "quality"
    term = "term"
    place = "place"
    law = "law"
    force_majeure = "force_majeure"
    error = "error"


class SubcontractStatus(StrEnum):
    """A part given on needs the purchaser's consent (采购法48)."""

    asked = "asked"
    consented = "consented"
    refused = "refused"


class PaymentStatus(StrEnum):
    """Staff ask, finance approves, somebody else of finance pays outside and says so."""

    requested = "requested"
    approved = "approved"
    paid = "paid"
    refused = "refused"


class StandardKind(StrEnum):
    """实施条例45: acceptance goes by each technical, service and safety standard."""

    technical = "technical"
    service = "service"
    safety = "safety"


class UserKind(StrEnum):
    """Who uses the service. Children are heard without identity, through their home."""

    director = "director"
    guardian = "guardian"
    children = "children"


class IndicatorKind(StrEnum):
    """102号令20–21: output (quantity, quality, time, cost), effect, satisfaction."""

    quantity = "quantity"
    quality = "quality"
    time = "time"
    cost = "cost"
    effect = "effect"
    satisfaction = "satisfaction"


class Evaluator(StrEnum):
    """Who scores. A third party only where one was named."""

    purchaser = "purchaser"
    home = "home"
    third_party = "third_party"
    supervisor = "supervisor"


class Stage(StrEnum):
    """102号令20: judged before it is signed, after each year but the last, and at the end."""

    before = "before"
    yearly = "yearly"
    final = "final"


class BreachStatus(StrEnum):
    """``replied``: the accused had their say. The decision is public, upheld or not."""

    reported = "reported"
    replied = "replied"
    upheld = "upheld"
    dismissed = "dismissed"


class ReportKind(StrEnum):
    """A report of a cooperation; the final one closes it."""

    progress = "progress"
    final = "final"


C = ContractStatus
CONTRACT_MACHINE = Machine(
    {
        (C.drafted, "sign"): Move(C.in_force, "contract.signed"),
        (C.drafted, "cancel"): Move(C.cancelled, "contract.cancelled"),
        (C.in_force, "complete"): Move(C.completed, "contract.completed"),
        (C.in_force, "terminate"): Move(C.terminated, "contract.terminated"),
        (C.completed, "evaluate"): Move(C.evaluated, "contract.evaluated"),
        # A cooperation has no sheets to wait for.
        (C.completed, "archive"): Move(C.archived, "contract.archived"),
        (C.evaluated, "archive"): Move(C.archived, "contract.archived"),
        (C.terminated, "archive"): Move(C.archived, "contract.archived"),
    }
)

M = MilestoneStatus
MILESTONE_MACHINE = Machine(
    {
        (M.planned, "deliver"): Move(M.delivered, "contract.milestone_delivered"),
        (M.returned, "deliver"): Move(M.delivered, "contract.milestone_delivered"),
        (M.delivered, "accept"): Move(M.accepted, "contract.milestone_accepted"),
        (M.delivered, "return"): Move(M.returned, "contract.milestone_returned"),
        **{
            (s, "drop"): Move(M.dropped, "contract.milestone_dropped")
            for s in (M.planned, M.delivered, M.returned)
        },
    }
)

X = ChangeStatus
CHANGE_MACHINE = Machine(
    {
        (X.asked, "consent"): Move(X.consented, "contract.change_consented"),
        (X.asked, "make"): Move(X.made, "contract.changed"),
        (X.consented, "make"): Move(X.made, "contract.changed"),
        (X.asked, "refuse"): Move(X.refused, "contract.change_refused"),
        (X.consented, "refuse"): Move(X.refused, "contract.change_refused"),
    }
)

P = PaymentStatus
PAYMENT_MACHINE = Machine(
    {
        (P.requested, "approve"): Move(P.approved, "contract.payment_approved"),
        (P.requested, "refuse"): Move(P.refused, "contract.payment_refused"),
        (P.approved, "pay"): Move(P.paid, "contract.paid"),
    }
)

B = BreachStatus
BREACH_MACHINE = Machine(
    {
        (B.reported, "reply"): Move(B.replied, "contract.breach_replied"),
        **{
            (s, "uphold"): Move(B.upheld, "contract.breach_upheld") for s in (B.reported, B.replied)
        },
        **{
            (s, "dismiss"): Move(B.dismissed, "contract.breach_dismissed")
            for s in (B.reported, B.replied)
        },
    }
)

# Everybody may read a contract once it is signed (实施条例50); a draft is between its parties.
PUBLIC = frozenset({C.in_force, C.completed, C.evaluated, C.terminated, C.archived})
OVER = frozenset({C.evaluated, C.terminated, C.cancelled, C.archived})


def word(status: ContractStatus) -> str:
    """A contract's state in words."""
    return {
        C.drafted: pgettext("contract", "待各方签署"),
        C.in_force: pgettext("contract", "履行中"),
        C.completed: pgettext("contract", "已完成，待评价"),
        C.evaluated: pgettext("contract", "已评价"),
        C.terminated: pgettext("contract", "已终止"),
        C.cancelled: pgettext("contract", "已撤销"),
        C.archived: pgettext("contract", "已归档"),
    }[status]


def milestone_word(status: MilestoneStatus) -> str:
    """A milestone's state in words."""
    return {
        M.planned: pgettext("milestone", "未到"),
        M.delivered: pgettext("milestone", "已交付，待验收"),
        M.returned: pgettext("milestone", "验收未通过，待整改"),
        M.accepted: pgettext("milestone", "验收合格"),
        M.dropped: pgettext("milestone", "不再履行"),
    }[status]


def payment_word(status: PaymentStatus) -> str:
    """A payment's state in words."""
    return {
        P.requested: pgettext("payment", "待财政审核"),
        P.approved: pgettext("payment", "已审核，待支付"),
        P.paid: pgettext("payment", "已支付"),
        P.refused: pgettext("payment", "已退回"),
    }[status]


def change_word(status: ChangeStatus) -> str:
    """A change's state in words."""
    return {
        X.asked: pgettext("change", "待对方同意"),
        X.consented: pgettext("change", "待财政审核"),
        X.made: pgettext("change", "已生效"),
        X.refused: pgettext("change", "未同意"),
    }[status]


def breach_word(status: BreachStatus) -> str:
    """A breach report's state in words."""
    return {
        B.reported: pgettext("breach", "待对方答辩"),
        B.replied: pgettext("breach", "已答辩，待处理"),
        B.upheld: pgettext("breach", "认定违约"),
        B.dismissed: pgettext("breach", "未认定违约"),
    }[status]
