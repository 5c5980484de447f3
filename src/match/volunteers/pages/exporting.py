"""Shifts as a file: the public list. A small group's shift names no home in it either."""

from collections.abc import Sequence
from datetime import datetime

from match.foundation.language import _
from match.foundation.settings import settings
from match.foundation.sheets import Sheet
from match.site.exporting import Export, each_after, in_batches, telling
from match.site.exporting import columns as the
from match.volunteers.public import ShiftView
from match.volunteers.queries import open_shifts
from match.volunteers.states import ShiftStatus, shift_word

A_READ = 500


def shift_sheet(title: str) -> Sheet:
    """A shift: what, where, when, for how many."""
    return Sheet(
        title,
        (
            the.number("id", _("编号")),
            the.text("title", _("标题")),
            the.coded("status", _("状态"), {str(one): shift_word(one) for one in ShiftStatus}),
            the.text("where", _("地点")),
            the.text("division", _("区划代码")),
            the.text("home_name", _("儿童之家")),
            the.text("organisation", _("机构")),
            the.moment("starts_at", _("开始时间")),
            the.moment("ends_at", _("结束时间")),
            the.number("places", _("招募人数")),
            the.number("left", _("剩余名额")),
            the.number("minimum_age", _("最低年龄")),
            the.yes_no("child_contact", _("接触儿童")),
            the.text("need_title", _("对应需求")),
            the.text("url", _("网址")),
        ),
    )


def shifts_export(
    areas: list[str], since: datetime | None, chosen: list[tuple[str, str]]
) -> Export:
    """Shifts ahead, soonest first."""
    sheet = shift_sheet(_("志愿班次"))

    async def fetch(after: int) -> list[ShiftView]:
        return await open_shifts(areas=areas, since=since, after=after or None, limit=A_READ)

    row = telling(sheet, url=lambda one: f"{settings().base_url}/shifts/{one.id}")
    return Export("shifts", sheet, each_after(fetch, row), chosen, public=True)


def kept_export(found: Sequence[ShiftView]) -> Export:
    """The shifts of the reader's homes and organisations, with their homes: she runs them."""
    sheet = shift_sheet(_("我发布的班次"))
    row = telling(sheet, url=lambda one: f"{settings().base_url}/desk/shifts/{one.id}")
    return Export("kept-shifts", sheet, in_batches(found, row))
