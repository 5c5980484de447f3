"""One objection or complaint in full, for those who may know of it; and their evidence."""

from datetime import date, datetime
from typing import Any

import msgspec

from match.files.queries import Stored, stored
from match.foundation import clock
from match.foundation.actor import SYSTEM, Actor
from match.foundation.db import one, rows, value
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.objections import policy, rules
from match.objections.clocks import last_day_to_complain
from match.objections.states import (
    WAITING,
    ComplaintStatus,
    Decision,
    Ground,
    ObjectionStatus,
    Outcome,
    Refusal,
    Remedy,
    Step,
    Subject,
)
from match.tenders.queries import facts as tender_facts
from match.tenders.timetable import Due

_OBJECTION = (
    "SELECT o.*, t.title, t.organisation_id AS purchaser_id, t.drafted_by, t.published_by,"
    " t.status AS tender_status, p.name AS purchaser, s.name AS supplier,"
    " (SELECT id FROM complaint c WHERE c.objection_id = o.id) AS complaint_id"
    " FROM objection o JOIN tender t ON t.id = o.tender_id"
    " JOIN organisation p ON p.id = t.organisation_id"
    " JOIN organisation s ON s.id = o.organisation_id "
)
_COMPLAINT = (
    "SELECT c.*, t.title, t.organisation_id AS purchaser_id, t.status AS tender_status,"
    " p.name AS purchaser, s.name AS supplier, o.subject, o.step"
    " FROM complaint c JOIN objection o ON o.id = c.objection_id"
    " JOIN tender t ON t.id = c.tender_id JOIN organisation p ON p.id = t.organisation_id"
    " JOIN organisation s ON s.id = c.organisation_id "
)


class ObjectionFile(msgspec.Struct, frozen=True):
    """
    An objection as its parties and overseers read it. ``may_…`` are True or the reason why not;
    ``complain_by`` is the last day to complain of it.
    """

    id: int
    tender_id: int
    organisation_id: int
    title: str
    purchaser: str
    supplier: str
    status: ObjectionStatus
    subject: Subject
    step: Step
    grounds: tuple[Ground, ...]
    facts: str
    remedy: Remedy
    evidence: int
    known_on: date
    raise_by: date
    reply_by: date
    raised_at: datetime
    received_at: datetime | None
    stops: bool
    refusal: Refusal | None
    reason: str
    outcome: Outcome | None
    reply: str
    replied_at: datetime | None
    alone: bool
    overdue: bool
    complain_by: Due
    complaint_id: int | None
    own: bool
    may_reply: bool | str
    may_complain: bool
    outcomes: tuple[Outcome, ...]


class ComplaintFile(msgspec.Struct, frozen=True):
    """A complaint as complainant, overseers and, once served, the department read it."""

    id: int
    objection_id: int
    tender_id: int
    organisation_id: int
    title: str
    purchaser: str
    supplier: str
    status: ComplaintStatus
    subject: Subject
    step: Step
    grounds: tuple[Ground, ...]
    facts: str
    remedy: Remedy
    evidence: int
    filed_at: datetime
    check_by: date
    serve_by: date
    decide_by: date
    checked_at: datetime | None
    served_at: datetime | None
    decided_at: datetime | None
    decision: Decision | None
    findings: str
    stopped_on: date | None
    stopped_to: date | None
    notice_id: int | None
    reason: str
    next_by: date | None
    overdue: bool
    own: bool
    may_decide: bool | str
    decisions: tuple[Decision, ...]


async def objection_file(actor: Actor, objection_id: int) -> ObjectionFile:
    """One objection. NotFound for who is no party and oversees nothing."""
    row = await one(_OBJECTION + "WHERE o.id = $1", objection_id)
    if row is None or not policy.sees_objection(actor, row):
        raise NotFound(_("没有找到这件质疑，或您没有查看权限。"))
    facts = await tender_facts(row["tender_id"])
    last = last_day_to_complain(row["reply_by"], facts.calendar)
    waiting = ObjectionStatus(row["status"]) in WAITING
    own = policy.acts_for(actor, row["organisation_id"])
    today = clock.today()
    fields = _known(ObjectionFile, row) | {
        "evidence": len(row["evidence"]),
        "overdue": waiting and today > row["reply_by"],
        "complain_by": last,
        "own": own,
        "may_reply": await _may_reply(actor, row),
        "may_complain": own
        and row["complaint_id"] is None
        and row["status"] != ObjectionStatus.withdrawn
        and (not waiting or today > row["reply_by"])
        and today <= last.on,
        "outcomes": rules.outcomes(facts.status, Subject(row["subject"])),
    }
    return ObjectionFile(**fields)


