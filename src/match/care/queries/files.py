"""A home's list of children, one child's file, and finding a child by keyed hash."""

from datetime import date, datetime
from typing import Any

import msgspec

from match.care.access import (
    File,
    at_work,
    holding,
    leave_for,
    looked,
    opened,
    opened_home,
    unlocked,
)
from match.care.room import scope_of
from match.care.rules import age, stale
from match.care.sealing import IDENTITY, NAME, trace
from match.care.states import ChildStatus
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import one, rows
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.foundation.parameters import whole
from match.foundation.restricted import restricted


class ChildLine(msgspec.Struct, frozen=True, kw_only=True):
    """One child in a list. ``agreed_until``: last day of the agreement that stands today."""

    id: int
    name: str
    age: int
    groups: tuple[str, ...]
    risks: tuple[str, ...]
    agreed_until: date | None
    here_today: bool
    stale: bool
    status: str


class HomeFiles(msgspec.Struct, frozen=True, kw_only=True):
    """A home's children, and the home."""

    home_id: int
    home: str
    division: str
    children: tuple[ChildLine, ...]


class ChildFile(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the core of the room holds of one child, opened."""

    id: int
    home_id: int
    home: str
    division: str
    status: str
    name: str
    born: date
    age: int
    identity: str
    address: str
    phone: str
    school: str
    health: str
    groups: tuple[str, ...]
    risks: tuple[str, ...]
    insured_until: date | None
    checked_on: date
    stale: bool
    delete_after: date | None
    guardians: tuple[dict[str, Any], ...]
    talks: tuple[dict[str, Any], ...]
    agreements: tuple[dict[str, Any], ...]
    consents: tuple[dict[str, Any], ...]
    emergencies: tuple[dict[str, Any], ...]
    requests: tuple[dict[str, Any], ...]
    changes: tuple[dict[str, Any], ...]
    present: tuple[date, ...]
    photos: int
    erasure: int | None
    made: datetime


LINES = """
SELECT c.id, c.name, c.born, c.groups, c.risks, c.checked_on, c.status,
  (SELECT max(a.valid_until) FROM care.agreement a WHERE a.child_id = c.id
    AND a.valid_from <= $2 AND a.valid_until >= $2 AND (a.ended_on IS NULL OR a.ended_on > $2))
    AS agreed_until,
  EXISTS (SELECT FROM care.attendance t WHERE t.child_id = c.id AND t.day = $2) AS here_today
FROM care.child c WHERE c.id = ANY($1) ORDER BY c.id
"""


async def home_files(actor: Actor, home_id: int, *, archived: bool = False) -> HomeFiles | None:
    """A home's children, in one look; None without valid leave (then no look: nothing is read)."""
    home = await one("SELECT name, division FROM home WHERE id = $1", home_id)
    if home is None:
        raise NotFound(_("没有这个儿童之家。"))
    if await leave_for(actor, home_id, home["division"]) is None:
        return None
    wanted = (ChildStatus.archived,) if archived else (ChildStatus.active,)
    async with opened_home(actor, home_id, "list", statuses=wanted) as files:
        lines = await _lines(files)
    return HomeFiles(
        home_id=home_id, home=home["name"], division=home["division"], children=tuple(lines)
    )


async def _lines(files: list[File]) -> list[ChildLine]:
    today, limit = clock.today(), await whole("care.stale_days")
    keys = {file.id: file for file in files}
    return [
        ChildLine(
            id=row["id"],
            name=keys[row["id"]].open(row["name"], "child.name"),
            age=age(date.fromisoformat(keys[row["id"]].open(row["born"], "child.born")), today),
            groups=tuple(row["groups"]),
            risks=tuple(row["risks"]),
            agreed_until=row["agreed_until"],
            here_today=row["here_today"],
            stale=stale(row["checked_on"], today, limit),
            status=row["status"],
        )
        for row in await rows(LINES, list(keys), today)
    ]


async def found(actor: Actor, text: str) -> list[ChildLine]:
    """
    Children whose name or number is exactly *text*, as far as the actor's leave reaches; one look.

    Names cannot be searched in part: what is stored is a keyed hash. Raises NotFound without leave.
    """
    async with restricted(scope_of(actor)):
        leaves = await rows(
            "SELECT id, purpose, division, home_id, child_id FROM care.access_grant"
            " WHERE account_id = $1 AND status = 'approved' AND valid_until >= $2 ORDER BY id",
            actor.id,
            clock.today(),
        )
        hits = await rows(
            "SELECT id, home_id, division, status, key FROM care.child"
            " WHERE status <> 'erased' AND (name_hash = $1 OR identity_hash = $2) ORDER BY id",
            trace(text, NAME),
            trace(text, IDENTITY),
        )
    # Leave counts together with the post it was given for, here as when a file is opened.
    seen = [
        hit for hit in hits if at_work(actor, hit) and any(_reaches(leave, hit) for leave in leaves)
    ]
    used = [leave for leave in leaves if seen and _reaches(leave, seen[0])] or leaves
    await looked(
        actor,
        "search",
        [hit["id"] for hit in seen],
        place=seen[0] if seen else None,
        leave=used[0] if used else None,
        refused="" if leaves else "leave",
    )
    if not leaves:
        raise NotFound(_("您没有有效的查阅许可。请先申请查阅。"))
    files = unlocked(seen)
    async with restricted(scope_of(actor)):
        with holding(files):
            return await _lines(files)


def _reaches(leave: dict[str, Any], hit: dict[str, Any]) -> bool:
    return (
        hit["division"].startswith(leave["division"])
        and leave["home_id"] in (None, hit["home_id"])
        and leave["child_id"] in (None, hit["id"])
    )


async def child_file(actor: Actor, child_id: int) -> ChildFile:
    """One child's file, opened: one look, whatever is on the page. Raises NotFound."""
    async with opened(actor, child_id, "file") as file:
        row = await one("SELECT * FROM care.child WHERE id = $1", child_id)
        assert row is not None
        home = await one("SELECT name FROM home WHERE id = $1", file.home_id)
        today = clock.today()
        born = date.fromisoformat(file.open(row["born"], "child.born"))
        return ChildFile(
            id=file.id,
            home_id=file.home_id,
            home=home["name"] if home else "",
            division=file.division,
            status=row["status"],
            name=file.open(row["name"], "child.name"),
            born=born,
            age=age(born, today),
            identity=file.open(row["identity"], "child.identity"),
            address=file.open(row["address"], "child.address"),
            phone=file.open(row["phone"], "child.phone"),
            school=file.open(row["school"], "child.school"),
            health=file.open(row["health"], "child.health"),
            groups=tuple(row["groups"]),
            risks=tuple(row["risks"]),
            insured_until=row["insured_until"],
            checked_on=row["checked_on"],
            stale=stale(row["checked_on"], today, await whole("care.stale_days")),
            delete_after=row["delete_after"],
            made=row["created_at"],
            **await _papers(file),
        )


async def _papers(file: File) -> dict[str, Any]:
    """The parts of a file that are lists, newest first."""
    talks = await rows(
        "SELECT * FROM care.guardian_talk WHERE child_id = $1 ORDER BY day DESC, id DESC LIMIT 20",
        file.id,
    )
    photos = await one(
        "SELECT count(*) AS held FROM care.photo WHERE child_id = $1 AND taken_down_at IS NULL",
        file.id,
    )
    erasure = await one(
        "SELECT id FROM care.erasure WHERE child_id = $1 AND status = 'asked'", file.id
    )
    return {
        "guardians": await _opened(file, GUARDIANS, "guardian", ("name", "phone", "place")),
        "talks": tuple(
            {**talk, "note": file.open(talk["note"], "guardian_talk.note")} for talk in talks
        ),
        "agreements": await _opened(file, AGREEMENTS, "agreement", ("ended_why",)),
        "consents": await _opened(file, CONSENTS, "consent", ()),
        "emergencies": await _opened(file, EMERGENCIES, "attendance", ("emergency", "follow_up")),
        "requests": await _opened(file, REQUESTS, "subject_request", ("asked", "answer")),
        "changes": tuple(await rows(CHANGES, file.id)),
        "present": tuple(row["day"] for row in await rows(PRESENT, file.id)),
        "photos": photos["held"] if photos else 0,
        "erasure": erasure["id"] if erasure else None,
    }


async def _opened(
    file: File, sql: str, table: str, sealed: tuple[str, ...]
) -> tuple[dict[str, Any], ...]:
    return tuple(
        {**row, **{name: file.open(row[name], f"{table}.{name}") for name in sealed}}
        for row in await rows(sql, file.id)
    )


GUARDIANS = "SELECT * FROM care.guardian WHERE child_id = $1 ORDER BY ended_on NULLS FIRST, id"
AGREEMENTS = """
SELECT a.*, t.version FROM care.agreement a JOIN care.agreement_template t ON t.id = a.template_id
WHERE a.child_id = $1 ORDER BY a.valid_from DESC, a.id DESC
"""
CONSENTS = "SELECT * FROM care.consent WHERE child_id = $1 ORDER BY at DESC, id DESC"
EMERGENCIES = """
SELECT * FROM care.attendance WHERE child_id = $1 AND emergency IS NOT NULL ORDER BY day DESC
"""
REQUESTS = "SELECT * FROM care.subject_request WHERE child_id = $1 ORDER BY asked_on DESC, id DESC"
CHANGES = """
SELECT c.at, c.fields, a.name AS by_name FROM care.child_change c LEFT JOIN account a ON a.id = c.by
WHERE c.child_id = $1 ORDER BY c.id DESC LIMIT 20
"""
PRESENT = "SELECT day FROM care.attendance WHERE child_id = $1 ORDER BY day DESC LIMIT 30"
