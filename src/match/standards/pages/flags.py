"""One thing to be put right: what was seen, by when, the need, a reminder, a reason."""

from litestar import Controller, get, post
from litestar.params import FromPath

from match.foundation.actor import Actor
from match.foundation.errors import Conflict, Invalid
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.htmx import Page, page
from match.site.steps import see
from match.standards import commands
from match.standards.pages.common import WORDS, Answer, AnyRequest, hardness_word
from match.standards.queries import flag_file

BASE = "/desk/standards/flags"


class FlagPages(Controller):
    """The task of a failed line."""

    path = BASE
    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/{flag_id:int}")
    async def show(self, request: AnyRequest, actor: Who, flag_id: FromPath[int]) -> Page:
        """What was seen and what this person may do."""
        return await _show(request, actor, flag_id, Entry())

    @post("/{flag_id:int}/need")
    async def need(self, request: AnyRequest, actor: Who, flag_id: FromPath[int]) -> Answer | Page:
        """The prefilled need; the one that stands, where there is one."""
        await flag_file(actor, flag_id)
        try:
            need_id = await commands.write_need(actor, flag_id)
        except Conflict as refusal:
            entry = Entry({}, refusal.at("need"))
            return await _show(request, actor, flag_id, entry, refusal.status)
        return see(f"/desk/needs/{need_id}")

    @post("/{flag_id:int}/waiver")
    async def waive(self, request: AnyRequest, actor: Who, flag_id: FromPath[int]) -> Answer | Page:
        """It may stand as it is, for a written reason (hardness S)."""
        await flag_file(actor, flag_id)
        reason = str((await request.form()).get("reason", ""))
        try:
            await commands.waive_flag(actor, flag_id, reason)
        except (Conflict, Invalid) as refusal:
            entry = Entry({"reason": reason}, refusal.at("reason"))
            return await _show(request, actor, flag_id, entry, refusal.status)
        return see(f"{BASE}/{flag_id}")

    @post("/{flag_id:int}/reminder")
    async def remind(
        self, request: AnyRequest, actor: Who, flag_id: FromPath[int]
    ) -> Answer | Page:
        """Remind the director, and say so on the page of the flag."""
        await flag_file(actor, flag_id)
        try:
            await commands.remind_director(actor, flag_id)
        except Conflict as refusal:
            entry = Entry({}, refusal.at("reminder"))
            return await _show(request, actor, flag_id, entry, refusal.status)
        return see(f"{BASE}/{flag_id}?reminded=1")


async def _show(
    request: AnyRequest, actor: Actor, flag_id: int, form: Entry, status: int = 200
) -> Page:
    return page(
        "standards/flag.html",
        request=request,
        status=status,
        file=await flag_file(actor, flag_id),
        form=form,
        reminded=request.query_params.get("reminded") == "1",
        hardness_word=hardness_word,
        **WORDS,
    )
