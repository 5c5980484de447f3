"""
Closing a file, and erasing it: the key is destroyed, and with it what backups still hold.

Archived at 18 or on leaving, erased after a set time; only totals remain (domain.md §3.7).
"""

from datetime import timedelta
from graphlib import TopologicalSorter
from typing import Any

import anyio.to_thread

from match.care import policy
from match.care.access import File, opened
from match.care.commands.consents import take_down
from match.care.room import restricted_command
from match.care.sealing import keyring
from match.care.states import CHILD_MACHINE, ERASURE_MACHINE, ChildStatus, ErasureStatus, Leaving
from match.care.tables import Child, Erasure
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import one, rows, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Invalid, NotFound
from match.foundation.language import _
from match.foundation.outbox import tell
from match.foundation.parameters import whole
from match.foundation.restricted import restricted

REASONS = ("request", "mistake", "grown")
OPEN = (
    "(EXISTS (SELECT FROM care.care_case k WHERE k.child_id = c.id AND k.status <> 'closed')"
    " OR EXISTS (SELECT FROM care.referral r WHERE r.child_id = c.id AND r.status = 'sent'))"
)
"""Something about the child that waits: until it is done it is evidence (未保法11, 未成年人网络保护
条例38), and no two persons of the place erase it."""


async def archive_child(actor: Actor, child_id: int, leaving: Leaving) -> None:
    """Close a file: agreements end, photos go, and the day of its erasure is set."""
    async with opened(actor, child_id, "archive") as file:
        await _archive(actor, file, leaving)


@restricted_command
async def _archive(actor: Actor, file: File, leaving: Leaving) -> None:
    await close_file(actor, file.id, file.division, ChildStatus(file.status), leaving)


async def close_file(
    actor: Actor, child_id: int, division: str, status: ChildStatus, leaving: Leaving
) -> None:
    """The archiving itself, inside a transaction of the room: by a person, or by the calendar."""
    today = clock.today()
    await CHILD_MACHINE.fire(
        Child,
        child_id,
        status,
        "archive",
        {
            "archived_on": today,
            "leaving": leaving.value,
            "delete_after": today + timedelta(days=await whole("care.kept_days")),
        },
    )
    await one(
        "UPDATE care.agreement SET ended_on = $2 WHERE child_id = $1 AND ended_on IS NULL"
        " AND valid_until >= $2 RETURNING id",
        child_id,
        today,
    )
    await take_down(child_id)
    await record(actor, "care.archived", subject=("child", child_id), division=division)


async def take_back_child(actor: Actor, child_id: int) -> None:
    """The child came back before the file was erased. Not after 18."""
    async with opened(actor, child_id, "archive") as file:
        await _take_back(actor, file)


@restricted_command
async def _take_back(actor: Actor, file: File) -> None:
    if await value(
        "SELECT adult_month <= $2 FROM care.child WHERE id = $1", file.id, clock.today()
    ):
        raise Conflict(_("已满 18 周岁，不能恢复档案。"))
    await CHILD_MACHINE.fire(
        Child,
        file.id,
        ChildStatus(file.status),
        "take_back",
        {"archived_on": None, "leaving": None, "delete_after": None},
    )
    await record(actor, "care.taken_back", subject=("child", file.id), division=file.division)


async def ask_erasure(actor: Actor, child_id: int, reason: str) -> int:
    """The first of two persons: this file is to be erased. *reason*: request, mistake, grown."""
    if reason not in REASONS:
        raise Invalid({"reason": _("请选择一个理由。")})
    async with opened(actor, child_id, "erasure") as file:
        return await _ask(actor, file, reason)


@restricted_command
async def _ask(actor: Actor, file: File, reason: str) -> int:
    if await value(
        "SELECT true FROM care.erasure WHERE child_id = $1 AND status = 'asked'", file.id
    ):
        raise Conflict(_("已经有人申请销毁这份档案，正等待确认。"))
    erasure_id: int = await value(
        "INSERT INTO care.erasure (child_id, division, reason, asked_by)"
        " VALUES ($1, $2, $3, $4) RETURNING id",
        file.id,
        file.division,
        reason,
        actor.id,
    )
    await record(
        actor,
        "care.erasure_asked",
        subject=("child", file.id),
        division=file.division,
        reason=reason,
    )
    await tell("care.erasure_asked", erasure=erasure_id, division=file.division)
    return erasure_id


async def confirm_erasure(actor: Actor, erasure_id: int) -> None:
    """
    The second person confirms: rows go, then the key. Nobody can read the child again, not from
    a backup of the database made before either. Should we be killed in between, the next sweep
    destroys the key.
    """
    key = await _decide(actor, erasure_id, "confirm")
    await anyio.to_thread.run_sync(keyring().destroy, key)


async def refuse_erasure(actor: Actor, erasure_id: int) -> None:
    """The file stays."""
    await _decide(actor, erasure_id, "refuse")


