"""Verbs of matching: running, answering, deciding, and what the clock does."""

from match.matching.commands.by_day import follow_by_day, propose_now
from match.matching.commands.deciding import (
    accept_for_need,
    accept_for_offer,
    approve_proposal,
    decline_proposal,
    expire_proposal,
    reject_proposal,
    sweep_proposals,
)
from match.matching.commands.following import (
    evaluate_match,
    mark_cancelled,
    mark_delivering,
    mark_received,
)
from match.matching.commands.keeping import keep_plan
from match.matching.commands.ordering import cancel_run, order_run, take_up_run
from match.matching.commands.overriding import lock_proposal, swap_offers, unlock_proposal
from match.matching.commands.running import carry_out_order, run_matching

__all__ = [
    "accept_for_need",
    "accept_for_offer",
    "approve_proposal",
    "cancel_run",
    "carry_out_order",
    "decline_proposal",
    "evaluate_match",
    "expire_proposal",
    "follow_by_day",
    "keep_plan",
    "lock_proposal",
    "mark_cancelled",
    "mark_delivering",
    "mark_received",
    "order_run",
    "propose_now",
    "reject_proposal",
    "run_matching",
    "swap_offers",
    "sweep_proposals",
    "take_up_run",
    "unlock_proposal",
]
