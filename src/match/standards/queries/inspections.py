"""Rounds and inspections: which home is due, what is planned, what was found."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import msgspec

from match.files.queries import Stored
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import one, rows
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.foundation.parameters import whole
from match.foundation.permissions import Permission as P
from match.foundation.settings import settings
from match.standards import policy
from match.standards.lines import Line, line
from match.standards.states import Result


class Inspected(msgspec.Struct, frozen=True):
    """The last look at a home: ``failed`` lines that must or should be met."""

    id: int
    inspected_on: date
    failed: int


class DueHome(msgspec.Struct, frozen=True):
    """A working home and when it is to be looked at again; ``last_on`` None: never was."""

    id: int
    name: str
    place: str
    last_on: date | None
    due_on: date


class RoundLine(msgspec.Struct, frozen=True):
    """One home of a round. ``inspection_id`` once it was looked at; area in m² as registered."""

    home_id: int
    name: str
    place: str
    inspection_id: int | None
    failed: int
    area_m2: int | None
    facilities: tuple[str, ...]
    open_flags: tuple[str, ...]


class RoundFile(msgspec.Struct, frozen=True):
    """A day's way."""

    id: int
    planned_on: date
    inspector: str
    mine: bool
    homes: tuple[RoundLine, ...]

    @property
    def done(self) -> int:
        """How many of its homes were looked at."""
        return len([each for each in self.homes if each.inspection_id])


class SeenLine(msgspec.Struct, frozen=True):
    """What was found of one line; ``flag_id``: what it led to, if this inspection raised it."""

    line: Line
    result: Result
    note: str
    photos: tuple[int, ...]
    flag_id: int | None


class InspectionFile(msgspec.Struct, frozen=True):
    """One inspection with every line."""

    id: int
    home_id: int
    home: str
    place: str
    inspector: str
    inspected_on: date
    received_at: datetime
    area_m2: int | None
    note: str
    lines: tuple[SeenLine, ...]


async def last_inspection(home_id: int) -> Inspected | None:
    """The newest inspection of a home; None if nobody ever looked."""
    row = await one(
        "SELECT id, inspected_on, failed FROM inspection WHERE home_id = $1"
        " ORDER BY inspected_on DESC, id DESC LIMIT 1",
        home_id,
    )
    return Inspected(**row) if row else None


async def homes_due(actor: Actor, *, within: int | None = None, limit: int = 200) -> list[DueHome]:
    """
    Working homes where this person inspects, the longest due first; with *within*, only those
    due in so many days. One that nobody looked at yet counts from its entry in the registry.
    """
    found = await rows(
        "SELECT h.id, h.name, d.path, last.inspected_on AS last_on,"
        " coalesce(last.inspected_on, (h.created_at AT TIME ZONE 'Asia/Shanghai')::date) + $2::int"
        "   AS due_on FROM home h JOIN division d ON d.code = h.division"
        " LEFT JOIN LATERAL (SELECT inspected_on FROM inspection i WHERE i.home_id = h.id"
        "   ORDER BY inspected_on DESC, id DESC LIMIT 1) last ON true"
        " WHERE h.status IN ('open', 'idle') AND h.division LIKE ANY($1)"
        " AND h.id <> ALL($3) ORDER BY due_on, h.id LIMIT $4",
        [f"{prefix}%" for prefix in actor.scope(P.standards_inspect)],
        await whole("standards.inspection_days"),
        sorted(actor.homes),
        limit,
    )
    homes = [
        DueHome(r["id"], r["name"], _place(r["path"]), r["last_on"], r["due_on"]) for r in found
    ]
    if within is None:
        return homes
    return [home for home in homes if (home.due_on - clock.today()).days <= within]


async def rounds_of(actor: Actor, limit: int = 30) -> list[RoundFile]:
    """Rounds in the areas where this person inspects, the newest first."""
    found = await rows(
        "SELECT id FROM inspection_round WHERE EXISTS (SELECT FROM unnest($1::text[]) AS held"
        " WHERE starts_with(division, held)) OR inspector_id = $2"
        " ORDER BY planned_on DESC, id DESC LIMIT $3",
        list(actor.scope(P.standards_inspect)),
        actor.id,
        limit,
    )
    return [await round_file(actor, row["id"]) for row in found]


