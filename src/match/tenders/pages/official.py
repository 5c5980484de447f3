"""Recording a procedure of the official system, step by step."""

from typing import Any

from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath

from match.foundation.errors import Conflict, Invalid
from match.foundation.forms import read
from match.foundation.language import _
from match.foundation.money import MoneyRefused, parse_yuan
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.htmx import Page, page
from match.site.submission import submission
from match.tenders.commands import record_official
from match.tenders.forms import OfficialForm
from match.tenders.pages.story import official_word
from match.tenders.pages.writing import see
from match.tenders.papers import official_steps
from match.tenders.queries import tender_file
from match.tenders.states import Mode
from match.tenders.wizard.boxes import uploads

AnyRequest = Request[Any, Any, Any]
STEPS = (
    "intent",
    "notice",
    "change",
    "opening",
    "result",
    "contract",
    "acceptance",
    "failure",
    "termination",
)


class OfficialPages(Controller):
    """The steps of one mirrored purchase."""

    path = "/purchases/{tender_id:int}/official"
    opt = {"permission": "tenders:publish"}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def show(self, request: AnyRequest, actor: Who, tender_id: FromPath[int]) -> Page:
        """What is recorded, and the form of the next step."""
        return await _form(request, actor, tender_id, Entry())

    @post("/")
    async def save(
        self, request: AnyRequest, actor: Who, tender_id: FromPath[int]
    ) -> Response[Any] | Page:
        """Record one step as the official system has it."""
        await tender_file(actor, tender_id)
        raw = dict(await submission(request, OfficialForm))
        sent = await request.form()
        raw["amount"] = str(sent.get("amount") or "").strip()
        try:
            raw["amount_fen"] = parse_yuan(raw["amount"]) if raw["amount"] else ""
            raw["documents"] = await uploads(sent, actor)
            await record_official(actor, tender_id, read(OfficialForm, raw))
        except MoneyRefused as refused:
            entry = Entry(raw, {"amount": refused.message})
            return await _form(request, actor, tender_id, entry, status=422)
        except Invalid as wrong:
            return await _form(request, actor, tender_id, Entry(raw, wrong.fields), status=422)
        return see(tender_id)


async def _form(
    request: AnyRequest, actor: Who, tender_id: int, form: Entry, *, status: int = 200
) -> Page:
    file = await tender_file(actor, tender_id)
    if file.view.mode is not Mode.mirror:
        raise Conflict(_("这个采购在本平台进行，不需要登记官方系统的步骤。"))
    return page(
        "tenders/official.html",
        request=request,
        status=status,
        tender=file.view,
        steps=[(each, official_word(each)) for each in STEPS],
        recorded=await official_steps(tender_id),
        word=official_word,
        form=form,
    )
