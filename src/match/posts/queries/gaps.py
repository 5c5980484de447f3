"""Where a post is vacant: townships without supervisor, homes without director (4.1c, 4.1d)."""

import msgspec

from match.foundation.actor import Actor
from match.foundation.db import rows, value
from match.foundation.permissions import Permission


class Gap(msgspec.Struct, frozen=True):
    """
    One place without a holder. ``coming``: somebody is named and has not begun (``invited``,
    ``pending_exam``, ``ready``), else empty. ``home_id`` is None for a township.
    """

    division: str
    name: str
    place: str
    home_id: int | None
    coming: str


class Gaps(msgspec.Struct, frozen=True):
    """The vacant places of an area, the first of them in full."""

    townships: int
    homes: int
    unknown: int
    some_townships: tuple[Gap, ...]
    some_homes: tuple[Gap, ...]


_TOWNSHIPS = (
    " FROM division d WHERE d.level = 4 AND d.valid_to IS NULL AND d.code LIKE ANY($1)"
    " AND NOT EXISTS (SELECT FROM post p WHERE p.office = 'supervisor' AND p.division = d.code"
    " AND p.status = 'active' AND NOT p.deputy)"
)
_HOMES = (
    " FROM home h JOIN division d ON d.code = h.division WHERE h.division LIKE ANY($1)"
    " AND h.status IN ('planned', 'building', 'open', 'idle')"
    " AND NOT EXISTS (SELECT FROM post p WHERE p.office = 'director' AND p.home_id = h.id"
    " AND p.status = 'active' AND NOT p.deputy)"
)
_COMING = "('invited', 'pending_exam', 'ready') AND NOT p.deputy ORDER BY p.id LIMIT 1), '')"


async def gaps(prefixes: tuple[str, ...], limit: int = 20) -> Gaps:
    """
    The vacant places within *prefixes* of the division code; at most *limit* of each in full.
    ``unknown``: seats older than the register whose kind nobody wrote down yet.
    """
    areas = [f"{prefix}%" for prefix in prefixes]
    townships = await rows(
        "SELECT d.code AS division, d.name, d.path AS place, NULL::bigint AS home_id,"  # noqa: S608 # our own words
        " COALESCE((SELECT p.status FROM post p WHERE p.office = 'supervisor'"
        f" AND p.division = d.code AND p.status IN {_COMING} AS coming{_TOWNSHIPS}"
        " ORDER BY d.code LIMIT $2",
        areas,
        limit,
    )
    homes = await rows(
        "SELECT h.division, h.name, d.path AS place, h.id AS home_id,"  # noqa: S608 # our own words
        " COALESCE((SELECT p.status FROM post p WHERE p.office = 'director'"
        f" AND p.home_id = h.id AND p.status IN {_COMING} AS coming{_HOMES}"
        " ORDER BY h.division, h.id LIMIT $2",
        areas,
        limit,
    )
    return Gaps(
        *await vacant(prefixes),
        await value(
            "SELECT count(*) FROM post WHERE status = 'active' AND kind IS NULL"
            " AND division LIKE ANY($1)",
            areas,
        ),
        tuple(Gap(**row) for row in townships),
        tuple(Gap(**row) for row in homes),
    )


async def vacant(prefixes: tuple[str, ...]) -> tuple[int, int]:
    """How many townships lack a supervisor, and how many homes a director: for desks."""
    areas = [f"{prefix}%" for prefix in prefixes]
    return (
        await value("SELECT count(*)" + _TOWNSHIPS, areas),
        await value("SELECT count(*)" + _HOMES, areas),
    )


def areas_of(actor: Actor) -> tuple[str, ...]:
    """The prefixes in which somebody watches over posts: who names, decides or guides there."""
    held = {
        prefix
        for permission in (Permission.posts_name, Permission.homes_decide, Permission.posts_guide)
        for prefix in actor.scope(permission)
    }
    return tuple(sorted(held, key=lambda code: (len(code), code)))
