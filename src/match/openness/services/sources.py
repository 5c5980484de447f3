"""Homes by the columns that their public pages show."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from match.foundation.db import one, rows, value
from match.openness.services.process import County, Exceptional, Hours, ServedHome

HOMES = """
SELECT h.id, h.name, h.status, h.division, d.path, left(h.division, 6)::bigint AS county,
       c.name AS county_name, h.facilities, h.indoor_area_m2 AS area_m2,
       coalesce((SELECT json_agg(json_build_object('id', o.id, 'weekday', o.weekday, 'opens',
         o.opens, 'closes', o.closes) ORDER BY o.weekday, o.opens) FROM opening_hour o
         WHERE o.home_id = h.id AND o.active), '[]')::text AS hours,
       coalesce((SELECT json_agg(json_build_object('id', e.id, 'starts_on', e.starts_on, 'ends_on',
         e.ends_on, 'weekdays', e.weekdays, 'opens', e.opens, 'closes', e.closes, 'second_opens',
         e.second_opens, 'second_closes', e.second_closes, 'note', e.note) ORDER BY e.id)
         FROM opening_exception e WHERE e.home_id = h.id AND e.removed_at IS NULL
         AND e.ends_on >= current_date), '[]')::text AS exceptions
  FROM home h JOIN division d ON d.code = h.division
  JOIN division c ON c.code = left(h.division, 6) || '000000'
 WHERE h.status IN ('open', 'idle', 'suspended')
"""
COUNTIES = """
SELECT left(h.division, 6)::bigint AS code, c.name, c.path, count(*) AS homes FROM home h
  JOIN division c ON c.code = left(h.division, 6) || '000000'
 WHERE h.status IN ('open', 'idle', 'suspended') GROUP BY 1, 2, 3
"""
_COUNT = "SELECT count(*) FROM home WHERE status IN ('open', 'idle', 'suspended')"


async def home_count(county: int | None = None) -> int:
    """How many there are, of all counties or of one."""
    return await value(
        _COUNT + " AND ($1::bigint IS NULL OR left(division, 6)::bigint = $1)", county
    )


async def homes(page: int, size: int, *, county: int | None = None) -> list[ServedHome]:
    """One page of them by number; pages begin with 1."""
    found = await rows(
        HOMES + " AND ($3::bigint IS NULL OR left(h.division, 6)::bigint = $3)"
        " ORDER BY h.id LIMIT $1 OFFSET $2",
        size,
        (page - 1) * size,
        county,
    )
    return [home_of(row) for row in found]


async def home(number: int) -> ServedHome | None:
    """One home, or None where the public knows of none."""
    row = await one(HOMES + " AND h.id = $1", number)
    return home_of(row) if row else None


async def counties(page: int, size: int) -> list[County]:
    """One page of the counties that have homes, by code."""
    found = await rows(COUNTIES + " ORDER BY 1 LIMIT $1 OFFSET $2", size, (page - 1) * size)
    return [County(**row) for row in found]


async def county_count() -> int:
    """How many counties have homes."""
    return await value(f"SELECT count(*) FROM ({COUNTIES}) x")  # noqa: S608 # our own text


async def county(code: int) -> County | None:
    """One county, or None where it has no home."""
    row = await one(f"SELECT * FROM ({COUNTIES}) x WHERE x.code = $1", code)  # noqa: S608 # our own text
    return County(**row) if row else None


def home_of(row: Mapping[str, Any]) -> ServedHome:
    """A row of `HOMES`."""
    known = {name: row[name] for name in _PLAIN}
    return ServedHome(
        **known,
        facilities=tuple(row["facilities"]),
        hours=_listed(row["hours"], Hours),
        exceptions=_listed(row["exceptions"], Exceptional),
    )


_PLAIN: Sequence[str] = (
    "id", "name", "status", "division", "path", "county", "county_name", "area_m2",
)  # fmt: skip


def _listed(text: str, shape: type[Any]) -> tuple[Any, ...]:
    return msgspec.json.decode(text, type=tuple[shape, ...])
