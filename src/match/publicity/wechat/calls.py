"""What is asked of WeChat for articles: drafts, pictures, publishing, taking down."""

from typing import Any

import msgspec

from match.foundation.wechat import Later, Refused, WeChatClient
from match.foundation.wechat.errors import NO_ANSWER
from match.publicity.wechat.rules import Letter

GONE = 40007  # invalid media_id: no such draft, or a cover that was deleted
NO_ARTICLE = 53600
AT_WORK = 1  # publish_status
AT_ONCE = 20  # draft/batchget gives at most so many
PAGES_MOST = 10


class Published(msgspec.Struct, frozen=True):
    """A job of the queue: WeChat's publish_status, and the article where it is 0."""

    status: int
    article_ref: str = ""
    url: str = ""


async def put_draft(client: WeChatClient, letter: Letter, thumb: str, media_id: str | None) -> str:
    """The draft as it should be: changed where it stands under *media_id*, else made; its id."""
    article = {
        "article_type": "news",
        "title": letter.title,
        "author": letter.author,
        "digest": letter.digest,
        "content": letter.content,
        "content_source_url": letter.source_url,
        "thumb_media_id": thumb,
        "need_open_comment": 0,
        "only_fans_can_comment": 0,
    }
    if media_id is not None:
        body = {"media_id": media_id, "index": 0, "articles": article}
        await client.call("draft/update", body)
        return media_id
    answer = await client.call("draft/add", {"articles": [article]})
    return _named(answer, "media_id", "draft/add")


async def find_draft(client: WeChatClient, source_url: str) -> str | None:
    """The newest draft that leads back to *source_url*, if the box has one."""
    for item in await _leafed(client, "draft/batchget"):
        if _leads_to(item, source_url):
            return str(item["media_id"])
    return None


async def find_published(client: WeChatClient, source_url: str) -> Published | None:
    """The newest published article that leads back to *source_url*, if there is one."""
    for item in await _leafed(client, "freepublish/batchget"):
        if _leads_to(item, source_url):
            return Published(0, str(item["article_id"]), str(_news(item)[0].get("url", "")))
    return None


async def submit(client: WeChatClient, media_id: str) -> str:
    """Queue the draft for publication; its publish_id. That it was queued says no more."""
    answer = await client.call("freepublish/submit", {"media_id": media_id})
    return _named(answer, "publish_id", "freepublish/submit")


async def publication(client: WeChatClient, publish_id: str) -> Published:
    """How far the queue is with it."""
    answer = await client.call("freepublish/get", {"publish_id": publish_id})
    detail: Any = answer.get("article_detail") or {}
    items: list[Any] = detail.get("item") or [{}]
    return Published(
        int(answer.get("publish_status", AT_WORK)),
        str(answer.get("article_id", "")),
        str(items[0].get("article_url", "")),
    )


async def delete_draft(client: WeChatClient, media_id: str) -> None:
    """Take a draft out of the box; one that is gone already is no failure."""
    await _unless(GONE, client, "draft/delete", {"media_id": media_id})


async def delete_published(client: WeChatClient, article_ref: str) -> None:
    """Delete a published article; one that is gone already is no failure."""
    await _unless(NO_ARTICLE, client, "freepublish/delete", {"article_id": article_ref, "index": 0})


async def upload_body_picture(client: WeChatClient, data: bytes) -> str:
    """A picture of the text; its address at WeChat. JPEG, under a megabyte."""
    answer = await client.upload("media/uploadimg", "picture.jpg", data, "image/jpeg")
    return _named(answer, "url", "media/uploadimg")


async def upload_cover(client: WeChatClient, data: bytes) -> str:
    """A cover as permanent material; its media_id."""
    answer = await client.upload(
        "material/add_material", "cover.jpg", data, "image/jpeg", type="image"
    )
    return _named(answer, "media_id", "material/add_material")


async def _unless(code: int, client: WeChatClient, method: str, body: dict[str, Any]) -> None:
    try:
        await client.call(method, body)
    except Refused as refused:
        if refused.code != code:
            raise


async def _leafed(client: WeChatClient, method: str) -> list[dict[str, Any]]:
    """The newest of a box, page by page."""
    found: list[dict[str, Any]] = []
    for at in range(PAGES_MOST):
        body = {"offset": at * AT_ONCE, "count": AT_ONCE, "no_content": 1}
        answer = await client.call(method, body)
        found += answer.get("item") or []
        if len(found) >= int(answer.get("total_count", 0)):
            break
    return found


def _news(item: dict[str, Any]) -> list[dict[str, Any]]:
    content: dict[str, Any] = item.get("content") or {}
    return content.get("news_item") or []


def _leads_to(item: dict[str, Any], source_url: str) -> bool:
    return any(article.get("content_source_url") == source_url for article in _news(item))


def _named(answer: dict[str, Any], name: str, method: str) -> str:
    held = answer.get(name)
    if not held:
        raise Later(method, NO_ANSWER, f"no {name}")
    return str(held)
