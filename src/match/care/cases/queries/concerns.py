"""A concern as who spoke sees it, and as its desk does."""

from datetime import datetime

import msgspec

from match.care.cases import policy
from match.care.cases.codes import CONCERN, code_key
from match.care.cases.states import About, ConcernStatus
from match.care.cases.wall import inside
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import one, rows
from match.foundation.errors import NotFound
from match.foundation.keys import keys
from match.foundation.language import _
from match.foundation.permissions import Role

HANDLING = frozenset({Role.protection, Role.prefecture, Role.province})


class Said(msgspec.Struct, frozen=True):
    """One message: whether the desk said it, what, when."""

    by_desk: bool
    text: str
    at: datetime


class Talk(msgspec.Struct, frozen=True):
    """A concern with all that was said."""

    id: int
    pseudonym: str
    about: About
    division: str
    place: str
    status: ConcernStatus
    made_at: datetime
    said: tuple[Said, ...] = ()


_SELECT = (
    "SELECT c.id, c.pseudonym, c.about, c.division, c.desk, c.status, c.made_at,"
    " coalesce(v.path, '') AS place FROM care.concern c"
    " LEFT JOIN division v ON v.code = c.division"
)


def scope(actor: Actor) -> tuple[str, ...]:
    """The places whose concerns some desk of the actor's handles."""
    return tuple(sorted({g.division for g in actor.grants if g.role in HANDLING}))


async def spoken_of(code: str) -> Talk:
    """The talk, for whoever holds the code. Raises NotFound for any other text."""
    key = code_key(CONCERN, code)
    async with inside(code=key):
        row = await one(f"{_SELECT} WHERE c.code_key = $1", key)
        if row is None:
            raise NotFound(_("没有找到这条反映，请核对查询码。"))
        return await _talk(row)


async def waiting_concerns(actor: Actor, limit: int = 100) -> list[Talk]:
    """Concerns of the actor's own desk, those that wait first, the oldest on top."""
    if not scope(actor):
        return []
    async with inside(desk=scope(actor)):
        found = await rows(f"{_SELECT} ORDER BY c.status <> 'waiting', c.made_at LIMIT $1", limit)
    return [_card(row) for row in found if _own(actor, row)]


async def concern_file(actor: Actor, concern_id: int) -> Talk:
    """
    One concern for its desk. Raises NotFound for everybody else. One line of the trail for each
    reading, committed before a word is unsealed: it stays when the page then fails.
    """
    async with inside(desk=scope(actor)):
        row = await one(f"{_SELECT} WHERE c.id = $1", concern_id)
        if row is None or not _own(actor, row):
            raise NotFound(_("没有找到这条反映。"))
        subject = ("concern", concern_id)
        await record(actor, "concern.read", subject=subject, division=row["division"])
    async with inside(desk=scope(actor)):
        return await _talk(row)


def _own(actor: Actor, row: dict[str, object]) -> bool:
    desk, division = Role(str(row["desk"])), str(row["division"])
    return policy.can_handle_concern(actor, desk, division) is True


def _card(row: dict[str, object], said: tuple[Said, ...] = ()) -> Talk:
    held = {**row, "place": " ".join(str(row["place"]).split("/")[1:]), "said": said}
    held.pop("desk")
    return Talk(
        **{
            **held,
            "about": About(str(row["about"])),
            "status": ConcernStatus(str(row["status"])),
        }
    )


async def _talk(row: dict[str, object]) -> Talk:
    found = await rows(
        "SELECT account_id, text, at FROM care.concern_message WHERE concern_id = $1 ORDER BY id",
        row["id"],
    )
    box = keys()
    said = tuple(
        Said(
            line["account_id"] is not None,
            box.open(line["text"], "concern_message.text"),
            line["at"],
        )
        for line in found
    )
    return _card(row, said)
