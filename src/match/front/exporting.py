"""The one list of work as a file."""

from collections.abc import Sequence

from match.foundation.language import _
from match.foundation.settings import settings
from match.foundation.sheets import Sheet
from match.front.desk.worklist import overdue
from match.site.exporting import Export, in_batches, telling
from match.site.exporting import columns as the
from match.site.worklist import Due


def worklist_export(found: Sequence[Due], kind: str) -> Export:
    """What is to be done, the longest overdue first."""
    sheet = Sheet(
        _("待办清单"),
        (
            the.text("what", _("类别")),
            the.text("title", _("事项")),
            the.text("place", _("地点")),
            the.day("by", _("期限")),
            the.number("overdue", _("逾期天数")),
            the.text("url", _("网址")),
        ),
    )
    row = telling(
        sheet,
        overdue=lambda line: overdue(line) or None,
        url=lambda line: f"{settings().base_url}{line.url}",
    )
    return Export("worklist", sheet, in_batches(found, row), [("", kind)] if kind else [])
