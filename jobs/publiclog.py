"""Every public act goes into the public log, as the public reads it then."""

from collections.abc import Awaitable, Callable
from typing import Any

from match.foundation.actor import SYSTEM
from match.foundation.db import value
from match.openness.publiclog.commands import hold_withdrawn, log_act
from match.openness.publiclog.sources import SOURCES, Document, Reader
from match.publicity.queries.published import published_article
from match.publicity.states import ArticleStatus

Payload = dict[str, Any]
Hear = Callable[[int, Payload], Awaitable[None]]


def _log(topic: str, read: Reader) -> Hear:
    async def hear(event_id: int, payload: Payload) -> None:
        await put(event_id, topic, await read(payload))

    hear.__name__ = f"log_{topic.replace('.', '_')}"
    return hear


async def put(event_id: int, topic: str, found: Document | None) -> None:
    """Log what was read; nothing where the public reads nothing."""
    if found is not None:
        url, document = found
        await log_act(SYSTEM, event_id=event_id, kind=topic, url=url, document=document)


async def log_article(event_id: int, payload: Payload) -> None:
    """An article as it was published, without who edited it."""
    article = await published_article(payload["article_id"])
    if article is not None and article.state is ArticleStatus.published:
        document = {name: getattr(article, name) for name in ARTICLE}
        url = f"/articles/{article.id}"
        await put(event_id, "article.published", (url, document))


async def log_withdrawn_article(event_id: int, payload: Payload) -> None:
    """
    An article was taken down: its texts may be why, so they are held back in the log as well until
    a second person has looked.
    """
    article = await published_article(payload["article_id"])
    if article is None:
        return
    url = f"/articles/{article.id}"
    by: int | None = await value(
        "SELECT actor_id FROM audit WHERE verb = 'article.withdrawn'"
        " AND subject_kind = 'article' AND subject_id = $1 ORDER BY id DESC LIMIT 1",
        article.id,
    )
    if by is not None:
        await hold_withdrawn(SYSTEM, url, article.withdrawn_reason, by)
    await put(event_id, "article.withdrawn", (url, {"id": article.id, "shown": False}))


ARTICLE = (
    "id", "version", "title", "author_name", "digest", "body_markup", "source", "original_url",
    "topics", "correction", "published_at",
)  # fmt: skip
TOPICS: dict[str, tuple[Hear, ...]] = {
    topic: (_log(topic, read),) for topic, read in SOURCES.items()
} | {"article.published": (log_article,), "article.withdrawn": (log_withdrawn_article,)}
