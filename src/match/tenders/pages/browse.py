"""The public list of notices, and adding to it."""

from typing import Any

from litestar import Controller, Request, Response, get, post

from match.foundation.errors import Denied, Invalid
from match.site.dependencies import Engine, Who
from match.site.entry import Entry
from match.site.htmx import Page, page
from match.tenders.commands import draft_tender
from match.tenders.pages.browsing import Asked, asked, browse, sort_words
from match.tenders.pages.writing import complaints, form_page, read_form, see, submitted

AnyRequest = Request[Any, Any, Any]


class PurchaseList(Controller):
    """What departments buy, for everybody."""

    path = "/purchases"
    include_in_schema = False

    @get("/", opt={"public": True})
    async def browse(self, request: AnyRequest, search: Engine) -> Page:
        """Open notices, with facets and search."""
        question = asked(request.query_params)
        return page(
            "tenders/list.html",
            block="results",
            request=request,
            asked=question,
            found=await browse(search, question),
            sorts=sort_words(with_text=bool(question.q)),
            clear_url=Asked(q=question.q).address(),
        )

    @post("/", opt={"permission": "tenders:publish"})
    async def create(self, request: AnyRequest, actor: Who) -> Response[Any] | Page:
        """Keep a notice as a draft and show it; publishing is the next click."""
        raw = await submitted(request, actor)
        try:
            made = await draft_tender(actor, read_form(raw))
        except (Invalid, Denied) as wrong:
            return await form_page(request, actor, Entry(raw, complaints(wrong)), status=422)
        return see(made)
