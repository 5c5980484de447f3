"""Inspections that were kept in Excel, as a kind of import: each by whoever made it."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from match.foundation.actor import Actor
from match.foundation.db import command, one, rows
from match.foundation.errors import Conflict, Invalid, NotFound
from match.foundation.forms import read
from match.foundation.language import _
from match.foundation.permissions import Permission
from match.foundation.sheets import Reading, Row, Sheet
from match.foundation.sheets.cells import tidy
from match.homes.listed import HomeFinder
from match.site.importing import (
    About,
    ImportKind,
    Outcome,
    Understood,
    diffs,
    one_by_one,
    understood,
)
from match.standards import policy
from match.standards.commands import note_inspection
from match.standards.forms import Findings
from match.standards.sheet import JUDGED, cells, found_of, said_cells, sheet


class InspectionRow(msgspec.Struct, frozen=True):
    """One row: the home, who looked, what was found; its number where the row says one."""

    number: int
    home: int
    name: str
    inspector: str
    findings: Findings
    inspection: int | None = None


class InspectionList(ImportKind[InspectionRow]):
    """Each row is an inspection of a day that is over; what is there already is never changed."""

    name = "inspections"
    permission = Permission.standards_inspect
    item = InspectionRow

    def title(self) -> str:
        return _("检查记录")

    def intro(self) -> str:
        return _(
            "一行是自己做的一次检查：每一项写“符合”“不适用”，或“不符合：缺什么”。"
            "整改期限由平台按标准计算。要附照片的，请用【安排检查】里的检查表。"
        )

    def after(self, about: About) -> tuple[str, str]:
        del about
        return "/desk/standards", _("标准与整改")

    async def sheet(self, actor: Actor, about: About) -> Sheet:
        del actor, about
        return sheet()

    async def understand(
        self, actor: Actor, about: About, reading: Reading
    ) -> Understood[InspectionRow]:
        del about
        finder = await HomeFinder.of(actor.scope(self.permission))
        return understood(reading, "village", lambda row: _inspection_row(row, finder))

    def same(self, item: InspectionRow) -> object:
        return item.inspection or (item.home, item.findings.inspected_on)

    async def take(
        self, actor: Actor, about: About, items: Sequence[InspectionRow]
    ) -> list[Outcome]:
        listed = await self.sheet(actor, about)

        async def deed(row: InspectionRow) -> Outcome:
            result = await import_inspection(actor, row, listed)
            return Outcome(row.number, row.name, result)

        # Of one home the earlier look comes first, however the list is ordered.
        return await one_by_one(sorted(items, key=lambda row: row.findings.inspected_on), deed)


@command
async def import_inspection(actor: Actor, row: InspectionRow, listed: Sheet) -> str:
    """
    One row: ``created``, or ``unchanged`` where the home's inspection of that day says the same.
    Raises Conflict where it says something else, Invalid for one that another person made, and
    what keeping an inspection does, under the columns of the list.
    """
    known = await _known(actor, row)
    if known is not None:
        found = await rows("SELECT * FROM inspection_line WHERE inspection_id = $1", known["id"])
        before = cells(known, found)
        changes = diffs(listed, before, {**before, **said_cells(row.findings, row.inspector)})
        if changes:
            raise Conflict(
                _("这一天的检查已经登记，%(header)s不同。要更正，请另安排一次检查。")
                % {"header": changes[0].header}
            )
        return "unchanged"
    if tidy(row.inspector) != tidy(actor.name):
        raise Invalid({"inspector": _("只能登记自己做的检查，别人做的请本人导入。")})
    try:
        await note_inspection(actor, row.home, row.findings)
    except Invalid as refusal:
        raise Invalid(_by_column(refusal.fields), refusal.message) from refusal
    return "created"


async def _known(actor: Actor, row: InspectionRow) -> dict[str, Any] | None:
    """The inspection a row speaks of, by number, else by home and day. Raises NotFound."""
    known = await one(
        "SELECT i.*, a.name AS inspector FROM inspection i JOIN account a ON a.id = i.inspector_id"
        " WHERE i.home_id = $1 AND (i.id = $2 OR ($2::bigint IS NULL AND i.inspected_on = $3))"
        " ORDER BY i.id DESC LIMIT 1",
        row.home,
        row.inspection,
        row.findings.inspected_on,
    )
    if known is None and row.inspection is not None:
        raise NotFound(
            _("这个儿童之家没有编号 %(id)s 的检查。新增时请把编号空着。") % {"id": row.inspection}
        )
    if known is not None and not policy.can_read(actor, row.home, known["division"]):
        raise NotFound(_("没有找到这次检查。"))
    return known


def _by_column(complaints: Mapping[str, str]) -> dict[str, str]:
    """The boxes of the checklist, r-STD-FIRE and n-STD-FIRE, are one column of a list."""
    return {key.removeprefix("r-").removeprefix("n-"): told for key, told in complaints.items()}


def _inspection_row(row: Row, finder: HomeFinder) -> InspectionRow:
    """Raises Invalid for a place that is none, and for an answer that is none."""
    home = finder.find(row)
    if isinstance(home, str):
        raise Invalid({"village": home})
    answers = {line.code: found_of(str(row.values[line.code])) for line in JUDGED}
    wrong = {
        code: _("请写“符合”“不适用”，或“不符合：缺什么”。")
        for code, found in answers.items()
        if found is None
    }
    if wrong:
        raise Invalid(wrong)
    findings = read(
        Findings,
        {
            **{key: row.values.get(key) for key in ("inspected_on", "area_m2", "note")},
            "lines": msgspec.to_builtins(answers),
        },
    )
    number, inspector = row.values.get("id"), str(row.values["inspector"])
    known = number if isinstance(number, int) else None
    return InspectionRow(row.number, home.id, home.name, inspector, findings, known)
