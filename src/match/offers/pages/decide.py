"""The moderators' verbs on the offer's own page; their queue is the desk at /admin/offers."""

from typing import Any

from litestar import Controller, Request, Response, post
from litestar.params import FromPath
from litestar.response import Redirect

from match.foundation.forms import read
from match.offers.commands import close_offer, publish_offer, reject_offer, return_offer
from match.offers.forms import DecisionForm
from match.offers.queries import offer_file
from match.site.dependencies import Who
from match.site.submission import submission

AnyRequest = Request[Any, Any, Any]
Answer = Response[Any]


class OfferDecisions(Controller):
    """For the civil-affairs staff of the giver's seat, or of the whole area."""

    path = "/offers"
    opt = {"permission": "offers:moderate"}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @post("/{offer_id:int}/publication")
    async def publish(self, actor: Who, offer_id: FromPath[int]) -> Answer:
        """Let everybody see it."""
        await publish_offer(actor, offer_id)
        return _queue()

    @post("/{offer_id:int}/return")
    async def give_back(self, request: AnyRequest, actor: Who, offer_id: FromPath[int]) -> Answer:
        """Back to the giver with the reason."""
        await offer_file(actor, offer_id)  # strangers hear nothing, not even what is wrong
        await return_offer(actor, offer_id, await _reason(request))
        return _queue()

    @post("/{offer_id:int}/rejection")
    async def reject(self, request: AnyRequest, actor: Who, offer_id: FromPath[int]) -> Answer:
        """No, with the reason."""
        await offer_file(actor, offer_id)
        await reject_offer(actor, offer_id, await _reason(request))
        return _queue()

    @post("/{offer_id:int}/closure")
    async def close(self, actor: Who, offer_id: FromPath[int]) -> Answer:
        """Everything has arrived and was seen."""
        await close_offer(actor, offer_id)
        return Redirect(f"/offers/{offer_id}", status_code=303)


async def _reason(request: AnyRequest) -> str:
    return read(DecisionForm, await submission(request, DecisionForm)).reason


def _queue() -> Redirect:
    return Redirect("/admin/offers", status_code=303)
