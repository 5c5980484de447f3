"""Where an article stands at WeChat, what would be sent, what WeChat has, followers counted."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import msgspec

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import one, rows, value
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.foundation.permissions import Permission as P
from match.foundation.settings import settings
from match.foundation.wechat import client
from match.foundation.wechat.uses import TokenState, Use, token_state, uses
from match.foundation.wechat.wording import words
from match.publicity.queries import ArticleFile, published_article
from match.publicity.states import ArticleStatus
from match.publicity.wechat.layout import wechat_html
from match.publicity.wechat.policy import can_bring, can_see
from match.publicity.wechat.rules import (
    PUBLISH_FAILED,
    UNFIT,
    Length,
    Letter,
    lengths,
    misfits,
    publish_words,
)
from match.publicity.wechat.states import WECHAT_MACHINE, WechatStatus

# Where a picture of a letter is, by its file; None for one that is to be left out.
Address = Callable[[int], str | None]


class DeliveryFile(msgspec.Struct, frozen=True):
    """
    An article at WeChat as the desk sees it. ``trouble``: what went wrong, in words, with what to
    do; ``verbs``: what this person may do now. ``older``: WeChat still has an earlier text.
    """

    article_id: int
    title: str
    status: WechatStatus
    url: str
    trouble: str
    next_check_at: datetime | None
    older: bool
    connected: bool
    withdrawn: bool
    letter: Letter
    lengths: list[Length]
    misfits: list[str]
    own_title: str
    own_author: str
    pictures: int
    verbs: frozenset[str]


class WechatLine(msgspec.Struct, frozen=True):
    """The same in a line, for the article's own page."""

    status: WechatStatus
    url: str
    trouble: str


def source_url(article_id: int) -> str:
    """Our page of an article: "read the original" at WeChat, and how we know our own drafts."""
    return f"{settings().base_url}/articles/{article_id}"


def letter_of(
    article: ArticleFile, address: Address, *, title: str = "", author: str = ""
) -> Letter | None:
    """
    What would be sent of *article*, which was read with its pictures at *address*; None for one
    that was taken down.
    """
    if article.state is ArticleStatus.withdrawn:
        return None
    pictures = frozenset(at for file_id in article.images if (at := address(file_id)))
    return Letter(
        title=title or article.title,
        author=author or article.author_name,
        digest=article.digest,
        content=wechat_html(article, pictures, settings().base_url),
        source_url=source_url(article.id),
    )


def package_name(file_id: int) -> str:
    """A picture's name beside the page in a package."""
    return f"{file_id}.jpg"


async def delivery_file(
    actor: Actor, article_id: int, *, address: Address = package_name
) -> DeliveryFile:
    """
    *address* is where the pictures of the letter are. Raises NotFound for who has nothing to do
    with the article, and before it is published.
    """
    row = await one("SELECT * FROM wechat_delivery WHERE article_id = $1", article_id)
    if row is None or not can_see(actor, row["division"]):
        raise NotFound(_("没有找到这篇文章在公众号上的记录。"))
    article = await published_article(article_id, picture=address)
    assert article is not None, "a delivery has an article that was published"
    letter = letter_of(article, address, title=row["title"], author=row["author"])
    withdrawn, letter = letter is None, letter or Letter("", "", "", "", "")
    status = WechatStatus(row["status"])
    may = can_bring(actor, row["division"]) is True
    return DeliveryFile(
        article_id=article_id,
        title=article.title,
        status=status,
        url=row["url"],
        trouble=trouble_words(row["last_code"], row["last_detail"], letter),
        next_check_at=row["next_check_at"],
        older=0 < row["sent_version"] < row["version"],
        connected=client() is not None,
        withdrawn=withdrawn,
        letter=letter,
        lengths=lengths(letter),
        misfits=misfits(letter),
        own_title=row["title"],
        own_author=row["author"],
        pictures=len(article.images),
        verbs=frozenset(WECHAT_MACHINE.verbs(status)) if may else frozenset(),
    )


class WechatTask(msgspec.Struct, frozen=True):
    """An article that waits for a person at WeChat."""

    article_id: int
    title: str
    status: WechatStatus


async def wechat_tasks(actor: Actor, limit: int = 50) -> list[WechatTask]:
    """What failed, and what is to be copied or taken down by hand, where this person may do it."""
    areas = list(actor.scope(P.publicity_edit))
    found = await rows(
        "SELECT d.article_id, a.title, d.status FROM wechat_delivery d"
        " JOIN article a ON a.id = d.article_id"
        " WHERE d.status IN ('failed', 'to_remove', 'by_hand') AND EXISTS"
        " (SELECT FROM unnest($1::text[]) AS area WHERE starts_with(d.division, area))"
        " ORDER BY d.status = 'by_hand', d.updated_at DESC LIMIT $2",
        areas,
        limit,
    )
    return [
        WechatTask(row["article_id"], row["title"], WechatStatus(row["status"])) for row in found
    ]


async def wechat_line(article_id: int) -> WechatLine | None:
    """Where an article stands at WeChat; None before it was published."""
    row = await one(
        "SELECT status, url, last_code, last_detail FROM wechat_delivery WHERE article_id = $1",
        article_id,
    )
    if row is None:
        return None
    trouble = trouble_words(row["last_code"], row["last_detail"], None)
    return WechatLine(WechatStatus(row["status"]), row["url"], trouble)


def trouble_words(code: int | None, detail: str, letter: Letter | None) -> str:
    """What `last_code` means, with what to do; empty for none."""
    if code is None:
        return ""
    if code == UNFIT:
        return "".join(misfits(letter)) if letter else _("有一项太长，请打开查看。")
    if PUBLISH_FAILED - 9 <= code <= PUBLISH_FAILED:
        return publish_words(PUBLISH_FAILED - code)
    return words(code, detail)


async def held_at_wechat(appid: str, kind: str, sha256: str) -> str | None:
    """The address or material id under which WeChat has these bytes."""
    return await value(
        "SELECT held FROM wechat_picture WHERE appid = $1 AND kind = $2 AND sha256 = $3",
        appid,
        kind,
        sha256,
    )


class FollowerDay(msgspec.Struct, frozen=True):
    """Followers that came and went on a day."""

    day: date
    came: int
    went: int


class WechatState(msgspec.Struct, frozen=True):
    """The connection as the administrator sees it; nothing of it is secret."""

    appid: str
    push: str
    token: TokenState | None
    uses: list[Use]
    waiting: int
    failed: int
    followers: list[FollowerDay]


async def wechat_state() -> WechatState:
    """The token's times, calls and quotas by method, deliveries that wait, followers of a week."""
    held = settings()
    counted = await one(
        "SELECT count(*) FILTER (WHERE next_check_at IS NOT NULL) AS waiting,"
        " count(*) FILTER (WHERE status = 'failed') AS failed FROM wechat_delivery"
    )
    days = await rows(
        "SELECT day, came, went FROM wechat_followers WHERE day > $1 ORDER BY day DESC",
        clock.today() - timedelta(days=7),
    )
    push = "" if not held.wechat_token else "safe" if held.wechat_aes_key else "plain"
    return WechatState(
        appid=held.wechat_appid,
        push=push,
        token=await token_state(held.wechat_appid) if held.wechat_appid else None,
        uses=await uses(),
        waiting=counted["waiting"] if counted else 0,
        failed=counted["failed"] if counted else 0,
        followers=[FollowerDay(**row) for row in days],
    )
