"""Objections and complaints on somebody's desk, the first due first."""

from datetime import date, datetime
from typing import Any

import msgspec

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import rows
from match.foundation.permissions import Permission
from match.objections import policy
from match.objections.queries.files import next_duty
from match.objections.states import (
    WAITING,
    ComplaintStatus,
    ObjectionStatus,
    Outcome,
    Step,
    Subject,
)

_OBJECTIONS = (
    "SELECT o.id, o.tender_id, o.organisation_id, o.division, o.status, o.subject, o.step,"
    " o.outcome, o.raised_at, o.reply_by, o.stops, t.title, t.organisation_id AS purchaser_id,"
    " p.name AS purchaser, s.name AS supplier FROM objection o JOIN tender t ON t.id = o.tender_id"
    " JOIN organisation p ON p.id = t.organisation_id"
    " JOIN organisation s ON s.id = o.organisation_id "
)
_COMPLAINTS = (
    "SELECT c.id, c.tender_id, c.organisation_id, c.division, c.status, c.filed_at, c.served_at,"
    " c.check_by, c.serve_by, c.decide_by, c.stopped_to, t.title,"
    " t.organisation_id AS purchaser_id, p.name AS purchaser, s.name AS supplier"
    " FROM complaint c JOIN tender t ON t.id = c.tender_id"
    " JOIN organisation p ON p.id = t.organisation_id"
    " JOIN organisation s ON s.id = c.organisation_id "
)
# The organisations one acts for, the places one buys for, the places one oversees.
_MINE = (
    "WHERE ({0}.organisation_id = ANY($1::bigint[])"
    " OR EXISTS (SELECT FROM unnest($2::text[]) AS held WHERE starts_with({0}.division, held)))"
    " ORDER BY ({0}.next_check_at IS NULL), {0}.next_check_at, {0}.id DESC LIMIT $3"
)


class ObjectionLine(msgspec.Struct, frozen=True):
    """One objection in a list. ``mine``: raised by an organisation this person acts for."""

    id: int
    tender_id: int
    title: str
    purchaser: str
    supplier: str
    status: ObjectionStatus
    subject: Subject
    step: Step
    outcome: Outcome | None
    raised_at: datetime
    reply_by: date
    stops: bool
    waits: bool
    overdue: bool
    mine: bool


class ComplaintLine(msgspec.Struct, frozen=True):
    """One complaint in a list; ``next_by`` is the day of the next step, None once it is over."""

    id: int
    tender_id: int
    title: str
    purchaser: str
    supplier: str
    status: ComplaintStatus
    filed_at: datetime
    next_by: date | None
    overdue: bool
    stopped_to: date | None
    mine: bool


async def objections_of(actor: Actor, limit: int = 200) -> list[ObjectionLine]:
    """Those this person raised, answers or oversees; what waits comes first, by its day."""
    found = await rows(_OBJECTIONS + _MINE.format("o"), *_scopes(actor), limit)
    return [_objection(actor, row) for row in found if policy.sees_objection(actor, row)]


async def complaints_of(actor: Actor, limit: int = 200) -> list[ComplaintLine]:
    """Those this person filed, handles, oversees, or was served with."""
    found = await rows(_COMPLAINTS + _MINE.format("c"), *_scopes(actor), limit)
    return [_complaint(actor, row) for row in found if policy.sees_complaint(actor, row)]


def _scopes(actor: Actor) -> tuple[list[int], list[str]]:
    places = {
        *actor.scope(Permission.objections_read),
        *actor.scope(Permission.tenders_publish),
    }
    return sorted(actor.organisations), sorted(places)


def _objection(actor: Actor, row: dict[str, Any]) -> ObjectionLine:
    waits = ObjectionStatus(row["status"]) in WAITING
    return ObjectionLine(
        id=row["id"],
        tender_id=row["tender_id"],
        title=row["title"],
        purchaser=row["purchaser"],
        supplier=row["supplier"],
        status=ObjectionStatus(row["status"]),
        subject=Subject(row["subject"]),
        step=Step(row["step"]),
        outcome=Outcome(row["outcome"]) if row["outcome"] else None,
        raised_at=row["raised_at"],
        reply_by=row["reply_by"],
        stops=row["stops"],
        waits=waits,
        overdue=waits and clock.today() > row["reply_by"],
        mine=policy.acts_for(actor, row["organisation_id"]),
    )


def _complaint(actor: Actor, row: dict[str, Any]) -> ComplaintLine:
    next_by = next_duty(row)
    return ComplaintLine(
        id=row["id"],
        tender_id=row["tender_id"],
        title=row["title"],
        purchaser=row["purchaser"],
        supplier=row["supplier"],
        status=ComplaintStatus(row["status"]),
        filed_at=row["filed_at"],
        next_by=next_by,
        overdue=next_by is not None and clock.today() > next_by,
        stopped_to=row["stopped_to"],
        mine=policy.acts_for(actor, row["organisation_id"]),
    )
