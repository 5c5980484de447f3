"""Pictures on their way to WeChat: read from disk, made small enough, uploaded once per content."""

import hashlib
from collections.abc import Awaitable, Callable
from pathlib import Path

import anyio

from match.files.queries import stored
from match.foundation.actor import SYSTEM
from match.foundation.images import plain_picture, shrunk_below
from match.foundation.wechat import WeChatClient
from match.publicity.queries import ArticleFile
from match.publicity.wechat.calls import upload_body_picture, upload_cover
from match.publicity.wechat.commands import keep_picture
from match.publicity.wechat.queries import held_at_wechat
from match.publicity.wechat.rules import PICTURE_BYTES_BELOW
from match.publicity.wechat.states import PictureKind

COVER_SIZE = (900, 383)  # what WeChat's cards show of a cover: 2.35 to 1
COVER_COLORS = ("#0B5F66", "#F4A7B6")  # the house's sign


async def picture_bytes(file_id: int) -> bytes:
    """A picture under WeChat's megabyte. Raises NotFound where it was taken back."""
    found = await stored(SYSTEM, file_id)
    data = await anyio.Path(Path(found.path)).read_bytes()
    return await shrunk_below(data, PICTURE_BYTES_BELOW)


async def cover_bytes(article: ArticleFile) -> bytes:
    """The article's cover; without one its first picture, and without any the house's colours."""
    chosen = article.cover_file_id or next(iter(article.images), None)
    if chosen is None:
        return plain_picture(*COVER_SIZE, *COVER_COLORS)
    return await picture_bytes(chosen)


async def body_pictures(client: WeChatClient, article: ArticleFile) -> dict[int, str]:
    """Every picture of the text at WeChat: addresses by file."""
    return {
        file_id: await _held(
            client, PictureKind.body, await picture_bytes(file_id), upload_body_picture
        )
        for file_id in article.images
    }


async def cover(client: WeChatClient, article: ArticleFile, *, anew: bool = False) -> str:
    """The cover as material at WeChat; *anew* where the one that we remember is gone there."""
    data = await cover_bytes(article)
    return await _held(client, PictureKind.cover, data, upload_cover, anew=anew)


async def _held(
    client: WeChatClient,
    kind: PictureKind,
    data: bytes,
    upload: Callable[[WeChatClient, bytes], Awaitable[str]],
    *,
    anew: bool = False,
) -> str:
    digest = hashlib.sha256(data).hexdigest()
    held = None if anew else await held_at_wechat(client.appid, kind.value, digest)
    if held is None:
        held = await upload(client, data)
        await keep_picture(SYSTEM, kind, appid=client.appid, sha256=digest, held=held)
    return held
