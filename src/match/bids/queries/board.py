"""The public board: every line, in order, as it was linked."""

from datetime import datetime

import msgspec

from match.foundation.db import rows, value
from match.foundation.errors import NotFound
from match.foundation.language import _


class BoardLine(msgspec.Struct, frozen=True):
    """
    One line. ``said`` is JSON as text, ``at`` and ``prev_at`` are the database's clock; ``hash``
    is `foundation.chain.link("bids.board", prev, [tender, number, kind, µs, µs before, said])`.
    """

    number: int
    kind: str
    at: datetime
    prev_at: datetime | None
    said: str
    prev: str
    hash: str


async def board(tender_id: int, *, after: int = 0, limit: int = 1000) -> tuple[BoardLine, ...]:
    """Lines after number *after*, oldest first; everybody may read them at any time."""
    found = await rows(
        "SELECT number, kind, at, prev_at, said, encode(prev, 'hex') AS prev,"
        " encode(hash, 'hex') AS hash FROM bid_board WHERE tender_id = $1 AND number > $2"
        " ORDER BY number LIMIT $3",
        tender_id,
        after,
        limit,
    )
    return tuple(BoardLine(**row) for row in found)


async def readable(tender_id: int) -> None:
    """Raises NotFound for a purchase that is not public, such as a plan that was called off."""
    told = await value(
        "SELECT status <> 'draft' AND coalesce(published_at, intent_at) IS NOT NULL"
        " FROM tender WHERE id = $1",
        tender_id,
    )
    if not told:
        raise NotFound(_("没有找到这条采购公告。"))


async def count(tender_id: int) -> int:
    """How many bids stand: sealed, opened, or void."""
    return await value(
        "SELECT count(*) FROM bid WHERE tender_id = $1 AND status IN ('sealed', 'opened', 'void')",
        tender_id,
    )
