"""The supplier's page: what is written here is sealed in the browser, and only then sent."""

from typing import Any

import msgspec
from litestar import Controller, Request, Response, get
from litestar.params import FromPath, FromQuery

from match.bids import policy
from match.bids.pages.terms import terms
from match.bids.pages.tools import script_sha256
from match.bids.queries import standing_bids
from match.bids.states import BidStatus
from match.foundation.actor import Actor
from match.foundation.errors import Denied
from match.foundation.language import _
from match.people.queries.organisations import own_organisations
from match.site.dependencies import Who
from match.site.htmx import Page, page

AnyRequest = Request[Any, Any, Any]
BIDDER = {"permission": "bids:submit"}


class BidPages(Controller):
    """Writing, sealing, replacing and withdrawing a bid."""

    path = "/purchases/{tender_id:int}/bid"
    include_in_schema = False

    @get("/", opt=BIDDER)
    async def write(
        self,
        request: AnyRequest,
        actor: Who,
        tender_id: FromPath[int],
        organisation: FromQuery[int] = 0,
    ) -> Page:
        """The form, with what already stands. Nothing that is typed here reaches this server."""
        bidders = await _bidders(actor)
        chosen = _chosen(bidders, organisation)
        held = await terms(actor, tender_id, chosen)
        mine = [b for b in await standing_bids(actor, tender_id) if b.organisation_id == chosen]
        latest = mine[0] if mine else None
        return page(
            "bids/bid.html",
            request=request,
            terms=held,
            terms_json=msgspec.json.encode(held).decode(),
            bidders=bidders,
            state=_state(latest.status, stale=latest.stale) if latest else "none",
            bid_id=latest.id if latest else "",
            script_sha256=script_sha256(),
        )

    @get("/terms", opt=BIDDER)
    async def terms_file(
        self, actor: Who, tender_id: FromPath[int], organisation: FromQuery[int] = 0
    ) -> Response[bytes]:
        """The terms as a file for the offline tool."""
        chosen = _chosen(await _bidders(actor), organisation)
        return Response(
            msgspec.json.format(msgspec.json.encode(await terms(actor, tender_id, chosen))),
            media_type="application/json; charset=utf-8",
            headers={"Content-Disposition": f"attachment; filename=terms-{tender_id}.json"},
        )


async def _bidders(actor: Actor) -> list[tuple[int, str]]:
    """The organisations for which this person may bid, by number."""
    return [
        (each.id, str(each.fields["name"]))
        for each in await own_organisations(actor)
        if policy.can_bid(actor, each.id) is True
    ]


def _chosen(bidders: list[tuple[int, str]], organisation: int) -> int:
    if not bidders:
        raise Denied(_("只有本机构的负责人可以代表机构投标。"))
    held = [each for each, _name in bidders]
    return organisation if organisation in held else held[0]


def _state(status: BidStatus, *, stale: bool) -> str:
    """How the script calls where a bid stands."""
    if status is BidStatus.withdrawn:
        return "withdrawn"
    if status is BidStatus.sealed:
        return "stale" if stale else "sealed"
    return "none"
