"""Giving: the form, one offer's own page, the giver's list."""

from collections.abc import Mapping
from typing import Any

from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from match.catalogue import codes
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.foundation.forms import read
from match.foundation.language import _
from match.needs.queries import need_view
from match.offers.commands import (
    change_offer,
    discard_offer,
    submit_offer,
    withdraw_offer,
)
from match.offers.forms import DecisionForm, OfferForm
from match.offers.pages.choices import choices
from match.offers.pages.exporting import own_offers_export
from match.offers.queries import (
    acts_for_verified,
    my_offers,
    offer_file,
    public_offer,
)
from match.offers.states import WRITABLE, inside, outside
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.exporting import MOST, send, wanted
from match.site.htmx import Page, page
from match.site.submission import submission

AnyRequest = Request[Any, Any, Any]
Answer = Response[Any]


class OfferPages(Controller):
    """The pages of one offer."""

    path = "/offers"
    include_in_schema = False

    @get("/mine", opt={"permission": "offers:draft"})
    async def mine(self, request: AnyRequest, actor: Who) -> Page | Response[Any]:
        """What this person, or their organisation, has offered."""
        if wanted(request):
            return await send(request, await own_offers_export(actor, await my_offers(actor, MOST)))
        return page(
            "offers/mine.html",
            request=request,
            offers=await my_offers(actor),
            imports=bool(actor.organisations),
            inside=inside,
        )

    @get("/new", opt={"permission": "offers:draft"})
    async def blank(self, request: AnyRequest, actor: Who, need: FromQuery[int] = 0) -> Page:
        """An empty form; for one need, with what the need says already filled in."""
        return await form_page(request, actor, Entry(await _start(actor, need)))

    @get("/{offer_id:int}", opt={"public": True})
    async def show(self, request: AnyRequest, actor: Who, offer_id: FromPath[int]) -> Page:
        """One offer: to everybody once it is public; to its people and staff with its standing."""
        try:
            file = await offer_file(actor, offer_id)
        except NotFound:
            file = None
        view = (
            file.view
            if file
            else await public_offer(actor, offer_id, verified=await acts_for_verified(actor))
        )
        return page(
            "offers/show.html",
            request=request,
            offer=view,
            file=file,
            standing=inside(view.status) if file else outside(view.status),
            label=codes.label,
            skills=[codes.skill(code).label() for code in view.skills],
            form=Entry(),
        )

    @get("/{offer_id:int}/edit", opt={"permission": "offers:draft"})
    async def edit(self, request: AnyRequest, actor: Who, offer_id: FromPath[int]) -> Page:
        """The form with the draft in it."""
        file = await offer_file(actor, offer_id)
        view = file.view
        if view.status not in WRITABLE:
            raise Conflict(_("这条供给已提交，不能再修改。需要修改时，请撤回后重新发布。"))
        start = {
            **{name: getattr(view, name) for name in ("title", "conditions", "mode", "category")},
            **{name: getattr(view, name) for name in ("unit", "least", "starts_on", "ends_on")},
            "organisation": view.organisation_id,
            "quantity": view.units.quantity,
            "areas": list(view.areas),
            "skills": list(view.skills),
            "groups": list(file.groups),
            "child_contact": view.child_contact,
            "for_need": file.for_need,
        }
        return await form_page(request, actor, Entry(start), offer_id=offer_id)

    @post("/{offer_id:int}/edit", opt={"permission": "offers:draft"})
    async def change(
        self, request: AnyRequest, actor: Who, offer_id: FromPath[int]
    ) -> Answer | Page:
        """Change the draft."""
        await offer_file(actor, offer_id)  # strangers hear nothing, not even what is wrong
        raw = await submission(request, OfferForm)
        try:
            await change_offer(actor, offer_id, read(OfferForm, raw))
        except (Invalid, Denied) as wrong:
            entry = Entry(raw, complaints(wrong))
            return await form_page(request, actor, entry, offer_id=offer_id, status=422)
        return see(offer_id)

    @post("/{offer_id:int}/submission", opt={"permission": "offers:draft"})
    async def submit(self, actor: Who, offer_id: FromPath[int]) -> Answer:
        """Hand it in."""
        await submit_offer(actor, offer_id)
        return see(offer_id)

    @post("/{offer_id:int}/withdrawal", opt={"permission": "offers:draft"})
    async def withdraw(self, request: AnyRequest, actor: Who, offer_id: FromPath[int]) -> Answer:
        """Take it back, with the reason."""
        await offer_file(actor, offer_id)
        form = read(DecisionForm, await submission(request, DecisionForm))
        await withdraw_offer(actor, offer_id, form.reason)
        return see(offer_id)

    @post("/{offer_id:int}/discard", opt={"permission": "offers:draft"})
    async def discard(self, actor: Who, offer_id: FromPath[int]) -> Answer:
        """Throw a draft away."""
        await discard_offer(actor, offer_id)
        return Redirect("/offers/mine", status_code=303)


async def form_page(
    request: AnyRequest,
    actor: Who,
    form: Entry,
    *,
    offer_id: int | None = None,
    status: int = 200,
) -> Page:
    return page(
        "offers/form.html",
        request=request,
        status=status,
        form=form,
        offer_id=offer_id,
        **(await choices(actor)),
    )


async def _start(actor: Who, need_id: int) -> Mapping[str, Any]:
    """What a new form begins with. For a need, its first line, its category and its county."""
    # Somebody who acts for an organisation gives in its name, unless they say otherwise.
    start = {"least": 1, "organisation": next(iter(sorted(actor.organisations)), "")}
    if not need_id:
        return start
    need = await need_view(actor, need_id, verified=await acts_for_verified(actor))
    line = next((line for line in need.lines if line.left), None)
    return start | {
        "for_need": need.id,
        "category": line.category if line else need.category,
        "title": _("帮助：%(title)s") % {"title": need.title[:50]},
        "quantity": line.left if line else "",
        "unit": line.unit if line else "",
        "areas": [need.division[:6]],
        "child_contact": need.child_contact,
    }


def complaints(wrong: Invalid | Denied) -> dict[str, str]:
    return wrong.fields if isinstance(wrong, Invalid) else {"organisation": wrong.message}


def see(offer_id: int) -> Redirect:
    return Redirect(f"/offers/{offer_id}", status_code=303)
