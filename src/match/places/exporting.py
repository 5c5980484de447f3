"""Places as a public file: what is right under one, or what a search finds."""

from collections.abc import Sequence

from match.foundation.language import _
from match.foundation.sheets import Sheet
from match.places.queries import Place
from match.places.rules import Level
from match.site.exporting import Export, in_batches, telling
from match.site.exporting import columns as the


def places_export(found: Sequence[Place], chosen: Sequence[tuple[str, str]]) -> Export:
    """The units of the page, by code."""
    levels = {
        str(Level.PROVINCE.value): _("省"),
        str(Level.PREFECTURE.value): _("市州"),
        str(Level.COUNTY.value): _("县市区"),
        str(Level.TOWNSHIP.value): _("乡镇（街道）"),
        str(Level.VILLAGE.value): _("村（社区）"),
    }
    sheet = Sheet(
        _("行政区划"),
        (
            the.text("code", _("区划代码")),
            the.text("name", _("名称")),
            the.text("label", _("全称")),
            the.coded("level", _("级别"), levels),
        ),
    )
    row = telling(sheet, level=lambda place: str(place.level.value))
    return Export("places", sheet, in_batches(found, row), chosen, public=True)