@restricted_command
async def _decide(actor: Actor, erasure_id: int, verb: str) -> str:
    erasure = await one("SELECT * FROM care.erasure WHERE id = $1 FOR UPDATE", erasure_id)
    if erasure is None:
        raise NotFound(_("没有这个申请。"))
    require(policy.confirms(actor, erasure))
    await ERASURE_MACHINE.fire(
        Erasure,
        erasure_id,
        ErasureStatus(erasure["status"]),
        verb,
        {"decided_by": actor.id, "decided_at": clock.now()},
    )
    child = await one("SELECT * FROM care.child WHERE id = $1 FOR UPDATE", erasure["child_id"])
    assert child is not None
    if verb == "confirm":
        if await value(f"SELECT {OPEN} FROM (SELECT $1::bigint AS id) AS c", child["id"]):  # noqa: S608 # ours
            # It says no more: who asks may be whom the matter is about.
            raise Conflict(_("这份档案还有没办结的事项，现在不能销毁。请与县级民政部门核对。"))
        await empty_file(actor, child, erasure["reason"])
    else:
        await record(
            actor,
            "care.erasure_refused",
            subject=("child", child["id"]),
            division=child["division"],
        )
    return child["key"]


async def empty_file(actor: Actor, child: dict[str, Any], reason: str) -> None:
    """
    Delete all that the database holds of a child, but its number. Reports are never deleted; with
    the case goes the only thread that led from one to this child. Inside a transaction.
    """
    await take_down(child["id"])
    await rows(
        "UPDATE care.access_grant SET reason = '', decided_why = '' WHERE child_id = $1",
        child["id"],
    )
    for table in await _dependents():
        await one(f"DELETE FROM {table} WHERE child_id = $1 RETURNING 1", child["id"])  # noqa: S608 # names of ours
    move = await CHILD_MACHINE.fire(
        Child,
        child["id"],
        ChildStatus(child["status"]),
        "erase",
        {
            **dict.fromkeys(
                ("name", "name_hash", "identity", "identity_hash", "born", "address", "phone")
            ),
            **dict.fromkeys(("school", "health", "insured_until", "delete_after", "leaving")),
            "groups": [],
            "risks": [],
            "adult_month": clock.today().replace(day=1),
            "next_check_at": None,
            "erased_at": clock.now(),
        },
    )
    await record(
        actor,
        move.event,
        subject=("child", child["id"]),
        division=child["division"],
        reason=reason,
    )
    await tell(move.event, child=child["id"])


async def _dependents() -> list[str]:
    """Tables with rows of one child that this role may delete, those pointed at last."""
    found = await rows(
        "SELECT c.oid::regclass::text AS name, ARRAY(SELECT DISTINCT f.confrelid::regclass::text"
        "   FROM pg_constraint f WHERE f.conrelid = c.oid AND f.contype = 'f'"
        "   AND f.confrelid <> c.oid) AS points_at"
        " FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'child_id'"
        " WHERE c.relnamespace = 'care'::regnamespace AND c.relkind = 'r'"
        " AND has_table_privilege(c.oid, 'DELETE')"
        " AND c.relname NOT IN ('erasure', 'access_grant')"
    )
    names = {row["name"] for row in found}
    order: TopologicalSorter[str] = TopologicalSorter()
    for row in found:
        order.add(row["name"])
        for target in row["points_at"]:
            if target in names:
                order.add(target, row["name"])
    return list(order.static_order())


async def sweep_files(actor: Actor) -> int:
    """
    What the calendar does to files: archive who is 18, erase what was kept long enough, destroy
    keys that an interrupted erasure left.
    """
    today = clock.today()
    done = 0
    for county in await counties():
        async with restricted((county,)):
            done += await _calendar(actor, today)
    return done + await destroy_due_keys(actor)


async def counties() -> list[str]:
    """The six digits of every county in which a child has, or had, a file."""
    async with restricted(()):
        return [row["county"] for row in await rows("SELECT care.counties() AS county")]


async def _calendar(actor: Actor, today: Any) -> int:
    grown = await rows(
        "SELECT id, division FROM care.child WHERE status = 'active' AND adult_month <= $1"
        " ORDER BY id FOR UPDATE SKIP LOCKED",
        today,
    )
    for child in grown:
        await close_file(actor, child["id"], child["division"], ChildStatus.active, Leaving.grown)
    over = await rows(
        "SELECT c.* FROM care.child c WHERE c.status = 'archived' AND c.delete_after < $1"  # noqa: S608 # ours
        f" AND NOT {OPEN}"
        " ORDER BY c.id FOR UPDATE SKIP LOCKED",
        today,
    )
    for child in over:
        await empty_file(actor, child, "kept")
    return len(grown) + len(over)


async def destroy_due_keys(actor: Actor) -> int:
    """
    Destroy the keys of children that the database says are erased.

    Keys without any child are left alone: they hold nothing, and beside an older database that
    somebody put back for a look they would be the keys of living files.
    """
    assert actor.system, "a task, not a person"
    erased: set[str] = set()
    for county in await counties():
        async with restricted((county,)):
            found = await rows("SELECT key FROM care.child WHERE status = 'erased'")
        erased |= {row["key"] for row in found}
    left = erased & await anyio.to_thread.run_sync(keyring().names)
    for name in sorted(left):
        await anyio.to_thread.run_sync(keyring().destroy, name)
    return len(left)
