"""Notices as an Atom feed: for feed readers and for whoever copies our public record."""

from collections.abc import Sequence

from match.site.atom import MEDIA_TYPE, Item
from match.site.atom import atom as written
from match.tenders.notices.queries import Notice
from match.tenders.notices.states import kind_word

__all__ = ["MEDIA_TYPE", "atom"]


def atom(notices: Sequence[Notice], *, path: str, title: str) -> bytes:
    """The feed at *path* (``/purchases/notices/feed.atom``), newest notice first, as UTF-8 XML."""
    return written(
        [_item(notice) for notice in notices], path=path, title=title, page="/purchases/notices"
    )


def _item(notice: Notice) -> Item:
    return Item(
        name=f"notice:{notice.id}",
        title=notice.title,
        at=notice.published_at,
        url=notice.url,
        summary=notice.summary,
        author=notice.purchaser,
        categories=((notice.kind.value, kind_word(notice.kind)),),
        enclosures=((f"{notice.url}/pdf", "application/pdf"),),
    )
