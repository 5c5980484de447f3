"""Reading the tree. It is the same for everybody and holds nothing private, so nobody is asked
who they are: these take no actor."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import msgspec

from match.foundation.db import rows
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.places.editions import PATH_SEPARATOR
from match.places.rules import BadCode, Code, Kind, Level, Scope, ancestors, code_of, scope_of
from match.places.shapes import Point

_SELECT = (
    "SELECT code, level, kind, name, parent_code, path, lon, lat, counts_as_county,"
    " valid_from, valid_to, replaced_by FROM division "
)
_MOST_FOUND = 50


class Place(msgspec.Struct, frozen=True):
    """A unit of the tree. `path` holds the names from the province down to itself, for a name
    alone says little: 2,427 village names repeat. `point` is its county's inside point."""

    code: Code
    level: Level
    kind: Kind
    name: str
    parent: Code | None
    path: tuple[str, ...]
    point: Point | None
    counts_as_county: bool
    valid_from: date
    valid_to: date | None
    replaced_by: Code | None

    @property
    def scope(self) -> Scope:
        """The prefix of everything in and under it."""
        return scope_of(self.code)

    @property
    def label(self) -> str:
        """Where it is, without the province that everything here is in: 湘西… 吉首市 …"""
        return " ".join(self.path[1:] or self.path)


async def division(code: str) -> Place:
    """One unit, also one that is no longer valid. Raises `NotFound`, for a text that is no code
    as well: codes arrive in addresses and forms."""
    found = await _places("WHERE code = $1", _checked(code))
    if not found:
        raise _unknown(code)
    return found[0]


async def divisions(codes: Iterable[str]) -> dict[str, Place]:
    """Several units by code, in one query; codes that are none are left out."""
    found = await _places("WHERE code = ANY($1::text[])", list(codes))
    return {place.code: place for place in found}


async def area_names(prefixes: Iterable[str]) -> dict[str, str]:
    """Names by prefix (433101 → 吉首市), as facets hold them; what is no prefix is left out."""
    whole = {prefix: prefix.ljust(12, "0") for prefix in prefixes}
    found = await divisions(whole.values())
    return {prefix: found[code].name for prefix, code in whole.items() if code in found}


async def current(code: str) -> Place:
    """The unit a code means today, following mergers; a closed one without successor stands for
    itself. Raises `NotFound`."""
    found = await _places(
        "WHERE code = (WITH RECURSIVE line AS ("
        "  SELECT code, replaced_by, 0 AS step FROM division WHERE code = $1"
        "  UNION ALL SELECT next.code, next.replaced_by, step + 1 FROM line"
        "  JOIN division next ON next.code = line.replaced_by WHERE step < 50)"
        " SELECT code FROM line ORDER BY step DESC LIMIT 1)",
        _checked(code),
    )
    if not found:
        raise _unknown(code)
    return found[0]


async def children(code: str) -> list[Place]:
    """The valid units one level down, in the order of their pinyin. Raises `NotFound`."""
    found = await _places(
        "WHERE parent_code = $1 AND valid_to IS NULL ORDER BY sort_key, code",
        _checked(code),
    )
    if not found:
        await division(code)  # no children, or no such unit?
    return found


async def path(code: str) -> list[Place]:
    """The units from the province down to this one, itself last. Raises `NotFound`."""
    line = [*ancestors(_checked(code)), code]
    found = await divisions(line)
    if code not in found:
        raise _unknown(code)
    return [found[step] for step in line]


async def counties(within: str = "43") -> list[Place]:
    """The valid counties of a scope, statistical zones left out, in the order of their codes."""
    return await _places(
        "WHERE counts_as_county AND valid_to IS NULL AND starts_with(code, $1) ORDER BY code",
        within,
    )


async def prefectures() -> list[Place]:
    """The 14 valid prefectures, in the order of their codes."""
    return await children_in_code_order("430000000000")


async def children_in_code_order(code: str) -> list[Place]:
    """Children as official lists order them: by code."""
    return sorted(await children(code), key=lambda place: place.code)


async def villages(within: str) -> list[Place]:
    """The valid administrative villages of a scope, in the order of their codes: what coverage is
    counted over (domain.md §1.8)."""
    return await _places(
        "WHERE kind = 'village' AND valid_to IS NULL AND code LIKE $1 || '%' ORDER BY code",
        within,
    )


async def find(text: str, *, within: str = "43", limit: int = 20) -> list[Place]:
    """Valid units by name, full pinyin or initials; the best first, larger units before smaller.

    Words in Chinese may name the unit or anything above it (泸溪 和平村); words in Latin letters
    begin the unit's own pinyin or initials. At most 50; an empty text finds nothing."""
    words = text.casefold().split()[:6]
    chinese = [word for word in words if not word.isascii()]
    latin = [word for word in words if word.isascii()]
    if not words:
        return []
    return await _places(
        "WHERE valid_to IS NULL AND code LIKE $1 || '%'"
        " AND (SELECT coalesce(bool_and(position(word IN path) > 0), true)"
        "      FROM unnest($2::text[]) AS word)"
        " AND (SELECT coalesce(bool_and(starts_with(pinyin, word) OR starts_with(initials, word)),"
        "      true) FROM unnest($3::text[]) AS word)"
        " AND ($4 = '' OR position($4 IN name) > 0)"
        " ORDER BY (name = $4 OR pinyin = ANY($3::text[])) DESC, starts_with(name, $4) DESC,"
        " level, sort_key, code LIMIT $5",
        within,
        chinese,
        latin,
        chinese[-1] if chinese else "",
        max(1, min(limit, _MOST_FOUND)),
    )


async def _places(condition: str, *values: object) -> list[Place]:
    return [_place(row) for row in await rows(_SELECT + condition, *values)]


def _checked(code: str) -> Code:
    try:
        return code_of(code)
    except BadCode as error:
        raise _unknown(code) from error


def _unknown(code: str) -> NotFound:
    return NotFound(_("没有这个行政区划，请重新选择。"), code=code)


def _place(row: dict[str, Any]) -> Place:
    return Place(
        code=row["code"],
        level=Level(row["level"]),
        kind=Kind(row["kind"]),
        name=row["name"],
        parent=row["parent_code"],
        path=tuple(row["path"].split(PATH_SEPARATOR)),
        point=None if row["lon"] is None else Point(row["lon"], row["lat"]),
        counts_as_county=row["counts_as_county"],
        valid_from=row["valid_from"],
        valid_to=row["valid_to"],
        replaced_by=row["replaced_by"],
    )
