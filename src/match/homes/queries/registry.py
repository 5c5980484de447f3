"""Reading the registry: one home, the homes of an area, coverage."""

from datetime import datetime, time
from typing import Any

import msgspec

from match.foundation.actor import Actor
from match.foundation.db import one, rows
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.foundation.permissions import Permission
from match.homes.queries.papers import standing_of
from match.homes.rules import missing_for_opening
from match.homes.states import HOME_MACHINE, WORKING, HomeKind, HomeStatus


class Span(msgspec.Struct, frozen=True):
    """Opening hours of one weekday; 1 is Monday."""

    weekday: int
    opens: time
    closes: time


class HomeCard(msgspec.Struct, frozen=True):
    """What the public may know of a home."""

    id: int
    name: str
    division: str
    place: str
    kind: HomeKind
    status: HomeStatus
    site_source: str
    facilities: tuple[str, ...]
    hours: tuple[Span, ...] = ()
    version: int = 0


class HomeFile(msgspec.Struct, frozen=True):
    """
    What staff and the director see of a home, and what they may do to it. ``missing``: what
    keeps it from opening (`rules.missing_for_opening`), or would, if it is open.
    """

    card: HomeCard
    co_location: tuple[str, ...]
    indoor_area_m2: int | None
    area_reason: str
    documents: tuple[str, ...]
    parent_home_id: int | None
    director_id: int | None
    director_kind: str | None
    idle_proposed_at: datetime | None
    verbs: tuple[str, ...]
    director_pending: bool = False
    outdoor_checked_at: datetime | None = None
    missing: tuple[str, ...] = ()


class Coverage(msgspec.Struct, frozen=True):
    """Villages and working main homes of one area (domain.md §1.8)."""

    code: str
    name: str
    villages: int
    homes: int

    @property
    def percent(self) -> int:
        """Whole percent, rounded down, so that 100 means every village."""
        return self.homes * 100 // self.villages if self.villages else 0


_CARD = (
    "SELECT h.*, d.path FROM home h JOIN division d ON d.code = h.division WHERE h.status <> 'none'"
)


def _card(row: dict[str, Any], hours: tuple[Span, ...] = ()) -> HomeCard:
    return HomeCard(
        row["id"],
        row["name"],
        row["division"],
        row["path"],
        HomeKind(row["kind"]),
        HomeStatus(row["status"]),
        row["site_source"],
        tuple(row["facilities"]),
        hours,
        row["search_version"],
    )


async def hours_of(home_id: int) -> tuple[Span, ...]:
    """The weekly opening hours, Monday first."""
    found = await rows(
        "SELECT weekday, opens, closes FROM opening_hour WHERE home_id = $1 AND active"
        " ORDER BY weekday, opens",
        home_id,
    )
    return tuple(Span(**row) for row in found)


async def home_card(home_id: int) -> HomeCard:
    """One home as the public sees it: homes that work, or have worked. Raises NotFound."""
    row = await one(_CARD + " AND h.id = $1", home_id)
    if row is None or row["status"] in ("planned", "building"):
        raise NotFound(_("没有找到这个儿童之家。"))
    return _card(row, await hours_of(home_id))


def file_opens(actor: Actor, home_id: int, division: str) -> bool:
    """Whether the actor sees the file of a home: its keepers, and who decides or inspects."""
    return home_id in actor.homes_in_sight or any(
        actor.may(permission, division)
        for permission in (
            Permission.homes_decide,
            Permission.homes_import,
            Permission.needs_check,
            Permission.standards_inspect,
        )
    )


async def home_file(actor: Actor, home_id: int) -> HomeFile:
    """One home with all that its keepers need. Raises NotFound for everybody else."""
    row = await one(_CARD + " AND h.id = $1", home_id)
    if row is None or not file_opens(actor, home_id, row["division"]):
        raise NotFound(_("没有找到这个儿童之家。"))
    decides = actor.may(Permission.homes_decide, row["division"])
    return HomeFile(
        _card(row, await hours_of(home_id)),
        tuple(row["co_location"]),
        row["indoor_area_m2"],
        row["area_reason"],
        tuple(row["documents"]),
        row["parent_home_id"],
        row["director_id"],
        row["director_kind"],
        row["idle_proposed_at"],
        tuple(HOME_MACHINE.verbs(HomeStatus(row["status"]))) if decides else (),
        row["director_pending"],
        row["outdoor_safety_checked_at"],
        tuple(missing_for_opening(await standing_of(row))),
    )


async def homes_in(
    prefix: str, *, after: int = 0, limit: int = 50, working: bool = True
) -> list[HomeCard]:
    """Homes of an area by id, one page at a time; *working* ones are those the public may see."""
    states = sorted(WORKING) if working else [s for s in HomeStatus if s is not HomeStatus.none]
    found = await rows(
        _CARD + " AND h.division LIKE $1 || '%' AND h.status = ANY($2) AND h.id > $3"
        " ORDER BY h.id LIMIT $4",
        prefix,
        [str(state) for state in states],
        after,
        limit,
    )
    return [_card(row) for row in found]


