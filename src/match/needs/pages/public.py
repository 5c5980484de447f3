"""What everybody sees of needs: the list and one need."""

from typing import Any
from urllib.parse import quote

from litestar import Controller, Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from match.catalogue import codes
from match.catalogue.facets import root_row
from match.foundation.actor import Actor
from match.foundation.language import _
from match.needs.closing import followed
from match.needs.pages.browsing import LISTING, asked_needs, orders
from match.needs.pages.exporting import open_needs_told
from match.needs.public import NeedView, is_money
from match.needs.queries import need_view
from match.needs.states import OPEN, Delivery, closure_word, outside
from match.people.queries.organisations import is_verified
from match.site.browsing import browse, listing_export, sort_words
from match.site.dependencies import Engine
from match.site.exporting import send, wanted
from match.site.formats import days_until
from match.site.htmx import Page, page
from match.site.pictures import picture

AnyRequest = Request[Any, Any, Any]


class NeedPages(Controller):
    """The public doors."""

    path = "/needs"
    opt = {"public": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def listed(self, request: AnyRequest, search: Engine) -> Page | Response[Any]:
        """Open needs with live facets; htmx swaps the block of results."""
        question = asked_needs(request.query_params)
        if wanted(request):
            told = open_needs_told()
            return await send(request, await listing_export(search, LISTING, question, told))
        return page(
            "needs/list.html",
            "results",
            request,
            asked=question,
            found=await browse(search, LISTING, question),
            roots=root_row(question),
            sorts=sort_words(orders(), LISTING.plain, with_text=bool(question.q)),
        )

    @get("/new")
    async def new(self) -> Redirect:
        """The address that every page links to; the wizard lives at the desk."""
        return Redirect("/desk/needs/new", status_code=303)

    @get("/{need_id:int}")
    async def show(
        self, request: AnyRequest, actor: NamedDependency[Actor], need_id: FromPath[int]
    ) -> Page:
        """One public need. A money need is there for verified organisations only."""
        view = await need_view(actor, need_id, verified=await acts_for_verified(actor))
        return page(
            "needs/show.html",
            request=request,
            need=view,
            picture=picture(view.category),
            category=codes.category(view.category).label(),
            standing=outside(view.status),
            is_open=view.status in OPEN and view.left > 0,
            money=is_money(view),
            days_left=days_until(view.due_on) if view.due_on else None,
            facts=facts(view),
            units={
                line.id: codes.unit(line.unit).after(line.units.quantity) for line in view.lines
            },
            closure_word=closure_word,
            followed=await followed(actor, view.id),
            help_url=help_url(actor, view),
        )


async def acts_for_verified(actor: Actor) -> bool:
    """Whether this person acts for at least one verified organisation."""
    for organisation in sorted(actor.organisations):
        if await is_verified(organisation):
            return True
    return False


def help_url(actor: Actor, view: NeedView) -> str:
    """The direct-offer form for this need; strangers sign in first and come back to it."""
    form = f"/offers/new?need={view.id}"
    return form if actor.signed_in else f"/sign-in?next={quote(form, safe='/')}"


def facts(view: NeedView) -> list[tuple[str, str]]:
    """What is known beside the items, as label and value; nothing that is not in the view."""
    groups = _("、").join(codes.group(code).label() for code in view.groups)
    bands = _("；").join(
        (_("%(band)s 岁 %(count)s 人") if count else _("%(band)s 岁"))
        % {"band": band, "count": count}
        for band, count in view.bands
    )
    delivery = (
        _("送到儿童之家") if view.delivery is Delivery.home else _("送到乡镇政府，由乡镇转交")
    )
    contact = _("需要志愿者与孩子面对面，报名者须先通过违法犯罪记录查询。")
    told = [
        (_("受益儿童"), view.children),
        (_("年龄段"), bands),
        (_("儿童群体"), groups),
        (_("送达方式"), delivery),
        (_("接触儿童"), contact if view.child_contact else ""),
    ]
    return [(label, text) for label, text in told if text]
