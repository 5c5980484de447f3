"""Gauges and the rows behind them as files."""

from collections.abc import Sequence

from match.foundation.language import _
from match.foundation.sheets import Sheet
from match.foundation.sheets.columns import Column, Value
from match.insight.dashboard import Dashboard
from match.insight.gauges import label
from match.insight.lists import everything, rows_sheet
from match.insight.queries.gauges import Part
from match.insight.words import shown
from match.places.queries import Place
from match.site.exporting import MOST, Export, in_batches, telling
from match.site.exporting import columns as the


async def rows_export(place: Place, key: str, only: str) -> Export:
    """What was counted in a place, and what was not."""
    sheet = rows_sheet(key)
    words = {"missing": _("未计入"), "counted": _("已计入")}
    chosen = [("", place.name), *((("", words[only]),) if only in words else ())]
    found = await everything(place.scope, key, only, MOST + 1)
    return Export("gauge-rows", sheet, in_batches(found, telling(sheet)), chosen)


def parts_export(view: Dashboard, *, public: bool) -> Export:
    """The table of what is right below a place: every gauge as the page shows it."""
    columns: Sequence[Column] = [the.text(key, label(key)) for key in view.columns]
    sheet = Sheet(
        _("各地指标"),
        (the.text("code", _("区划代码")), the.text("name", _("地方")), *columns),
    )

    def row(part: Part) -> dict[str, Value]:
        held = {key: shown(part.gauges[key]) for key in view.columns if key in part.gauges}
        return {"code": part.code, "name": part.name, **held}

    rows = in_batches(view.parts, row)
    return Export("coverage", sheet, rows, [("", view.place.name)], public=public)
