"""A report as its reporter sees it, as the desk lists it, and as who opened it reads it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import msgspec

from match.care.cases import policy
from match.care.cases.alarms import ROLE, WIDTH, Duty, channels_of, duty_desk
from match.care.cases.codes import REPORT, code_key
from match.care.cases.rules import MINUTES, Channel, Standing, standing
from match.care.cases.states import Level, Step
from match.care.cases.wall import inside
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import one, rows
from match.foundation.errors import NotFound
from match.foundation.keys import keys
from match.foundation.language import _
from match.foundation.permissions import Permission as P

LOOK_MINUTES = 10
"""So long a look at the reporter stays open after its reason was given."""


class Told(msgspec.Struct, frozen=True):
    """What the reporter's page says: how it stands, who has it, which desks were woken."""

    number: int
    standing: Standing
    filed_at: datetime
    late_at: datetime
    opened_at: datetime | None
    opened_by: str
    desk: Duty | None
    levels: tuple[Level, ...]
    channels: tuple[Channel, ...]


class Line(msgspec.Struct, frozen=True):
    """One report on a desk's list: where, since when, and whether anybody has it."""

    id: int
    division: str
    place: str
    filed_at: datetime
    late_at: datetime
    level: Level
    opened_by: str
    late: bool


class Reporter(msgspec.Struct, frozen=True):
    """Who filed a report."""

    account: int | None
    name: str
    contact: str


class File(msgspec.Struct, frozen=True):
    """A report in hand. ``reporter`` only within ten minutes of a stated purpose."""

    id: int
    situation: str
    division: str
    where: str
    place: str
    details: str
    filed_at: datetime
    has_reporter: bool
    reporter: Reporter | None
    case_id: int | None
    story: tuple[dict[str, Any], ...]


def desk_scope(actor: Actor) -> tuple[str, ...]:
    """The prefixes whose reports some desk of the actor's may have been sent."""
    roles = set(ROLE.values())
    return tuple(sorted({grant.division for grant in actor.grants if grant.role in roles}))


async def reached_by(report_id: int, first: Level) -> tuple[frozenset[Level], frozenset[int]]:
    """The desks a report has come to so far, and who opened it."""
    steps = await rows(
        "SELECT step, level, account_id FROM care.mandatory_report_step WHERE report_id = $1",
        report_id,
    )
    reached = {Level(row["level"]) for row in steps if row["step"] == Step.alarmed}
    return (
        frozenset(reached | {first}),
        frozenset(row["account_id"] for row in steps if row["step"] == Step.opened),
    )


async def told(code: str) -> Told:
    """The reporter's page, for whoever holds the code. Raises NotFound for any other text."""
    key = code_key(REPORT, code)
    async with inside(code=key):
        report = await one(
            "SELECT id, division, first, filed_at FROM care.mandatory_report WHERE code_key = $1",
            key,
        )
        if report is None:
            raise NotFound(_("没有找到这份报告。请核对查询码；情况紧急请直接拨打 110。"))
        steps = await rows(
            "SELECT s.step, s.level, s.at, a.name FROM care.mandatory_report_step s"
            " LEFT JOIN account a ON a.id = s.account_id WHERE s.report_id = $1 ORDER BY s.id",
            report["id"],
        )
        channels = await channels_of(report["id"])
        opened = next((step for step in steps if step["step"] == Step.opened), None)
        levels = tuple(Level(step["level"]) for step in steps if step["step"] == Step.alarmed)
        level = Level(opened["level"]) if opened else (levels[-1] if levels else report["first"])
        desk = await duty_desk(Level(level), report["division"])
    return Told(
        number=report["id"],
        standing=standing(
            filed_at=report["filed_at"],
            opened_at=opened["at"] if opened else None,
            channels=channels,
            now=clock.now(),
        ),
        filed_at=report["filed_at"],
        late_at=report["filed_at"] + timedelta(minutes=MINUTES),
        opened_at=opened["at"] if opened else None,
        opened_by=opened["name"] if opened else "",
        desk=desk,
        levels=levels,
        channels=channels,
    )


