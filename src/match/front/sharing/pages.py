"""The door of shared links: one view to read, kept by nobody, or 410 where the link is over."""

from typing import Any

from litestar import Controller, Request, get
from litestar.params import FromPath

from match.foundation.actor import SYSTEM
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.front.sharing.views import NOT_ANY_MORE, VIEWS, Shown
from match.openness.sharing.commands import open_link
from match.openness.sharing.queries import Opened
from match.openness.sharing.states import LinkState
from match.people.sessions import actor_of_account
from match.site.htmx import Page, page

AnyRequest = Request[Any, Any, Any]
# Kept by no cache, found by no engine, and where a click leads learns nothing of the token.
PRIVATE = {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


class SharedPages(Controller):
    """For whoever holds the link."""

    path = "/shared"
    opt = {"public": True, "exclude_from_csrf": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/{token:str}")
    async def show(self, request: AnyRequest, token: FromPath[str]) -> Page:
        """The view as it is now. 404 for what never was a link, 410 for one that is over."""
        try:
            opened = await open_link(SYSTEM, token)
        except NotFound as refused:
            return _over(request, refused.message, 404)
        if opened.state is not LinkState.open:
            return _over(request, _words(opened.state), 410)
        shown = await _shown(opened)
        if shown is None:
            return _over(request, _("分享的人已经不能查看这些内容，链接随之失效。"), 410)
        return page(
            "front/shared.html", headers=PRIVATE, opened=opened, shown=shown, request=request
        )


async def _shown(opened: Opened) -> Shown | None:
    owner = await actor_of_account(opened.account_id)
    if owner is None:
        return None
    try:
        return await VIEWS[opened.view](owner, opened.asked)
    except NOT_ANY_MORE:
        return None


def _over(request: AnyRequest, words: str, status: int) -> Page:
    return page(
        "front/shared_over.html", request=request, status=status, headers=PRIVATE, words=words
    )


def _words(state: LinkState) -> str:
    return {
        LinkState.expired: _("这个链接已经过期。请向发给您的人要一个新的。"),
        LinkState.used_up: _("这个链接的打开次数已经用完。请向发给您的人要一个新的。"),
        LinkState.revoked: _("这个链接已经被收回。"),
    }[state]
