"""One person on a shift's roster: present, absent, hours."""

from collections.abc import Awaitable, Callable

from litestar import Controller, post
from litestar.params import FromPath

from match.foundation.actor import Actor
from match.foundation.db import value
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.site.dependencies import Who
from match.site.htmx import Page
from match.site.steps import see
from match.volunteers import commands
from match.volunteers.forms import HonourForm, HoursForm, RatingForm, ReasonForm
from match.volunteers.pages.common import Answer, AnyRequest
from match.volunteers.pages.keeping import BASE, Shape, done
from match.volunteers.queries import shift_file


class RosterPages(Controller):
    """What is done with one sign-up, at the shift's own page."""

    path = f"{BASE}/signups"
    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @post("/{signup_id:int}/presence")
    async def present(self, actor: Who, signup_id: FromPath[int]) -> Answer:
        """This person came."""
        shift_id = await _shift_of(actor, signup_id)
        await commands.tick_present(actor, signup_id)
        return see(f"{BASE}/{shift_id}")

    @post("/{signup_id:int}/absence")
    async def absent(
        self, request: AnyRequest, actor: Who, signup_id: FromPath[int]
    ) -> Answer | Page:
        """This person did not come, with what is known."""

        async def act(form: ReasonForm) -> None:
            await commands.mark_absent(actor, signup_id, form.reason)

        return await done(request, actor, await _shift_of(actor, signup_id), ReasonForm, act)

    @post("/{signup_id:int}/hours")
    async def confirm(
        self, request: AnyRequest, actor: Who, signup_id: FromPath[int]
    ) -> Answer | Page:
        """The home confirms the minutes."""

        async def act(form: HoursForm) -> None:
            await commands.confirm_hours(actor, signup_id, form.minutes)

        return await _confirmed(request, actor, signup_id, HoursForm, act)

    @post("/{signup_id:int}/correction")
    async def correct(
        self, request: AnyRequest, actor: Who, signup_id: FromPath[int]
    ) -> Answer | Page:
        """Another figure, with the reason."""

        async def act(form: HoursForm) -> None:
            await commands.correct_hours(actor, signup_id, form.minutes, form.reason)

        return await _confirmed(request, actor, signup_id, HoursForm, act)

    @post("/{signup_id:int}/revocation")
    async def revoke(
        self, request: AnyRequest, actor: Who, signup_id: FromPath[int]
    ) -> Answer | Page:
        """The confirmation was wrong, with the reason."""

        async def act(form: ReasonForm) -> None:
            await commands.revoke_hours(actor, signup_id, form.reason)

        return await _confirmed(request, actor, signup_id, ReasonForm, act)

    @post("/{signup_id:int}/rating")
    async def rate(
        self, request: AnyRequest, actor: Who, signup_id: FromPath[int]
    ) -> Answer | Page:
        """How this person did; it goes into the record."""

        async def act(form: RatingForm) -> None:
            await commands.rate_volunteer(actor, signup_id, form)

        return await _confirmed(request, actor, signup_id, RatingForm, act)

    @post("/{signup_id:int}/honour")
    async def honour(
        self, request: AnyRequest, actor: Who, signup_id: FromPath[int]
    ) -> Answer | Page:
        """Thank this person with an honour."""

        async def act(form: HonourForm) -> None:
            await commands.honour(actor, signup_id, form)

        return await _confirmed(request, actor, signup_id, HonourForm, act)


async def _confirmed(
    request: AnyRequest,
    actor: Actor,
    signup_id: int,
    shape: type[Shape],
    act: Callable[[Shape], Awaitable[None]],
) -> Answer | Page:
    shift_id = await _shift_of(actor, signup_id)
    return await done(request, actor, shift_id, shape, act, confirming=True)


async def _shift_of(actor: Actor, signup_id: int) -> int:
    """The shift of a sign-up, for those who may see its roster. Raises NotFound."""
    shift_id = await value("SELECT shift_id FROM shift_signup WHERE id = $1", signup_id)
    if shift_id is None:
        raise NotFound(_("没有找到这条报名。"))
    await shift_file(actor, shift_id)
    return shift_id
