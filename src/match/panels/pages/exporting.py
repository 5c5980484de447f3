"""The pool of experts as a file, for those who keep it."""

from collections.abc import Sequence

from match.catalogue import codes
from match.foundation.language import _
from match.foundation.sheets import Sheet
from match.foundation.sheets.columns import Holds
from match.panels.queries.experts import ExpertView
from match.panels.states import ExpertStatus, expert_word
from match.site.exporting import Export, in_batches, telling
from match.site.exporting import columns as the


def pool_export(found: Sequence[ExpertView], status: str) -> Export:
    """Experts of the reader's areas, as the list names them."""
    person = {"holds": Holds.personal}
    sheet = Sheet(
        _("评审专家库"),
        (
            the.number("id", _("编号")),
            the.text("name", _("姓名"), **person),
            the.coded("status", _("状态"), {str(one): expert_word(one) for one in ExpertStatus}),
            the.text("division", _("区划代码")),
            the.text("place", _("地点")),
            the.text("employer", _("工作单位"), **person),
            the.text("fields", _("评审领域")),
        ),
    )
    row = telling(sheet, fields=lambda one: [codes.label(code) for code in one.fields])
    chosen = [("", expert_word(ExpertStatus(status)))] if status else []
    return Export("experts", sheet, in_batches(found, row), chosen)
