"""The desk where a text is taken down: one person asks, another one decides."""

from typing import Any

from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from match.foundation.errors import Conflict, Invalid
from match.foundation.forms import read
from match.foundation.permissions import Permission
from match.openness.publiclog import commands, policy, queries
from match.openness.publiclog.forms import DecisionForm, TakedownForm
from match.openness.publiclog.states import status_word
from match.openness.publiclog.wording import kind_word
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.htmx import page
from match.site.submission import submission

AnyRequest = Request[Any, Any, Any]
Answer = Response[Any]
BASE = "/desk/log"


class TakedownPages(Controller):
    """For civil affairs and child protection."""

    path = BASE
    opt = {"permission": Permission.publiclog_takedown}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def listed(self, request: AnyRequest, actor: Who) -> Answer:
        """What waits for a second person, and what was decided."""
        return await _list(request, actor, Entry())

    @get("/{place:int}")
    async def form(self, request: AnyRequest, place: FromPath[int]) -> Answer:
        """Ask for one entry's text to be taken down."""
        return await _form(request, place, Entry())

    @post("/{place:int}")
    async def ask(self, request: AnyRequest, actor: Who, place: FromPath[int]) -> Answer:
        """The first person's word."""
        sent = await submission(request, TakedownForm)
        try:
            await commands.ask_takedown(actor, place, read(TakedownForm, sent))
        except (Invalid, Conflict) as refused:
            return await _form(request, place, Entry(sent, refused.at("reason")), refused.status)
        return Redirect(BASE, status_code=303)

    @post("/takedowns/{takedown_id:int}/decision")
    async def decide(self, request: AnyRequest, actor: Who, takedown_id: FromPath[int]) -> Answer:
        """The second person's word: gone for good, or shown again."""
        sent = await submission(request, DecisionForm)
        form = read(DecisionForm, sent)
        try:
            if form.decision == "done":
                await commands.confirm_takedown(actor, takedown_id)
            else:
                await commands.refuse_takedown(actor, takedown_id, form)
        except Invalid as invalid:
            return await _list(request, actor, Entry(sent, invalid.fields), invalid.status)
        return Redirect(BASE, status_code=303)


async def _list(request: AnyRequest, actor: Who, form: Entry, status: int = 200) -> Answer:
    return page(
        "openness/takedowns.html",
        request=request,
        status=status,
        form=form,
        lines=await queries.takedowns(actor),
        may=lambda line: policy.can_decide(actor, line.asked_by),
        word=kind_word,
        status_word=status_word,
    )


async def _form(request: AnyRequest, place: int, form: Entry, status: int = 200) -> Answer:
    return page(
        "openness/takedown.html",
        request=request,
        status=status,
        form=form,
        entry=await queries.entry(place),
        word=kind_word,
    )
