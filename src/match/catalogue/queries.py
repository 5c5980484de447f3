"""Reading guiding catalogues. They are public, so nobody is asked who they are."""

from datetime import date
from typing import Any

import msgspec

from match.foundation import clock
from match.foundation.db import one, rows
from match.foundation.errors import NotFound
from match.foundation.language import _


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
