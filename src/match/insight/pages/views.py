"""Named pages: the list at the desk, one more, shared or not."""

from typing import Any

from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from match.foundation.errors import Conflict, Invalid
from match.foundation.forms import read
from match.foundation.permissions import Permission
from match.insight.commands import keep_view, remove_view, share_view, unshare_view
from match.insight.forms import ViewForm
from match.insight.queries.views import views
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.htmx import page
from match.site.submission import submission

AnyRequest = Request[Any, Any, Any]
Answer = Response[Any]
BASE = "/desk/views"


class ViewPages(Controller):
    """For officials: whoever reads an area's figures may name a page of them."""

    path = BASE
    opt = {"permission": Permission.insight_read}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def listed(self, request: AnyRequest, actor: Who) -> Answer:
        """One's own and the shared ones, and a form that begins with the page one came from."""
        return await _show(request, actor, Entry({"address": request.query_params.get("of", "")}))

    @post("/")
    async def keep(self, request: AnyRequest, actor: Who) -> Answer:
        """Keep one more."""
        sent = await submission(request, ViewForm)
        try:
            await keep_view(actor, read(ViewForm, sent))
        except Invalid as invalid:
            return await _show(request, actor, Entry(sent, invalid.fields), 422)
        except Conflict as conflict:
            return await _show(request, actor, Entry(sent, {"name": conflict.message}), 409)
        return Redirect(BASE, status_code=303)

    @post("/{view_id:int}/sharing")
    async def share(self, actor: Who, view_id: FromPath[int]) -> Answer:
        """For the colleagues of one's area."""
        await share_view(actor, view_id)
        return Redirect(BASE, status_code=303)

    @post("/{view_id:int}/unsharing")
    async def unshare(self, actor: Who, view_id: FromPath[int]) -> Answer:
        """One's own again."""
        await unshare_view(actor, view_id)
        return Redirect(BASE, status_code=303)

    @post("/{view_id:int}/removal")
    async def remove(self, actor: Who, view_id: FromPath[int]) -> Answer:
        """Throw it away."""
        await remove_view(actor, view_id)
        return Redirect(BASE, status_code=303)


async def _show(request: AnyRequest, actor: Who, form: Entry, status: int = 200) -> Answer:
    return page(
        "insight/views.html",
        request=request,
        status=status,
        form=form,
        views=await views(actor),
    )
