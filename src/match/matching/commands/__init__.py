"""Verbs of matching: running, answering, deciding, and what the clock does."""

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
from match.matching.commands.running import run_matching, store_run

__all__ = [
    "accept_for_need",
    "accept_for_offer",
    "approve_proposal",
    "decline_proposal",
    "evaluate_match",
    "expire_proposal",
    "mark_cancelled",
    "mark_delivering",
    "mark_received",
    "reject_proposal",
    "run_matching",
    "store_run",
    "sweep_proposals",
]