async def desk_homes(
    actor: Actor, *, text: str = "", after: int = 0, limit: int = 50
) -> list[HomeCard]:
    """
    The homes a director keeps, and every home of the areas where a clerk registers or decides
    about homes, by id; narrowed by *text* in the name of the home or of a place above it.
    """
    return [_card(row) for row in await _of_desk(actor, text, after, limit)]


async def _of_desk(actor: Actor, text: str, after: int, limit: int) -> list[dict[str, Any]]:
    kept = {
        f"{prefix}%"
        for permission in (Permission.homes_import, Permission.homes_decide, Permission.needs_check)
        for prefix in actor.scope(permission)
    }
    return await rows(
        _CARD  # noqa: S608 # our own words
        + " AND (h.id = ANY($1) OR h.division LIKE ANY($2)) AND h.id > $3"
        + " AND (SELECT coalesce(bool_and(position(word IN d.path || h.name) > 0), true)"
        + "      FROM unnest($4::text[]) AS word)"
        + " ORDER BY h.id LIMIT $5",
        sorted(actor.homes_in_sight),
        sorted(kept),
        after,
        text.split()[:6],
        limit,
    )


async def registry_rows(
    actor: Actor, *, text: str = "", after: int = 0, limit: int = 500
) -> list[dict[str, Any]]:
    """The homes of `desk_homes` in full, as the registry keeps them, with ``path``."""
    return await _of_desk(actor, text, after, limit)


async def homes_to_ask_for(actor: Actor, *, text: str = "", limit: int = 30) -> list[HomeCard]:
    """
    The working homes this person may write needs for: her own first, then those of the area of a
    clerk (代填), narrowed by *text* in the name of the home or of a place above it.
    """
    scopes = [f"{prefix}%" for prefix in actor.scope(Permission.needs_draft_for)]
    found = await rows(
        _CARD  # noqa: S608 # our own words
        + " AND h.status = ANY($1) AND (h.id = ANY($2) OR h.division LIKE ANY($3))"
        + " AND (SELECT coalesce(bool_and(position(word IN d.path || h.name) > 0), true)"
        + "      FROM unnest($4::text[]) AS word)"
        + " ORDER BY (h.id = ANY($2)) DESC, h.division, h.id LIMIT $5",
        [str(state) for state in sorted(WORKING)],
        sorted(actor.homes),
        scopes,
        text.split()[:6],
        limit,
    )
    return [_card(row) for row in found]


async def idle_to_confirm(actor: Actor, limit: int = 100) -> list[HomeCard]:
    """Open homes of the reader's area that showed no sign of life: the township looks and says."""
    found = await rows(
        _CARD + " AND h.status = 'open' AND h.idle_proposed_at IS NOT NULL AND EXISTS"
        " (SELECT FROM unnest($1::text[]) AS held WHERE starts_with(h.division, held))"
        " ORDER BY h.idle_proposed_at, h.id LIMIT $2",
        list(actor.scope(Permission.needs_check)),
        limit,
    )
    return [_card(row) for row in found]


async def homes_by_ids(ids: list[int]) -> list[HomeCard]:
    """Public cards in the order of *ids*; what is not public any more is left out."""
    found = await rows(
        _CARD + " AND h.id = ANY($1) AND h.status = ANY($2)",
        ids,
        [str(state) for state in sorted(WORKING)],
    )
    by_id = {row["id"]: _card(row) for row in found}
    return [by_id[home_id] for home_id in ids if home_id in by_id]


async def coverage(prefix: str, length: int) -> list[Coverage]:
    """
    Coverage of the areas whose code has *length* digits under *prefix*.

    Villages of kind ``village`` only: communities are shown apart (domain.md §1.8).
    """
    # Counted apart, then joined: 23,594 villages against the homes one by one took a second.
    found = await rows(
        "WITH asked AS (SELECT left(code, $2) AS area, count(*) AS villages FROM division"
        "   WHERE kind = 'village' AND valid_to IS NULL AND code LIKE $1 || '%' GROUP BY 1),"
        " working AS (SELECT left(h.division, $2) AS area, count(*) AS homes FROM home h"
        "   JOIN division v ON v.code = h.division AND v.kind = 'village' AND v.valid_to IS NULL"
        "   WHERE h.kind = 'main' AND h.status = 'open' AND h.division LIKE $1 || '%' GROUP BY 1)"
        " SELECT a.code, a.name, asked.villages, coalesce(working.homes, 0) AS homes FROM asked"
        " JOIN division a ON a.code = rpad(asked.area, 12, '0') LEFT JOIN working USING (area)"
        " ORDER BY 1",
        prefix,
        length,
    )
    return [Coverage(**row) for row in found]
