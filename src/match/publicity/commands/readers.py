"""What readers do: read, pass on, follow. Of a reader who does not sign in nothing is kept."""

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import command, one, rows, value
from match.foundation.errors import Denied
from match.foundation.language import _
from match.foundation.outbox import tell_each
from match.publicity.states import Counted
from match.publicity.topics import Topic

_COUNT = {
    Counted.read: (1, 0),
    Counted.shared: (0, 1),
}


@command
async def count_article(actor: Actor, article_id: int, what: Counted) -> None:
    """
    One more read or share of a published article today: a number by day, no address, no browser,
    no person. Reading again counts again, as the count under a printed notice does.
    """
    del actor
    reads, shares = _COUNT[what]
    await value(
        "INSERT INTO article_count (article_id, day, reads, shares)"
        " SELECT id, $2, $3, $4 FROM article WHERE id = $1 AND version > 0"
        " AND withdrawn_at IS NULL"
        " ON CONFLICT (article_id, day) DO UPDATE SET reads = article_count.reads + excluded.reads,"
        " shares = article_count.shares + excluded.shares",
        article_id,
        clock.today(),
        reads,
        shares,
    )


@command
async def follow_publicity(actor: Actor, topics: list[Topic]) -> None:
    """Hear of new articles and documents: of *topics*, or of all where none is named."""
    if actor.id is None:
        raise Denied(_("请先登录。"))
    await value(
        "INSERT INTO publicity_subscription (account_id, topics) VALUES ($1, $2)"
        " ON CONFLICT (account_id) DO UPDATE SET topics = excluded.topics",
        actor.id,
        [str(each) for each in dict.fromkeys(topics)],
    )


@command
async def leave_publicity(actor: Actor) -> None:
    """Hear of nothing any more: one step, and nothing is asked."""
    if actor.id is None:
        raise Denied(_("请先登录。"))
    await value("DELETE FROM publicity_subscription WHERE account_id = $1", actor.id)


@command
async def forget_follower(actor: Actor, account_id: int) -> None:
    """Whoever left the house hears of nothing any more."""
    del actor
    await value("DELETE FROM publicity_subscription WHERE account_id = $1", account_id)


@command
async def note_permit(actor: Actor, file_id: int) -> None:
    """One more guardian permitted a photo to be published. Told by the restricted room."""
    del actor
    await value(
        "INSERT INTO photo_permit (file_id, permits) VALUES ($1, 1)"
        " ON CONFLICT (file_id) DO UPDATE SET permits = photo_permit.permits + 1",
        file_id,
    )


@command
async def end_permit(actor: Actor, file_id: int) -> int:
    """
    A guardian took a photo back: pages, feeds and channels leave it out from now on, in every
    article. Returns in how many it stood; tells ``article.picture_ended`` of each published one.
    """
    del actor
    await one(
        "INSERT INTO photo_permit (file_id, ended_at) VALUES ($1, $2) ON CONFLICT (file_id)"
        " DO UPDATE SET ended_at = coalesce(photo_permit.ended_at, excluded.ended_at)"
        " RETURNING file_id",
        file_id,
        clock.now(),
    )
    return await _tell_articles(file_id)


async def _tell_articles(file_id: int) -> int:
    found = await rows(
        "SELECT a.id FROM article a JOIN article_image i ON i.article_id = a.id"
        " WHERE i.file_id = $1 AND a.version > 0 AND a.withdrawn_at IS NULL ORDER BY a.id",
        file_id,
    )
    told = [{"article_id": row["id"], "file_id": file_id} for row in found]
    await tell_each("article.picture_ended", told)
    return len(told)
