"""Documents and articles as the cards that lists show (`ui.policy_card`, `ui.article_card`)."""

from datetime import datetime

import msgspec

from match.foundation.language import _
from match.publicity.queries import ArticleHead, PolicyView
from match.publicity.states import level_word, validity_tone, validity_word
from match.publicity.topics import topic_word
from match.site.browsing import Card
from match.site.formats import day

LEVEL_TONES = {"national": "rong", "province": "qing", "prefecture": "ji", "county": "ink"}


class ListedPolicy(Card, frozen=True):
    """What a document's card says."""

    number: str
    issuers: str
    issued: str
    level: str
    level_tone: str
    validity: str
    validity_tone: str
    summary: str


class ListedArticle(msgspec.Struct, frozen=True):
    """What an article's card says. ``cover``: its address, or an empty string."""

    id: int
    url: str
    title: str
    digest: str
    author: str
    published_at: datetime
    topics: tuple[str, ...]
    cover: str


def policy_card(view: PolicyView) -> ListedPolicy:
    """The card of one document."""
    return ListedPolicy(
        id=view.id,
        url=f"/policies/{view.id}",
        title=view.title,
        number=view.number or "",
        issuers=_("、").join(view.issuers[:3]) + (" …" if len(view.issuers) > 3 else ""),
        issued=day(view.issued_on) if view.issued_on else "",
        level=level_word(view.level),
        level_tone=LEVEL_TONES[view.level],
        validity=validity_word(view.validity),
        validity_tone=validity_tone(view.validity) or "ink",
        summary=view.summary,
    )


def article_card(article: ArticleHead) -> ListedArticle:
    """The card of one article."""
    cover = article.cover_file_id
    return ListedArticle(
        id=article.id,
        url=f"/articles/{article.id}",
        title=article.title,
        digest=article.digest,
        author=article.author_name,
        published_at=article.published_at,
        topics=tuple(topic_word(topic) for topic in article.topics),
        cover=f"/files/{cover}" if cover is not None else "",
    )
