"""Articles and documents as entries of feeds: Atom through `site.atom`, JSON Feed 1.1 here."""

from collections.abc import Sequence
from datetime import UTC, datetime
from html import escape

import msgspec

from match.foundation.settings import settings
from match.publicity.markup import html_of
from match.publicity.queries import ArticleHead, PolicyView
from match.publicity.topics import topic_word
from match.site.atom import Item, tag_uri

VERSION = "https://jsonfeed.org/version/1.1"


def article_item(article: ArticleHead) -> Item:
    """An article as an entry, its pictures and links under whole addresses."""
    base = settings().base_url

    def picture(file_id: int) -> str | None:
        return f"{base}/files/{file_id}" if file_id in article.shown else None

    return Item(
        name=f"article:{article.id}",
        title=article.title,
        at=article.published_at,
        changed=article.updated_at,
        url=f"/articles/{article.id}",
        summary=article.digest,
        content=html_of(article.body_markup, picture, site=base),
        author=article.author_name,
        categories=tuple((topic, topic_word(topic)) for topic in article.topics),
    )


def policy_item(view: PolicyView) -> Item:
    """A document as an entry: what it is, and the way to it."""
    return Item(
        name=f"policy:{view.id}",
        title=f"{view.title}（{view.number}）" if view.number else view.title,
        at=view.registered_at,
        changed=view.updated_at,
        url=f"/policies/{view.id}",
        summary=view.summary or view.title,
        content=f"<p>{escape(view.summary or view.title)}</p>",
        author="、".join(view.issuers),
        categories=tuple((topic.value, topic_word(topic)) for topic in view.topics),
    )


def json_feed(
    items: Sequence[Item], *, path: str, title: str, page: str, changed: datetime | None = None
) -> bytes:
    """The same feed as `site.atom.atom` writes, as a JSON Feed 1.1 document, which does not say
    when it was *changed*."""
    del changed
    base = settings().base_url
    return msgspec.json.encode(
        {
            "version": VERSION,
            "title": title,
            "home_page_url": f"{base}{page}",
            "feed_url": f"{base}{path}",
            "language": "zh-CN",
            "items": [
                {
                    "id": tag_uri(item.name),
                    "url": f"{base}{item.url}",
                    "title": item.title,
                    "summary": item.summary,
                    "content_html": item.content,
                    "date_published": item.at.astimezone(UTC).isoformat(timespec="seconds"),
                    "date_modified": (item.changed or item.at)
                    .astimezone(UTC)
                    .isoformat(timespec="seconds"),
                    "authors": [{"name": item.author}],
                    "tags": [label for _term, label in item.categories],
                }
                for item in items
            ],
        }
    )
