"""The attendance sheet of a course as a kind of import: one row for each person."""

from collections.abc import Mapping, Sequence
from typing import Any

from match.foundation.actor import Actor
from match.foundation.decisions import require
from match.foundation.errors import Invalid, NotFound
from match.foundation.language import _
from match.foundation.permissions import Permission
from match.foundation.sheets import Reading, Sheet
from match.people.phones import tidy_phone
from match.site.importing import About, Ask, ImportKind, Outcome, Understood, understood
from match.training import policy
from match.training.commands import import_attendance
from match.training.forms import AttendanceRow
from match.training.queries.courses import course_row
from match.training.sheet import attendance_row, sheet


class AttendanceSheet(ImportKind[AttendanceRow]):
    """Found at its course; sent again, it changes nothing."""

    name = "attendance"
    permission = Permission.training_keep
    item = AttendanceRow

    def title(self) -> str:
        return _("导入出勤表")

    def intro(self) -> str:
        return _("一行是一个报名的人。培训开始以后、结业以前可以导入。")

    def after(self, about: About) -> tuple[str, str]:
        return f"/desk/training/courses/{about['course']}", _("这次培训")

    def offered(self, actor: Actor) -> bool:
        del actor
        return False

    async def asks(self, actor: Actor, about: About) -> list[Ask]:
        del actor, about
        return [Ask("course", "", "hidden")]

    async def about(self, actor: Actor, sent: Mapping[str, Any]) -> About:
        del actor
        course = str(sent.get("course", ""))
        if not course.isdecimal() or len(course) > 15:
            raise Invalid({"list": _("请从培训页面打开出勤表的导入。")})
        return {"course": course}

    async def allow(self, actor: Actor, about: About) -> str:
        course = await _course(actor, about)
        require(policy.can_keep(actor, course))
        return str(course["division"])

    async def sheet(self, actor: Actor, about: About) -> Sheet:
        return sheet(await _course(actor, about))

    async def understand(
        self, actor: Actor, about: About, reading: Reading
    ) -> Understood[AttendanceRow]:
        del actor, about
        return understood(reading, "name", attendance_row)

    def same(self, item: AttendanceRow) -> object:
        if item.enrolment:
            return item.enrolment
        try:
            return tidy_phone(item.phone)
        except Invalid:
            return item.phone

    async def take(
        self, actor: Actor, about: About, items: Sequence[AttendanceRow]
    ) -> list[Outcome]:
        return await import_attendance(actor, int(about["course"]), items)


async def _course(actor: Actor, about: About) -> dict[str, Any]:
    if "course" not in about:
        raise NotFound(_("请从培训页面打开出勤表的导入。"))
    return await course_row(actor, int(about["course"]))
