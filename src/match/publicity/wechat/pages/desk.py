"""An article at WeChat: where it stands, what went wrong, what to copy by hand."""

from collections.abc import Awaitable
from typing import Any

from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from match.foundation.actor import Actor
from match.foundation.errors import Conflict, Invalid
from match.foundation.forms import read
from match.publicity.wechat import commands
from match.publicity.wechat.forms import LinkForm, TrialForm
from match.publicity.wechat.package import package, whole_page
from match.publicity.wechat.queries import delivery_file
from match.publicity.wechat.states import wechat_tone, wechat_word
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.htmx import Page, page

AnyRequest = Request[Any, Any, Any]
Answer = Response[Any]
# The page that is to be pasted at WeChat is nothing but inline styles, which our own pages may not
# have: it stands alone, without script, and shows no picture from elsewhere.
PASTED = (
    "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; base-uri 'none';"
    " form-action 'none'; frame-ancestors 'none'"
)


class WechatDesk(Controller):
    """For whoever works on articles; each step asks for an editor."""

    path = "/desk/articles/{article_id:int}/wechat"
    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def show(self, request: AnyRequest, actor: Who, article_id: FromPath[int]) -> Page:
        """Where it stands and what may be done."""
        return await _show(request, actor, article_id, Entry())

    @post("/trials")
    async def again(
        self, request: AnyRequest, actor: Who, article_id: FromPath[int]
    ) -> Answer | Page:
        """Make the draft anew, with a shorter title or author."""
        raw = await _sent(request, "title", "author")
        return await _do(
            request, actor, article_id, raw, "title", lambda: _again(actor, article_id, raw)
        )

    @post("/publication")
    async def publish(
        self, request: AnyRequest, actor: Who, article_id: FromPath[int]
    ) -> Answer | Page:
        """Hand the draft to WeChat's queue."""
        return await _do(
            request,
            actor,
            article_id,
            {},
            "publication",
            lambda: commands.submit_draft(actor, article_id),
        )

    @post("/link")
    async def link(
        self, request: AnyRequest, actor: Who, article_id: FromPath[int]
    ) -> Answer | Page:
        """Note where a person published it."""
        raw = await _sent(request, "url")
        return await _do(
            request, actor, article_id, raw, "url", lambda: _note(actor, article_id, raw)
        )

    @post("/removal")
    async def remove(
        self, request: AnyRequest, actor: Who, article_id: FromPath[int]
    ) -> Answer | Page:
        """Take it down there, or say that a person has."""
        return await _do(
            request,
            actor,
            article_id,
            {},
            "removal",
            lambda: commands.remove_from_wechat(actor, article_id),
        )

    @get("/preview")
    async def preview(self, actor: Who, article_id: FromPath[int]) -> Response[bytes]:
        """The article as it will look, to be selected and pasted."""
        file = await delivery_file(actor, article_id, address=lambda file_id: f"/files/{file_id}")
        return Response(
            whole_page(file.letter).encode(),
            media_type="text/html",
            headers={"Content-Security-Policy": PASTED, "Cache-Control": "private, no-store"},
        )

    @get("/package.zip")
    async def parcel(self, actor: Who, article_id: FromPath[int]) -> Response[bytes]:
        """The page, its pictures and its cover."""
        name = f'attachment; filename="wechat-{article_id}.zip"'
        return Response(
            await package(actor, article_id),
            media_type="application/zip",
            headers={"Content-Disposition": name, "Cache-Control": "private, no-store"},
        )


async def _again(actor: Actor, article_id: int, raw: dict[str, str]) -> None:
    await commands.try_again(actor, article_id, read(TrialForm, raw))


async def _note(actor: Actor, article_id: int, raw: dict[str, str]) -> None:
    await commands.note_link(actor, article_id, read(LinkForm, raw))


async def _sent(request: AnyRequest, *names: str) -> dict[str, str]:
    form = await request.form()
    return {name: str(form.get(name, "")).strip() for name in names}


async def _do(
    request: AnyRequest,
    actor: Actor,
    article_id: int,
    raw: dict[str, str],
    field: str,
    deed: Any,
) -> Answer | Page:
    """Do it and look; what the page can put right is said on the page."""
    await delivery_file(actor, article_id)
    doing: Awaitable[None] = deed()
    try:
        await doing
    except (Invalid, Conflict) as refusal:
        form = Entry(raw, refusal.at(field))
        return await _show(request, actor, article_id, form, refusal.status)
    return Redirect(f"/desk/articles/{article_id}/wechat", status_code=303)


async def _show(
    request: AnyRequest, actor: Actor, article_id: int, form: Entry, status: int = 200
) -> Page:
    file = await delivery_file(actor, article_id)
    if not form.errors:
        form = Entry({"title": file.own_title, "author": file.own_author, "url": file.url})
    return page(
        "publicity/wechat/delivery.html",
        request=request,
        status=status,
        file=file,
        form=form,
        word=wechat_word,
        tone=wechat_tone,
    )
