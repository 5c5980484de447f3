"""Counts by county as a public file; for a county, its organisations that serve children."""

from collections.abc import Mapping, Sequence
from typing import Any

from match.foundation.actor import Actor
from match.foundation.language import _
from match.foundation.sheets import Sheet
from match.foundation.sheets.columns import Value
from match.incubation.queries.gauges import CountyLine
from match.incubation.queries.serving import serving
from match.incubation.sheet import ENTRY, cells, kept_sheet
from match.site.exporting import Export, in_batches, telling
from match.site.exporting import columns as the


def counties_export(found: Sequence[CountyLine], place: str) -> Export:
    """Every county with both gauges."""
    sheet = Sheet(
        _("服务儿童的社会组织"),
        (
            the.text("code", _("区划代码")),
            the.text("name", _("县市区")),
            the.number("organisations", _("社会组织")),
            the.number("townships", _("乡镇（街道）数")),
            the.number("townships_met", _("有辅导人员的乡镇")),
            the.number("counsellors", _("心理辅导人员")),
            the.yes_no("met", _("达到 3 家")),
        ),
    )
    row = telling(sheet)
    return Export("incubation", sheet, in_batches(found, row), [("", place)], public=True)


async def serving_export(actor: Actor, county: str) -> Export:
    """
    The organisations of a county (6 digits; empty: none) in the columns of the list that it
    imports: it may be corrected and sent again. A base that others keep has a column of its own.
    """
    listed = await kept_sheet(actor)
    kept = {code for column in listed.columns if column.key == "base"
            for code in column.choices.values()}  # fmt: skip
    told = Sheet(
        listed.title,
        (
            *listed.columns,
            the.text("base_name", _("所在基地")),
            the.yes_no("counted", _("已计入")),
        ),
    )

    def row(known: Mapping[str, Any]) -> dict[str, Value]:
        said = cells(known)
        own = said["base"] in kept
        whose = {key: known[key] for key in ("uscc", "name", "base_name")}
        return {
            **{key: cell for key, cell in said.items() if own or key not in ENTRY},
            **whose,
            "counted": the.said(known["counted"]),
        }

    return Export("serving", told, in_batches(await serving(county) if county else [], row))
