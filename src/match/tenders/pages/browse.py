"""The public list of notices, and adding to it."""

from typing import Any

from litestar import Controller, Request, Response, get, post

from match.catalogue import lists
from match.foundation.errors import Denied, Invalid
from match.site.browsing import browse, listing_export, sort_words
from match.site.dependencies import Engine, Who
from match.site.entry import Entry
from match.site.exporting import send, wanted
from match.site.htmx import Page, page
from match.tenders.commands import draft_tender
from match.tenders.pages.browsing import LISTING, AskedPurchases, amount_words, orders
from match.tenders.pages.exporting import every_purchase, purchases
from match.tenders.pages.writing import complaints, form_page, read_form, see, submitted

AnyRequest = Request[Any, Any, Any]


class PurchaseList(Controller):
    """What departments buy, for everybody."""

    path = "/purchases"
    include_in_schema = False

    @get("/", opt={"public": True})
    async def browse(self, request: AnyRequest, search: Engine) -> Page | Response[Any]:
        """Open notices, with facets and search; as a file, all that the filter finds."""
        question = AskedPurchases.read(
            request.query_params, category=lists.categories(), amount=amount_words()
        )
        if wanted(request):
            if request.query_params.get("ended"):
                return await send(request, await every_purchase(LISTING, question))
            return await send(request, await listing_export(search, LISTING, question, purchases()))
        return page(
            "tenders/list.html",
            block="results",
            request=request,
            asked=question,
            found=await browse(search, LISTING, question),
            sorts=sort_words(orders(), LISTING.plain, with_text=bool(question.q)),
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
