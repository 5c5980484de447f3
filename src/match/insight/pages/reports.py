"""Monthly reports as a page, a PDF and a workbook."""

from datetime import date
from typing import Any

from litestar import Controller, Request, Response, get
from litestar.params import FromPath

from match.foundation.decisions import require
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.foundation.permissions import Permission
from match.insight.policy import can_read
from match.insight.printing import report_pdf, report_sheet
from match.insight.queries.reports import months_of, report
from match.insight.words import count_word, shown, shown_change, shown_parts
from match.places.queries import path
from match.site.dependencies import Who
from match.site.htmx import Page, page

AnyRequest = Request[Any, Any, Any]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ReportPages(Controller):
    """For officials, within their area."""

    path = "/gauges/{code:str}/reports"
    opt = {"permission": Permission.insight_read}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def listed(self, request: AnyRequest, actor: Who, code: FromPath[str]) -> Page:
        """The months that are written."""
        line = await path(code)
        require(can_read(actor, code))
        months = await months_of(code)
        return page("insight/reports.html", request=request, line=line, months=months)

    @get("/{month:str}")
    async def one(
        self, request: AnyRequest, actor: Who, code: FromPath[str], month: FromPath[str]
    ) -> Page:
        """One month, and what changed since the month before."""
        await path(code)
        require(can_read(actor, code))
        return page(
            "insight/report.html",
            request=request,
            report=await report(code, _month(month)),
            shown=shown,
            shown_parts=shown_parts,
            shown_change=shown_change,
            count_word=count_word,
        )

    @get("/{month:str}/paper")
    async def paper(self, actor: Who, code: FromPath[str], month: FromPath[str]) -> Response[bytes]:
        """The same as a PDF."""
        await path(code)
        require(can_read(actor, code))
        data = await report_pdf(await report(code, _month(month)))
        headers = {
            "Content-Disposition": f'inline; filename="report-{code}-{_month(month):%Y-%m}.pdf"'
        }
        return Response(data, media_type="application/pdf", headers=headers)

    @get("/{month:str}/sheet")
    async def sheet(self, actor: Who, code: FromPath[str], month: FromPath[str]) -> Response[bytes]:
        """The same as a workbook."""
        await path(code)
        require(can_read(actor, code))
        data = report_sheet(await report(code, _month(month)))
        name = f"report-{code}-{_month(month):%Y-%m}.xlsx"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(data, media_type=XLSX, headers=headers)


def _month(text: str) -> date:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError as error:
        raise NotFound(_("没有这个月的报告。月份写成 2026-11 这样。")) from error