async def round_file(actor: Actor, round_id: int) -> RoundFile:
    """One round with its homes in order. Raises NotFound for who does not inspect there."""
    row = await one(
        "SELECT r.*, a.name FROM inspection_round r JOIN account a ON a.id = r.inspector_id"
        " WHERE r.id = $1",
        round_id,
    )
    if row is None or not (
        actor.id == row["inspector_id"] or actor.may(P.standards_inspect, row["division"])
    ):
        raise NotFound(_("没有找到这次检查。"))
    homes = await rows(
        "SELECT h.id, h.name, d.path, i.id AS inspection_id, i.failed, h.indoor_area_m2,"
        " h.facilities, ARRAY(SELECT line::text FROM standard_flag f WHERE f.home_id = h.id"
        "   AND f.status = 'open' ORDER BY f.id) AS flags"
        " FROM unnest($1::bigint[]) WITH ORDINALITY AS way (home_id, at)"
        " JOIN home h ON h.id = way.home_id JOIN division d ON d.code = h.division"
        " LEFT JOIN inspection i ON i.home_id = h.id AND i.round_id = $2 ORDER BY way.at",
        row["homes"],
        round_id,
    )
    return RoundFile(
        row["id"],
        row["planned_on"],
        row["name"],
        actor.id == row["inspector_id"],
        tuple(
            RoundLine(
                home["id"],
                home["name"],
                _place(home["path"]),
                home["inspection_id"],
                home["failed"] or 0,
                home["indoor_area_m2"],
                tuple(home["facilities"]),
                tuple(home["flags"]),
            )
            for home in homes
        ),
    )


async def inspection_file(actor: Actor, inspection_id: int) -> InspectionFile:
    """One inspection. Raises NotFound for who has no part in it."""
    row = await one(
        "SELECT i.*, h.name AS home, d.path, a.name AS inspector FROM inspection i"
        " JOIN home h ON h.id = i.home_id JOIN division d ON d.code = i.division"
        " JOIN account a ON a.id = i.inspector_id WHERE i.id = $1",
        inspection_id,
    )
    if row is None or not policy.can_read(actor, row["home_id"], row["division"]):
        raise NotFound(_("没有找到这次检查。"))
    found = await rows(
        "SELECT l.line, l.result, l.note, l.photos, f.id AS flag_id FROM inspection_line l"
        " LEFT JOIN standard_flag f ON f.opened_by = l.inspection_id AND f.line = l.line"
        " WHERE l.inspection_id = $1 ORDER BY l.id",
        inspection_id,
    )
    return InspectionFile(
        row["id"],
        row["home_id"],
        row["home"],
        _place(row["path"]),
        row["inspector"],
        row["inspected_on"],
        row["received_at"],
        row["area_m2"],
        row["note"],
        tuple(_seen(each) for each in found),
    )


async def photo_of(actor: Actor, inspection_id: int, file_id: int) -> Stored:
    """A photo of an inspection, for who may read it: its home's director as well. NotFound else."""
    file = await inspection_file(actor, inspection_id)
    row = await one("SELECT * FROM file WHERE id = $1 AND kind = 'photo'", file_id)
    if row is None or not any(file_id in each.photos for each in file.lines):
        raise NotFound(_("没有找到这张照片。"))
    name = row["stored_as"]
    path = Path(settings().uploads_dir / name[:2] / name)
    return Stored(path, row["media_type"], row["sha256"], row["shown"], photo=True)


def _seen(row: dict[str, Any]) -> SeenLine:
    return SeenLine(
        line(row["line"]), Result(row["result"]), row["note"], tuple(row["photos"]), row["flag_id"]
    )


def _place(path: str) -> str:
    """From the county down: the prefecture is known."""
    return " ".join(path.split("/")[2:])
