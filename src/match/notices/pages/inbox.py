"""The inbox: what people were told, opened by following it to where it leads."""

from typing import Any

from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from match.notices.commands import read_all, read_message
from match.notices.queries import inbox, unread
from match.site.dependencies import Who
from match.site.htmx import Page, page

AnyRequest = Request[Any, Any, Any]
PER_PAGE = 50


class InboxPages(Controller):
    """One person's own messages."""

    path = "/desk/inbox"
    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def listed(
        self, request: AnyRequest, actor: Who, before: FromQuery[int | None] = None
    ) -> Page:
        """Newest first."""
        found = await inbox(actor, PER_PAGE + 1, before=before)
        shown = found[:PER_PAGE]
        return page(
            "notices/inbox.html",
            request=request,
            mail=shown,
            unread=await unread(actor),
            more=shown[-1].id if len(found) > PER_PAGE else 0,
        )

    @get("/unread")
    async def count(self, request: AnyRequest, actor: Who) -> Page:
        """The number at the bell, asked for by the header after the page is there."""
        return page("notices/unread.html", request=request, unread=await unread(actor))

    @post("/{message_id:int}/reading")
    async def open_one(self, actor: Who, message_id: FromPath[int]) -> Response[Any]:
        """Mark it read and go where it leads."""
        return Redirect(await read_message(actor, message_id), status_code=303)

    @post("/reading")
    async def open_all(self, actor: Who) -> Response[Any]:
        """Mark everything read."""
        await read_all(actor)
        return Redirect("/desk/inbox", status_code=303)
