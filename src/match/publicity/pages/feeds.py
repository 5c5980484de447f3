"""The feeds: of articles and documents, of all or of one topic, in two shapes."""

import hashlib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

from litestar import Controller, Response, get
from litestar.params import FromPath

from match.foundation.errors import NotFound
from match.foundation.language import _, speak
from match.publicity.feeds import article_item, json_feed, policy_item
from match.publicity.pages.common import AnyRequest, topic_options
from match.publicity.queries import (
    articles,
    articles_changed,
    newest_policies,
    policies_changed,
)
from match.publicity.topics import Topic, topic_word
from match.site.api import OPEN_FILE, is_known
from match.site.atom import MEDIA_TYPE, Item, atom
from match.site.htmx import Page, page

NEWEST = 30
SHAPES: dict[str, tuple[str, Callable[..., bytes]]] = {
    "atom": (MEDIA_TYPE, atom),
    "json": ("application/feed+json; charset=utf-8", json_feed),
}
CHANGED = {"articles": articles_changed, "policies": policies_changed}
NEVER = datetime(2026, 1, 1, tzinfo=UTC)
"""When a feed changed in which nothing ever stood: always the same, so that it is sent once."""


class FeedPages(Controller):
    """For readers that ask by themselves; addresses in a feed are whole."""

    path = "/feeds"
    opt = {"public": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def listed(self, request: AnyRequest) -> Page:
        """Which feeds there are."""
        return page("publicity/feeds.html", request=request, topics=topic_options())

    @get("/{name:str}", opt=OPEN_FILE)
    async def whole(self, request: AnyRequest, name: FromPath[str]) -> Response[bytes]:
        """``articles`` or ``policies``, a dot, ``atom`` or ``json``."""
        return await _answer(request, name, None)

    @get("/topics/{topic:str}/{name:str}", opt=OPEN_FILE)
    async def of_topic(
        self, request: AnyRequest, topic: FromPath[str], name: FromPath[str]
    ) -> Response[bytes]:
        """The same, of one topic."""
        chosen = next((each for each in Topic if each.value == topic), None)
        if chosen is None:
            raise _unknown()
        return await _answer(request, name, chosen)


async def _answer(request: AnyRequest, name: str, topic: Topic | None) -> Response[bytes]:
    kind, _dot, shape = name.partition(".")
    if kind not in ("articles", "policies") or shape not in SHAPES:
        raise _unknown()
    # Kept by caches for everybody: never in the language of whoever asked first.
    speak("zh")
    title, items = await _items(kind, topic)
    media_type, write = SHAPES[shape]
    changed = await CHANGED[kind]() or NEVER
    data = write(
        items,
        path=request.url.path,
        title=f"{title}·{topic_word(topic)}" if topic else title,
        page=f"/{kind}" + (f"?topic={topic.value}" if topic else ""),
        changed=changed,
    )
    tag = f'"{hashlib.sha256(data).hexdigest()[:32]}"'
    headers = {
        "ETag": tag,
        "Last-Modified": format_datetime(changed.astimezone(UTC), usegmt=True),
        "Cache-Control": "public, max-age=300",
        # Other people's readers fetch this in a browser; nothing in it is anybody's own.
        "Access-Control-Allow-Origin": "*",
    }
    if _known(request, tag, changed):
        return Response(b"", status_code=304, headers=headers)
    return Response(data, media_type=media_type, headers=headers)


def _known(request: AnyRequest, tag: str, changed: datetime) -> bool:
    """Whether the reader has this already; the entity tag speaks first (RFC 9110 §13.2.2)."""
    if "if-none-match" in request.headers:
        return is_known(request, tag)
    try:
        since = parsedate_to_datetime(request.headers.get("if-modified-since", ""))
        return changed.replace(microsecond=0) <= since
    except (TypeError, ValueError):
        return False


async def _items(kind: str, topic: Topic | None) -> tuple[str, Sequence[Item]]:
    if kind == "articles":
        found = await articles(topic=topic, limit=NEWEST)
        return _("湘童汇文章"), [article_item(each) for each in found]
    known = await newest_policies(NEWEST, topic)
    return _("湘童汇政策文件库"), [policy_item(view) for view in known]


def _unknown() -> NotFound:
    return NotFound(_("没有这个订阅源，请从订阅页选择。"))
