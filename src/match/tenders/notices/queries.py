"""Reading notices: one, those of a purchase, the newest of all. Everything here is public."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import msgspec

from match.foundation.db import one, rows
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.tenders.notices.rules import Section, canonical, in_one_line
from match.tenders.notices.states import NoticeKind

_NOTICE = (
    "SELECT n.*, g.name AS purchaser, t.division, t.official_notice_url AS purchase_url,"
    " (SELECT array_agg(c.id ORDER BY c.id) FROM tender_notice c WHERE c.corrects = n.id)"
    " AS corrections FROM tender_notice n JOIN tender t ON t.id = n.tender_id"
    " JOIN organisation g ON g.id = t.organisation_id "
)


class Notice(msgspec.Struct, frozen=True):
    """
    A published notice. ``sha256`` is over its canonical JSON (see rules.digest); ``corrections``
    are the ids of later notices that put it right; ``official_url`` is the same document, or at
    least the purchase, on the official medium, "" where none was told.
    """

    id: int
    tender_id: int
    kind: NoticeKind
    position: int
    version: int
    title: str
    purchaser: str
    division: str
    sections: tuple[Section, ...]
    sha256: str
    corrects: int | None
    corrections: tuple[int, ...]
    posted_key: str
    posted_until: date | None
    official_url: str
    published_at: datetime

    @property
    def url(self) -> str:
        """Its page."""
        return f"/purchases/{self.tender_id}/notices/{self.id}"

    @property
    def summary(self) -> str:
        """The second section in one line: what this notice is about, beside the purchase itself."""
        for section in self.sections[1:]:
            if said := in_one_line(section):
                return said[:200]
        return self.title

    def canonical(self) -> bytes:
        """The text that ``sha256`` is over."""
        return canonical(self.title, self.published_at, self.sections)


async def notice(tender_id: int, notice_id: int) -> Notice:
    """One notice of one purchase. Raises NotFound."""
    row = await one(_NOTICE + "WHERE n.id = $1 AND n.tender_id = $2", notice_id, tender_id)
    if row is None:
        raise NotFound(_("没有找到这份公告。"))
    return _notice(row)


async def notices_of(tender_id: int) -> tuple[Notice, ...]:
    """Every notice of a purchase, in the order of publication."""
    found = await rows(_NOTICE + "WHERE n.tender_id = $1 ORDER BY n.position", tender_id)
    return tuple(_notice(row) for row in found)


async def newest_notices(
    *, kinds: Sequence[NoticeKind] = (), before: int | None = None, limit: int = 50
) -> tuple[Notice, ...]:
    """Notices of all purchases, newest first; of *kinds* only, where some are named."""
    found = await rows(
        _NOTICE + "WHERE (cardinality($1::varchar[]) = 0 OR n.kind = ANY($1))"
        " AND ($2::bigint IS NULL OR n.id < $2) ORDER BY n.id DESC LIMIT $3",
        [kind.value for kind in kinds],
        before,
        limit,
    )
    return tuple(_notice(row) for row in found)


def _notice(row: dict[str, Any]) -> Notice:
    return Notice(
        id=row["id"],
        tender_id=row["tender_id"],
        kind=NoticeKind(row["kind"]),
        position=row["position"],
        version=row["version"],
        title=row["title"],
        purchaser=row["purchaser"],
        division=row["division"],
        sections=msgspec.json.decode(row["body"], type=tuple[Section, ...]),
        sha256=row["sha256"],
        corrects=row["corrects"],
        corrections=tuple(row["corrections"] or ()),
        posted_key=row["posted_key"],
        posted_until=row["posted_until"],
        official_url=row["official_url"] or row["purchase_url"] or "",
        published_at=row["published_at"],
    )
