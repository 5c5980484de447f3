"""Verbs of tenders: writing a notice, and carrying it to its end."""

from match.tenders.commands.moving import advance, locked, resume, suspend
from match.tenders.commands.publishing import (
    close_tender,
    publish_tender,
    sweep_tenders,
    withdraw_tender,
)
from match.tenders.commands.writing import change_tender, discard_tender, draft_tender

__all__ = [
    "advance",
    "change_tender",
    "close_tender",
    "discard_tender",
    "draft_tender",
    "locked",
    "publish_tender",
    "resume",
    "suspend",
    "sweep_tenders",
    "withdraw_tender",
]
