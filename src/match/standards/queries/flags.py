"""Lines that homes do not meet, with their tasks and needs."""

from datetime import date, datetime
from typing import Any

import msgspec

from match.foundation.actor import Actor
from match.foundation.db import one, rows
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.foundation.permissions import Permission as P
from match.standards import policy
from match.standards.lines import Line, line
from match.standards.queries._shared import place_words
from match.standards.rules import LIVE_NEEDS
from match.standards.states import FlagStatus


class Flag(msgspec.Struct, frozen=True):
    """One failed line of one home. ``need_id``: a need that still stands, or was met."""

    id: int
    home_id: int
    home: str
    place: str
    line: Line
    status: FlagStatus
    due_on: date
    need_id: int | None
    inspection_id: int
    reminded_at: datetime | None


class FlagFile(msgspec.Struct, frozen=True):
    """A flag with what was seen, and what this person may do about it."""

    flag: Flag
    found_on: date
    note: str
    photos: tuple[int, ...]
    reason: str
    may_write: bool
    may_waive: bool
    may_remind: bool


_FLAGS = (
    "SELECT f.id, f.home_id, h.name AS home, d.path, f.line, f.status, t.due_on, n.id AS need_id,"
    " f.opened_by, t.reminded_at, f.division, f.reason, i.inspected_on, l.note, l.photos,"
    " h.director_id FROM standard_flag f JOIN standard_task t ON t.flag_id = f.id"
    " JOIN home h ON h.id = f.home_id JOIN division d ON d.code = f.division"
    " JOIN inspection i ON i.id = f.opened_by"
    " LEFT JOIN inspection_line l ON l.inspection_id = i.id AND l.line = f.line"
    " LEFT JOIN need n ON n.id = t.need_id AND (n.status = ANY($1) OR f.status = 'met')"
)


def _flag(row: dict[str, Any]) -> Flag:
    return Flag(
        row["id"],
        row["home_id"],
        row["home"],
        place_words(row["path"]),
        line(row["line"]),
        FlagStatus(row["status"]),
        row["due_on"],
        row["need_id"],
        row["opened_by"],
        row["reminded_at"],
    )


async def open_flags(home_id: int) -> list[Flag]:
    """What a home has still to put right, the first due first. The caller has looked who asks."""
    found = await rows(
        f"{_FLAGS} WHERE f.home_id = $2 AND f.status = 'open' ORDER BY t.due_on, f.id",
        list(LIVE_NEEDS),
        home_id,
    )
    return [_flag(row) for row in found]


async def flags_in(actor: Actor, limit: int = 100) -> list[Flag]:
    """Open flags of the homes this person directs, and of the areas where they inspect."""
    found = await rows(
        f"{_FLAGS} WHERE f.status = 'open' AND (f.home_id = ANY($2) OR EXISTS"
        " (SELECT FROM unnest($3::text[]) AS held WHERE starts_with(f.division, held)))"
        " ORDER BY t.due_on, f.id LIMIT $4",
        list(LIVE_NEEDS),
        sorted(actor.homes),
        list(actor.scope(P.standards_inspect)),
        limit,
    )
    return [_flag(row) for row in found]


async def flag_file(actor: Actor, flag_id: int) -> FlagFile:
    """One flag. Raises NotFound for who has no part in it."""
    row = await one(f"{_FLAGS} WHERE f.id = $2", list(LIVE_NEEDS), flag_id)
    if row is None or not policy.can_read(actor, row["home_id"], row["division"]):
        raise NotFound(_("没有找到这一项。"))
    flag = _flag(row)
    is_open = flag.status is FlagStatus.open
    inspects = policy.can_inspect(actor, flag.home_id, row["division"]) is True
    return FlagFile(
        flag,
        row["inspected_on"],
        row["note"] or "",
        tuple(row["photos"] or ()),
        row["reason"],
        may_write=is_open
        and bool(flag.line.need_category)
        and flag.need_id is None
        and policy.can_mend(actor, flag.home_id, row["division"]) is True,
        may_waive=is_open and inspects and flag.line.hardness == "S",
        may_remind=is_open and inspects and row["director_id"] is not None,
    )
