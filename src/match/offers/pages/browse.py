"""The public list of offers, adding to it, and the list of money for verified organisations."""

from typing import Any

from litestar import Controller, Request, Response, get, post

from match.catalogue import lists
from match.catalogue.facets import root_row
from match.foundation.errors import Denied, Invalid
from match.foundation.forms import read
from match.offers.cards import offer_card
from match.offers.commands import draft_offer
from match.offers.forms import OfferForm
from match.offers.pages.asked import AskedOffers
from match.offers.pages.browsing import LISTING, orders
from match.offers.pages.exporting import money_export, offers_told
from match.offers.pages.give import complaints, form_page, see
from match.offers.queries import acts_for_verified, money_offers
from match.offers.rules import money_law
from match.site.browsing import browse, listing_export, sort_words
from match.site.dependencies import Engine, Who
from match.site.entry import Entry
from match.site.exporting import send, wanted
from match.site.htmx import Page, page
from match.site.submission import submission

AnyRequest = Request[Any, Any, Any]


class OfferList(Controller):
    """What is on offer, for everybody; and adding to it."""

    path = "/offers"
    include_in_schema = False

    @get("/", opt={"public": True})
    async def browse(self, request: AnyRequest, actor: Who, search: Engine) -> Page | Response[Any]:
        """Open offers, with facets and search."""
        question = AskedOffers.read(
            request.query_params, category=lists.categories(), mode=lists.modes()
        )
        if wanted(request):
            told = offers_told()
            return await send(request, await listing_export(search, LISTING, question, told))
        return page(
            "offers/list.html",
            block="results",
            request=request,
            asked=question,
            found=await browse(search, LISTING, question),
            roots=root_row(question),
            sorts=sort_words(orders(), LISTING.plain, with_text=bool(question.q)),
            money=await acts_for_verified(actor),
        )

    @get("/money", opt={"signed_in": True})
    async def money(self, request: AnyRequest, actor: Who) -> Page | Response[Any]:
        """Money on offer, between verified organisations (domain.md §3.2)."""
        if not await acts_for_verified(actor):
            raise Denied(money_law())
        if wanted(request):
            return await send(request, money_export(await money_offers()))
        return page(
            "offers/money.html",
            request=request,
            offers=[offer_card(view) for view in await money_offers()],
        )

    @post("/", opt={"permission": "offers:draft"})
    async def create(self, request: AnyRequest, actor: Who) -> Response[Any] | Page:
        """Keep it as a draft and show it; handing in is the next click."""
        raw = await submission(request, OfferForm)
        try:
            made = await draft_offer(actor, read(OfferForm, raw))
        except (Invalid, Denied) as wrong:
            return await form_page(request, actor, Entry(raw, complaints(wrong)), status=422)
        return see(made)
