"""The attendance sheet of a course: the trainers' Excel file, and its rows as `AttendanceRow`."""

from collections.abc import Mapping
from typing import Any

from match.foundation.errors import Invalid
from match.foundation.language import _
from match.foundation.sheets import Column, Kind, Row, Sheet, Value
from match.foundation.sheets.cells import tidy
from match.foundation.sheets.columns import Holds
from match.training.forms import AttendanceRow

_THERE = {"到": "yes", "缺": "no"}
_PERSON = Holds.personal


def sheet(course: Mapping[str, Any]) -> Sheet:
    """
    One row for each person, found by the number of her place or by her telephone; a column for each
    day, for the two tests, and for the exam.
    """
    exam = (
        (
            Column(
                "score",
                "考试成绩",
                Kind.integer,
                most=100,
                example="86",
                notes=_("百分制，不填表示没有参加考试。"),
                holds=_PERSON,
            ),
        )
        if course["has_exam"]
        else ()
    )
    return Sheet(
        "培训出勤表",
        (
            Column(
                "enrolment",
                "报名编号",
                Kind.integer,
                least=1,
                most=2**53,
                notes=_("导出的表里有，有它就不用填手机号。"),
            ),
            Column("name", "姓名", required=True, example="龙秀英", longest=40, holds=_PERSON),
            Column(
                "phone",
                "手机号",
                example="13800000000",
                longest=20,
                notes=_("没有报名编号时必填。"),
                holds=_PERSON,
            ),
            *(
                Column(f"day{day}", f"第{day}天", Kind.choice, choices=_THERE, example="到")
                for day in range(1, course["days"] + 1)
            ),
            Column("before", "训前测评", Kind.integer, most=100, example="55", holds=_PERSON),
            Column("after", "训后测评", Kind.integer, most=100, example="82", holds=_PERSON),
            *exam,
        ),
        natural_key=("phone",),
        most_rows=2000,
        number_key="enrolment",
    )


def attendance_row(row: Row) -> AttendanceRow:
    """A row of the file as the command takes it. Raises Invalid where nothing says whose it is."""
    given = row.values
    if not (given.get("enrolment") or given.get("phone")):
        raise Invalid({"phone": _("请填写手机号，或保留导出的表里的报名编号。")})
    return AttendanceRow(
        number=row.number,
        name=str(given["name"]).strip(),
        phone=str(given.get("phone") or "").strip(),
        present={
            int(key[3:]): there == "yes"
            for key, there in given.items()
            if key.startswith("day") and there is not None
        },
        before=_points(given.get("before")),
        after=_points(given.get("after")),
        score=_points(given.get("score")),
        enrolment=_points(given.get("enrolment")),
    )


def cells(known: Mapping[str, Any]) -> dict[str, Value]:
    """What is kept of one place on a course, but for whose it is; nothing for what is not known."""
    points = {key: known[key] for key in ("before", "after", "score") if known[key] is not None}
    return {
        **{f"day{day}": "yes" if there else "no" for day, there in known["days"].items()},
        **points,
    }


def called(name: str | None) -> str:
    """A trainee as lists call her: whoever closed her account has no name any more."""
    return tidy(name or "") or _("已注销的账号")


def _points(value: object) -> int | None:
    return value if isinstance(value, int) else None
