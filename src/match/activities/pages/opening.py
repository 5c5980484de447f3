"""Dated exceptions of a home's hours."""

from litestar import Controller, get, post
from litestar.params import FromPath

from match.activities import commands, policy
from match.activities.forms import ExceptionForm
from match.activities.pages.common import BASE, WORDS, Answer, AnyRequest, again, typed
from match.activities.queries import opening_rule, seen_home
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.decisions import require
from match.foundation.errors import Invalid
from match.foundation.forms import read
from match.homes.pages.common import weekdays
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.htmx import Page, page
from match.site.steps import see


class OpeningPages(Controller):
    """Shut on a day, other hours in the holidays."""

    path = BASE
    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/{home_id:int}/exceptions")
    async def listed(self, request: AnyRequest, actor: Who, home_id: FromPath[int]) -> Page:
        """What is arranged, and the form for one more."""
        start = {"kind": "closed", "starts_on": clock.today().isoformat()}
        return await _show(request, actor, home_id, Entry(start))

    @post("/{home_id:int}/exceptions")
    async def add(self, request: AnyRequest, actor: Who, home_id: FromPath[int]) -> Answer | Page:
        """Arrange one."""
        await seen_home(actor, home_id)
        require(policy.can_keep(actor, home_id))
        sent = await typed(request, ExceptionForm)
        try:
            await commands.add_exception(actor, home_id, read(ExceptionForm, sent))
        except Invalid as wrong:
            return await _show(request, actor, home_id, again(sent, wrong), 422)
        return see(f"{BASE}/{home_id}/exceptions")

    @post("/exceptions/{exception_id:int}/removal")
    async def remove(self, actor: Who, exception_id: FromPath[int]) -> Answer:
        """Take one back."""
        home_id = await commands.remove_exception(actor, exception_id)
        return see(f"{BASE}/{home_id}/exceptions")


async def _show(
    request: AnyRequest, actor: Actor, home_id: int, form: Entry, status: int = 200
) -> Page:
    home = await seen_home(actor, home_id)
    rule = await opening_rule(home_id)
    return page(
        "activities/exceptions.html",
        request=request,
        status=status,
        home=home,
        keeps=policy.can_keep(actor, home_id) is True,
        exceptions=[one for one in rule.exceptions if one.ends_on >= clock.today()],
        weekdays=weekdays(),
        form=form,
        **WORDS,
    )
