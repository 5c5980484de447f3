"""The desk: bases, organisations with their stage, counsellors by township, what is missing."""

from typing import Any

import msgspec

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import one, rows
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.foundation.permissions import Permission
from match.incubation import policy
from match.incubation.queries.gauges import QUALIFIED
from match.people.queries.people import recorded_names
from match.places.rules import Level

_ENTRY = (
    "SELECT i.*, g.name, g.kind, g.uscc, g.status AS org_status, b.name AS base_name, b.level,"
    " d.path FROM incubation i JOIN organisation g ON g.id = i.organisation_id"
    " JOIN incubation_base b ON b.id = i.base_id JOIN division d ON d.code = i.division"
)
MOST = 300


class EntryFile(msgspec.Struct, frozen=True):
    """One organisation in a base with everything that was done for it."""

    row: dict[str, Any]
    mentor: str
    supports: list[dict[str, Any]]
    gaps: list[dict[str, Any]]
    may_keep: bool | str
    may_accompany: bool | str


async def bases(within: str = "43") -> list[dict[str, Any]]:
    """Every base with how many organisations are in it, the province's first."""
    return await rows(
        "SELECT b.*, d.path, (SELECT count(*) FROM incubation i WHERE i.base_id = b.id"
        " AND i.status NOT IN ('left', 'graduated'))::int AS inside FROM incubation_base b"
        " JOIN division d ON d.code = b.division WHERE starts_with(b.division, $1)"
        " OR b.level <> 'county' ORDER BY b.division, b.id LIMIT $2",
        within,
        MOST,
    )


async def entries(actor: Actor) -> list[dict[str, Any]]:
    """Organisations in bases that this person may see, the latest first."""
    return await rows(
        _ENTRY + " WHERE EXISTS (SELECT FROM unnest($1::text[]) AS scope"
        " WHERE starts_with(i.division, scope)) OR i.mentor_id = $2"
        " OR i.organisation_id = ANY($3) ORDER BY i.id DESC LIMIT $4",
        list(actor.scope(Permission.incubation_keep)),
        actor.id,
        sorted(actor.organisations),
        MOST,
    )


async def entry_file(actor: Actor, entry_id: int) -> EntryFile:
    """One entry in full. Raises NotFound for those it is none of the business of."""
    row = await one(_ENTRY + " WHERE i.id = $1", entry_id)
    if row is None or not policy.can_see(actor, row):
        raise NotFound(_("没有找到这条孵化记录。"))
    mentor = row["mentor_id"]
    return EntryFile(
        row=row,
        mentor=(await recorded_names([mentor])).get(mentor, "") if mentor else "",
        supports=await rows(
            "SELECT * FROM incubation_support WHERE incubation_id = $1 ORDER BY id DESC", entry_id
        ),
        gaps=await rows(
            "SELECT * FROM capacity_gap WHERE incubation_id = $1 ORDER BY id DESC", entry_id
        ),
        may_keep=policy.can_keep(actor, row["division"]),
        may_accompany=policy.can_accompany(actor, row),
    )


async def township_lines(county: str) -> list[dict[str, Any]]:
    """Every township of a county (6 digits) with how many qualified counsellors it has."""
    return await rows(
        f"WITH good AS ({QUALIFIED})"  # noqa: S608 # our own words
        " SELECT t.code, t.name, (SELECT count(*) FROM good WHERE good.division = t.code)::int"
        " AS counsellors FROM division t WHERE t.level = $2 AND t.valid_to IS NULL"
        " AND starts_with(t.code, $3) ORDER BY t.code",
        clock.today(),
        int(Level.TOWNSHIP),
        county,
    )


async def counsellors(actor: Actor) -> list[dict[str, Any]]:
    """Counsellors of one's townships, those that wait first; certificates stay sealed."""
    scopes = {
        *actor.scope(Permission.incubation_keep),
        *actor.scope(Permission.incubation_propose),
    }
    return await rows(
        "SELECT c.id, c.division, c.name, c.skill, c.issuer, c.issued_on, c.expires_on, c.training,"
        " c.status, c.reason, c.proposed_by, d.name AS township, d.path FROM counsellor c"
        " JOIN division d ON d.code = c.division WHERE EXISTS (SELECT FROM"
        " unnest($1::text[]) AS scope WHERE starts_with(c.division, scope))"
        " ORDER BY c.status <> 'waiting', c.status, c.division, c.id DESC LIMIT $2",
        sorted(scopes),
        MOST,
    )


async def services(division: str) -> list[dict[str, Any]]:
    """This year's services by kind: how often, heads, of them left-behind or in difficulty."""
    return await rows(
        "SELECT kind, count(*)::int AS times, sum(heads)::int AS heads,"
        " sum(left_behind)::int AS left_behind FROM psych_service"
        ' WHERE starts_with(division, $1) AND "on" >= $2 GROUP BY kind ORDER BY kind',
        division,
        clock.today().replace(month=1, day=1),
    )


async def own_services(actor: Actor) -> list[dict[str, Any]]:
    """What one's organisations wrote down, the latest first."""
    return await rows(
        "SELECT p.*, d.name AS township, g.name FROM psych_service p"
        " JOIN division d ON d.code = p.division JOIN organisation g ON g.id = p.organisation_id"
        " WHERE p.organisation_id = ANY($1) ORDER BY p.id DESC LIMIT $2",
        sorted(actor.organisations),
        MOST,
    )


async def training_wanted(division: str) -> list[tuple[str, int]]:
    """
    What courses would help: (training content, how many organisations lack it), most wanted
    first. Townships without a counsellor are told as their own figure.
    """
    found = await rows(
        "SELECT g.content, count(DISTINCT g.incubation_id)::int AS many FROM capacity_gap g"
        " JOIN incubation i ON i.id = g.incubation_id WHERE g.closed_at IS NULL"
        " AND i.status <> 'left' AND starts_with(i.division, $1) GROUP BY 1 ORDER BY 2 DESC, 1",
        division,
    )
    return [(row["content"], row["many"]) for row in found]
