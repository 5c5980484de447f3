"""The desk of articles: what waits for whom, writing, the three hands, taking down."""

from collections.abc import Awaitable
from typing import Any

from litestar import Controller, get, post
from litestar.params import FromPath
from markupsafe import Markup

from match.files.commands import keep_photo
from match.files.handing import handed_out
from match.foundation.actor import Actor
from match.foundation.errors import Conflict, Denied, Invalid
from match.foundation.forms import read
from match.foundation.permissions import Permission as P
from match.publicity import commands, policy
from match.publicity.forms import ArticleForm, CoverForm, PictureForm
from match.publicity.pages.common import (
    ARTICLE_TONES,
    WORDS,
    Answer,
    AnyRequest,
    numbered,
    sent_file,
    shows_options,
    topic_options,
)
from match.publicity.pages.signing import SignatureForm, read_signature
from match.publicity.queries import (
    article_at_work,
    desk_articles,
    follower_count,
    listed_policies,
    picture_at_work,
    workpiece,
)
from match.publicity.wechat.queries import wechat_line, wechat_tasks
from match.publicity.wechat.states import wechat_tone, wechat_word
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.htmx import Page, page
from match.site.steps import see
from match.site.submission import submission

BASE = "/desk/articles"
POLICIES_SHOWN = 200


class ArticleDesk(Controller):
    """Author, editor and proof-reader, each at the same page with their own buttons."""

    path = BASE
    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def listed(self, request: AnyRequest, actor: Who) -> Page:
        """Articles of my area; those that wait for me come first."""
        if not any(actor.may(each) for each in policy.PRESS):
            raise Denied(str(policy.can_write(actor, "43")))
        return page(
            "publicity/desk.html",
            request=request,
            works=await desk_articles(actor),
            followers=await follower_count(),
            writes=actor.may(P.publicity_write),
            wechat=await wechat_tasks(actor),
            wechat_word=wechat_word,
            wechat_tone=wechat_tone,
            tones=ARTICLE_TONES,
            **WORDS,
        )

    @get("/new")
    async def new(self, request: AnyRequest, actor: Who) -> Page:
        """An empty sheet."""
        return await _sheet(request, actor, Entry({"author_name": actor.name}))

    @post("/")
    async def draft(self, request: AnyRequest, actor: Who) -> Answer | Page:
        """The first save; what was typed stands again where it is refused."""
        sent = await submission(request, ArticleForm)
        try:
            article_id = await commands.draft_article(actor, read(ArticleForm, sent))
        except Invalid as refusal:
            return await _sheet(request, actor, Entry(sent, refusal.fields), refusal.status)
        return see(f"{BASE}/{article_id}")

    @get("/{article_id:int}")
    async def show(self, request: AnyRequest, actor: Who, article_id: FromPath[int]) -> Page:
        """The article at work, and what this person may do with it."""
        return await _show(request, actor, article_id)

    @post("/{article_id:int}")
    async def save(
        self, request: AnyRequest, actor: Who, article_id: FromPath[int]
    ) -> Answer | Page:
        """Keep the text."""
        await article_at_work(actor, article_id)
        sent = await submission(request, ArticleForm)
        try:
            await commands.save_article(actor, article_id, read(ArticleForm, sent))
        except (Conflict, Invalid) as refusal:
            entry = Entry(sent, refusal.at("body"))
            return await _show(request, actor, article_id, entry, refusal.status)
        return see(f"{BASE}/{article_id}?saved=1")

    @post("/{article_id:int}/pictures")
    async def picture(
        self, request: AnyRequest, actor: Who, article_id: FromPath[int]
    ) -> Answer | Page:
        """A photo, and what it shows: nothing is kept without that word."""
        row = await article_at_work(actor, article_id)
        sent = await submission(request, PictureForm)
        try:
            form = read(PictureForm, sent)
            file_id = await keep_photo(
                actor, await sent_file(request, "photo"), division=row["division"]
            )
            await commands.add_picture(actor, article_id, file_id, form)
        except (Conflict, Invalid) as refusal:
            return await _refused(request, actor, article_id, sent, refusal, "photo")
        return see(f"{BASE}/{article_id}#pictures")

    @get("/{article_id:int}/pictures/{file_id:int}")
    async def look(self, actor: Who, article_id: FromPath[int], file_id: FromPath[int]) -> Answer:
        """A picture before it is public, for those who work on the article."""
        return await handed_out(await picture_at_work(actor, article_id, file_id))

    @post("/{article_id:int}/pictures/{file_id:int}/removal")
    async def drop(
        self, request: AnyRequest, actor: Who, article_id: FromPath[int], file_id: FromPath[int]
    ) -> Answer | Page:
        """A picture goes."""
        await article_at_work(actor, article_id)
        deed = commands.drop_picture(actor, article_id, file_id)
        return await _done(request, actor, article_id, deed, "pictures")

    @post("/{article_id:int}/cover")
    async def cover(
        self, request: AnyRequest, actor: Who, article_id: FromPath[int]
    ) -> Answer | Page:
        """The picture on top, with its credit."""
        await article_at_work(actor, article_id)
        sent = await submission(request, CoverForm)
        try:
            form = read(CoverForm, sent)
        except Invalid as refusal:
            return await _refused(request, actor, article_id, sent, refusal)
        return await _done(
            request, actor, article_id, commands.choose_cover(actor, article_id, form), "file_id"
        )

    @post("/{article_id:int}/submission")
    async def submit(
        self, request: AnyRequest, actor: Who, article_id: FromPath[int]
    ) -> Answer | Page:
        """Hand in to an editor."""
        await article_at_work(actor, article_id)
        deed = commands.submit_article(actor, article_id)
        return await _done(request, actor, article_id, deed, "body")

    @post("/{article_id:int}/editing")
    async def approve(
        self, request: AnyRequest, actor: Who, article_id: FromPath[int]
    ) -> Answer | Page:
        """The editor signs."""
        await article_at_work(actor, article_id)
        sent = await submission(request, SignatureForm)
        try:
            await commands.pass_article(actor, article_id, read_signature(sent))
        except (Conflict, Invalid) as refusal:
            return await _refused(request, actor, article_id, sent, refusal)
        return see(f"{BASE}/{article_id}")

    @post("/{article_id:int}/publication")
    async def publish(
        self, request: AnyRequest, actor: Who, article_id: FromPath[int]
    ) -> Answer | Page:
        """The proof-reader signs: now, or at an hour."""
        await article_at_work(actor, article_id)
        sent = await submission(request, SignatureForm)
        try:
            await commands.publish_article(actor, article_id, read_signature(sent))
        except (Conflict, Invalid) as refusal:
            return await _refused(request, actor, article_id, sent, refusal)
        return see(f"{BASE}/{article_id}")

    @post("/{article_id:int}/return")
    async def send_back(
        self, request: AnyRequest, actor: Who, article_id: FromPath[int]
    ) -> Answer | Page:
        """Back to the author, with a word."""
        await article_at_work(actor, article_id)
        remark = str((await request.form()).get("remark", ""))
        deed = commands.return_article(actor, article_id, remark)
        return await _done(request, actor, article_id, deed, "remark", {"remark": remark})

    @post("/{article_id:int}/revision")
    async def revise(
        self, request: AnyRequest, actor: Who, article_id: FromPath[int]
    ) -> Answer | Page:
        """Begin a new text of what is published."""
        await article_at_work(actor, article_id)
        deed = commands.revise_article(actor, article_id)
        return await _done(request, actor, article_id, deed, "revision")

    @post("/{article_id:int}/withdrawal")
    async def withdraw(
        self, request: AnyRequest, actor: Who, article_id: FromPath[int]
    ) -> Answer | Page:
        """Take it down, saying why."""
        await article_at_work(actor, article_id)
        reason = str((await request.form()).get("reason", ""))
        deed = commands.withdraw_article(actor, article_id, reason)
        return await _done(request, actor, article_id, deed, "reason", {"reason": reason})


