"""The doors of questions: asking, and the department's page of what waits for an answer."""

from typing import Any

from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from match.foundation.errors import Invalid
from match.foundation.forms import read
from match.foundation.parameters import periods
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.htmx import Page, page
from match.site.submission import submission
from match.tenders.queries import public_tender, tender_file
from match.tenders.questions.commands import answer, ask
from match.tenders.questions.forms import AnswerForm, QuestionForm
from match.tenders.questions.queries import answered, own_questions, waiting_questions
from match.tenders.questions.rules import REPLY

AnyRequest = Request[Any, Any, Any]
PUBLISHER = {"permission": "tenders:publish"}


class QuestionPages(Controller):
    """Questions about one purchase."""

    path = "/purchases/{tender_id:int}/questions"
    include_in_schema = False

    @get("/new", opt={"signed_in": True})
    async def blank(self, request: AnyRequest, actor: Who, tender_id: FromPath[int]) -> Page:
        """The box for a question, with what will be public."""
        return await _asking(request, actor, tender_id, Entry())

    @post("/", opt={"signed_in": True})
    async def create(
        self, request: AnyRequest, actor: Who, tender_id: FromPath[int]
    ) -> Response[Any] | Page:
        """Ask; the page of the purchase says by when an answer is due."""
        await public_tender(tender_id)
        raw = await submission(request, QuestionForm)
        try:
            await ask(actor, tender_id, read(QuestionForm, raw))
        except Invalid as wrong:
            return await _asking(request, actor, tender_id, Entry(raw, wrong.fields), status=422)
        return Redirect(f"/purchases/{tender_id}#questions", status_code=303)

    @get("/", opt=PUBLISHER)
    async def listed(self, request: AnyRequest, actor: Who, tender_id: FromPath[int]) -> Page:
        """What waits for the department's answer, the most urgent first."""
        return await _answering(request, actor, tender_id, 0, Entry())

    @post("/{question_id:int}/answer", opt=PUBLISHER)
    async def reply(
        self,
        request: AnyRequest,
        actor: Who,
        tender_id: FromPath[int],
        question_id: FromPath[int],
    ) -> Response[Any] | Page:
        """Answer to everybody; an answer that changes the document leads on to the change."""
        await tender_file(actor, tender_id)
        raw = {"changes": "false", **await submission(request, AnswerForm)}
        raw["changes"] = raw["changes"] or "false"
        try:
            form = read(AnswerForm, raw)
            await answer(actor, tender_id, question_id, form)
        except Invalid as wrong:
            entry = Entry(raw, wrong.fields)
            return await _answering(request, actor, tender_id, question_id, entry, status=422)
        then = "change" if form.changes else "questions"
        return Redirect(f"/purchases/{tender_id}/{then}", status_code=303)


async def _asking(
    request: AnyRequest, actor: Who, tender_id: int, form: Entry, *, status: int = 200
) -> Page:
    return page(
        "tenders/ask.html",
        request=request,
        status=status,
        tender=await public_tender(tender_id),
        own=await own_questions(actor, tender_id),
        reply_days=periods()[REPLY].whole,
        form=form,
    )


async def _answering(
    request: AnyRequest,
    actor: Who,
    tender_id: int,
    chosen: int,
    form: Entry,
    *,
    status: int = 200,
) -> Page:
    """*chosen* is the question whose box holds *form*; the other boxes are empty."""
    file = await tender_file(actor, tender_id)
    return page(
        "tenders/answering.html",
        request=request,
        status=status,
        tender=file.view,
        may_write=file.may_write is True,
        waiting=await waiting_questions(tender_id) if file.may_write is True else (),
        answered=await answered(tender_id),
        reply_days=periods()[REPLY].whole,
        chosen=chosen,
        form=form,
    )
