"""Verbs of tenders: planning a purchase, going public, and carrying it to its end."""

from match.tenders.commands.editing import edit_tender
from match.tenders.commands.ending import (
    archive_tender,
    close_tender,
    fail_tender,
    sweep_tenders,
    withdraw_tender,
)
from match.tenders.commands.mirroring import record_official
from match.tenders.commands.moving import advance, locked, resume, suspend
from match.tenders.commands.parts import keep_survey
from match.tenders.commands.permitting import store_permission
from match.tenders.commands.planned import planned
from match.tenders.commands.publishing import announce_intent, publish_tender
from match.tenders.commands.reminding import sweep_bonds, sweep_tender_dues
from match.tenders.commands.writing import change_tender, discard_tender, draft_tender

__all__ = [
    "advance",
    "announce_intent",
    "archive_tender",
    "change_tender",
    "close_tender",
    "discard_tender",
    "draft_tender",
    "edit_tender",
    "fail_tender",
    "keep_survey",
    "locked",
    "planned",
    "publish_tender",
    "record_official",
    "resume",
    "store_permission",
    "suspend",
    "sweep_bonds",
    "sweep_tender_dues",
    "sweep_tenders",
    "withdraw_tender",
]
