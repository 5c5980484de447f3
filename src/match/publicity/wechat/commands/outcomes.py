"""What came of one step at WeChat: recorded after the network was asked, never while."""

from datetime import timedelta

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import command, one, value
from match.foundation.wechat import WeChatError
from match.publicity.wechat.commands._moving import Row, locked, move
from match.publicity.wechat.rules import PUBLISH_FAILED, UNFIT, after_failure, again_at
from match.publicity.wechat.states import PictureKind
from match.publicity.wechat.states import WechatStatus as W

LEASE = timedelta(minutes=15)
"""Longer than the slowest step: a worker that died is followed by another after it."""


@command
async def begin_step(actor: Actor, delivery_id: int) -> Row | None:
    """
    Take a due row for one step; None where it is not due, or another worker has it. ``asked`` is
    as it was before: whether an earlier try may have made a draft.
    """
    del actor
    return await one(
        "UPDATE wechat_delivery d SET next_check_at = $2, attempts = d.attempts + 1,"
        " stale = false, asked = d.asked OR d.status = 'waiting' FROM"
        " (SELECT id, asked FROM wechat_delivery WHERE id = $1 AND next_check_at <= $3"
        "  FOR UPDATE SKIP LOCKED) before"
        " WHERE d.id = before.id"
        " RETURNING d.id, d.article_id, d.division, d.status, d.version, d.title, d.author,"
        " d.media_id, d.publish_id, d.article_ref, d.attempts, before.asked",
        delivery_id,
        clock.now() + LEASE,
        clock.now(),
    )


@command
async def record_draft(actor: Actor, delivery_id: int, *, media_id: str, version: int) -> None:
    """WeChat has the draft. A newer text that came meanwhile is wanted at once."""
    row = await locked(delivery_id)
    kept = {"media_id": media_id, "sent_version": version, "asked": False}
    if row["status"] != W.waiting:
        # Withdrawn while it was on its way: the removal needs to know what there is.
        await value(
            "UPDATE wechat_delivery SET media_id = $2, asked = false WHERE id = $1",
            delivery_id,
            media_id,
        )
        return
    await move(actor, row, "draft", last_code=None, last_detail="", **kept)
    if row["stale"] or row["version"] > version:
        await move(actor, row | {"status": W.drafted}, "renew")


@command
async def record_unfit(actor: Actor, delivery_id: int, *, asked: bool) -> None:
    """A field is too long: nothing was sent this time, the desk says which. *asked* as before."""
    row = await locked(delivery_id)
    if row["status"] == W.waiting:
        await move(actor, row, "fail", last_code=UNFIT, last_detail="", asked=asked)


@command
async def record_failure(
    actor: Actor, delivery_id: int, error: WeChatError, *, status: W, nothing_sent: bool = False
) -> None:
    """
    A step in *status* failed; where that leads is `after_failure`'s. *nothing_sent*: the draft
    itself was not asked for, so that no box needs to be looked through.
    """
    row = await locked(delivery_id)
    if row["status"] != status:
        return
    outcome = after_failure(status, error, row["attempts"])
    said = {"last_code": error.code, "last_detail": error.detail[:80]}
    if nothing_sent:
        said["asked"] = False
    if outcome.verb:
        await move(actor, row, outcome.verb, **said)
        return
    await value(
        "UPDATE wechat_delivery SET next_check_at = $2, last_code = $3, last_detail = $4,"
        " asked = asked AND NOT $5, updated_at = $6 WHERE id = $1",
        delivery_id,
        outcome.again,
        error.code,
        error.detail[:80],
        nothing_sent,
        clock.now(),
    )


@command
async def look_again(actor: Actor, delivery_id: int) -> None:
    """WeChat's queue is at work on it: nothing failed, and the next look comes later."""
    del actor
    row = await locked(delivery_id)
    await value(
        "UPDATE wechat_delivery SET next_check_at = $2, last_code = NULL, last_detail = ''"
        " WHERE id = $1 AND next_check_at IS NOT NULL",
        delivery_id,
        again_at(row["attempts"]),
    )


@command
async def record_queued(actor: Actor, delivery_id: int, *, publish_id: str) -> None:
    """WeChat queued the publication; its event, or asking, tells the rest."""
    row = await locked(delivery_id)
    if row["status"] == W.submitting:
        again = clock.now() + timedelta(minutes=2)
        await move(
            actor,
            row,
            "queue",
            publish_id=publish_id,
            last_code=None,
            last_detail="",
            next_check_at=again,
        )
    else:
        await value(
            "UPDATE wechat_delivery SET publish_id = $2 WHERE id = $1", delivery_id, publish_id
        )


@command
async def record_published(
    actor: Actor, delivery_id: int, *, status: int, article_ref: str = "", url: str = ""
) -> None:
    """
    The queue's answer: ``publish_status`` 0 with the article's id and address, else why not. Told
    by the event and by asking, whichever comes first; the second changes nothing.
    """
    row = await locked(delivery_id)
    if row["status"] in (W.publishing, W.submitting) and status == 0:
        await move(
            actor,
            row,
            "publish",
            article_ref=article_ref,
            url=url[:500],
            media_id=None,
            last_code=None,
            last_detail="",
        )
    elif row["status"] == W.publishing:
        await move(actor, row, "fail", last_code=PUBLISH_FAILED - status, last_detail="")
    elif row["status"] == W.published and status in (5, 6):
        await move(actor, row, "lose", last_code=PUBLISH_FAILED - status, last_detail="")


@command
async def record_removed(actor: Actor, delivery_id: int) -> None:
    """Nothing of the article is left at WeChat."""
    row = await locked(delivery_id)
    if row["status"] == W.removing:
        await move(
            actor,
            row,
            "forget",
            media_id=None,
            publish_id=None,
            article_ref=None,
            asked=False,
            last_code=None,
            last_detail="",
        )


@command
async def keep_picture(
    actor: Actor, kind: PictureKind, *, appid: str, sha256: str, held: str
) -> None:
    """What WeChat answered to an upload, so that the same bytes are not sent again."""
    del actor
    await value(
        "INSERT INTO wechat_picture (appid, kind, sha256, held) VALUES ($1, $2, $3, $4)"
        " ON CONFLICT (appid, kind, sha256) DO UPDATE SET held = $4",
        appid,
        kind.value,
        sha256,
        held,
    )
