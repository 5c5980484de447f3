"""The base mode's parcel: the page ready to paste, its pictures and its cover, in one ZIP file."""

import io
import zipfile
from html import escape

from match.foundation.actor import Actor
from match.publicity.queries import published_article
from match.publicity.wechat.pictures import cover_bytes, picture_bytes
from match.publicity.wechat.queries import delivery_file, package_name
from match.publicity.wechat.rules import Letter

# Every package of a text is the same to the byte.
_WHEN = (2020, 1, 1, 0, 0, 0)


def whole_page(letter: Letter) -> str:
    """The content as a document of its own: opened, selected and pasted into WeChat's editor."""
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(letter.title)}</title></head><body>"
        # The title has a box of its own at WeChat: selecting everything leaves it out.
        f'<header style="user-select:none"><h1>{escape(letter.title)}</h1></header>'
        f"<main>{letter.content}</main></body></html>"
    )


async def package(actor: Actor, article_id: int) -> bytes:
    """A ZIP of article.html, its pictures beside it and cover.jpg. Raises NotFound."""
    file = await delivery_file(actor, article_id)
    article = await published_article(article_id)
    assert article is not None, "delivery_file() found it"
    parts = {
        "article.html": whole_page(file.letter).encode(),
        "cover.jpg": await cover_bytes(article),
    }
    for file_id in article.images:
        parts[package_name(file_id)] = await picture_bytes(file_id)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _WHEN), data, zipfile.ZIP_DEFLATED)
    return written.getvalue()
