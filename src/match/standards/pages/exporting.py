"""Open flags and surveys as files of the desk. Of children only totals as they may be shown."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from match.catalogue import codes
from match.foundation.language import _
from match.foundation.sheets import Sheet
from match.foundation.sheets.columns import Value
from match.homes.listed import village_said
from match.site.exporting import Export, in_batches, telling
from match.site.exporting import columns as the
from match.standards.queries.flags import Flag
from match.standards.queries.surveys import SurveyFile, SurveyLine, Township
from match.standards.rules import SURVEYED
from match.standards.sheet import cells
from match.standards.sheet import sheet as inspection_sheet
from match.standards.states import FlagStatus, flag_word


def flags_export(found: Sequence[Flag]) -> Export:
    """What inspections found wanting."""
    sheet = Sheet(
        _("标准与整改"),
        (
            the.number("id", _("编号")),
            the.number("home_id", _("儿童之家编号")),
            the.text("home", _("儿童之家")),
            the.text("place", _("地点")),
            the.text("line", _("标准")),
            the.coded("status", _("状态"), {str(one): flag_word(one) for one in FlagStatus}),
            the.day("due_on", _("整改期限")),
            the.number("need_id", _("需求编号")),
            the.moment("reminded_at", _("提醒时间")),
        ),
    )
    row = telling(sheet, line=lambda flag: flag.line.name)
    return Export("flags", sheet, in_batches(found, row))


def inspections_export(found: Sequence[Mapping[str, Any]]) -> Export:
    """Inspections in the columns of the list that is imported, so that sent again none is new."""

    def row(known: Mapping[str, Any]) -> dict[str, Value]:
        township, village = village_said(known["path"], known["kind"], known["home_status"])
        place: dict[str, Value] = {"township": township, "village": village}
        return {**cells(known, known["lines"]), **place, "id": known["id"]}

    return Export("inspections", inspection_sheet(), in_batches(found, row))


def surveys_export(found: Sequence[SurveyLine]) -> Export:
    """Surveys with how far they are."""
    sheet = Sheet(
        _("摸底调查"),
        (
            the.number("id", _("编号")),
            the.text("title", _("名称")),
            the.text("place", _("地点")),
            the.coded("status", _("状态"), {"open": _("进行中"), "closed": _("已结束")}),
            the.day("due_on", _("完成日期")),
            the.number("villages", _("村（社区）数")),
            the.number("filled", _("已填")),
        ),
    )
    return Export("surveys", sheet, in_batches(found, telling(sheet)))


def survey_export(file: SurveyFile) -> Export:
    """One survey by township; counts of children as the page shows them."""
    groups = [(f"group_{code.lower()}", codes.group(code).label()) for code in SURVEYED]
    sheet = Sheet(
        _("摸底调查"),
        (
            the.text("code", _("区划代码")),
            the.text("name", _("乡镇（街道）")),
            the.number("villages", _("村（社区）数")),
            the.number("filled", _("已填")),
            the.number("without", _("没有儿童之家")),
            the.number("proposed", _("可以建")),
            the.number("planned", _("已规划")),
            *(the.text(key, label) for key, label in groups),
        ),
    )

    def count_of(place: int) -> Callable[[Township], str]:
        return lambda township: township.counts[place]

    row = telling(sheet, **{key: count_of(at) for at, (key, _label) in enumerate(groups)})
    return Export("survey", sheet, in_batches(file.townships, row), [("", file.line.title)])
