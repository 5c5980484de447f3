"""What this room says on a purchase's public page (tenders.sections)."""

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.permissions import Permission
from match.objections.queries.files import public_lines
from match.objections.queries.occasions import occasions
from match.objections.states import (
    WAITING,
    ComplaintStatus,
    Decision,
    ObjectionStatus,
    Outcome,
    Step,
    Subject,
    complaint_word,
    decision_word,
    objection_word,
    outcome_word,
    step_word,
    subject_word,
)
from match.tenders.sections import Block


async def shown(actor: Actor, tender_id: int) -> Block | None:
    """
    The disputes of a purchase, and the way to object for who acts for a supplier while there is
    something to object to. None where there is neither.
    """
    lines = [
        {
            **row,
            "status": ObjectionStatus(row["status"]),
            "subject": Subject(row["subject"]),
            "step": Step(row["step"]),
            "waits": ObjectionStatus(row["status"]) in WAITING,
            "outcome": Outcome(row["outcome"]) if row["outcome"] else None,
            "complaint": ComplaintStatus(row["complaint"]) if row["complaint"] else None,
            "decision": Decision(row["decision"]) if row["decision"] else None,
        }
        for row in await public_lines(tender_id)
    ]
    may_object = False
    if actor.may(Permission.suppliers_keep):
        _facts, windows = await occasions(tender_id)
        may_object = any(window.open(clock.today()) for window in windows)
    if not lines and not may_object:
        return None
    return Block(
        "objections/block.html",
        {
            "tender_id": tender_id,
            "lines": lines,
            "may_object": may_object,
            "subject_word": subject_word,
            "step_word": step_word,
            "objection_word": objection_word,
            "outcome_word": outcome_word,
            "complaint_word": complaint_word,
            "decision_word": decision_word,
        },
    )
