"""What is wanted at WeChat, told by facts of articles; and the clock that looks again."""

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import command, one, rows, value
from match.foundation.outbox import tell, tell_each
from match.foundation.wechat import client
from match.publicity.states import ArticleStatus
from match.publicity.wechat.commands._moving import Row, move, of_article
from match.publicity.wechat.commands.pushes import drop_old_pushes
from match.publicity.wechat.states import WechatStatus as W

RENEWED = frozenset({W.drafted, W.failed, W.by_hand, W.removed})
"""Where a newer text of the article makes a new draft; elsewhere the desk says that it is older."""


@command
async def want_draft(actor: Actor, article_id: int) -> None:
    """An article was published, or a newer text of it: a draft is wanted, or a person's copy."""
    article = await one(
        "SELECT id, division, version FROM article WHERE id = $1 AND version > 0 AND status <> $2",
        article_id,
        ArticleStatus.withdrawn.value,
    )
    if article is None:
        return  # taken down before anybody heard
    held = await of_article(article_id)
    if held is None:
        await _begin(article)
    elif held["version"] < article["version"]:
        await _renew(actor, held, article["version"])


async def _begin(article: Row) -> None:
    listed = client() is not None
    status = W.waiting if listed else W.by_hand
    delivery_id: int = await value(
        "INSERT INTO wechat_delivery (article_id, division, status, version, next_check_at)"
        " VALUES ($1, $2, $3, $4, $5) RETURNING id",
        article["id"],
        article["division"],
        status.value,
        article["version"],
        clock.now() if listed else None,
    )
    if listed:
        await tell("wechat.wanted", delivery_id=delivery_id, article_id=article["id"])


async def _renew(actor: Actor, held: Row, version: int) -> None:
    await value("UPDATE wechat_delivery SET version = $2 WHERE id = $1", held["id"], version)
    if held["status"] not in RENEWED:
        return
    if client() is not None:
        await move(actor, held, "renew", last_code=None, last_detail="")
    elif held["status"] != W.by_hand and held["status"] != W.drafted:
        await move(actor, held, "leave")


@command
async def want_removal(actor: Actor, article_id: int) -> None:
    """An article was withdrawn: what WeChat has of it goes too."""
    held = await of_article(article_id)
    if held is None:
        return
    status = W(held["status"])
    if status is W.by_hand:
        await move(actor, held, "forget")
    elif status is W.noted:
        await move(actor, held, "leave")
    elif status not in (W.removing, W.to_remove, W.removed):
        await move(actor, held, "remove")


@command
async def renew_pictures(actor: Actor, article_id: int) -> None:
    """
    A guardian took a picture of the article back (domain.md §3.7): a draft is made anew without
    it; what is published there, or may be any moment, is taken down, for it cannot be changed.
    """
    held = await of_article(article_id)
    if held is None:
        return
    status = W(held["status"])
    if status is W.drafted:
        await move(actor, held, "renew")
    elif status in (W.submitting, W.publishing, W.published):
        await move(actor, held, "remove")
    elif status is W.noted:
        await move(actor, held, "leave")
    elif status is W.waiting:
        # A step may be on its way with the picture: whatever it brings is brought again.
        await value("UPDATE wechat_delivery SET stale = true WHERE id = $1", held["id"])


@command
async def sweep_wechat(actor: Actor) -> int:
    """Tell of every row whose time has come; a task that began on it pushed the time out."""
    await drop_old_pushes(actor)
    due = await rows(
        "SELECT id, article_id FROM wechat_delivery WHERE next_check_at <= $1"
        " ORDER BY next_check_at LIMIT 50",
        clock.now(),
    )
    await tell_each(
        "wechat.due", [{"delivery_id": row["id"], "article_id": row["article_id"]} for row in due]
    )
    return len(due)
