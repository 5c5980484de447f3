"""Homes as a file: the public list."""

from typing import Any

import msgspec

from match.catalogue import codes
from match.foundation.actor import Actor
from match.foundation.language import _
from match.foundation.settings import settings
from match.foundation.sheets import Sheet
from match.foundation.sheets.columns import Value
from match.homes.commands._book import form_of
from match.homes.listed import village_said
from match.homes.pages.common import status_word
from match.homes.queries import HomeCard, registry_rows
from match.homes.sheet import cells, sheet
from match.homes.states import HomeStatus
from match.site.browsing import Told
from match.site.exporting import Export, each_after, telling
from match.site.exporting import columns as the


def homes_told() -> Told[HomeCard]:
    """Working homes, one a row."""
    sheet = Sheet(
        _("儿童之家"),
        (
            the.number("id", _("编号")),
            the.text("name", _("名称")),
            the.text("division", _("区划代码")),
            the.text("place", _("地点")),
            the.coded("status", _("状态"), {str(one): status_word(one) for one in HomeStatus}),
            the.coded("site_source", _("场所来源"), _words("site_source")),
            the.text("facilities", _("功能场地")),
            the.number("open_days", _("每周开放天数")),
            the.text("url", _("网址")),
        ),
    )
    row = telling(
        sheet,
        place=lambda home: " ".join(home.place.split("/")[1:]),
        facilities=lambda home: [codes.home_entry(code).label() for code in home.facilities],
        open_days=lambda home: len({span.weekday for span in home.hours}),
        url=lambda home: f"{settings().base_url}/homes/{home.id}",
    )
    return Told("homes", sheet, row)


def _words(listing: str) -> dict[str, str]:
    return {entry.code: entry.label() for entry in codes.home_list(listing)}


async def registry_export(actor: Actor, text: str) -> Export:
    """
    The homes of the desk in the columns of the list that a county imports, so that it may be
    corrected and sent again. What such a list cannot mean (a second home of a village, one that
    is closed) bears its kind behind the village's name, and would be refused.
    """
    columns = sheet()
    states = {str(one): status_word(one) for one in HomeStatus}
    told = Sheet(columns.title, (*columns.columns, the.coded("status", _("状态"), states)))

    async def fetch(after: int) -> list[Kept]:
        found = await registry_rows(actor, text=text, after=after)
        return [Kept(row["id"], row) for row in found]

    chosen = [(_("关键词"), text)] if text.strip() else []
    return Export("registry", told, each_after(fetch, _kept_row), chosen)


class Kept(msgspec.Struct, frozen=True):
    """A home's row of the registry."""

    id: int
    row: dict[str, Any]


def _kept_row(kept: Kept) -> dict[str, Value]:
    row = kept.row
    township, village = village_said(row["path"], row["kind"], row["status"])
    return {
        "township": township,
        "village": village,
        "status": row["status"],
        **{key: value for key, value in cells(form_of(row)).items() if key != "village"},
    }
