"""
A guiding catalogue as a kind of import: one row for each item of what one area issued.

A row that is missing changes nothing: what no longer holds gets its day (``valid_to``) in a row,
since a purchase of last year still names it.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from match.catalogue import guiding
from match.catalogue.policy import can_load_guiding_catalogue
from match.catalogue.queries import catalogue_item, issuers
from match.catalogue.sheet import cells, sheet
from match.foundation import audit
from match.foundation.actor import Actor
from match.foundation.db import command, one, value
from match.foundation.decisions import require
from match.foundation.errors import Invalid
from match.foundation.language import _
from match.foundation.permissions import Permission
from match.foundation.sheets import Reading, Row, Sheet, Value
from match.site.importing import (
    About,
    Ask,
    Diff,
    ImportKind,
    Outcome,
    Understood,
    diffs,
    one_by_one,
    understood,
)

# UNION without ALL: it ends even in a circle.
_ABOVE = """
WITH RECURSIVE above AS (
  SELECT item_code, parent_code FROM guiding_catalogue_item WHERE division = $1 AND item_code = $2
  UNION SELECT i.item_code, i.parent_code FROM guiding_catalogue_item i
    JOIN above ON i.item_code = above.parent_code WHERE i.division = $1
)
SELECT count(*) > 0 AS known, COALESCE(bool_or(item_code = $3), false) AS circle FROM above
"""
_LOCK = "SELECT id FROM guiding_catalogue_item WHERE division = $1 AND item_code = $2 FOR UPDATE"
_KEEP = """
INSERT INTO guiding_catalogue_item (division, item_code, name, parent_code, procurement_code,
  document, valid_from, valid_to)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (division, item_code) DO UPDATE SET name = $3, parent_code = $4, procurement_code = $5,
  document = $6, valid_from = $7, valid_to = $8
RETURNING id
"""


class GuidingRow(msgspec.Struct, frozen=True):
    """One item as a row says it; None where the row says nothing."""

    number: int
    code: str
    name: str
    document: str
    valid_from: date
    parent: str | None = None
    procurement_code: str | None = None
    valid_to: date | None = None


class GuidingList(ImportKind[GuidingRow]):
    """For the province, which loads what it or a level below it issued."""

    name = "guiding"
    permission = Permission.parameters_set
    item = GuidingRow

    def title(self) -> str:
        return _("政府购买服务指导性目录")

    def intro(self) -> str:
        return _(
            "一行是目录里的一项。编制采购时只能选本地现行目录里的项目。"
            "名单里没有的项目不受影响；不再执行的，填写失效日期。"
        )

    def after(self, about: About) -> tuple[str, str]:
        address = "/desk/guiding"
        return (f"{address}?division={about['division']}" if about else address), self.title()

    async def asks(self, actor: Actor, about: About) -> list[Ask]:
        del about
        options = [(issuer.code, issuer.label) for issuer in await issuers(actor)]
        return [Ask("division", _("哪一级发布的目录"), "select", options)]

    async def about(self, actor: Actor, sent: Mapping[str, Any]) -> About:
        division = str(sent.get("division", ""))
        if division not in {issuer.code for issuer in await issuers(actor)}:
            raise Invalid({"division": _("请选择是哪一级发布的目录。")})
        return {"division": division}

    async def allow(self, actor: Actor, about: About) -> str:
        everywhere = await super().allow(actor, about)
        if not about:
            return everywhere
        require(can_load_guiding_catalogue(actor, about["division"]))
        return about["division"]

    async def sheet(self, actor: Actor, about: About) -> Sheet:
        del actor, about
        return sheet()

    async def understand(
        self, actor: Actor, about: About, reading: Reading
    ) -> Understood[GuidingRow]:
        del actor, about
        return understood(reading, "name", _guiding_row)

    def same(self, item: GuidingRow) -> object:
        return item.code

    async def take(self, actor: Actor, about: About, items: Sequence[GuidingRow]) -> list[Outcome]:
        async def deed(row: GuidingRow) -> Outcome:
            result, changes = await import_guiding_item(actor, about["division"], row)
            return Outcome(row.number, f"{row.code} {row.name}", result, changes=changes)

        return await one_by_one(items, deed)


@command
async def import_guiding_item(
    actor: Actor, division: str, row: GuidingRow
) -> tuple[str, tuple[Diff, ...]]:
    """
    One row: ``created``, ``updated`` or ``unchanged``, found by area and code; an empty cell
    leaves what is known. Raises Denied, and Invalid by the columns of the sheet.
    """
    require(can_load_guiding_catalogue(actor, division))
    await value(_LOCK, division, row.code)
    known = await catalogue_item(division, row.code)
    before = cells(known) if known else {}
    given = msgspec.structs.asdict(row)
    after: dict[str, Any] = {
        column.key: before.get(column.key) if given[column.key] is None else given[column.key]
        for column in sheet().columns
    }
    changes = diffs(sheet(), before, after)
    if not changes:
        return "unchanged", ()
    await _require_whole(division, after)
    item = await value(_KEEP, division, *after.values())
    await audit.record(
        actor,
        "catalogue.guiding_kept",
        subject=("guiding_catalogue_item", item),
        division=division,
        reason=str(after["document"]),
        changes={"item": (None, row.code)},
    )
    return ("updated", changes) if known else ("created", ())


async def _require_whole(division: str, after: Mapping[str, Value]) -> None:
    """
    It may stand by itself, its days are in order, and what it stands under is there, and not under
    itself.
    """
    _require_item(after)
    begins, ends = after["valid_from"], after["valid_to"]
    if isinstance(begins, date) and isinstance(ends, date) and ends <= begins:
        raise Invalid({"valid_to": _("失效日期要晚于生效日期。")})
    if after["parent"] is None:
        return
    above = await one(_ABOVE, division, after["parent"], after["code"])
    assert above is not None, "an aggregate always has a row"
    if not above["known"]:
        raise Invalid({"parent": _("上级编号应写在本行之前")})
    if above["circle"]:
        raise Invalid({"parent": _("上级不能是这一项自己，也不能是它的下级。")})


def _require_item(cell: Mapping[str, Value]) -> None:
    """Raises Invalid by the columns of the sheet for what cannot stand in a catalogue."""
    said = (cell.get(key) for key in ("code", "name", "document", "procurement_code"))
    found = guiding.faults(*(str(each or "") for each in said))
    if found:
        raise Invalid(found)


def _guiding_row(row: Row) -> GuidingRow:
    """Raises Invalid: who reads the check finds each complaint under its column."""
    _require_item(row.values)
    cell = {key: found for key, found in row.values.items() if found is not None}
    return msgspec.convert({"number": row.number, **cell}, GuidingRow)
