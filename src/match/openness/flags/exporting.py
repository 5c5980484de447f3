"""Red flags as a file for the auditor: a sign is no verdict, and says what was measured."""

from collections.abc import Sequence

from match.foundation.language import _
from match.foundation.sheets import Sheet
from match.openness.flags import wording
from match.openness.flags.queries import Overview
from match.openness.flags.rules import Flag
from match.site.exporting import Export, in_batches, telling
from match.site.exporting import columns as the


def flags_export(found: Overview) -> Export:
    """One sign a row: those of cases first, then those of organisations over the year."""
    sheet = Sheet(
        _("风险提示"),
        (
            the.text("sign", _("提示代码")),
            the.text("name", _("提示")),
            the.number("tender_id", _("采购编号")),
            the.text("title", _("采购项目")),
            the.text("purchaser", _("采购单位")),
            the.text("organisation", _("机构")),
            the.text("measured", _("数值和界限")),
        ),
    )
    signs: list[tuple[Flag, str, str, str]] = [
        (flag, seen.title, seen.purchaser, "") for seen in found.seen for flag in seen.flags
    ]
    signs += [(flag, "", "", name) for flag, name in found.organisations]
    row = telling(
        sheet,
        sign=lambda one: one[0].sign.value,
        name=lambda one: wording.name(one[0].sign),
        tender_id=lambda one: one[0].tender_id,
        title=lambda one: one[1],
        purchaser=lambda one: one[2],
        organisation=lambda one: one[3],
        measured=lambda one: wording.measured(one[0]),
    )
    listed: Sequence[tuple[Flag, str, str, str]] = signs
    return Export("red-flags", sheet, in_batches(listed, row))
