"""Verbs of pledges: offering, answering, gathering, choosing, ending; and money on its way."""

from match.giving.pledging.commands.answering import (
    accept_pledge,
    approve_pledge,
    decline_pledge,
)
from match.giving.pledging.commands.choosing import choose_regift, settle_choice
from match.giving.pledging.commands.ending import (
    expire_pledge,
    need_ended,
    remind_of_pledge,
    sweep_pledges,
    withdraw_pledge,
)
from match.giving.pledging.commands.joint import end_joint, join_joint, open_joint
from match.giving.pledging.commands.milestones import confirm_milestone
from match.giving.pledging.commands.money import (
    Payment,
    answer_return,
    confirm_payment,
    end_payments,
    propose_return,
)
from match.giving.pledging.commands.offering import offer_pledge, promise
from match.giving.pledging.commands.surplus import (
    choose_surplus,
    settle_surplus,
    sweep_surplus,
)

__all__ = [
    "Payment",
    "accept_pledge",
    "answer_return",
    "approve_pledge",
    "choose_regift",
    "choose_surplus",
    "confirm_milestone",
    "confirm_payment",
    "decline_pledge",
    "end_joint",
    "end_payments",
    "expire_pledge",
    "join_joint",
    "need_ended",
    "offer_pledge",
    "open_joint",
    "promise",
    "propose_return",
    "remind_of_pledge",
    "settle_choice",
    "settle_surplus",
    "sweep_pledges",
    "sweep_surplus",
    "withdraw_pledge",
]
