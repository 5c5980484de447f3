"""What WeChat pushed, taken once: results of publishing, followers come and gone, questions."""

import hashlib
from datetime import timedelta

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import command, one, value
from match.people.commands.contacts import unbind_wechat
from match.publicity.wechat.commands.outcomes import record_published
from match.publicity.wechat.messages import Finished, Push

KEPT = timedelta(days=1)
"""Far longer than WeChat repeats itself, and than a stale timestamp is believed."""


@command
async def take_push(actor: Actor, push: Push, address: str) -> bool:
    """
    Act on one push; returns whether it was new. The signature of an *address* (over its time and
    its nonce) and the message itself count once each: WeChat repeats a message under new
    addresses, a stranger an address under which something else came before.
    """
    fresh = await _first(f"address:{address}") and await _first(f"message:{push.identity}")
    if not fresh:
        return False
    if push.finished is not None:
        await _finished(actor, push.finished)
    elif push.event in ("subscribe", "unsubscribe"):
        await _count_follower(came=push.event == "subscribe")
        if push.event == "unsubscribe":
            await unbind_wechat(actor, push.sender)  # nothing can be sent there any more
    return True


async def _first(what: str) -> bool:
    seen = hashlib.sha256(what.encode()).digest()
    made = await one(
        "INSERT INTO wechat_push (seen_hash, at) VALUES ($1, $2) ON CONFLICT DO NOTHING"
        " RETURNING id",
        seen,
        clock.now(),
    )
    return made is not None


async def _finished(actor: Actor, told: Finished) -> None:
    delivery = await value("SELECT id FROM wechat_delivery WHERE publish_id = $1", told.publish_id)
    # One that we do not know yet is asked for by the row that waits for it.
    if delivery is not None:
        await record_published(
            actor, delivery, status=told.status, article_ref=told.article_ref, url=told.url
        )


async def _count_follower(*, came: bool) -> None:
    await value(
        "INSERT INTO wechat_followers AS f (day, came, went) VALUES ($1, $2, $3)"
        " ON CONFLICT (day) DO UPDATE SET came = f.came + $2, went = f.went + $3",
        clock.today(),
        int(came),
        int(not came),
    )


@command
async def drop_old_pushes(actor: Actor) -> None:
    """Forget what was seen more than a day ago."""
    del actor
    await value("DELETE FROM wechat_push WHERE at < $1", clock.now() - KEPT)
