"""Vacant posts as a file of the desk: places, never persons."""

from match.foundation.language import _
from match.foundation.sheets import Sheet
from match.posts.queries import Gaps
from match.posts.queries.gaps import Gap
from match.posts.states import PostStatus, post_word
from match.site.exporting import Export, in_batches, telling
from match.site.exporting import columns as the


def gaps_export(found: Gaps) -> Export:
    """Townships without a supervisor, then homes without a director."""
    sheet = Sheet(
        _("岗位空缺"),
        (
            the.coded(
                "office", _("岗位"), {"supervisor": _("儿童督导员"), "director": _("儿童主任")}
            ),
            the.text("division", _("区划代码")),
            the.text("name", _("名称")),
            the.text("place", _("地点")),
            the.number("home_id", _("儿童之家编号")),
            the.coded("coming", _("人选"), {str(one): post_word(one) for one in PostStatus}),
        ),
    )
    row = telling(
        sheet,
        office=lambda gap: "supervisor" if gap.home_id is None else "director",
        place=lambda gap: " ".join(gap.place.split("/")[1:]),
        coming=lambda gap: gap.coming or None,
    )
    gaps: tuple[Gap, ...] = (*found.some_townships, *found.some_homes)
    return Export("vacant-posts", sheet, in_batches(gaps, row))
