"""One step of a delivery: take it, ask WeChat, record what came of it. Talks to the network."""

from typing import Any

import structlog

from match.foundation.actor import SYSTEM
from match.foundation.wechat import NotAllowed, Refused, WeChatClient, WeChatError
from match.foundation.wechat import client as account
from match.foundation.wechat.errors import NO_ACCOUNT
from match.publicity.queries import ArticleFile, published_article
from match.publicity.wechat import calls, commands, pictures
from match.publicity.wechat.queries import Address, letter_of, package_name, source_url
from match.publicity.wechat.rules import Letter, misfits
from match.publicity.wechat.states import WechatStatus as W

LOG = structlog.get_logger()
Row = dict[str, Any]


async def carry(delivery_id: int) -> None:
    """
    Do the step that is due, if one is. A failure at WeChat is a column of the row and a time to
    look again, never an exception: the outbox has done its part.
    """
    row = await commands.begin_step(SYSTEM, delivery_id)
    if row is None:
        return
    step = Step(row)
    client = account()
    try:
        if client is None:
            raise NotAllowed("account", NO_ACCOUNT)
        await _STEPS[step.status](client, step)
    except WeChatError as error:
        LOG.warning(
            "wechat_step_failed",
            delivery_id=delivery_id,
            status=step.status.value,
            method=error.method,
            code=error.code,
        )
        await commands.record_failure(
            SYSTEM, delivery_id, error, status=step.status, nothing_sent=not step.asked
        )


class Step:
    """A row under way. ``asked`` turns true once WeChat may have made a draft of it."""

    def __init__(self, row: Row) -> None:
        self.id: int = row["id"]
        self.article_id: int = row["article_id"]
        self.status = W(row["status"])
        self.title: str = row["title"]
        self.author: str = row["author"]
        self.media_id: str | None = row["media_id"]
        self.publish_id: str | None = row["publish_id"]
        self.article_ref: str | None = row["article_ref"]
        self.again: bool = row["attempts"] > 1
        self.asked: bool = row["asked"]


async def _draft(client: WeChatClient, step: Step) -> None:
    article, letter = await _read(step, package_name)
    if article is None or letter is None:
        return  # withdrawn: the removal that was asked for looks after the row
    if misfits(letter):
        await commands.record_unfit(SYSTEM, step.id, asked=step.asked)
        return
    addresses = await pictures.body_pictures(client, article)
    _again, letter = await _read(step, addresses.get)
    if letter is None:
        return
    if misfits(letter):  # WeChat's addresses are longer than ours
        await commands.record_unfit(SYSTEM, step.id, asked=step.asked)
        return
    held = step.media_id
    if held is None and step.asked:
        # An answer was lost: the draft may be there, and must not be there twice.
        held = await calls.find_draft(client, letter.source_url)
    media_id = await _put(client, step, article, letter, held)
    await commands.record_draft(SYSTEM, step.id, media_id=media_id, version=article.version)


async def _read(step: Step, address: Address) -> tuple[ArticleFile | None, Letter | None]:
    """The article as it is now, and the letter of it with its pictures at *address*."""
    article = await published_article(step.article_id, picture=address)
    if article is None:
        return None, None
    return article, letter_of(article, address, title=step.title, author=step.author)


async def _put(
    client: WeChatClient, step: Step, article: ArticleFile, letter: Letter, held: str | None
) -> str:
    """The draft; what we remembered of it or its cover and WeChat has no more is made anew."""
    thumb = await pictures.cover(client, article)
    step.asked = True
    try:
        return await calls.put_draft(client, letter, thumb, held)
    except Refused as refused:
        if refused.code != calls.GONE:
            raise
    thumb = await pictures.cover(client, article, anew=True)
    held = None if held is None else await calls.find_draft(client, letter.source_url)
    return await calls.put_draft(client, letter, thumb, held)


async def _submit(client: WeChatClient, step: Step) -> None:
    if step.again:
        # The answer to an earlier try was lost: it may have been published since.
        found = await calls.find_published(client, source_url(step.article_id))
        if found is not None:
            await _told(step, found)
            return
    assert step.media_id is not None, "a row that is submitted has its draft"
    publish_id = await calls.submit(client, step.media_id)
    await commands.record_queued(SYSTEM, step.id, publish_id=publish_id)


async def _ask(client: WeChatClient, step: Step) -> None:
    assert step.publish_id is not None, "a row that is published has its job"
    found = await calls.publication(client, step.publish_id)
    if found.status == calls.AT_WORK:
        await commands.look_again(SYSTEM, step.id)
        return
    await _told(step, found)


async def _told(step: Step, found: calls.Published) -> None:
    await commands.record_published(
        SYSTEM, step.id, status=found.status, article_ref=found.article_ref, url=found.url
    )


async def _remove(client: WeChatClient, step: Step) -> None:
    source, published = source_url(step.article_id), step.article_ref
    if published is None and step.publish_id is not None:
        job = await calls.publication(client, step.publish_id)
        if job.status == calls.AT_WORK:
            await commands.look_again(SYSTEM, step.id)  # it cannot be stopped, only deleted after
            return
        published = job.article_ref or None
    if published is not None:
        await calls.delete_published(client, published)
    draft = step.media_id
    if draft is None and step.asked:
        draft = await calls.find_draft(client, source)
    if draft is not None:
        await calls.delete_draft(client, draft)
    await commands.record_removed(SYSTEM, step.id)


_STEPS = {W.waiting: _draft, W.submitting: _submit, W.publishing: _ask, W.removing: _remove}
