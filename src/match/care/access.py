"""
Opening files: leave is sought, the look is written down and committed, and only then is read.

Exactly one row of `care.look` for each act, also when the reading fails or is refused
(未成年人网络保护条例36: least rights, approval, a record of each access).
"""

import contextlib
from collections.abc import AsyncGenerator, Generator, Sequence
from contextvars import ContextVar
from typing import Any

import msgspec
import structlog

from match.care import policy
from match.care.room import scope_of
from match.care.sealing import keyring, sealed, unsealed
from match.care.states import ChildStatus
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import one, rows, value
from match.foundation.errors import NotFound
from match.foundation.keyring import SubjectKey
from match.foundation.language import _
from match.foundation.restricted import apart, restricted


class File(msgspec.Struct, frozen=True):
    """An opened file: where the child is, and its key for as long as the block lasts."""

    id: int
    home_id: int
    division: str
    status: str
    key: SubjectKey

    def seal(self, text: str | None, purpose: str) -> bytes | None:
        """Sealed with this child's key; *purpose* is ``table.column``."""
        return sealed(self.key, text, purpose)

    def open(self, box: bytes | None, purpose: str) -> str:
        """The text again, "" for nothing. Raises KeyTrouble for another child's or altered."""
        return unsealed(self.key, box, purpose)


_open: ContextVar[dict[int, File] | None] = ContextVar("open_files", default=None)

LEAVE = """
SELECT id, purpose FROM care.access_grant
WHERE account_id = $1 AND status = 'approved' AND valid_until >= $2
  AND starts_with($3, division) AND (home_id IS NULL OR home_id = $4)
  AND (child_id IS NULL OR child_id = $5)
ORDER BY child_id NULLS LAST, valid_until DESC LIMIT 1
"""
CHILD = "SELECT id, home_id, division, status, key FROM care.child WHERE id = $1"
STILL = "SELECT id FROM care.child WHERE id = $1 AND status <> 'erased' FOR KEY SHARE"
IN_HOME = """
SELECT id, home_id, division, status, key FROM care.child
WHERE home_id = $1 AND status = ANY($2) ORDER BY id
"""


@contextlib.asynccontextmanager
async def opened(actor: Actor, child_id: int, part: str) -> AsyncGenerator[File, None]:
    """
    One child's file, within a transaction of this room. *part* names what is looked at
    (``file``, ``visits`` …). Raises NotFound where there is none, or no valid leave.

    Opened again inside the block it is the same file, and the same look.
    """
    held = (_open.get() or {}).get(child_id)
    if held is not None:
        yield held
        return
    async with restricted(scope_of(actor)):
        child = await one(CHILD, child_id)
        leave = await _leave(actor, child, child_id) if child else None
    why = "" if child and leave else ("leave" if child else "absent")
    await looked(actor, part, [child_id], place=child, leave=leave, refused=why)
    if child is None or leave is None:
        raise NotFound(_("没有这份档案，或者您没有有效的查阅许可。请先申请查阅。"))
    file = next(iter(unlocked([child])), None)
    if child["status"] == ChildStatus.erased or file is None:
        raise NotFound(_("这份档案已经销毁，任何人都不能再读取。"))
    async with restricted(scope_of(actor)):
        # Held until the end: an erasure waits for us, or has been and we come too late. Without
        # it a row could be written for a child that nobody can erase a second time.
        if await value(STILL, child_id) is None:
            raise NotFound(_("这份档案已经销毁，任何人都不能再读取。"))
        with holding([file]):
            yield file


@contextlib.asynccontextmanager
async def opened_home(
    actor: Actor,
    home_id: int,
    part: str,
    *,
    statuses: Sequence[ChildStatus] = (ChildStatus.active,),
) -> AsyncGenerator[list[File], None]:
    """All files of a home in one look. Raises NotFound without leave for the whole home."""
    async with restricted(scope_of(actor)):
        home = await one("SELECT id, division FROM home WHERE id = $1", home_id)
        place = {"division": home["division"], "home_id": home_id} if home else None
        found = await rows(IN_HOME, home_id, [str(s) for s in statuses]) if home else []
        leave = await _leave(actor, place, None) if place else None
    ids = [row["id"] for row in found]
    why = "" if leave else ("leave" if place else "absent")
    await looked(actor, part, ids if leave else [], place=place, leave=leave, refused=why)
    if leave is None:
        raise NotFound(_("您没有这个儿童之家档案的有效查阅许可。请先申请查阅。"))
    files = unlocked(found)
    async with restricted(scope_of(actor)):
        with holding(files):
            yield files


async def leave_for(actor: Actor, home_id: int, division: str) -> dict[str, Any] | None:
    """The leave that opens all files of a home, or None. No look: nothing of a child is read."""
    async with restricted(scope_of(actor)):
        return await _leave(actor, {"division": division, "home_id": home_id}, None)


async def _leave(
    actor: Actor, place: dict[str, Any], child_id: int | None
) -> dict[str, Any] | None:
    """The grant that opens this place or child today, if the role that goes with it still does."""
    if actor.id is None or not at_work(actor, place):
        return None
    return await one(LEAVE, actor.id, clock.today(), place["division"], place["home_id"], child_id)


def at_work(actor: Actor, place: dict[str, Any]) -> bool:
    """Whether this person keeps the files of the home that *place* names."""
    return policy.keeps_home(actor, place["home_id"], place["division"]) is True


def unlocked(found: Sequence[dict[str, Any]]) -> list[File]:
    """The files of these rows of care.child, without those whose key was destroyed."""
    keys = keyring().present([row["key"] for row in found])
    return [
        File(row["id"], row["home_id"], row["division"], row["status"], keys[row["key"]])
        for row in found
        if row["key"] in keys
    ]


@contextlib.contextmanager
def holding(files: Sequence[File]) -> Generator[None, None, None]:
    token = _open.set({**(_open.get() or {}), **{file.id: file for file in files}})
    try:
        yield
    finally:
        _open.reset(token)


async def looked(
    actor: Actor,
    part: str,
    children: Sequence[int],
    *,
    place: dict[str, Any] | None,
    leave: dict[str, Any] | None,
    refused: str = "",
) -> None:
    """
    Write down a look, on a connection of its own, committed before anything is read.

    *place* has ``division``; where it is not known, the look counts for the actor's own place.
    """
    scope = scope_of(actor)
    division = place["division"] if place else next((c for c in scope if len(c) >= 6), "")
    if not division:
        return  # nobody who could open anything: the door has answered
    await apart(
        "INSERT INTO care.look (account_id, covering_id, grant_id, purpose, part, children,"
        " division, refused, request_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id",
        actor.id,
        actor.covering,
        leave["id"] if leave else None,
        leave["purpose"] if leave else "",
        part,
        list(children),
        division,
        refused,
        structlog.contextvars.get_contextvars().get("request_id"),
        prefixes=scope,
    )
