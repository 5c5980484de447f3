"""
A county's list of organisations that serve children, as a kind of import.

It enters nobody into the register: an organisation applies itself and is verified. What is the
county's to say is said for each: that it serves, and in which base it is (notice 4.2a–c).
"""

import re
from collections.abc import Sequence
from typing import Any

import msgspec

from match.foundation.actor import Actor
from match.foundation.db import command, one
from match.foundation.errors import Conflict, Invalid, NotFound
from match.foundation.forms import read
from match.foundation.identifiers import tidy_code
from match.foundation.language import _
from match.foundation.permissions import Permission
from match.foundation.sheets import Reading, Row, Sheet, Value
from match.foundation.sheets.cells import tidy
from match.incubation import policy
from match.incubation.commands import enter, give_word
from match.incubation.forms import EntryForm, WordForm
from match.incubation.queries.serving import said_of
from match.incubation.sheet import ENTRY, NO, WORD, YES, cells, kept_sheet
from match.site.importing import (
    About,
    Diff,
    ImportKind,
    Outcome,
    Understood,
    diffs,
    one_by_one,
    understood,
)


class ServingRow(msgspec.Struct, frozen=True):
    """One row: which organisation, the county's word, and how it came into a base."""

    number: int
    uscc: str
    name: str
    word: WordForm | None = None
    entry: EntryForm | None = None


class ServingList(ImportKind[ServingRow]):
    """Registered organisations alone; sent again, it changes nothing."""

    name = "serving"
    permission = Permission.incubation_keep
    item = ServingRow

    def title(self) -> str:
        return _("服务儿童的社会组织名单")

    def intro(self) -> str:
        return _(
            "一行是一家已经登记的机构：县里确认它在服务儿童，或把它接收进孵化基地。"
            "没有登记的机构请先自己申请。"
        )

    def after(self, about: About) -> tuple[str, str]:
        del about
        return "/desk/incubation", _("社会组织孵化")

    async def sheet(self, actor: Actor, about: About) -> Sheet:
        del about
        return await kept_sheet(actor)

    async def understand(
        self, actor: Actor, about: About, reading: Reading
    ) -> Understood[ServingRow]:
        del actor, about
        return understood(reading, "name", _serving_row)

    def same(self, item: ServingRow) -> object:
        return item.uscc

    async def take(self, actor: Actor, about: About, items: Sequence[ServingRow]) -> list[Outcome]:
        listed = await self.sheet(actor, about)

        async def deed(row: ServingRow) -> Outcome:
            result, changes = await import_serving(actor, row, listed)
            return Outcome(row.number, row.name, result, changes=changes)

        return await one_by_one(items, deed)


@command
async def import_serving(
    actor: Actor, row: ServingRow, listed: Sheet
) -> tuple[str, tuple[Diff, ...]]:
    """
    One row: ``created`` where nothing was said of the organisation yet, ``updated``, or
    ``unchanged``, as a row is that says nothing of it. Raises NotFound for one that is not
    registered in the reader's area, and Conflict for one that is in another base or came there in
    another way.
    """
    organisation = await _registered(actor, row)
    before = cells(await said_of(organisation["id"]))
    after = {**before, **_said(row)}
    changes = diffs(listed, before, after)
    if not changes:
        return "unchanged", ()
    if row.entry is not None and any(before[key] != after[key] for key in ENTRY):
        if before["base"] is not None:
            raise Conflict(_("这家机构已经在孵化，基地、方式和进入日期不能用名单修改。"))
        await enter(actor, msgspec.structs.replace(row.entry, organisation_id=organisation["id"]))
    if row.word is not None and any(before[key] != after[key] for key in WORD):
        await give_word(actor, organisation["id"], row.word)
    return ("updated", changes) if any(before.values()) else ("created", ())


async def _registered(actor: Actor, row: ServingRow) -> dict[str, Any]:
    """The organisation of the row, under its registered name."""
    found = await one("SELECT id, name, division FROM organisation WHERE uscc = $1", row.uscc)
    if found is None or policy.can_keep(actor, found["division"]) is not True:
        raise NotFound(
            _("本辖区没有登记这个统一社会信用代码的机构。请核对，或请机构先在平台申请登记。")
        )
    if _plain(found["name"]) != _plain(row.name):
        raise Invalid({"name": _("这个代码登记的机构是“%(name)s”，请核对。") % found})
    return found


def _said(row: ServingRow) -> dict[str, Value]:
    """What the row says, as cells; what it leaves open is not here."""
    said: dict[str, Value] = {}
    if row.word is not None:
        said |= {"active": YES if row.word.active else NO, "said": tidy(row.word.said)}
    if row.entry is not None:
        said |= {
            "base": str(row.entry.base_id),
            "mode": row.entry.mode,
            "began_on": row.entry.began_on,
        }
    return said


def _serving_row(row: Row) -> ServingRow:
    """Raises Invalid for a word or an entry that is not whole."""
    values = {key: value for key, value in row.values.items() if value is not None}
    missing = {
        key: _("请填写这一项。")
        for together in (WORD, ENTRY)
        if any(key in values for key in together)
        for key in together
        if key not in values
    }
    if missing:
        raise Invalid(missing)
    word = entry = None
    if "said" in values:
        word = read(WordForm, {"said": values["said"], "active": values["active"] == YES})
    if "base" in values:
        chosen = {"base_id": values["base"], "organisation_id": 0}
        entry = read(EntryForm, {**chosen, "mode": values["mode"], "began_on": values["began_on"]})
    uscc = tidy_code(str(values["uscc"]))
    return ServingRow(row.number, uscc, str(values["name"]), word, entry)


def _plain(name: str) -> str:
    """A name without the spaces and brackets that lists write in two ways."""
    return re.sub(r"\s", "", tidy(name)).translate(str.maketrans("（）", "()"))
