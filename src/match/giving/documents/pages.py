"""The doors of papers: PDF, the printable page beside each, the public check, a donor's year."""

from typing import Any

import anyio.to_thread
from litestar import Controller, Request, Response, get
from litestar.params import FromPath, FromQuery

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.identifiers import spaced, tidy_code
from match.foundation.language import speak
from match.giving.documents.printing import acknowledgement_pdf, agreement_pdf, statement_pdf
from match.giving.documents.queries import (
    acknowledgement,
    agreement_paper,
    checked,
)
from match.giving.documents.statement import (
    Statement,
    statement,
    statement_xlsx,
    years_of,
)
from match.people.queries.organisations import own_organisations
from match.site.dependencies import Who
from match.site.htmx import Page, page

AnyRequest = Request[Any, Any, Any]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 200


class PaperDesk(Controller):
    """The papers of one gift, for its parties."""

    path = "/desk/donations/{donation_id:int}"
    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/agreement.pdf")
    async def agreement(self, actor: Who, donation_id: FromPath[int]) -> Response[bytes]:
        """The agreement as PDF; its text can be printed from the page of the agreement."""
        paper = await agreement_paper(actor, donation_id)
        return _file(await agreement_pdf(paper), "application/pdf", f"{paper.number}.pdf")

    @get("/acknowledgement")
    async def acknowledgement(
        self, request: AnyRequest, actor: Who, donation_id: FromPath[int]
    ) -> Page:
        """Our acknowledgement, to be printed from the browser."""
        paper = await acknowledgement(actor, donation_id)
        return page("giving/acknowledgement.html", request=request, paper=paper, id=donation_id)

    @get("/acknowledgement.pdf")
    async def acknowledgement_file(self, actor: Who, donation_id: FromPath[int]) -> Response[bytes]:
        """Our acknowledgement as PDF."""
        paper = await acknowledgement(actor, donation_id)
        name = f"{paper.number}-acknowledgement.pdf"
        return _file(await acknowledgement_pdf(paper), "application/pdf", name)


class CheckPage(Controller):
    """Whether a paper is genuine: for anybody who holds it."""

    path = "/check"
    opt = {"public": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def ask(self, request: AnyRequest, code: FromQuery[str] = "") -> Page:
        """A box for the code; with one, what it proves."""
        return await _checked(request, code)

    @get("/{code:str}")
    async def check(self, request: AnyRequest, code: FromPath[str]) -> Page:
        """What the QR code of a paper opens."""
        return await _checked(request, code)


class YearDesk(Controller):
    """A donor's year: on the screen, as PDF, as a workbook."""

    path = "/desk/giving-year"
    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def show(
        self, request: AnyRequest, actor: Who, year: FromQuery[int] = 0, of: FromQuery[int] = 0
    ) -> Page:
        """The first lines, the totals, and the two files."""
        made = await _year(actor, year, of)
        return page(
            "giving/year.html",
            request=request,
            made=made,
            shown=made.lines[:SHOWN],
            years=await years_of(actor, made.organisation_id),
            organisations=[(one.id, one.fields["name"]) for one in await own_organisations(actor)],
        )

    @get("/pdf")
    async def pdf(
        self, actor: Who, year: FromQuery[int] = 0, of: FromQuery[int] = 0
    ) -> Response[bytes]:
        """Every line on A4. Papers and workbooks are Chinese, whatever the reader speaks."""
        speak("zh")
        made = await _year(actor, year, of)
        return _file(await statement_pdf(made), "application/pdf", f"giving-{made.year}.pdf")

    @get("/xlsx")
    async def xlsx(
        self, actor: Who, year: FromQuery[int] = 0, of: FromQuery[int] = 0
    ) -> Response[bytes]:
        """Every line as a workbook."""
        speak("zh")
        made = await _year(actor, year, of)
        data = await anyio.to_thread.run_sync(statement_xlsx, made)
        return _file(data, XLSX, f"giving-{made.year}.xlsx")


async def _year(actor: Actor, year: int, of: int) -> Statement:
    """Without a year this one; without an organisation the reader's only one, or their own."""
    organisation = of or (next(iter(actor.organisations)) if len(actor.organisations) == 1 else 0)
    return await statement(actor, year or clock.today().year, organisation or None)


async def _checked(request: AnyRequest, code: str) -> Page:
    asked = tidy_code(code)[:40]
    found = await checked(asked) if asked else None
    return page(
        "giving/check.html",
        request=request,
        status=404 if asked and found is None else 200,
        headers={"X-Robots-Tag": "noindex", "Cache-Control": "no-store"},
        code=spaced(asked),
        found=found,
    )


def _file(data: bytes, media_type: str, name: str) -> Response[bytes]:
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "private, no-store",
    }
    return Response(data, media_type=media_type, headers=headers)
