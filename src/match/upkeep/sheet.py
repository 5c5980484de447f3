"""A sheet of allowances as Excel: the columns a county's finance office wants."""

from collections.abc import Iterator, Mapping

from match.foundation.language import _
from match.foundation.sheets import Column, Kind, Sheet, Value, write_xlsx
from match.upkeep.queries.allowances import SheetFile


def allowance_xlsx(file: SheetFile, title: str) -> bytes:
    """One row a director, and one for the sum."""
    return write_xlsx(_columns(title), _rows(file))


def _columns(title: str) -> Sheet:
    return Sheet(
        title,
        (
            Column("home", "儿童之家"),
            Column("name", "儿童主任"),
            Column("activities", "活动场次", Kind.integer),
            Column("heads", "参加人次", Kind.integer),
            Column("open_days", "开放天数", Kind.integer),
            Column("trained", "一年内参加培训"),
            Column("points", "绩效得分", Kind.integer),
            Column("grade", "等级"),
            Column("reason", "调整等级的原因"),
            Column("months", "在岗月份"),
            Column("month_fen", "每月津贴（元）", Kind.money),
            Column("total_fen", "合计（元）", Kind.money),
        ),
    )


def _rows(file: SheetFile) -> Iterator[Mapping[str, Value]]:
    for one in file.people:
        yield {
            "home": one.home,
            "name": one.name,
            "activities": one.activities,
            "heads": one.heads,
            "open_days": one.open_days,
            "trained": _("是") if one.trained else _("否"),
            "points": one.points,
            "grade": one.grade,
            "reason": one.reason,
            "months": _("、").join(str(month.month) for month in one.months),
            "month_fen": one.month_fen,
            "total_fen": one.total_fen,
        }
    yield {"home": _("合计"), "total_fen": file.line.total_fen}
