"""The attendance sheet of a course: the template, a dry run with every refusal, the deed."""

from collections import Counter

import msgspec
from litestar import Controller, Response, get, post
from litestar.datastructures import UploadFile
from litestar.params import FromPath

from match.foundation.decisions import require
from match.foundation.errors import Invalid
from match.foundation.language import _
from match.foundation.sheets import SheetRefused, read_upload, template
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.htmx import Page, page
from match.training import policy
from match.training.commands import import_attendance, try_attendance
from match.training.commands.attending import Outcome
from match.training.forms import AttendanceRow
from match.training.pages.common import BASE, Answer, AnyRequest, see
from match.training.queries.courses import course_row
from match.training.sheet import attendance_row, sheet

SHOWN = 200
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class AttendancePages(Controller):
    """Excel in, one row at a time; sent again, it changes nothing."""

    path = f"{BASE}/courses/{{course_id:int}}/attendance"
    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def ask(self, request: AnyRequest, actor: Who, course_id: FromPath[int]) -> Page:
        """Where the file is chosen."""
        course = await _kept(actor, course_id)
        return page(
            "training/attendance.html", request=request, course=course, form=Entry(), tried=None
        )

    @get("/template")
    async def empty(self, actor: Who, course_id: FromPath[int]) -> Response[bytes]:
        """The workbook to fill in."""
        course = await _kept(actor, course_id)
        name = f"attendance-{course_id}.xlsx"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(template(sheet(course)), media_type=XLSX, headers=headers)

    @post("/")
    async def attempt(self, request: AnyRequest, actor: Who, course_id: FromPath[int]) -> Page:
        """Say what the file would do. Nothing is kept yet."""
        course = await _kept(actor, course_id)
        given = (await request.form()).get("list")
        data = await given.read() if isinstance(given, UploadFile) else b""
        try:
            if not data:
                raise SheetRefused(_("请选择一个 Excel 或 CSV 文件。"))
            reading = await read_upload(sheet(course), data)
        except SheetRefused as refusal:
            entry = Entry(None, {"list": refusal.message})
            return page(
                "training/attendance.html",
                request=request,
                status=422,
                course=course,
                form=entry,
                tried=None,
            )
        sent = [attendance_row(row) for row in reading.good]
        outcomes = await try_attendance(actor, course_id, sent)
        taken = {one.number for one in outcomes if one.result != "refused"}
        refused = [
            *(Outcome(t.row, t.header, "refused", t.sentence) for t in reading.troubles),
            *(one for one in outcomes if one.result == "refused"),
        ]
        return page(
            "training/attendance.html",
            request=request,
            course=course,
            form=Entry(),
            tried=Counter(one.result for one in outcomes),
            refused=sorted(refused, key=lambda one: one.number)[:SHOWN],
            refused_count=len({one.number for one in refused}),
            ignored=reading.ignored,
            rows=msgspec.json.encode([row for row in sent if row.number in taken]).decode(),
        )

    @post("/application")
    async def apply(self, request: AnyRequest, actor: Who, course_id: FromPath[int]) -> Answer:
        """Do it. Every row is checked again: the page in between is the browser's."""
        course = await _kept(actor, course_id)
        given = (await request.form()).get("rows", "")
        try:
            sent = msgspec.json.decode(str(given), type=list[AttendanceRow])
        except msgspec.DecodeError as error:
            raise Invalid({"rows": _("名单已失效，请重新上传文件。")}) from error
        if len(sent) > sheet(course).most_rows:
            raise Invalid({"rows": _("名单太长，请分几次导入。")})
        await import_attendance(actor, course_id, sent)
        return see(f"{BASE}/courses/{course_id}#places")


async def _kept(actor: Who, course_id: int) -> dict[str, object]:
    course = await course_row(actor, course_id)
    require(policy.can_keep(actor, course))
    return course