async def waiting_reports(actor: Actor, *, report_id: int | None = None) -> list[Line]:
    """
    Reports that have come to a desk of the actor's: unopened ones first, the oldest on top. At
    most a hundred; or the one that is named.
    """
    scope = desk_scope(actor)
    if not scope:
        return []
    async with inside(desk=scope):
        found = await rows(
            "SELECT r.id, r.division, r.first, r.filed_at, v.path,"
            " array_agg(s.level) FILTER (WHERE s.step = 'alarmed') AS reached,"
            " min(a.name) FILTER (WHERE s.step = 'opened') AS opened_by"
            " FROM care.mandatory_report r"
            " LEFT JOIN care.mandatory_report_step s ON s.report_id = r.id"
            " LEFT JOIN account a ON a.id = s.account_id"
            " LEFT JOIN division v ON v.code = r.division"
            " WHERE $1::bigint IS NULL OR r.id = $1 GROUP BY r.id, v.path"
            " ORDER BY count(*) FILTER (WHERE s.step = 'opened') > 0, r.filed_at LIMIT 100",
            report_id,
        )
    lines: list[Line] = []
    for row in found:
        reached = {Level(level) for level in (row["reached"] or [row["first"]])}
        level = policy.level_of(actor, row["division"], reached)
        if level is None:
            continue
        late_at = row["filed_at"] + timedelta(minutes=MINUTES)
        lines.append(
            Line(
                row["id"],
                row["division"],
                _place(row["path"]),
                row["filed_at"],
                late_at,
                level,
                row["opened_by"] or "",
                not row["opened_by"] and clock.now() >= late_at,
            )
        )
    return lines


async def waits(actor: Actor, report_id: int) -> Line:
    """One report of the list. Raises NotFound for who may not know of it."""
    found = await waiting_reports(actor, report_id=report_id)
    if not found:
        raise NotFound(_("没有找到这份报告。"))
    return found[0]


async def in_hand(actor: Actor, report_id: int) -> bool:
    """Whether the actor has opened this report."""
    async with inside(desk=desk_scope(actor)):
        found = await one(
            "SELECT id FROM care.mandatory_report_step WHERE report_id = $1 AND account_id = $2"
            " AND step = 'opened'",
            report_id,
            actor.id,
        )
    return found is not None


async def opens(actor: Actor, report_id: int) -> bool:
    """Whether the report's page answers the actor: a desk it has come to, or who has it in hand."""
    return await in_hand(actor, report_id) or bool(
        await waiting_reports(actor, report_id=report_id)
    )


async def report_file(actor: Actor, report_id: int) -> File:
    """What was reported, for who has it in hand; the page notes the look before it asks."""
    async with inside(desk=desk_scope(actor), children=actor.scope(P.care_cases)):
        row = await one(
            "SELECT r.id, r.situation, r.division, v.path, r.place, r.details, r.reporter,"
            " r.filed_at, c.id AS case_id FROM care.mandatory_report r"
            " LEFT JOIN division v ON v.code = r.division"
            " LEFT JOIN care.care_case c ON c.report_id = r.id WHERE r.id = $1",
            report_id,
        )
        if row is None:
            raise NotFound(_("没有找到这份报告。"))
        story = await rows(
            "SELECT s.step, s.level, s.at, s.told, s.purpose, s.account_id,"
            " coalesce(a.name, '') AS name"
            " FROM care.mandatory_report_step s LEFT JOIN account a ON a.id = s.account_id"
            " WHERE s.report_id = $1 ORDER BY s.id",
            report_id,
        )
    box = keys()
    return File(
        id=row["id"],
        situation=row["situation"],
        division=row["division"],
        where=_place(row["path"]),
        place=box.open(row["place"], "mandatory_report.place"),
        details=box.open(row["details"], "mandatory_report.details") if row["details"] else "",
        filed_at=row["filed_at"],
        has_reporter=row["reporter"] is not None,
        reporter=_reporter(row["reporter"]) if _looking(story, actor) else None,
        case_id=row["case_id"],
        story=tuple(story),
    )


async def own_desks(actor: Actor) -> list[tuple[Level, str, Duty | None]]:
    """The desks the actor sits at, each with what it says of itself."""
    found: list[tuple[Level, str, Duty | None]] = []
    async with inside(desk=desk_scope(actor)):
        for level, role in ROLE.items():
            for grant in actor.grants:
                if grant.role is role and len(grant.division) == WIDTH[level]:
                    place = grant.division.ljust(12, "0")
                    found.append((level, place, await duty_desk(level, place)))
    return found


def _looking(story: Iterable[dict[str, Any]], actor: Actor) -> bool:
    since = clock.now() - timedelta(minutes=LOOK_MINUTES)
    return any(
        step["step"] == Step.reporter_read
        and step["account_id"] == actor.id
        and step["at"] >= since
        for step in story
    )


def _reporter(sealed: bytes | None) -> Reporter | None:
    if sealed is None:
        return None
    opened = keys().open(sealed, "mandatory_report.reporter")
    return msgspec.json.decode(opened.encode(), type=Reporter)


def _place(path: str | None) -> str:
    return " ".join((path or "").split("/")[1:])
