"""What is late in one's area, and what ran out."""

from datetime import datetime

import msgspec

from match.foundation.actor import Actor
from match.foundation.db import rows, value
from match.foundation.permissions import Permission
from match.notices.clocks.rules import STEPS
from match.notices.clocks.states import Clock, Step

CLIMBED = STEPS.index(Step.supervisor) + 1
"""So many steps were taken once somebody above the holder has heard of it."""


class Late(msgspec.Struct, frozen=True):
    """One deadline that climbed. *told*: how many people its last step reached."""

    id: int
    clock: Clock
    title: str
    link: str
    place: str
    due_at: datetime
    step: Step
    told: int
    acknowledged_at: datetime | None
    note: str


async def late(actor: Actor, limit: int = 100, *, before: int | None = None) -> list[Late]:
    """What climbed within the actor's areas and is not done, nobody's first, newest first."""
    found = await rows(
        "SELECT d.id, d.clock, d.title, d.link, COALESCE(p.name, '') AS place, d.due_at, d.step,"
        " d.acknowledged_at, d.note, (SELECT cardinality(s.told) FROM deadline_step s"
        " WHERE s.deadline_id = d.id ORDER BY s.id DESC LIMIT 1) AS told"
        " FROM deadline d LEFT JOIN division p ON p.code = d.division"
        " WHERE d.ended_at IS NULL AND d.step >= $3 AND d.division LIKE ANY($1)"
        " AND ($4::bigint IS NULL OR d.id < $4) ORDER BY d.id DESC LIMIT $2",
        _areas(actor),
        limit,
        CLIMBED,
        before,
    )
    return [
        Late(
            row["id"],
            Clock(row["clock"]),
            row["title"],
            row["link"],
            row["place"],
            row["due_at"],
            STEPS[row["step"] - 1],
            row["told"] or 0,
            row["acknowledged_at"],
            row["note"],
        )
        for row in found
    ]


async def late_count(actor: Actor) -> int:
    """How many of them nobody has taken in hand, for the desk."""
    return await value(
        "SELECT count(*) FROM deadline WHERE ended_at IS NULL AND acknowledged_at IS NULL"
        " AND step >= $2 AND division LIKE ANY($1)",
        _areas(actor),
        CLIMBED,
    )


def _areas(actor: Actor) -> list[str]:
    return [f"{prefix}%" for prefix in actor.scope(Permission.deadlines_watch)]