async def complaint_file(actor: Actor, complaint_id: int) -> ComplaintFile:
    """One complaint. NotFound for who may not know of it, the department before it is served."""
    row = await one(_COMPLAINT + "WHERE c.id = $1", complaint_id)
    if row is None or not policy.sees_complaint(actor, row):
        raise NotFound(_("没有找到这件投诉，或您没有查看权限。"))
    facts = await tender_facts(row["tender_id"])
    next_by = next_duty(row)
    parties = (row["organisation_id"], row["purchaser_id"])
    fields = _known(ComplaintFile, row) | {
        "evidence": len(row["evidence"]),
        "next_by": next_by,
        "overdue": next_by is not None and clock.today() > next_by,
        "own": policy.acts_for(actor, row["organisation_id"]),
        "may_decide": policy.can_decide(actor, row["division"], parties),
        "decisions": rules.decisions(facts.status, Subject(row["subject"])),
    }
    return ComplaintFile(**fields)


def next_duty(row: dict[str, Any]) -> date | None:
    """The day finance must do its next step by; None once it is over."""
    return {
        ComplaintStatus.filed: row["check_by"],
        ComplaintStatus.accepted: row["serve_by"],
        ComplaintStatus.served: row["decide_by"],
    }.get(ComplaintStatus(row["status"]))


async def evidence_of(actor: Actor, table: str, number: int, position: int) -> Stored:
    """
    One piece of evidence, counted from 1, of an "objection" or a "complaint". Never public: for
    the parties and who oversees. Raises NotFound.
    """
    sql, sees = {
        "objection": (_OBJECTION + "WHERE o.id = $1", policy.sees_objection),
        "complaint": (_COMPLAINT + "WHERE c.id = $1", policy.sees_complaint),
    }[table]
    row = await one(sql, number)
    if row is None or not sees(actor, row) or not 0 < position <= len(row["evidence"]):
        raise NotFound(_("没有找到这份证据，或您没有查看权限。"))
    return await stored(SYSTEM, row["evidence"][position - 1])


async def _may_reply(actor: Actor, row: dict[str, Any]) -> bool | str:
    wrote = sorted({row["drafted_by"], row["published_by"]} - {None})
    others = await officers_beside(row["purchaser_id"], row["division"], wrote)
    return policy.can_reply(actor, row["purchaser_id"], row["division"], wrote, others)


async def officers_beside(purchaser_id: int, division: str, wrote: list[int]) -> int:
    """How many could reply for the department who neither wrote nor published the purchase."""
    return await value(
        "SELECT count(DISTINCT m.account) FROM membership m JOIN account a ON a.id = m.account"
        " WHERE m.role = 'purchaser' AND m.ended_at IS NULL AND a.disabled_at IS NULL"
        " AND (m.organisation = $1 OR m.organisation IS NULL) AND m.division <> ''"
        " AND starts_with($2, m.division) AND m.valid_from <= $3"
        " AND (m.valid_until IS NULL OR m.valid_until >= $3) AND m.account <> ALL($4::bigint[])",
        purchaser_id,
        division,
        clock.today(),
        wrote,
    )


_READ_AS: dict[str, Any] = {
    "subject": Subject,
    "step": Step,
    "remedy": Remedy,
    "refusal": Refusal,
    "outcome": Outcome,
    "decision": Decision,
}


def _known(shape: type[msgspec.Struct], row: dict[str, Any]) -> dict[str, Any]:
    """The struct's fields that the row has, as their types."""
    found = {name: row[name] for name in shape.__struct_fields__ if name in row}
    for name, read in _READ_AS.items():
        if found.get(name) is not None:
            found[name] = read(found[name])
    status = ObjectionStatus if shape is ObjectionFile else ComplaintStatus
    found["status"] = status(row["status"])
    found["grounds"] = tuple(Ground(ground) for ground in row["grounds"])
    return found


async def public_lines(tender_id: int) -> list[dict[str, Any]]:
    """
    What everybody reads of the disputes of a purchase: what was objected to, where it stands, what
    the department replied, what finance decided. Not who objected, nor what was alleged.
    """
    return await rows(
        "SELECT o.id, o.subject, o.step, o.status, o.stops, o.raised_at, o.reply_by, o.outcome,"
        " o.reply, o.replied_at, c.status AS complaint, c.filed_at, c.decide_by, c.decision,"
        " c.findings, c.decided_at, c.stopped_to, c.notice_id FROM objection o"
        " LEFT JOIN complaint c ON c.objection_id = o.id AND c.status <> 'withdrawn'"
        " WHERE o.tender_id = $1 AND o.status <> 'withdrawn' ORDER BY o.id",
        tender_id,
    )
