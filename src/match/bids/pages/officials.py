"""The purchaser's page where those who open are chosen: each of another body, before any bid."""

from typing import Any

from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath

from match.bids import policy
from match.bids.commands import choose_keys
from match.bids.forms import KeysForm
from match.bids.queries import keyset, registered_keys
from match.bids.rules import keys_of
from match.foundation.actor import Actor
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Denied, Invalid
from match.foundation.forms import read
from match.foundation.permissions import Permission
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.htmx import Page, page
from match.site.submission import submission
from match.tenders.queries import facts
from match.tenders.states import PLANNED

AnyRequest = Request[Any, Any, Any]


class OfficialsPages(Controller):
    """Which officials' keys a purchase's bids are sealed to."""

    path = "/purchases/{tender_id:int}/officials"
    opt = {"permission": Permission.tenders_publish}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def show(self, request: AnyRequest, actor: Who, tender_id: FromPath[int]) -> Page:
        """Who has a key, and who is chosen."""
        return await _shown(request, actor, tender_id)

    @post("/")
    async def choose(
        self, request: AnyRequest, actor: Who, tender_id: FromPath[int]
    ) -> Response[Any] | Page:
        """Seal to these; the choice may be made again until the first bid is there."""
        raw = await submission(request, KeysForm)
        try:
            await choose_keys(actor, tender_id, read(KeysForm, raw).keys)
        except Invalid as wrong:
            return await _shown(request, actor, tender_id, Entry(raw, wrong.fields), 422)
        except (Conflict, Denied) as refused:
            entry = Entry(raw, {"keys": refused.message})
            return await _shown(request, actor, tender_id, entry, refused.status)
        planned = (await facts(tender_id)).status in PLANNED
        where = f"/purchases/{tender_id}" + ("/check" if planned else "")
        return Response(b"", status_code=303, headers={"Location": where})


async def _shown(
    request: AnyRequest,
    actor: Actor,
    tender_id: int,
    form: Entry | None = None,
    status: int = 200,
) -> Page:
    purchase = await facts(tender_id)
    require(policy.can_arrange(actor, purchase.organisation_id, purchase.division))
    chosen = await keyset(tender_id)
    held = {"keys": [str(each.key_id) for each in chosen.officials]} if chosen else {}
    need, among = keys_of(purchase)
    return page(
        "bids/officials.html",
        request=request,
        status=status,
        facts=purchase,
        k=need,
        n=among,
        form=form or Entry(held),
        officials=[
            (str(each.id), each.body_name, each.fingerprint)
            for each in await registered_keys(purchase.division)
        ],
    )
