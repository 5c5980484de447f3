"""Articles, for everybody: the list, the text, passing it on."""

import re

from litestar import Controller, get, post
from litestar.params import FromPath
from markupsafe import Markup

from match.foundation.actor import Actor
from match.foundation.paper.seals import qr_svg
from match.foundation.settings import settings
from match.publicity.cards import article_card, policy_card
from match.publicity.commands import count_article
from match.publicity.pages.common import WORDS, Answer, AnyRequest, topic_options
from match.publicity.queries import (
    articles,
    counts_of,
    policies_of_article,
    related_articles,
    shown_article,
    texts_of,
)
from match.publicity.rules import is_reader
from match.publicity.states import ArticleStatus, Counted
from match.publicity.topics import Topic
from match.site.dependencies import Who
from match.site.htmx import Page, page
from match.site.steps import see

SHOWN = 12


class ArticlePages(Controller):
    """What was published (notice P1, H1)."""

    path = "/articles"
    opt = {"public": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def listed(self, request: AnyRequest) -> Page:
        """The newest first, of one topic where one is asked for; words in title, digest or text."""
        asked = request.query_params
        topic = next((each for each in Topic if each.value == asked.get("topic")), None)
        text = str(asked.get("q", "")).strip()[:100]
        before = str(asked.get("before", ""))
        found = await articles(
            topic=topic,
            text=text,
            before=int(before)
            if before.isascii() and before.isdigit() and len(before) < 10
            else None,
            limit=SHOWN + 1,
        )
        return page(
            "publicity/articles.html",
            request=request,
            topic=topic,
            text=text,
            topics=topic_options(),
            cards=[article_card(each) for each in found[:SHOWN]],
            more=found[SHOWN - 1].id if len(found) > SHOWN else None,
            **WORDS,
        )

    @get("/{article_id:int}")
    async def show(self, request: AnyRequest, actor: Who, article_id: FromPath[int]) -> Page:
        """The text with everything that stands under it; a tombstone where it was taken down."""
        article = await shown_article(article_id)
        if article.state is ArticleStatus.withdrawn:
            return page("publicity/withdrawn.html", request=request, status=410, article=article)
        await _count_reader(request, actor, article_id)
        return page(
            "publicity/article.html",
            request=request,
            article=article,
            body=Markup(article.body_html),  # noqa: S704 # made by markup.html_of, which escapes
            counts=await counts_of(article_id),
            history=await texts_of(article_id),
            policies=[policy_card(each) for each in await policies_of_article(article_id)],
            related=[article_card(each) for each in await related_articles(article)],
            **WORDS,
        )

    @post("/{article_id:int}/shares")
    async def share(self, actor: Who, article_id: FromPath[int]) -> Answer:
        """Somebody passes it on: counted, and shown how."""
        await shown_article(article_id)
        await count_article(actor, article_id, Counted.shared)
        return see(f"/articles/{article_id}/share")

    @get("/{article_id:int}/share")
    async def passing_on(self, request: AnyRequest, article_id: FromPath[int]) -> Page:
        """The address to copy and a QR code for another phone."""
        article = await shown_article(article_id)
        address = f"{settings().base_url}/articles/{article_id}"
        return page(
            "publicity/share.html",
            request=request,
            article=article,
            address=address,
            code=Markup(_scalable(qr_svg(address))),  # noqa: S704 # drawn here, of our own address
        )


def _scalable(svg: str) -> str:
    """The same drawing without a size of its own: the page says how large it is."""
    return re.sub(r'width="(\d+)" height="(\d+)"', r'viewBox="0 0 \1 \2"', svg, count=1)


async def _count_reader(request: AnyRequest, actor: Actor, article_id: int) -> None:
    """One more read, where a person reads who does not work on articles here."""
    asked = request.headers
    purpose = f"{asked.get('sec-purpose', '')} {asked.get('purpose', '')}"
    if not actor.staff and is_reader(asked.get("user-agent", ""), purpose):
        await count_article(actor, article_id, Counted.read)
