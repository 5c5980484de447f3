"""Yearly plans: a home's own, and those that wait for the township."""

from datetime import date, datetime

import msgspec

from match.activities.rules import YEARS_MOST
from match.activities.states import PlanStatus
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import one, rows
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.foundation.permissions import Permission


class Item(msgspec.Struct, frozen=True):
    """One thing to do by a day."""

    id: int
    title: str
    due_on: date
    done_on: date | None


class Plan(msgspec.Struct, frozen=True):
    """The plan of a home and year; ``id`` 0: nobody has begun one."""

    id: int
    home_id: int
    year: int
    status: PlanStatus
    items: tuple[Item, ...]
    reason: str = ""
    submitted_by: int | None = None
    approved_by: int | None = None
    approved_at: datetime | None = None

    @property
    def done(self) -> int:
        """How many items are done."""
        return sum(item.done_on is not None for item in self.items)

    def overdue(self, on: date) -> tuple[Item, ...]:
        """Items whose day has come and that are not done, the oldest first."""
        return tuple(item for item in self.items if item.done_on is None and item.due_on <= on)


class Waiting(msgspec.Struct, frozen=True):
    """A plan that the township has to read."""

    home_id: int
    home_name: str
    year: int
    submitted_at: datetime


async def plan(home_id: int, year: int) -> Plan:
    """The year's plan of a home, begun or not. Raises NotFound for a year of another age."""
    if abs(year - clock.today().year) > YEARS_MOST:
        raise NotFound(_("还没有这一年的工作计划。"))
    row = await one("SELECT * FROM work_plan WHERE home_id = $1 AND year = $2", home_id, year)
    if row is None:
        return Plan(0, home_id, year, PlanStatus.draft, ())
    items = await rows(
        "SELECT id, title, due_on, done_on FROM work_plan_item WHERE plan_id = $1"
        " ORDER BY due_on, id",
        row["id"],
    )
    return Plan(
        row["id"],
        home_id,
        year,
        PlanStatus(row["status"]),
        tuple(Item(**item) for item in items),
        row["reason"],
        row["submitted_by"],
        row["approved_by"],
        row["approved_at"],
    )


async def waiting_plans(actor: Actor, limit: int = 100) -> list[Waiting]:
    """Plans of the reader's township that wait for approval, the oldest first."""
    found = await rows(
        "SELECT p.home_id, h.name AS home_name, p.year, p.submitted_at FROM work_plan p"
        " JOIN home h ON h.id = p.home_id WHERE p.status = 'submitted' AND EXISTS"
        " (SELECT FROM unnest($1::text[]) AS held WHERE starts_with(p.division, held))"
        " ORDER BY p.submitted_at, p.id LIMIT $2",
        list(actor.scope(Permission.activities_approve)),
        limit,
    )
    return [Waiting(**row) for row in found]
