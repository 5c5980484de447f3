"""Courses, and who is due for training, as files of the desk."""

from collections.abc import Mapping, Sequence
from typing import Any

from match.foundation.language import _
from match.foundation.sheets import Sheet
from match.foundation.sheets.columns import Holds, Value
from match.site.exporting import Export, in_batches, telling
from match.site.exporting import columns as the
from match.training.queries.attendance import attended
from match.training.queries.courses import CourseLine
from match.training.queries.due import Due
from match.training.sheet import called, cells
from match.training.sheet import sheet as attendance_sheet
from match.training.states import (
    Audience,
    CourseStatus,
    Department,
    EnrolmentStatus,
    audience_word,
    course_word,
    department_word,
    enrolment_word,
)


def courses_export(found: Sequence[CourseLine]) -> Export:
    """Courses open to the reader, and those that her department organises."""
    sheet = Sheet(
        _("培训"),
        (
            the.number("id", _("编号")),
            the.text("title", _("名称")),
            the.coded(
                "audience", _("培训对象"), {str(one): audience_word(one) for one in Audience}
            ),
            the.coded(
                "department", _("部门"), {str(one): department_word(one) for one in Department}
            ),
            the.coded("status", _("状态"), {str(one): course_word(one) for one in CourseStatus}),
            the.text("division", _("区划代码")),
            the.text("area", _("地区")),
            the.text("partner", _("合作方")),
            the.day("starts_on", _("开始日期")),
            the.day("ends_on", _("截止日期")),
            the.number("days", _("天数")),
            the.text("place", _("地点")),
            the.number("capacity", _("名额")),
            the.number("taken", _("已报名")),
            the.day("sign_up_until", _("报名截止")),
            the.yes_no("has_exam", _("有考试")),
        ),
    )
    return Export("courses", sheet, in_batches(found, telling(sheet)))


async def attendance_export(course: Mapping[str, Any]) -> Export:
    """
    Who has a place on a course, in the columns of the attendance sheet: it may be filled in and
    sent again. Without telephones: the page does not show them, and the number finds the place.
    """
    listed = attendance_sheet(course)
    states = {str(one): enrolment_word(one) for one in EnrolmentStatus}
    told = Sheet(
        listed.title,
        (
            *(column for column in listed.columns if column.key != "phone"),
            the.coded("status", _("状态"), states),
        ),
    )

    def row(known: Mapping[str, Any]) -> dict[str, Value]:
        whose = {"enrolment": known["id"], "name": called(known["name"])}
        return {**cells(known), **whose, "status": known["status"]}

    found = in_batches(await attended(course["id"]), row)
    return Export("attendance", told, found, [("", course["title"])])


def due_export(found: Sequence[Due], audience: Audience) -> Export:
    """Who has not been trained this year: persons, for those who look after them."""
    person = {"holds": Holds.personal}
    sheet = Sheet(
        _("应训名单"),
        (
            the.text("name", _("姓名"), **person),
            the.text("division", _("区划代码")),
            the.text("place", _("地点")),
            the.yes_no("signed", _("已报名")),
            the.yes_no("waiting", _("待考核")),
            the.day("valid_until", _("上次证书有效期至"), **person),
            the.moment("reminded_at", _("提醒时间")),
        ),
    )
    row = telling(sheet, place=lambda one: one.place.replace("/", " "))
    return Export("training-due", sheet, in_batches(found, row), [("", audience_word(audience))])