async def _done(
    request: AnyRequest,
    actor: Actor,
    article_id: int,
    deed: Awaitable[Any],
    field: str,
    sent: dict[str, Any] | None = None,
) -> Answer | Page:
    """Do it and look again; a refusal stands on the page, at *field* where it has no own."""
    try:
        await deed
    except (Conflict, Invalid) as refusal:
        return await _refused(request, actor, article_id, sent or {}, refusal, field)
    return see(f"{BASE}/{article_id}")


async def _refused(
    request: AnyRequest,
    actor: Actor,
    article_id: int,
    sent: Any,
    refusal: Conflict | Invalid,
    field: str = "name",
) -> Page:
    work = await workpiece(actor, article_id)
    entry = Entry({**work.row, "policies": work.policies, **sent}, refusal.at(field))
    return await _show(request, actor, article_id, entry, refusal.status)


async def _sheet(request: AnyRequest, actor: Actor, form: Entry, status: int = 200) -> Page:
    if not actor.may(P.publicity_write):
        raise Denied(str(policy.can_write(actor, "43")))
    return page(
        "publicity/new.html",
        request=request,
        status=status,
        form=form,
        topics=topic_options(),
        policies=await _policy_options(),
    )


async def _show(
    request: AnyRequest,
    actor: Actor,
    article_id: int,
    form: Entry | None = None,
    status: int = 200,
) -> Page:
    work = await workpiece(actor, article_id)
    return page(
        "publicity/work.html",
        request=request,
        status=status,
        work=work,
        preview=Markup(work.body_html),  # noqa: S704 # made by markup.html_of, which escapes
        form=form or Entry({**work.row, "policies": work.policies, "name": actor.name}),
        topics=topic_options(),
        policies=await _policy_options(),
        shows=shows_options(),
        tones=ARTICLE_TONES,
        saved=request.query_params.get("saved") == "1",
        wechat=await wechat_line(article_id),
        wechat_word=wechat_word,
        wechat_tone=wechat_tone,
        **WORDS,
    )


async def _policy_options() -> list[tuple[str, str]]:
    found = await listed_policies(limit=POLICIES_SHOWN)
    return [(str(each.id), numbered(each)) for each in found]
