"""Reading build grants: the list of an area, one grant with its levels, uses and next steps."""

from datetime import date
from typing import Any

import msgspec

from match.foundation.actor import Actor
from match.foundation.db import one, rows
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.foundation.permissions import Permission as P
from match.upkeep import policy
from match.upkeep.states import LIVE_GRANTS, GrantStatus, Level

_LINES = (
    "SELECT g.id, g.home_id, h.name AS home, d.path AS place, g.division, g.status, g.total_fen,"
    " g.used_fen, (g.requested_at AT TIME ZONE 'Asia/Shanghai')::date AS requested_on"
    " FROM build_grant g JOIN home h ON h.id = g.home_id JOIN division d ON d.code = g.division"
)


class GrantLine(msgspec.Struct, frozen=True):
    """One line of a list. Money in fen."""

    id: int
    home_id: int
    home: str
    place: str
    division: str
    status: GrantStatus
    total_fen: int
    used_fen: int
    requested_on: date


class Share(msgspec.Struct, frozen=True):
    """A level's share and where it is (5.2a, 5.2b)."""

    level: Level
    source: str
    amount_fen: int
    document: str
    allotted_on: date | None
    voucher: str
    paid_on: date | None


class Use(msgspec.Struct, frozen=True):
    """What part of the money went to."""

    what: str
    amount_fen: int
    spent_on: date
    file_id: int | None


class GrantFile(msgspec.Struct, frozen=True):
    """One grant. ``acts`` are (verb, level or ""): what the reader may do now."""

    line: GrantLine
    note: str
    reason: str
    returned_fen: int
    shares: tuple[Share, ...]
    uses: tuple[Use, ...]
    acts: tuple[tuple[str, str], ...]


async def grants(
    actor: Actor, *, states: tuple[GrantStatus, ...] = (), after: int = 0, limit: int = 50
) -> list[GrantLine]:
    """Grants of the reader's homes or area, newest first; *states* narrows."""
    wanted = states or tuple(GrantStatus)
    found = await rows(
        _LINES + " WHERE g.status = ANY($1) AND ($2 = 0 OR g.id < $2) AND (g.home_id = ANY($3)"
        " OR EXISTS (SELECT FROM unnest($4::text[]) AS held WHERE starts_with(g.division, held)))"
        " ORDER BY g.id DESC LIMIT $5",
        [str(one) for one in wanted],
        after,
        sorted(actor.homes),
        list(actor.scope(P.upkeep_read)),
        limit,
    )
    return [msgspec.convert(row, GrantLine) for row in found]


async def grant_of(home_id: int) -> GrantLine | None:
    """The one grant that counts for a home, or None."""
    row = await one(
        _LINES + " WHERE g.home_id = $1 AND g.status = ANY($2)",
        home_id,
        [str(one) for one in LIVE_GRANTS],
    )
    return None if row is None else msgspec.convert(row, GrantLine)


async def grant_file(actor: Actor, grant_id: int) -> GrantFile:
    """One grant. Raises NotFound for who neither keeps the home nor reads upkeep there."""
    row = await one("SELECT * FROM build_grant WHERE id = $1", grant_id)
    if row is None or not policy.can_see(actor, row["home_id"], row["division"]):
        raise NotFound(_("没有找到这一条，或您没有查看权限。"))
    line = await one(_LINES + " WHERE g.id = $1", grant_id)
    shares = await rows("SELECT * FROM build_grant_line WHERE grant_id = $1 ORDER BY id", grant_id)
    uses = await rows(
        "SELECT what, amount_fen, spent_on, file_id FROM build_grant_use WHERE grant_id = $1"
        " ORDER BY spent_on, id",
        grant_id,
    )
    return GrantFile(
        line=msgspec.convert(line, GrantLine),
        note=row["note"],
        reason=row["reason"],
        returned_fen=row["returned_fen"],
        shares=tuple(
            Share(
                Level(one["level"]),
                one["source"],
                one["amount_fen"],
                one["document"],
                one["allotted_on"],
                one["voucher"],
                one["paid_on"],
            )
            for one in shares
        ),
        uses=tuple(Use(**one) for one in uses),
        acts=tuple(_acts(actor, row, shares)),
    )


async def grants_waiting(actor: Actor) -> list[GrantLine]:
    """Grants whose next step is this person's: to approve, allot, record, or close."""
    found: list[GrantLine] = []
    if actor.may(P.upkeep_approve):
        found += await grants(actor, states=(GrantStatus.requested,))
    if actor.may(P.upkeep_fund):
        found += await grants(actor, states=(GrantStatus.approved, GrantStatus.allotted))
    if actor.may(P.upkeep_keep):
        found += await grants(actor, states=(GrantStatus.paid,))
    return [one for one in found if actor.may(P.upkeep_read, one.division)]


def _acts(
    actor: Actor, grant: dict[str, Any], shares: list[dict[str, Any]]
) -> list[tuple[str, str]]:
    state, division = GrantStatus(grant["status"]), grant["division"]
    acts: list[tuple[str, str]] = []
    approves = policy.can_approve(actor, division, grant["requested_by"]) is True
    keeps = policy.can_keep(actor, division) is True
    if state is GrantStatus.requested:
        acts += [("approve", ""), ("refuse", "")] if approves else []
        acts += [("withdraw", "")] if keeps else []
    elif state is GrantStatus.approved and policy.can_fund(actor, division) is True:
        acts += [("allot", one["level"]) for one in shares if one["allotted_on"] is None]
    elif state is GrantStatus.allotted:
        acts += [
            ("arrive", one["level"])
            for one in shares
            if one["paid_on"] is None
            and policy.can_fund(actor, division, {one["allotted_by"]}) is True
        ]
    elif state is GrantStatus.paid:
        left = grant["total_fen"] > grant["used_fen"]
        acts += [("use", "")] if keeps and left else []
        acts += [("close", "")] if approves else []
    return acts
