"""Documents and articles as JSON."""

from datetime import date, datetime

import msgspec
from litestar import Controller, get
from litestar.params import FromPath

from match.foundation.actor import ANONYMOUS
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.publicity.queries import policy_file, shown_article
from match.publicity.states import ArticleStatus
from match.site.api import problems


class PolicyAnswer(msgspec.Struct, frozen=True):
    """
    A document of the policy library. ``level``, ``validity``, ``topics``, ``targets`` are codes.
    ``relations``: (what this one does, to which id); ``back``: what others do to it.
    """

    id: int
    number: str | None
    title: str
    issuers: tuple[str, ...]
    level: str
    topics: tuple[str, ...]
    validity: str
    issued_on: date | None
    valid_from: date | None
    valid_until: date | None
    targets: tuple[str, ...]
    target_levels: tuple[str, ...]
    summary: str
    body_markup: str
    original_url: str
    provenance: str
    relations: list[tuple[str, int]]
    back: list[tuple[str, int]]
    updated_at: datetime


class ArticleAnswer(msgspec.Struct, frozen=True):
    """The published text of an article."""

    id: int
    version: int
    title: str
    author: str
    editor: str
    proofreader: str
    digest: str
    body_html: str
    source: str
    original_url: str
    cover_credit: str
    topics: tuple[str, ...]
    correction: str
    published_at: datetime
    updated_at: datetime


class PublicityApi(Controller):
    """What the pages show, for programs."""

    path = "/api/v1"
    tags = ("publicity",)

    @get(
        "/policies/{policy_id:int}",
        summary="One policy document",
        opt={"public": True},
        responses=problems(404),
    )
    async def policy(self, policy_id: FromPath[int]) -> PolicyAnswer:
        """A listed document with its relations in both directions."""
        file = await policy_file(ANONYMOUS, policy_id)
        view = file.view
        return PolicyAnswer(
            id=view.id,
            number=view.number,
            title=view.title,
            issuers=view.issuers,
            level=view.level.value,
            topics=tuple(each.value for each in view.topics),
            validity=view.validity.value,
            issued_on=view.issued_on,
            valid_from=view.valid_from,
            valid_until=view.valid_until,
            targets=tuple(each.value for each in view.targets),
            target_levels=tuple(each.value for each in view.target_levels),
            summary=view.summary,
            body_markup=view.body,
            original_url=view.original_url,
            provenance=view.provenance,
            relations=[(r.relation.value, r.policy.id) for r in file.related if not r.back],
            back=[(r.relation.value, r.policy.id) for r in file.related if r.back],
            updated_at=view.updated_at,
        )

    @get(
        "/articles/{article_id:int}",
        summary="One article",
        opt={"public": True},
        responses=problems(404),
    )
    async def article(self, article_id: FromPath[int]) -> ArticleAnswer:
        """What stands published; of a withdrawn article nothing."""
        article = await shown_article(article_id)
        if article.state is ArticleStatus.withdrawn:
            raise NotFound(_("这篇文章已经撤下。"))
        return ArticleAnswer(
            id=article.id,
            version=article.version,
            title=article.title,
            author=article.author_name,
            editor=article.editor_name,
            proofreader=article.proofreader_name,
            digest=article.digest,
            body_html=article.body_html,
            source=article.source,
            original_url=article.original_url,
            cover_credit=article.cover_credit,
            topics=article.topics,
            correction=article.correction,
            published_at=article.published_at,
            updated_at=article.updated_at,
        )
