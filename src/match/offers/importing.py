"""A list of offers as a kind of import: an organisation enters drafts, and corrects them."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from match.foundation.actor import Actor
from match.foundation.db import command, one
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.foundation.forms import read
from match.foundation.language import _
from match.foundation.permissions import Permission
from match.foundation.sheets import Reading, Row, Sheet
from match.offers import policy
from match.offers.commands import change_offer, draft_offer
from match.offers.forms import OfferForm
from match.offers.queries import own_organisations
from match.offers.sheet import FREE, HELD, PERSON, YES, cells, form_of, sheet
from match.offers.states import WRITABLE, OfferStatus
from match.places.listed import AreaFinder
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
from match.site.importing.commands import remember_row, remembered


class OfferRow(msgspec.Struct, frozen=True):
    """One row: the whole offer, its number where the row says one, its free cells that were
    filled."""

    number: int
    form: OfferForm
    given: list[str]
    offer: int | None = None


class OfferList(ImportKind[OfferRow]):
    """Each row becomes a draft, which its giver then hands in."""

    name = "offers"
    permission = Permission.offers_draft
    item = OfferRow

    def title(self) -> str:
        return _("供给名单")

    def intro(self) -> str:
        return _("一行是本机构的一条供给，导入后是草稿，核对后再提交。")

    def after(self, about: About) -> tuple[str, str]:
        del about
        return "/offers/mine", _("我的供给")

    async def allow(self, actor: Actor, about: About) -> str:
        del about
        if not self.offered(actor):
            raise Denied(_("供给名单由机构的管理员导入。个人请用表单登记。"))
        return ""  # no area's list, but its giver's alone

    def offered(self, actor: Actor) -> bool:
        return actor.may(self.permission) and bool(actor.organisations)

    async def sheet(self, actor: Actor, about: About) -> Sheet:
        del about
        return sheet(await own_organisations(actor))

    async def understand(
        self, actor: Actor, about: About, reading: Reading
    ) -> Understood[OfferRow]:
        del actor, about
        areas = await AreaFinder.of_province()
        return understood(reading, "title", lambda row: _offer_row(row, areas))

    def same(self, item: OfferRow) -> object:
        return item.offer or (item.form.organisation, item.form.title)

    async def take(self, actor: Actor, about: About, items: Sequence[OfferRow]) -> list[Outcome]:
        listed, areas = await self.sheet(actor, about), await AreaFinder.of_province()

        async def deed(row: OfferRow) -> Outcome:
            result, changes = await import_offer(actor, row, listed, areas)
            return Outcome(row.number, row.form.title, result, changes=changes)

        return await one_by_one(items, deed)


@command
async def import_offer(
    actor: Actor, row: OfferRow, listed: Sheet, areas: AreaFinder
) -> tuple[str, tuple[Diff, ...]]:
    """
    One row: ``created``, ``updated`` with what changes, or ``unchanged``. It finds its offer by
    number, else by giver and title. Raises what writing an offer does, and Conflict for a change
    of one that was handed in.
    """
    form = row.form
    words = (str(form.organisation or f"person {actor.id}"), form.title)
    known = await _known(actor, row, words)
    if known is None:
        offer_id = await draft_offer(actor, form)
        await remember_row(actor, OfferList.name, words, offer_id)
        return "created", ()
    before = form_of(known)
    kept = {name: getattr(before, name) for name in FREE if name not in row.given}
    held = {name: getattr(before, name) for name in HELD}
    after = msgspec.structs.replace(form, **kept, **held)
    changes = diffs(listed, cells(before, areas), cells(after, areas))
    if not changes:
        return "unchanged", ()
    if OfferStatus(known["status"]) not in WRITABLE:
        raise Conflict(_("这条供给已经提交，不能再用名单修改；需要改时请撤回后重新发布。"))
    await change_offer(actor, known["id"], after)
    return "updated", changes


async def _known(actor: Actor, row: OfferRow, words: Sequence[str]) -> Mapping[str, Any] | None:
    """The offer a row speaks of. Raises NotFound for a number that is none of one's own."""
    if row.offer is not None:
        known = await one("SELECT * FROM offer WHERE id = $1", row.offer)
        if known is None or not policy.is_own(
            actor, known["organisation_id"], known["submitted_by"]
        ):
            raise NotFound(_("您没有编号 %(id)s 的供给。新增时请把编号空着。") % {"id": row.offer})
        return known
    return await one(
        "SELECT * FROM offer WHERE (id = $3 OR title = $4)"
        " AND (organisation_id = $1 OR ($1::bigint IS NULL AND organisation_id IS NULL"
        "  AND submitted_by = $2)) AND status NOT IN ('withdrawn', 'expired', 'rejected')"
        " ORDER BY id = $3 DESC NULLS LAST, id DESC LIMIT 1",
        row.form.organisation,
        actor.id,
        await remembered(OfferList.name, words),
        row.form.title,
    )


def _offer_row(row: Row, areas: AreaFinder) -> OfferRow:
    """Raises Invalid as the form does, and for an area that is none."""
    reach = areas.find(str(row.values["areas"]))
    if isinstance(reach, str):
        raise Invalid({"areas": reach})
    cells_of = {name: value for name, value in row.values.items() if value is not None}
    given = [name for name in FREE if name in cells_of]
    number = cells_of.pop("id", None)
    giver = cells_of.pop("giver")
    contact = cells_of.pop("child_contact", None) == YES
    form = read(
        OfferForm,
        {
            **cells_of,
            "organisation": None if giver == PERSON else giver,
            "areas": reach,
            "child_contact": contact,
        },
    )
    return OfferRow(row.number, form, given, number if isinstance(number, int) else None)
