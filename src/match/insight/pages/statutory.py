"""Statutory reports: the periods of an area, one of them as a page, PDF, Word and Excel."""

from typing import Any

from litestar import Controller, Request, Response, get
from litestar.params import FromPath

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.decisions import require
from match.foundation.errors import NotFound
from match.foundation.language import _, speak
from match.foundation.paper.word import MEDIA_TYPE as DOCX
from match.foundation.permissions import Permission
from match.insight.policy import can_read
from match.insight.statutory import Report, period_of, periods_until, report_of
from match.insight.statutory.papers import about, statutory_docx, statutory_pdf, statutory_xlsx
from match.insight.statutory.shapes import said
from match.places.queries import path
from match.places.rules import Level
from match.site.dependencies import Who
from match.site.htmx import Page, page

AnyRequest = Request[Any, Any, Any]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class StatutoryPages(Controller):
    """For officials, within their area, from the county up."""

    path = "/gauges/{code:str}/statutory"
    opt = {"permission": Permission.insight_read}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def listed(self, request: AnyRequest, actor: Who, code: FromPath[str]) -> Page:
        """The quarters and years there can be a report of."""
        line = await path(code)
        require(can_read(actor, code))
        if line[-1].level > Level.COUNTY:
            raise NotFound(_("统计报告由县级以上编制。请看所在的县。"))
        return page(
            "insight/periods.html",
            request=request,
            line=line,
            periods=periods_until(clock.today()),
        )

    @get("/{period:str}")
    async def one(
        self, request: AnyRequest, actor: Who, code: FromPath[str], period: FromPath[str]
    ) -> Page:
        """All tables of one period."""
        report = await _report(actor, code, period)
        return page(
            "insight/statutory.html", request=request, report=report, said=said, about=about(report)
        )

    @get("/{period:str}/pdf")
    async def pdf(self, actor: Who, code: FromPath[str], period: FromPath[str]) -> Response[bytes]:
        """For printing, in Chinese whatever the reader speaks."""
        report = await _report(actor, code, period, chinese=True)
        return _file(report, await statutory_pdf(report), "pdf", "application/pdf")

    @get("/{period:str}/docx")
    async def word(self, actor: Who, code: FromPath[str], period: FromPath[str]) -> Response[bytes]:
        """For going on writing."""
        report = await _report(actor, code, period, chinese=True)
        return _file(report, statutory_docx(report), "docx", DOCX)

    @get("/{period:str}/xlsx")
    async def sheet(
        self, actor: Who, code: FromPath[str], period: FromPath[str]
    ) -> Response[bytes]:
        """For adding up."""
        report = await _report(actor, code, period, chinese=True)
        return _file(report, statutory_xlsx(report), "xlsx", XLSX)


async def _report(actor: Actor, code: str, text: str, *, chinese: bool = False) -> Report:
    await path(code)
    require(can_read(actor, code))
    period = period_of(text)
    if period is None:
        raise NotFound(_("没有这个时期的报告。年度写成 2026，季度写成 2026-Q3。"))
    if chinese:
        speak("zh")
    return await report_of(code, period)


def _file(report: Report, data: bytes, ending: str, media_type: str) -> Response[bytes]:
    kind = "inline" if ending == "pdf" else "attachment"
    name = f"statutory-{report.number}.{ending}"
    return Response(
        data,
        media_type=media_type,
        headers={"Content-Disposition": f'{kind}; filename="{name}"'},
    )
