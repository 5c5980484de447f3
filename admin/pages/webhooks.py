"""Webhooks at the staff door: whose host is called, and what did not arrive."""

from litestar import Controller, get, post
from litestar.params import FromPath

from admin.pages.common import Answer, AnyRequest
from match.foundation.errors import Invalid
from match.foundation.forms import read
from match.foundation.permissions import Permission
from match.openness.partners import commands
from match.openness.partners.forms import RefusalForm
from match.openness.partners.queries import all_hooks
from match.openness.partners.states import HOOK_MACHINE, SENT_MACHINE, hook_word, sent_word
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.htmx import page
from match.site.steps import see
from match.site.submission import submission

BASE = "/admin/webhooks"


class WebhookDesk(Controller):
    """For administrators; nobody decides on their own."""

    path = BASE
    opt = {"permission": Permission.partners_approve}  # noqa: RUF012 # litestar reads it from the class
    include_in_schema = False

    @get("/")
    async def listed(self, request: AnyRequest) -> Answer:
        """Those that wait first."""
        return await _show(request)

    @post("/{hook_id:int}/approval")
    async def approve(self, actor: Who, hook_id: FromPath[int]) -> Answer:
        """This host is called from now on."""
        await commands.approve_hook(actor, hook_id)
        return see(BASE)

    @post("/{hook_id:int}/refusal")
    async def refuse(self, request: AnyRequest, actor: Who, hook_id: FromPath[int]) -> Answer:
        """This host is not called, or no longer; with the reason."""
        sent = await submission(request, RefusalForm)
        try:
            await commands.refuse_hook(actor, hook_id, read(RefusalForm, sent))
        except Invalid as refused:
            return await _show(request, hook_id, Entry(sent, refused.fields), refused.status)
        return see(BASE)

    @post("/messages/{message_id:int}/retry")
    async def retry(self, actor: Who, message_id: FromPath[int]) -> Answer:
        """Send a lost message once more."""
        await commands.retry_message(actor, message_id)
        return see(BASE)


async def _show(
    request: AnyRequest, at: int = 0, form: Entry | None = None, status: int = 200
) -> Answer:
    return page(
        "admin/webhooks.html",
        request=request,
        status=status,
        hooks=await all_hooks(),
        at=at,
        form=form or Entry(),
        empty=Entry(),
        can=HOOK_MACHINE.verbs,
        sent_can=SENT_MACHINE.verbs,
        hook_word=hook_word,
        sent_word=sent_word,
    )
