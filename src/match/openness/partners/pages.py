"""A partner's keys and webhooks; the administrator's list is at the staff door."""

from typing import Any

from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from match.foundation.errors import Conflict, Invalid
from match.foundation.forms import read
from match.foundation.language import current
from match.foundation.parameters import whole
from match.openness.datasets.all import DATASETS
from match.openness.datasets.shapes import titles
from match.openness.partners import commands
from match.openness.partners.forms import HookForm, KeyForm
from match.openness.partners.queries import own_hooks, own_keys
from match.openness.partners.states import HOOK_MACHINE, SENT_MACHINE, hook_word, sent_word
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.htmx import page
from match.site.submission import submission

AnyRequest = Request[Any, Any, Any]
Answer = Response[Any]
BASE = "/me/partners"
WORDS = {
    "hook_word": hook_word,
    "sent_word": sent_word,
    "can": HOOK_MACHINE.verbs,
    "sent_can": SENT_MACHINE.verbs,
}


class PartnerPages(Controller):
    """For everybody who is signed in."""

    path = BASE
    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def listed(self, request: AnyRequest, actor: Who) -> Answer:
        """Keys, webhooks, and the forms for one more."""
        return await _show(request, actor)

    @post("/keys")
    async def make_key(self, request: AnyRequest, actor: Who) -> Answer:
        """One more key; the page shows it this once."""
        sent = await submission(request, KeyForm)
        try:
            key = await commands.make_key(actor, read(KeyForm, sent))
        except (Invalid, Conflict) as refused:
            form = Entry(sent, refused.at("name"))
            return await _show(request, actor, key_form=form, status=refused.status)
        return await _show(request, actor, key=key)

    @post("/keys/{key_id:int}/revocation")
    async def revoke(self, actor: Who, key_id: FromPath[int]) -> Answer:
        """Take a key back."""
        await commands.revoke_key(actor, key_id)
        return Redirect(BASE, status_code=303)

    @post("/hooks")
    async def make_hook(self, request: AnyRequest, actor: Who) -> Answer:
        """One more webhook; the page shows its secret this once."""
        sent = await submission(request, HookForm)
        try:
            secret = await commands.make_hook(actor, read(HookForm, sent))
        except (Invalid, Conflict) as refused:
            form = Entry(sent, refused.at("url"))
            return await _show(request, actor, hook_form=form, status=refused.status)
        return await _show(request, actor, secret=secret)

    @post("/hooks/{hook_id:int}/pause")
    async def pause(self, actor: Who, hook_id: FromPath[int]) -> Answer:
        """No message until it is resumed."""
        await commands.move_hook(actor, hook_id, "pause")
        return Redirect(BASE, status_code=303)

    @post("/hooks/{hook_id:int}/resumption")
    async def resume(self, actor: Who, hook_id: FromPath[int]) -> Answer:
        """Go on, with what changed meanwhile."""
        await commands.move_hook(actor, hook_id, "resume")
        return Redirect(BASE, status_code=303)

    @post("/hooks/{hook_id:int}/removal")
    async def remove(self, actor: Who, hook_id: FromPath[int]) -> Answer:
        """Throw it away."""
        await commands.move_hook(actor, hook_id, "remove")
        return Redirect(BASE, status_code=303)

    @post("/messages/{message_id:int}/retry")
    async def retry(self, actor: Who, message_id: FromPath[int]) -> Answer:
        """Send a lost message once more."""
        await commands.retry_message(actor, message_id)
        return Redirect(BASE, status_code=303)


async def _show(
    request: AnyRequest,
    actor: Who,
    *,
    key_form: Entry | None = None,
    hook_form: Entry | None = None,
    key: str = "",
    secret: str = "",
    status: int = 200,
) -> Answer:
    return page(
        "openness/partners.html",
        request=request,
        status=status,
        headers={"Cache-Control": "private, no-store"},
        key_form=key_form or Entry(),
        hook_form=hook_form or Entry(),
        key=key,
        secret=secret,
        keys=await own_keys(actor),
        hooks=await own_hooks(actor),
        kinds=[
            (name, titles()[name].en if current() == "en" else titles()[name].zh)
            for name, one in DATASETS.items()
            if one.followed
        ],
        per_day=await whole("partners.calls_per_day"),
        key_days=await whole("partners.key_days"),
        **WORDS,
    )
