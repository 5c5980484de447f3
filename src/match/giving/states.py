"""An agreement's way. Both sides accepted and the county approved before there is one."""

from enum import StrEnum

from match.foundation.language import pgettext
from match.foundation.states import Machine, Move


class AgreementStatus(StrEnum):
    """``in_force`` from its first moment: its parties have already said yes."""

    in_force = "in_force"
    in_delivery = "in_delivery"
    received = "received"
    evaluated = "evaluated"
    cancelled = "cancelled"


S = AgreementStatus
AGREEMENT_MACHINE = Machine(
    {
        (S.in_force, "dispatch"): Move(S.in_delivery, "agreement.dispatched"),
        (S.in_delivery, "receive"): Move(S.received, "agreement.received"),
        (S.received, "evaluate"): Move(S.evaluated, "agreement.evaluated"),
        (S.in_force, "cancel"): Move(S.cancelled, "agreement.cancelled"),
        (S.in_delivery, "cancel"): Move(S.cancelled, "agreement.cancelled"),
    }
)


def word(status: AgreementStatus) -> str:
    """The state in words."""
    return {
        S.in_force: pgettext("agreement", "已生效，待交付"),
        S.in_delivery: pgettext("agreement", "交付中"),
        S.received: pgettext("agreement", "已收到"),
        S.evaluated: pgettext("agreement", "已评价"),
        S.cancelled: pgettext("agreement", "已解除"),
    }[status]
