"""A list of needs as a kind of import: drafts for the homes of a township or county (代填)."""

from collections.abc import Sequence

import msgspec

from match.foundation.actor import Actor
from match.foundation.db import command, one, rows
from match.foundation.errors import Conflict, Invalid
from match.foundation.forms import read
from match.foundation.language import _
from match.foundation.permissions import Permission
from match.foundation.sheets import Reading, Row, Sheet
from match.homes.listed import HomeFinder
from match.needs.commands import (
    save_delivery,
    save_kind,
    save_lines,
    save_people,
    write_need,
)
from match.needs.forms import BANDS, DeliveryStep, KindStep, Line, LinesStep, NeedForm, PeopleStep
from match.needs.sheet import cells, delivery_of, lines_of, sheet
from match.needs.states import WRITABLE, NeedStatus, Urgency
from match.site.importing import (
    About,
    Diff,
    ImportKind,
    Outcome,
    Understood,
    complained,
    diffs,
    one_by_one,
)
from match.site.importing.commands import remember_row, remembered

_HELD = (
    "home_id",
    "category",
    "title",
    "purpose",
    "wanted_from",
    "due_on",
    "groups",
    "child_contact",
    "skills",
)
_FREE = ("urgency", "due_on", "delivery")
"""Cells that may be left empty; then what is known stays."""


class NeedRow(msgspec.Struct, frozen=True):
    """One row: the whole need, and which of its free cells were filled."""

    number: int
    form: NeedForm
    given: list[str]


class NeedList(ImportKind[NeedRow]):
    """Each row becomes a draft, which the director or the clerk then hands in."""

    name = "needs"
    permission = Permission.needs_draft_for
    item = NeedRow

    def title(self) -> str:
        return _("需求名单")

    def intro(self) -> str:
        return _("一行是一个儿童之家的一条需求，导入后是草稿，核对后再提交。")

    def after(self, about: About) -> tuple[str, str]:
        del about
        return "/desk/needs", _("需求")

    async def sheet(self, actor: Actor, about: About) -> Sheet:
        del actor, about
        return sheet()

    async def understand(self, actor: Actor, about: About, reading: Reading) -> Understood[NeedRow]:
        del about
        finder = await HomeFinder.of(actor.scope(self.permission))
        items: list[NeedRow] = []
        refused: list[Outcome] = []
        for row in reading.good:
            home, lines = finder.find(row), lines_of(row.values)
            title = str(row.values["title"])
            if isinstance(home, str):
                refused.append(Outcome(row.number, title, "refused", home, column="village"))
            elif isinstance(lines, str):
                refused.append(Outcome(row.number, title, "refused", lines, column="name 1"))
            else:
                try:
                    items.append(_need_row(row, home.id, lines))
                except Invalid as refusal:
                    refused.append(complained(row.number, title, reading.sheet, refusal))
        return Understood(items, refused)

    def same(self, item: NeedRow) -> object:
        return item.form.home_id, item.form.title

    async def take(self, actor: Actor, about: About, items: Sequence[NeedRow]) -> list[Outcome]:
        listed = await self.sheet(actor, about)

        async def deed(row: NeedRow) -> Outcome:
            result, changes = await import_need(actor, row, listed)
            return Outcome(row.number, row.form.title, result, changes=changes)

        return await one_by_one(items, deed)


def _need_row(row: Row, home_id: int, lines: list[Line]) -> NeedRow:
    """Raises Invalid as the form of the wizard would."""
    given = row.values
    form = read(
        NeedForm,
        {
            **{key: given.get(key) for key in ("category", "title", "purpose", *_FREE)},
            "home_id": home_id,
            "lines": msgspec.to_builtins(lines),
            "bands": {band: n for band in BANDS if (n := given.get(f"band {band}"))},
        },
    )
    return NeedRow(row.number, form, [key for key in _FREE if given.get(key)])


@command
async def import_need(actor: Actor, row: NeedRow, listed: Sheet) -> tuple[str, tuple[Diff, ...]]:
    """
    One row: ``created``, ``updated`` with what changes, or ``unchanged``. The row finds its need
    again by home and title. Raises what writing a need does, and Conflict for one handed in.
    """
    form = row.form
    words = (str(form.home_id), form.title)
    known = await _known(words, form)
    if known is None:
        need_id = await write_need(actor, form)
        await remember_row(actor, NeedList.name, words, need_id)
        return "created", ()
    need_id, status, before = known
    kept = {key: getattr(before, key) for key in _FREE}
    after = msgspec.structs.replace(
        form, **{key: value for key, value in kept.items() if key not in row.given}
    )
    changes = diffs(listed, cells(before), cells(after))
    if not changes:
        return "unchanged", ()
    if status not in WRITABLE:
        raise Conflict(
            _("这条需求已经提交，不能再用名单修改；需要改时请在需求页面撤回或请乡镇退回。")
        )
    await save_kind(
        actor,
        need_id,
        KindStep(after.category, after.title, after.purpose, after.urgency,
                 before.wanted_from, after.due_on),
    )  # fmt: skip
    await save_people(actor, need_id, PeopleStep(after.bands, before.groups, before.child_contact))
    await save_lines(actor, need_id, LinesStep(after.lines))
    await save_delivery(actor, need_id, DeliveryStep(after.delivery))
    return "updated", changes


async def _known(words: Sequence[str], form: NeedForm) -> tuple[int, NeedStatus, NeedForm] | None:
    """The need that an earlier row made, or that the home has under this title."""
    need = await one(
        "SELECT * FROM need WHERE home_id = $1 AND (id = $2 OR title = $3)"
        " AND status NOT IN ('withdrawn', 'expired')"
        " ORDER BY id = $2 DESC NULLS LAST, id DESC LIMIT 1",
        form.home_id,
        await remembered(NeedList.name, words),
        form.title,
    )
    if need is None:
        return None
    lines = await rows(
        "SELECT name, quantity, unit, category, reference_price_fen FROM need_line"
        " WHERE need_id = $1 ORDER BY position",
        need["id"],
    )
    bands = need["bands"]
    held = {name: need[name] for name in _HELD}
    known = NeedForm(
        **held,
        bands=msgspec.json.decode(bands) if isinstance(bands, str) else bands,
        lines=[Line(**line) for line in lines],
        urgency=Urgency(need["urgency"]),
        delivery=delivery_of(need["delivery"]),
    )
    return need["id"], NeedStatus(need["status"]), known
