"""Certificates of service, the public check of one, and a call to step in."""

import anyio.to_thread
from litestar import Controller, Response, get, post
from litestar.params import FromPath, FromQuery

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.errors import Conflict, Denied, Invalid
from match.foundation.forms import read
from match.foundation.identifiers import spaced, tidy_code
from match.foundation.language import speak
from match.foundation.sheets import write_csv, write_xlsx
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.htmx import Page, page
from match.site.steps import see
from match.site.submission import submission
from match.volunteers import commands
from match.volunteers.commands.records import SHEET, record_rows
from match.volunteers.forms import AnswerForm, SpanForm
from match.volunteers.pages.common import WORDS, Answer, AnyRequest, facts
from match.volunteers.printing import certificate_pdf
from match.volunteers.queries import (
    call_view,
    checked_certificate,
    my_certificate,
    my_certificates,
)

BASE = "/desk/shifts"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class CertificatePages(Controller):
    """One's own certificates; the records of those one is responsible for."""

    path = BASE
    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/certificates")
    async def listed(self, request: AnyRequest, actor: Who) -> Page:
        """The form and what was issued before."""
        return await _certificates(request, actor, Entry(_this_year()))

    @post("/certificates")
    async def issue(self, request: AnyRequest, actor: Who) -> Answer | Page:
        """Issue one: free, at once."""
        sent = await submission(request, SpanForm)
        try:
            await commands.issue_certificate(actor, read(SpanForm, sent))
        except Invalid as wrong:
            return await _certificates(request, actor, Entry(sent, wrong.fields), 422)
        return see(f"{BASE}/certificates")

    @get("/certificates/{certificate_id:int}/pdf")
    async def pdf(self, actor: Who, certificate_id: FromPath[int]) -> Response[bytes]:
        """On A4, in Chinese whatever the reader speaks."""
        paper = await my_certificate(actor, certificate_id)
        speak("zh")
        data = await certificate_pdf(actor, paper, actor.name)
        return _file(data, "application/pdf", f"service-{paper.code}.pdf")

    @get("/records/xlsx")
    async def workbook(self, actor: Who) -> Response[bytes]:
        """Confirmed service in the ministry's form: of one's homes, organisations, divisions."""
        rows = await record_rows(actor)
        data = await anyio.to_thread.run_sync(write_xlsx, SHEET, rows)
        return _file(data, XLSX, f"service-records-{clock.today()}.xlsx")

    @get("/records/csv")
    async def csv(self, actor: Who) -> Response[bytes]:
        """The same as CSV."""
        data = write_csv(SHEET, await record_rows(actor))
        return _file(data, "text/csv", f"service-records-{clock.today()}.csv")

    @get("/calls/{call_id:int}")
    async def call(self, request: AnyRequest, actor: Who, call_id: FromPath[int]) -> Page:
        """Somebody dropped out: can you come?"""
        return await _call(request, actor, call_id, Entry())

    @post("/calls/{call_id:int}")
    async def answer(
        self, request: AnyRequest, actor: Who, call_id: FromPath[int]
    ) -> Answer | Page:
        """Yes, with the risk notice read; or no, which has no consequence."""
        seen = await call_view(actor, call_id)
        sent = await submission(request, AnswerForm)
        try:
            form = read(AnswerForm, sent)
            await commands.answer_call(
                actor, call_id, accepts=form.answer == "yes", risk_accepted=form.risk_accepted
            )
        except Invalid as wrong:
            return await _call(request, actor, call_id, Entry(sent, wrong.fields), 422)
        except (Conflict, Denied) as refusal:
            entry = Entry(sent, {"risk_accepted": refusal.message})
            return await _call(request, actor, call_id, entry, refusal.status)
        return see(f"/shifts/{seen.shift.id}" if form.answer == "yes" else BASE)


class CertificateCheck(Controller):
    """Whether a certificate of service is genuine: for anybody who holds it."""

    path = "/service-certificates"
    opt = {"public": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def ask(self, request: AnyRequest, code: FromQuery[str] = "") -> Page:
        """A box for the code; with one, what it proves."""
        return await _checked(request, code)

    @get("/{code:str}")
    async def check(self, request: AnyRequest, code: FromPath[str]) -> Page:
        """What the QR of a certificate opens."""
        return await _checked(request, code)


async def _checked(request: AnyRequest, code: str) -> Page:
    asked = tidy_code(code)[:40]
    found = await checked_certificate(asked) if asked else None
    return page(
        "volunteers/check.html",
        request=request,
        status=404 if asked and found is None else 200,
        headers={"X-Robots-Tag": "noindex", "Cache-Control": "no-store"},
        code=spaced(asked),
        found=found,
        **WORDS,
    )


async def _certificates(request: AnyRequest, actor: Actor, form: Entry, status: int = 200) -> Page:
    return page(
        "volunteers/certificates.html",
        request=request,
        status=status,
        form=form,
        issued=[(paper, spaced(paper.code)) for paper in await my_certificates(actor)],
        **WORDS,
    )


async def _call(
    request: AnyRequest, actor: Actor, call_id: int, form: Entry, status: int = 200
) -> Page:
    call = await call_view(actor, call_id)
    return page(
        "volunteers/call.html",
        request=request,
        status=status,
        call=call,
        shift=call.shift,
        facts=facts(call.shift),
        form=form,
        **WORDS,
    )


def _this_year() -> dict[str, object]:
    today = clock.today()
    return {"since": today.replace(month=1, day=1), "until": today}


def _file(data: bytes, media_type: str, name: str) -> Response[bytes]:
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "private, no-store",
    }
    return Response(data, media_type=media_type, headers=headers)
