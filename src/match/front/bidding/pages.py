"""The doors of the supplier's desk."""

from typing import Any

from litestar import Controller, Request, get
from litestar.params import FromPath, FromQuery

from match.front.bidding.desk import bidding_desk, preparation
from match.objections.states import objection_word, subject_word
from match.site.dependencies import Who
from match.site.htmx import Page, page
from match.suppliers.states import consortium_word
from match.tenders.states import outside

AnyRequest = Request[Any, Any, Any]
OPT = {"permission": "suppliers:keep"}


class BiddingPages(Controller):
    """All purchases at once, and one purchase step by step."""

    include_in_schema = False

    @get("/desk/bidding", opt=OPT)
    async def desk(self, request: AnyRequest, actor: Who) -> Page:
        """Matched purchases by day with their three tasks; questions, results, contracts."""
        return page(
            "front/bidding.html",
            request=request,
            desk=await bidding_desk(actor),
            outside=outside,
            consortium_word=consortium_word,
            objection_word=objection_word,
            subject_word=subject_word,
        )

    @get("/purchases/{tender_id:int}/prepare", opt=OPT)
    async def prepare(
        self,
        request: AnyRequest,
        actor: Who,
        tender_id: FromPath[int],
        organisation: FromQuery[int] = 0,
    ) -> Page:
        """Prove, write, seal: one organisation led through one purchase."""
        return page(
            "front/prepare.html",
            request=request,
            at=await preparation(actor, tender_id, organisation),
        )
