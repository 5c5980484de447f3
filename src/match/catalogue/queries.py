"""Reading guiding catalogues. They are public; only who loads them is asked who she is."""

from datetime import date
from typing import Any

import msgspec

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import one, rows
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.foundation.permissions import Permission


class GuidingItem(msgspec.Struct, frozen=True):
    """One item. `division` is the level that issued the catalogue."""

    id: int
    division: str
    code: str
    name: str
    parent: str | None
    procurement_code: str | None
    document: str
    valid_from: date
    valid_to: date | None


_SELECT = (
    "SELECT id, division, item_code, name, parent_code, procurement_code, document,"
    " valid_from, valid_to FROM guiding_catalogue_item "
)
_NEAREST = """
WHERE valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2)
  AND division = (SELECT max(division) FROM guiding_catalogue_item WHERE division = ANY($1::text[]))
ORDER BY item_code
"""


async def guiding_items(division: str) -> list[GuidingItem]:
    """The items that hold today for a unit (12 digits): those of the nearest level above or at it
    that has loaded a catalogue. Empty when none has."""
    found = await rows(
        _SELECT + _NEAREST,
        [division[:digits].ljust(12, "0") for digits in (2, 4, 6)],
        clock.today(),
    )
    return [_item(row) for row in found]


async def guiding_item(item_id: int) -> GuidingItem:
    """One item, also one that no longer holds. Raises `NotFound`."""
    row = await one(_SELECT + "WHERE id = $1", item_id)
    if row is None:
        raise NotFound(_("没有这个指导性目录项目，请重新选择。"), id=item_id)
    return _item(row)


async def catalogue_item(division: str, code: str) -> GuidingItem | None:
    """The item of this code that *division* (12 digits) issued, if any."""
    row = await one(_SELECT + "WHERE division = $1 AND item_code = $2", division, code)
    return None if row is None else _item(row)


async def catalogue_of(division: str) -> list[GuidingItem]:
    """Every item that *division* itself issued, also those that no longer hold, by code."""
    found = await rows(_SELECT + "WHERE division = $1 ORDER BY item_code", division)
    return [_item(row) for row in found]


class Issuer(msgspec.Struct, frozen=True):
    """An area that may issue a catalogue, and how many items its one has."""

    code: str
    label: str
    items: int


async def issuers(actor: Actor) -> list[Issuer]:
    """Province, prefectures and counties for which *actor* loads catalogues, from above down."""
    # By name: places is a room beside this one.
    found = await rows(
        "SELECT d.code, replace(d.path, '/', ' ') AS label, count(i.id) AS items FROM division d"
        " LEFT JOIN guiding_catalogue_item i ON i.division = d.code"
        " WHERE d.level <= 3 AND d.valid_to IS NULL AND d.code LIKE ANY($1)"
        " GROUP BY d.code, d.path ORDER BY d.code",
        [f"{scope}%" for scope in actor.scope(Permission.parameters_set)],
    )
    return [Issuer(**row) for row in found]


def _item(row: dict[str, Any]) -> GuidingItem:
    return GuidingItem(
        id=row["id"],
        division=row["division"],
        code=row["item_code"],
        name=row["name"],
        parent=row["parent_code"],
        procurement_code=row["procurement_code"],
        document=row["document"],
        valid_from=row["valid_from"],
        valid_to=row["valid_to"],
    )
