"""The attendance sheet of a course: the trainers' Excel file, and its rows as `AttendanceRow`."""

from collections.abc import Mapping
from typing import Any

from match.foundation.language import _
from match.foundation.sheets import Column, Kind, Row, Sheet
from match.training.forms import AttendanceRow

_THERE = {"到": "yes", "缺": "no"}


def sheet(course: Mapping[str, Any]) -> Sheet:
    """One row for each person; a column for each day, for the two tests, and for the exam."""
    exam = (
        (
            Column(
                "score",
                "考试成绩",
                Kind.integer,
                most=100,
                example="86",
                notes=_("百分制，不填表示没有参加考试。"),
            ),
        )
        if course["has_exam"]
        else ()
    )
    return Sheet(
        "培训出勤表",
        (
            Column("name", "姓名", required=True, example="龙秀英", longest=40),
            Column("phone", "手机号", required=True, example="13800000000", longest=20),
            *(
                Column(f"day{day}", f"第{day}天", Kind.choice, choices=_THERE, example="到")
                for day in range(1, course["days"] + 1)
            ),
            Column("before", "训前测评", Kind.integer, most=100, example="55"),
            Column("after", "训后测评", Kind.integer, most=100, example="82"),
            *exam,
        ),
        natural_key=("phone",),
        most_rows=2000,
    )


def attendance_row(row: Row) -> AttendanceRow:
    """A row of the file as the command takes it."""
    given = row.values
    return AttendanceRow(
        number=row.number,
        name=str(given["name"]).strip(),
        phone=str(given["phone"]).strip(),
        present={
            int(key[3:]): there == "yes"
            for key, there in given.items()
            if key.startswith("day") and there is not None
        },
        before=_points(given.get("before")),
        after=_points(given.get("after")),
        score=_points(given.get("score")),
    )


def _points(value: object) -> int | None:
    return value if isinstance(value, int) else None
