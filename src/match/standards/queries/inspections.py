"""Rounds and inspections: which home is due, what is planned, what was found."""

from datetime import date
from typing import Any

import msgspec

from match.files.queries import Stored, stored
from match.foundation import clock
from match.foundation.actor import SYSTEM, Actor
from match.foundation.db import one, rows
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.foundation.parameters import whole
from match.foundation.permissions import Permission as P
from match.standards import policy
from match.standards.lines import Line, line
from match.standards.queries._shared import inspected, place_words
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
    """One home of a round. ``inspection_id`` once it was looked at."""

    home_id: int
    name: str
    division: str
    place: str
    inspection_id: int | None
    failed: int


class Round(msgspec.Struct, frozen=True):
    """A day's way in a list: ``done`` of ``homes`` were looked at."""

    id: int
    planned_on: date
    homes: int
    done: int


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
        inspected(actor),
        await whole("standards.inspection_days"),
        sorted(actor.homes),
        limit,
    )
    homes = [
        DueHome(r["id"], r["name"], place_words(r["path"]), r["last_on"], r["due_on"])
        for r in found
    ]
    if within is None:
        return homes
    return [home for home in homes if (home.due_on - clock.today()).days <= within]


async def rounds_of(actor: Actor, limit: int = 6) -> list[Round]:
    """Rounds in the areas where this person inspects, the newest first."""
    found = await rows(
        "SELECT r.id, r.planned_on, cardinality(r.homes) AS homes,"
        " (SELECT count(*) FROM inspection i WHERE i.round_id = r.id) AS done"
        " FROM inspection_round r WHERE EXISTS (SELECT FROM unnest($1::text[]) AS held"
        " WHERE starts_with(r.division, held)) OR r.inspector_id = $2"
        " ORDER BY r.planned_on DESC, r.id DESC LIMIT $3",
        list(actor.scope(P.standards_inspect)),
        actor.id,
        limit,
    )
    return [Round(**row) for row in found]


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
        "SELECT h.id, h.name, h.division, d.path, i.id AS inspection_id, i.failed"
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
                home["division"],
                place_words(home["path"]),
                home["inspection_id"],
                home["failed"] or 0,
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
        place_words(row["path"]),
        row["inspector"],
        row["inspected_on"],
        row["area_m2"],
        row["note"],
        tuple(_seen(each) for each in found),
    )


async def kept_inspections(actor: Actor, limit: int) -> list[dict[str, Any]]:
    """
    Inspections in the areas where this person inspects, the latest first: their rows with
    ``inspector``, the place (``path``), the home's ``kind`` and ``home_status``, and ``lines``.
    """
    found = await rows(
        "SELECT i.*, a.name AS inspector, d.path, h.kind, h.status AS home_status FROM inspection i"
        " JOIN account a ON a.id = i.inspector_id JOIN home h ON h.id = i.home_id"
        " JOIN division d ON d.code = h.division WHERE h.division LIKE ANY($1)"
        " ORDER BY i.inspected_on DESC, i.id DESC LIMIT $2",
        inspected(actor),
        limit,
    )
    lines: dict[int, list[dict[str, Any]]] = {row["id"]: [] for row in found}
    for each in await rows(
        "SELECT inspection_id, line, result, note FROM inspection_line"
        " WHERE inspection_id = ANY($1)",
        list(lines),
    ):
        lines[each["inspection_id"]].append(each)
    return [{**row, "lines": lines[row["id"]]} for row in found]


async def photo_of(actor: Actor, inspection_id: int, file_id: int) -> Stored:
    """A photo of an inspection, for who may read it: its home's director as well. NotFound else."""
    file = await inspection_file(actor, inspection_id)
    if not any(file_id in each.photos for each in file.lines):
        raise NotFound(_("没有找到这张照片。"))
    return await stored(SYSTEM, file_id)


def _seen(row: dict[str, Any]) -> SeenLine:
    return SeenLine(
        line(row["line"]), Result(row["result"]), row["note"], tuple(row["photos"]), row["flag_id"]
    )
