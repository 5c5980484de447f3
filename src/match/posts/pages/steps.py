"""What becomes of a post that is held: handed over, ended, taken back, described; tutors too."""

from collections.abc import Awaitable, Callable
from typing import Any

from litestar import Controller, post
from litestar.params import FromPath

from match.foundation.db import one
from match.foundation.decisions import require
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.posts import commands, policy
from match.posts.forms import EndForm, HandoverForm, KindForm
from match.posts.pages.common import BASE, Answer, AnyRequest
from match.posts.pages.shown import home_page, township_page
from match.posts.queries import home_posts, township_posts
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.htmx import Page
from match.site.steps import Shape, step


class PostSteps(Controller):
    """For whoever names the holder of the post."""

    path = BASE
    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @post("/{post_id:int}/handover")
    async def hand_over(
        self, request: AnyRequest, actor: Who, post_id: FromPath[int]
    ) -> Answer | Page:
        """From the holder to who is ready, in one step."""

        async def deed(form: HandoverForm) -> None:
            await commands.hand_over(actor, post_id, form)

        return await _step(request, actor, post_id, HandoverForm, "successor", deed)

    @post("/{post_id:int}/end")
    async def end(self, request: AnyRequest, actor: Who, post_id: FromPath[int]) -> Answer | Page:
        """Somebody leaves and nobody is ready."""

        async def deed(form: EndForm) -> None:
            await commands.end_post(actor, post_id, form.reason)

        return await _step(request, actor, post_id, EndForm, "reason", deed)

    @post("/{post_id:int}/withdrawal")
    async def take_back(
        self, request: AnyRequest, actor: Who, post_id: FromPath[int]
    ) -> Answer | Page:
        """Who was named does not begin."""

        async def deed(form: EndForm) -> None:
            await commands.take_back_naming(actor, post_id, form.reason)

        return await _step(request, actor, post_id, EndForm, "reason", deed)

    @post("/{post_id:int}/kind")
    async def complete(
        self, request: AnyRequest, actor: Who, post_id: FromPath[int]
    ) -> Answer | Page:
        """Write down what a seat of old is."""

        async def deed(form: KindForm) -> None:
            await commands.complete_kind(actor, post_id, form)

        return await _step(request, actor, post_id, KindForm, "kind", deed)

    @post("/tutors/{tutor_id:int}/end")
    async def end_tutor(
        self, request: AnyRequest, actor: Who, tutor_id: FromPath[int]
    ) -> Answer | Page:
        """An appointment ends."""
        tutor = await one("SELECT home_id, division, account_id FROM tutor WHERE id = $1", tutor_id)
        if tutor is None:
            raise NotFound(_("没有找到这位辅导员。"))
        await home_posts(actor, tutor["home_id"])
        require(policy.can_end_tutor(actor, tutor))

        async def deed(form: EndForm) -> None:
            await commands.end_tutor(actor, tutor_id, form.reason)

        async def again(entry: Entry, status: int) -> Page:
            return await home_page(request, actor, tutor["home_id"], ending=entry, status=status)

        return await step(
            request, EndForm, deed, again, to=f"{BASE}/homes/{tutor['home_id']}", at="reason"
        )


async def _step(
    request: AnyRequest,
    actor: Who,
    post_id: int,
    form: type[Shape],
    field: str,
    deed: Callable[[Shape], Awaitable[None]],
) -> Answer | Page:
    """One step of a post; what is wrong with it stands at *field* where it has no other place."""
    place = await _decides(actor, post_id)
    home, township = place["home_id"], place["division"][:9]

    async def again(entry: Entry, status: int) -> Page:
        if home is None:
            return await township_page(request, actor, township, ending=entry, status=status)
        return await home_page(request, actor, home, ending=entry, status=status)

    to = f"{BASE}/townships/{township}" if home is None else f"{BASE}/homes/{home}"
    return await step(request, form, deed, again, to=to, at=field)


async def _decides(actor: Who, post_id: int) -> dict[str, Any]:
    """
    Where the post is: its home (or None) and its division. NotFound for who may not see it, Denied
    for who may only see it.
    """
    found = await one("SELECT home_id, division FROM post WHERE id = $1", post_id)
    if found is None:
        raise NotFound(_("没有找到这个岗位记录。"))
    if found["home_id"] is not None:
        file = await home_posts(actor, found["home_id"])
    else:
        file = await township_posts(actor, found["division"])
    require(policy.can_name(actor, file.office, file.division))
    return found
