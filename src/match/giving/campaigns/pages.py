"""Campaigns: the public list of today, the charity's records, the authority's check."""

from collections.abc import Awaitable, Callable
from typing import Any

import msgspec
from litestar import Controller, Request, Response, get, post
from litestar.datastructures import UploadFile
from litestar.params import FromPath
from litestar.response import Redirect

from match.files.commands import keep_document
from match.foundation.actor import Actor
from match.foundation.errors import Denied, Invalid
from match.foundation.forms import read
from match.giving.campaigns import commands
from match.giving.campaigns.exporting import campaigns_export, own_campaigns_export
from match.giving.campaigns.forms import CampaignForm, CheckForm, RefusalForm
from match.giving.campaigns.queries import (
    campaign_file,
    own_campaigns,
    own_charities,
    public_campaigns,
    waiting_campaigns,
)
from match.giving.campaigns.rules import platforms
from match.giving.campaigns.states import campaign_word
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.exporting import send, wanted
from match.site.htmx import page
from match.site.steps import Shape, step
from match.site.submission import submission

AnyRequest = Request[Any, Any, Any]
Answer = Response[Any]
BASE = "/desk/campaigns"
EVIDENCE_MOST = 4


class Campaigns(Controller):
    """For everybody: records that link out. Nothing is collected here."""

    path = "/campaigns"
    opt = {"public": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def listed(self, request: AnyRequest) -> Answer:
        """What certificate, filing, period and platform allow today."""
        if wanted(request):
            return await send(request, await campaigns_export())
        return page("campaigns/public.html", request=request, campaigns=await public_campaigns())


class CampaignDesk(Controller):
    """For certified charities, and for the authority that checks their records."""

    path = BASE
    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def listed(self, request: AnyRequest, actor: Who) -> Answer:
        """What waits for the reader, and the reader's own."""
        if wanted(request):
            found = {one.id: one for one in await waiting_campaigns(actor)}
            found |= {one.id: one for one in await own_campaigns(actor)}
            return await send(request, own_campaigns_export(list(found.values())))
        return page(
            "campaigns/list.html",
            request=request,
            waiting=await waiting_campaigns(actor),
            own=await own_campaigns(actor),
            charities=await own_charities(actor),
            word=campaign_word,
        )

    @get("/new")
    async def new(self, request: AnyRequest, actor: Who) -> Answer:
        """The form, with the number of the certificate that was verified."""
        first = next(iter(await own_charities(actor)), None)
        known = {"charity_id": first[0], "certificate_number": first[2]} if first else None
        return await _form(request, actor, Entry(known))

    @post("/")
    async def create(self, request: AnyRequest, actor: Who) -> Answer:
        """Keep the record; evidence comes next."""
        sent = await submission(request, CampaignForm)
        try:
            made = await commands.enter_campaign(actor, read(CampaignForm, sent))
        except Invalid as invalid:
            return await _form(request, actor, Entry(sent, invalid.fields), 422)
        except Denied as denied:
            return await _form(request, actor, Entry(sent, {"charity_id": denied.message}), 403)
        return _see(made)

    @get("/{campaign_id:int}")
    async def show(self, request: AnyRequest, actor: Who, campaign_id: FromPath[int]) -> Answer:
        """One record, why it is hidden if it is, and what the reader may do."""
        return await _show(request, actor, campaign_id, Entry())

    @post("/{campaign_id:int}/submission")
    async def submit(self, request: AnyRequest, actor: Who, campaign_id: FromPath[int]) -> Answer:
        """Hand it in with scans of certificate and filing."""

        async def act(_form: msgspec.Struct) -> None:
            await commands.submit_campaign(
                actor, campaign_id, await _evidence(request, actor, campaign_id)
            )

        return await _done(request, actor, campaign_id, _Nothing, act, "evidence")

    @post("/{campaign_id:int}/check")
    async def check(self, request: AnyRequest, actor: Who, campaign_id: FromPath[int]) -> Answer:
        """The authority compared it with the registers."""

        async def act(form: CheckForm) -> None:
            await commands.check_campaign(actor, campaign_id, form)

        return await _done(request, actor, campaign_id, CheckForm, act, "certificate_seen")

    @post("/{campaign_id:int}/refusal")
    async def refuse(self, request: AnyRequest, actor: Who, campaign_id: FromPath[int]) -> Answer:
        """Not, or no longer, to be shown."""

        async def act(form: RefusalForm) -> None:
            await commands.refuse_campaign(actor, campaign_id, form.reason)

        return await _done(request, actor, campaign_id, RefusalForm, act, "reason")

    @post("/{campaign_id:int}/end")
    async def end(self, request: AnyRequest, actor: Who, campaign_id: FromPath[int]) -> Answer:
        """The charity ends it."""

        async def act(_form: msgspec.Struct) -> None:
            await commands.end_campaign(actor, campaign_id)

        return await _done(request, actor, campaign_id, _Nothing, act, "evidence")


class _Nothing(msgspec.Struct, frozen=True):
    """A form with a button only."""


async def _done(
    request: AnyRequest,
    actor: Actor,
    campaign_id: int,
    shape: type[Shape],
    act: Callable[[Shape], Awaitable[None]],
    first: str,
) -> Answer:
    await campaign_file(actor, campaign_id)  # strangers learn that there is nothing here

    async def again(form: Entry, status: int) -> Answer:
        return await _show(request, actor, campaign_id, form, status)

    return await step(request, shape, act, again, to=f"{BASE}/{campaign_id}", at=first)


async def _evidence(request: AnyRequest, actor: Actor, campaign_id: int) -> list[int]:
    file = await campaign_file(actor, campaign_id)
    sent = await request.form()
    chosen = [one for one in sent.getall("evidence", []) if isinstance(one, UploadFile)]
    kept: list[int] = []
    for one in chosen[:EVIDENCE_MOST]:
        data = await one.read()
        if not data:
            continue
        try:
            kept.append(await keep_document(actor, data, division=file.division))
        except Invalid as refusal:
            raise Invalid({"evidence": next(iter(refusal.fields.values()))}) from refusal
    return kept


async def _form(request: AnyRequest, actor: Actor, form: Entry, status: int = 200) -> Answer:
    return page(
        "campaigns/new.html",
        request=request,
        status=status,
        form=form,
        charities=[(str(one), name) for one, name, _number in await own_charities(actor)],
        platforms=[one.name for one in platforms().values()],
    )


async def _show(
    request: AnyRequest, actor: Actor, campaign_id: int, form: Entry, status: int = 200
) -> Answer:
    file = await campaign_file(actor, campaign_id)
    return page(
        "campaigns/show.html",
        request=request,
        status=status,
        file=file,
        campaign=file.view,
        form=form,
        word=campaign_word,
    )


def _see(campaign_id: int) -> Redirect:
    return Redirect(f"{BASE}/{campaign_id}", status_code=303)
