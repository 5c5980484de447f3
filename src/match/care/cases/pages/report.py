"""The mandatory report: numbers first, one tap, and a page that says the truth about delivery."""

from typing import Any

from litestar import Controller, get, post

from match.care.cases.commands import file_report
from match.care.cases.forms import CodeForm, ReportForm
from match.care.cases.pages.common import (
    REPORT_COOKIE,
    SITUATIONS,
    WORDS,
    Answer,
    AnyRequest,
    county_choices,
    keep,
    own_county,
    patience,
    refusal,
)
from match.care.cases.queries.reports import told
from match.care.cases.rules import written_back
from match.care.cases.words import situation_word
from match.foundation.errors import Invalid, NotFound, TooMany
from match.foundation.forms import read
from match.foundation.language import _
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.htmx import Page, page
from match.site.steps import see
from match.site.submission import submission

A_DAY = 86_400
# The form may be leafed through without a network; what became of a report is nobody else's.
NOT_KEPT = {"Cache-Control": "no-store", "X-Offline-Copy": "no"}


class ReportPages(Controller):
    """Open to everybody, signed in or not: who sees a child in danger must not look for a key."""

    path = "/report"
    opt = {"public": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def blank(self, request: AnyRequest) -> Page:
        """The three numbers, and below them the form."""
        return await _form(request, Entry({"division": own_county(request)}))

    @post("/")
    async def file(self, request: AnyRequest, actor: Who) -> Answer | Page:
        """File it, and go to the page that says whether somebody has it."""
        raw: dict[str, Any] = dict(await submission(request, ReportForm))
        try:
            form = read(ReportForm, raw)
            if not form.place:
                raise Invalid(
                    {"place": _("请写明在哪里，例如“镇中心小学门口”，不必写孩子的姓名。")}
                )
            await patience(request, "report", free=20, longest=30)
            code = await file_report(actor, form)
        except (Invalid, TooMany) as wrong:
            # Whoever must wait some seconds keeps the numbers and what was written.
            fields = wrong.fields if isinstance(wrong, Invalid) else {"situation": wrong.message}
            return await _form(request, Entry(raw, fields), **refusal(wrong))
        return keep(see("/report/mine"), REPORT_COOKIE, code, A_DAY)

    @get("/mine")
    async def mine(self, request: AnyRequest) -> Answer | Page:
        """How the report of this browser stands."""
        try:
            found = await told(request.cookies.get(REPORT_COOKIE, ""))
        except NotFound:
            return see("/report/return")
        code = written_back(request.cookies.get(REPORT_COOKIE, ""))
        return page(
            "care/cases/report_told.html",
            "standing",
            request=request,
            headers=NOT_KEPT,
            report=found,
            code=code,
            **WORDS,
        )

    @get("/return")
    async def come_back(self, request: AnyRequest) -> Page:
        """Where a code is typed."""
        return page(
            "care/cases/report_return.html", request=request, headers=NOT_KEPT, form=Entry()
        )

    @post("/return")
    async def look_up(self, request: AnyRequest) -> Answer | Page:
        """Find a report again by its code."""
        raw = await submission(request, CodeForm)
        try:
            code = read(CodeForm, raw).code
            await patience(request, "code", free=10, longest=60)
            await told(code)
        except (Invalid, NotFound) as wrong:
            found = wrong.fields if isinstance(wrong, Invalid) else {"code": wrong.message}
            form = Entry(raw, found)
            return page("care/cases/report_return.html", request=request, status=422, form=form)
        return keep(see("/report/mine"), REPORT_COOKIE, written_back(code), A_DAY)


async def _form(
    request: AnyRequest, form: Entry, *, status: int = 200, headers: dict[str, str] | None = None
) -> Page:
    return page(
        "care/cases/report.html",
        request=request,
        status=status,
        headers=headers,
        form=form,
        situations=[(code, situation_word(code)) for code in SITUATIONS],
        counties=await county_choices(),
    )
