"""A published text as the channels take it: the pages, the feeds, WeChat."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import msgspec

from match.foundation.db import one, rows
from match.publicity.markup import html_of
from match.publicity.states import ArticleStatus

Row = dict[str, Any]


class ArticleHead(msgspec.Struct, frozen=True):
    """
    The text that the public reads, as it was written: enough for a card. ``state`` is the
    article's: `withdrawn` once it was taken down, else `published` (a revision at work does not
    show), ``withdrawn_reason`` says why. ``shown``: captions by file of its pictures that may be
    fetched.
    """

    id: int
    version: int
    state: ArticleStatus
    title: str
    author_name: str
    digest: str
    body_markup: str
    source: str
    original_url: str
    cover_file_id: int | None
    cover_credit: str
    shown: dict[int, str]
    topics: tuple[str, ...]
    correction: str
    editor_name: str
    proofreader_name: str
    published_at: datetime
    updated_at: datetime
    withdrawn_reason: str


class ArticleFile(ArticleHead, frozen=True):
    """
    The same, laid out. ``images``: file ids that stand in the text and may be shown, the cover not
    among them unless it stands there too; captions by id.
    """

    body_html: str
    images: tuple[int, ...]
    captions: dict[int, str]


PUBLISHED = """
SELECT t.*, a.published_at AS first_at, a.withdrawn_at, a.withdrawn_reason
FROM article a JOIN article_text t ON t.article_id = a.id AND t.version = a.version
"""


async def published_article(
    article_id: int, *, picture: Callable[[int], str | None] | None = None
) -> ArticleFile | None:
    """
    The published text of an article, withdrawn or not; None for one that never was published.

    *picture* answers the address under which a file is shown (default: ``/files/{id}``). Pictures
    that a guardian took back are left out, whatever it answers.
    """
    row = await one(PUBLISHED + " WHERE a.id = $1", article_id)
    if row is None:
        return None
    [head] = await article_heads([row])
    return _laid_out(head, picture or _here)


async def article_heads(found: list[Row]) -> list[ArticleHead]:
    """Rows of `PUBLISHED` as articles, their pictures read in one question; no text is laid out."""
    shown = await _shown_pictures([row["article_id"] for row in found])
    return [_head(row, shown.get(row["article_id"], {})) for row in found]


def _here(file_id: int) -> str:
    return f"/files/{file_id}"


async def _shown_pictures(articles: list[int]) -> dict[int, dict[int, str]]:
    """Captions by article and file, of pictures that may be fetched."""
    told: dict[int, dict[int, str]] = {}
    for row in await rows(
        "SELECT i.article_id, i.file_id, i.caption FROM article_image i"
        " JOIN file f ON f.id = i.file_id"
        " LEFT JOIN photo_permit p ON p.file_id = i.file_id"
        " WHERE i.article_id = ANY($1::bigint[]) AND f.withdrawn_at IS NULL"
        " AND p.ended_at IS NULL ORDER BY i.id",
        articles,
    ):
        told.setdefault(row["article_id"], {})[row["file_id"]] = row["caption"]
    return told


def _head(row: Row, shown: dict[int, str]) -> ArticleHead:
    cover = row["cover_file_id"]
    gone = row["withdrawn_at"] is not None
    return ArticleHead(
        id=row["article_id"],
        version=row["version"],
        state=ArticleStatus.withdrawn if gone else ArticleStatus.published,
        title=row["title"],
        author_name=row["author_name"],
        digest=row["digest"],
        body_markup=row["body"],
        source=row["source"],
        original_url=row["original_url"],
        cover_file_id=cover if cover in shown else None,
        cover_credit=row["cover_credit"],
        shown=shown,
        topics=tuple(row["topics"]),
        correction=row["correction"],
        editor_name=row["editor_name"],
        proofreader_name=row["proofreader_name"],
        published_at=row["first_at"],
        updated_at=row["published_at"],
        withdrawn_reason=row["withdrawn_reason"],
    )


def _laid_out(head: ArticleHead, picture: Callable[[int], str | None]) -> ArticleFile:
    used: list[int] = []

    def address(file_id: int) -> str | None:
        if file_id not in head.shown:
            return None
        used.append(file_id)
        return picture(file_id)

    return ArticleFile(
        **msgspec.structs.asdict(head),
        body_html=html_of(head.body_markup, address),
        images=tuple(dict.fromkeys(used)),
        captions={file_id: head.shown[file_id] for file_id in used},
    )
