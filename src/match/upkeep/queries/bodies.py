"""Reading coordination bodies: which stand where, who sits in them, minutes, open decisions."""

from datetime import date
from typing import Any

import msgspec

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import one, rows
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.foundation.permissions import Role
from match.places.rules import ancestors
from match.upkeep import policy
from match.upkeep.states import BodyKind, DecisionStatus, DepartmentKind, Level


class Body(msgspec.Struct, frozen=True):
    """One body with its member departments (H2) and its newest meeting."""

    id: int
    level: Level
    division: str
    place: str
    kind: BodyKind
    name: str
    document: str
    set_up_on: date
    ended_on: date | None
    departments: tuple[DepartmentKind, ...]
    last_met: date | None


class Decision(msgspec.Struct, frozen=True):
    """A task of a department."""

    id: int
    meeting_id: int
    body_id: int
    department: DepartmentKind
    words: str
    due_on: date
    status: DecisionStatus
    result: str
    finishes: bool = False

    @property
    def late(self) -> bool:
        """Whether its last day is over and nobody said what became of it."""
        return self.status is DecisionStatus.open and self.due_on < clock.today()


class Meeting(msgspec.Struct, frozen=True):
    """A meeting with its minutes."""

    id: int
    held_on: date
    title: str
    attended: tuple[DepartmentKind, ...]
    minutes: str
    file_id: int | None
    decisions: tuple[Decision, ...]


class BodyFile(msgspec.Struct, frozen=True):
    """One body with all its meetings; ``keeps``: the reader may enter minutes."""

    body: Body
    meetings: tuple[Meeting, ...]
    keeps: bool


_BODIES = (
    "SELECT b.id, b.level, b.division, d.name AS place, b.kind, b.name, b.document, b.set_up_on,"
    " b.ended_on, (SELECT array_agg(m.department ORDER BY m.id) FROM coordination_member m"
    "  WHERE m.body_id = b.id) AS departments,"
    " (SELECT max(m.held_on) FROM coordination_meeting m WHERE m.body_id = b.id) AS last_met"
    " FROM coordination_body b JOIN division d ON d.code = b.division"
)
_DECISIONS = (
    "SELECT c.id, c.meeting_id, m.body_id, c.department, c.words, c.due_on, c.status, c.result,"
    " c.division FROM coordination_decision c JOIN coordination_meeting m ON m.id = c.meeting_id"
)


async def bodies(actor: Actor) -> list[Body]:
    """Those that stand at the reader's levels, from the province down; below it as well."""
    found = await rows(
        _BODIES + " WHERE b.ended_on IS NULL AND (b.division = ANY($1) OR EXISTS"
        " (SELECT FROM unnest($2::text[]) AS held WHERE starts_with(b.division, held)))"
        " ORDER BY b.division LIMIT 300",
        _above(actor),
        sorted({grant.division for grant in actor.grants if grant.division}),
    )
    return [
        msgspec.convert(row, Body) for row in found if policy.sees_bodies(actor, row["division"])
    ]


async def own_body(actor: Actor) -> Body | None:
    """The body of the reader's own seat, or None."""
    seat = policy.own_seat(actor)
    if seat is None:
        return None
    row = await one(_BODIES + " WHERE b.division = $1 AND b.ended_on IS NULL", seat[1])
    return None if row is None else msgspec.convert(row, Body)


async def body_file(actor: Actor, body_id: int) -> BodyFile:
    """One body. Raises NotFound for whoever sits in none of its departments."""
    row = await one(_BODIES + " WHERE b.id = $1", body_id)
    if row is None or not policy.sees_bodies(actor, row["division"]):
        raise NotFound(_("没有找到这一条，或您没有查看权限。"))
    body = msgspec.convert(row, Body)
    held: dict[int, list[Decision]] = {}
    for one_ in await rows(_DECISIONS + " WHERE m.body_id = $1 ORDER BY c.due_on, c.id", body_id):
        decision = _decision(actor, one_)
        held.setdefault(decision.meeting_id, []).append(decision)
    meetings = await rows(
        "SELECT id, held_on, title, attended, minutes, file_id FROM coordination_meeting"
        " WHERE body_id = $1 ORDER BY held_on DESC, id DESC",
        body_id,
    )
    keeps = policy.can_coordinate(actor, body.level, body.division) is True
    return BodyFile(
        body,
        tuple(
            Meeting(
                id=row["id"],
                held_on=row["held_on"],
                title=row["title"],
                attended=tuple(DepartmentKind(one_) for one_ in row["attended"]),
                minutes=row["minutes"],
                file_id=row["file_id"],
                decisions=tuple(held.get(row["id"], ())),
            )
            for row in meetings
        ),
        keeps and body.ended_on is None,
    )


async def decision_of(actor: Actor, decision_id: int) -> Decision:
    """One decision. Raises NotFound as `body_file` does."""
    row = await one(_DECISIONS + " WHERE c.id = $1", decision_id)
    if row is None or not policy.sees_bodies(actor, row["division"]):
        raise NotFound(_("没有找到这一条，或您没有查看权限。"))
    return _decision(actor, row)


async def open_decisions(actor: Actor, limit: int = 50) -> list[Decision]:
    """What this person's department has to do, the first due first."""
    seats = [
        (kind.value, grant.division)
        for grant in actor.grants
        for kind, roles in policy.DEPARTMENT_ROLES.items()
        if grant.role in roles and grant.role is not Role.auditor and grant.division
    ]
    found = await rows(
        _DECISIONS + " WHERE c.status = 'open' AND EXISTS (SELECT FROM"
        " unnest($1::text[], $2::text[]) AS s (kind, area) WHERE s.kind = c.department"
        " AND c.division = rpad(s.area, 12, '0')) ORDER BY c.due_on, c.id LIMIT $3",
        [kind for kind, _area in seats],
        [area for _kind, area in seats],
        limit,
    )
    return [_decision(actor, row) for row in found]


def _decision(actor: Actor, row: dict[str, Any]) -> Decision:
    held = {name: row[name] for name in row if name != "division"}
    department = DepartmentKind(row["department"])
    may = policy.can_finish(actor, department, row["division"]) is True
    return msgspec.convert({**held, "finishes": may and row["status"] == "open"}, Decision)


def _above(actor: Actor) -> list[str]:
    """The divisions above the reader's grants, and themselves."""
    codes: set[str] = set()
    for grant in actor.grants:
        if grant.division:
            own = grant.division.ljust(12, "0")
            codes |= {own, *ancestors(own)}
    return sorted(codes)
