"""The opening: who has come, how many are needed, and the official's own part in it."""

from typing import Any

import msgspec
from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath

from match.bids.commands import begin_opening
from match.bids.pages.tools import script_sha256
from match.bids.queries import opened, opening
from match.bids.states import SealingStatus, sealing_word
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.site.dependencies import Who
from match.site.htmx import Page, page
from match.tenders.queries import public_tender

AnyRequest = Request[Any, Any, Any]
GATHERING = frozenset({SealingStatus.gathering, SealingStatus.pricing})


class OpeningPages(Controller):
    """The ceremony, watched by everybody; its officials do their part on the same page."""

    path = "/purchases/{tender_id:int}/opening"
    include_in_schema = False

    @get("/", opt={"public": True})
    async def show(self, request: AnyRequest, actor: Who, tender_id: FromPath[int]) -> Page:
        """Where the opening stands."""
        tender = await public_tender(tender_id)
        view = await opening(actor, tender_id)
        if view is None:
            raise NotFound(_("这次采购还没有指定开标人，请联系采购单位。"))
        mine = any(each.mine for each in view.officials)
        return page(
            "bids/opening.html",
            request=request,
            tender=tender,
            view=view,
            status_word=sealing_word(view.status),
            # A void bid's reason, and who bid for how much: public from the opening on.
            bids=await opened(tender_id),
            mine=mine,
            due=view.server_now >= view.closes_at,
            may_give=mine and view.status in GATHERING,
            terms_json=msgspec.json.encode({"tender": tender_id, "k": view.k}).decode(),
            script_sha256=script_sha256(),
        )

    @post("/", opt={"permission": "bids:open"})
    async def begin(self, actor: Who, tender_id: FromPath[int]) -> Response[Any]:
        """Begin, at the deadline or after it; the clock does so by itself within a minute."""
        await begin_opening(actor, tender_id)
        where = f"/purchases/{tender_id}/opening"
        return Response(b"", status_code=303, headers={"Location": where})
