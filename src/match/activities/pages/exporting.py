"""A home's book of activities as a file: numbers only, as the list of activities takes them in."""

from match.activities import policy
from match.activities.queries import KeptHome, my_homes
from match.activities.queries.book import BookLine, book
from match.activities.sheet import HEADS, cells, sheet
from match.activities.states import ActivityStatus, activity_word
from match.foundation.actor import Actor
from match.foundation.errors import Invalid
from match.foundation.language import _
from match.foundation.sheets import Sheet
from match.foundation.sheets.columns import Holds, Value
from match.site.exporting import MOST, Export, in_batches
from match.site.exporting import columns as the
from match.site.importing.personal import holds_identity


async def book_export(actor: Actor, home: KeptHome) -> Export:
    """
    The home's activities in the columns of the list that its people import: it may be corrected
    and sent again. The offices above have the totals that their page shows, not the ages. Raises
    Invalid where somebody's identity number stands in it: it never leaves in a file.
    """
    helps = policy.helps(actor, home.id)
    homes = {one.id: one.name for one in await my_homes(actor)} if helps else {}
    listed = sheet(sorted((homes | {home.id: home.name}).items()))
    parts = {key for key, _header in HEADS} - {"adults"}
    states = {str(one): activity_word(one) for one in ActivityStatus}
    told = Sheet(
        listed.title,
        (
            *(column for column in listed.columns if helps or column.key not in parts),
            the.number("children", _("儿童"), holds=Holds.internal),
            the.coded("status", _("状态"), states),
        ),
    )

    def row(line: BookLine) -> dict[str, Value]:
        known = {key: line.row[key] for key in ("id", "children", "status")}
        return {**cells(line.row, line.parts), **known}

    found = await book(home.id, MOST + 1)
    if any(holds_identity(line.row[key]) for line in found for key in ("title", "risk_note")):
        raise Invalid({}, _("有活动的名称或安全措施写了身份证号，不能导出。请联系平台管理员删去。"))
    return Export("home-activities", told, in_batches(found, row), [("", home.name)])
