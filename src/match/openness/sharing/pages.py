"""One's own links: the list with how often each was opened, and the form for one more."""

from typing import Any

from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from match.catalogue import codes
from match.foundation import clock
from match.foundation.errors import Conflict, Invalid
from match.foundation.forms import read
from match.foundation.parameters import whole
from match.foundation.settings import settings
from match.offers.queries import own_organisations
from match.openness.sharing import commands
from match.openness.sharing.forms import LinkForm
from match.openness.sharing.queries import own_links
from match.openness.sharing.states import SharedView, state_word, view_word
from match.places.queries import counties
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.htmx import page
from match.site.submission import submission

AnyRequest = Request[Any, Any, Any]
Answer = Response[Any]
BASE = "/me/links"
YEARS = 5


class LinkPages(Controller):
    """For everybody who is signed in."""

    path = BASE
    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def listed(self, request: AnyRequest, actor: Who) -> Answer:
        """The list, and a form that begins with what the address asks for."""
        names = LinkForm.__struct_fields__
        asked = {name: one for name, one in request.query_params.items() if name in names}
        return await _show(request, actor, Entry({"view": SharedView.needs.value} | asked))

    @post("/")
    async def make(self, request: AnyRequest, actor: Who) -> Answer:
        """One more; the page shows its address this once."""
        sent = await submission(request, LinkForm)
        try:
            token = await commands.make_link(actor, read(LinkForm, sent))
        except (Invalid, Conflict) as refused:
            return await _show(
                request, actor, Entry(sent, refused.at("title")), status=refused.status
            )
        made = f"{settings().base_url}/shared/{token}"
        return await _show(request, actor, Entry({"view": sent.get("view")}), made=made)

    @post("/{link_id:int}/revocation")
    async def revoke(self, actor: Who, link_id: FromPath[int]) -> Answer:
        """Take it back."""
        await commands.revoke_link(actor, link_id)
        return Redirect(BASE, status_code=303)


async def _show(
    request: AnyRequest, actor: Who, form: Entry, *, status: int = 200, made: str = ""
) -> Answer:
    this_year = clock.today().year
    return page(
        "openness/links.html",
        request=request,
        status=status,
        headers={"Cache-Control": "private, no-store"},
        form=form,
        made=made,
        links=await own_links(actor),
        views=[(one.value, view_word(one)) for one in SharedView],
        areas=[(one.code[:6], one.name) for one in await counties()],
        categories=[(one.code, one.label()) for one in codes.categories()],
        organisations=[(str(number), name) for number, name in await own_organisations(actor)],
        years=[(str(y), str(y)) for y in range(this_year, this_year - YEARS, -1)],
        usual=await whole("sharing.days"),
        longest=await whole("sharing.days_max"),
        state_word=state_word,
        view_word=view_word,
    )
