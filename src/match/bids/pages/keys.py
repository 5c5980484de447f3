"""The official's key: made and locked in the browser; the house keeps the public half."""

from typing import Any

from litestar import Controller, Request, get

from match.bids import policy
from match.bids.pages.tools import script_sha256
from match.bids.queries import my_key, openings_of
from match.bids.states import sealing_word
from match.foundation.decisions import require
from match.site.dependencies import Who
from match.site.htmx import Page, page

AnyRequest = Request[Any, Any, Any]


class KeyPages(Controller):
    """An official's own key, and the openings that wait for it."""

    path = "/me/official-key"
    include_in_schema = False

    @get("/", opt={"permission": "bids:open"})
    async def show(self, request: AnyRequest, actor: Who) -> Page:
        """The key that is registered, or the way to one."""
        require(policy.can_hold_key(actor))
        return page(
            "bids/key.html",
            request=request,
            key=await my_key(actor),
            openings=await openings_of(actor),
            sealing_word=sealing_word,
            script_sha256=script_sha256(),
        )
