"""Leave and looks: what I may open, what I must decide, and who opened what."""

from datetime import date, datetime

import msgspec

from match.care import policy
from match.care.commands.leave import charges_of
from match.care.room import scope_of
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import rows
from match.foundation.errors import Denied
from match.foundation.language import _
from match.foundation.permissions import Permission
from match.foundation.restricted import restricted

SHOWN = 100


class LeaveLine(msgspec.Struct, frozen=True, kw_only=True):
    """A grant or a request for one. ``mine``: the reader may decide it now."""

    id: int
    account_id: int
    name: str
    division: str
    place: str
    home_id: int | None
    home: str
    child_id: int | None
    purpose: str
    reason: str
    status: str
    asked_at: datetime
    valid_until: date
    decided_why: str
    mine: bool = False


class LookLine(msgspec.Struct, frozen=True, kw_only=True):
    """One act of opening: who, when, what part, how many children, whether it was refused."""

    id: int
    at: datetime
    name: str
    purpose: str
    part: str
    children: tuple[int, ...]
    place: str
    refused: str


class ErasureLine(msgspec.Struct, frozen=True, kw_only=True):
    """An erasure that waits for the second person."""

    id: int
    child_id: int
    reason: str
    asked_at: datetime
    name: str
    home: str
    mine: bool


LEAVE = """
SELECT g.id, g.account_id, a.name, g.division, coalesce(d.name, '') AS place, g.home_id,
  coalesce(h.name, '') AS home, g.child_id, g.purpose, g.reason, g.status, g.asked_at,
  g.valid_until, g.decided_why
FROM care.access_grant g JOIN account a ON a.id = g.account_id
LEFT JOIN division d ON d.code = rpad(g.division, 12, '0') LEFT JOIN home h ON h.id = g.home_id
"""


async def my_leave(actor: Actor) -> list[LeaveLine]:
    """The actor's own requests and grants, newest first."""
    async with restricted(scope_of(actor)):
        found = await rows(
            LEAVE + "WHERE g.account_id = $1 ORDER BY g.id DESC LIMIT $2", actor.id, SHOWN
        )
    return [msgspec.convert(row, LeaveLine) for row in found]


async def waiting_leave(actor: Actor) -> list[LeaveLine]:
    """Requests and running grants of the actor's area; ``mine`` where they decide."""
    async with restricted(scope_of(actor)):
        in_charge = await charges_of(actor)
        found = await rows(
            LEAVE + "WHERE g.account_id <> $1 AND (g.status = 'asked'"
            " OR g.status = 'approved' AND g.valid_until >= $2)"
            " ORDER BY g.status = 'approved', g.id LIMIT $3",
            actor.id,
            clock.today(),
            SHOWN,
        )
    lines = [
        msgspec.convert(
            {**row, "mine": policy.decides_leave(actor, row, in_charge) is True}, LeaveLine
        )
        for row in found
    ]
    return [line for line in lines if line.mine or actor.may(Permission.care_watch)]


async def charges(actor: Actor) -> list[dict[str, object]]:
    """Places of the actor's area and who is named in charge of each: township up to prefecture."""
    prefixes = actor.scope(Permission.care_name)
    async with restricted(scope_of(actor)):
        return await rows(
            "SELECT i.division, d.name AS place, a.name, i.since FROM care.in_charge i"
            " JOIN account a ON a.id = i.account_id"
            " LEFT JOIN division d ON d.code = rpad(i.division, 12, '0')"
            " WHERE i.until IS NULL AND EXISTS (SELECT FROM unnest($1::varchar[]) p"
            " WHERE starts_with(i.division, p)) ORDER BY i.division LIMIT 200",
            list(prefixes),
        )


async def looks(
    actor: Actor, *, child: int | None = None, before: int | None = None
) -> list[LookLine]:
    """
    Who opened files in the actor's area, newest first, a hundred at a time; of one child if named.

    Raises Denied for who does not supervise.
    """
    if not actor.may(Permission.care_watch):
        raise Denied(_("查阅记录由乡镇督导员和县里查看。"))
    async with restricted(actor.scope(Permission.care_watch)):
        found = await rows(
            "SELECT l.id, l.at, coalesce(a.name, '') AS name, l.purpose, l.part, l.children,"
            " coalesce(d.name, '') AS place, l.refused FROM care.look l"
            " LEFT JOIN account a ON a.id = l.account_id LEFT JOIN division d"
            " ON d.code = rpad(l.division, 12, '0')"
            " WHERE ($1::bigint IS NULL OR l.children @> ARRAY[$1::bigint])"
            " AND ($2::bigint IS NULL OR l.id < $2) ORDER BY l.id DESC LIMIT $3",
            child,
            before,
            SHOWN,
        )
    return [msgspec.convert(row, LookLine) for row in found]


async def erasures(actor: Actor) -> list[ErasureLine]:
    """Erasures of the actor's area that wait for a second person."""
    async with restricted(scope_of(actor)):
        found = await rows(
            "SELECT e.id, e.child_id, e.reason, e.asked_at, e.asked_by, e.division, a.name,"
            " h.name AS home FROM care.erasure e JOIN care.child c ON c.id = e.child_id"
            " JOIN home h ON h.id = c.home_id JOIN account a ON a.id = e.asked_by"
            " WHERE e.status = 'asked' ORDER BY e.id LIMIT $1",
            SHOWN,
        )
    return [
        msgspec.convert({**row, "mine": policy.confirms(actor, row) is True}, ErasureLine)
        for row in found
    ]
