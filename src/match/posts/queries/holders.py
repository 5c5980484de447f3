"""What other rooms ask: who holds a post, and in which months somebody really held it."""

from calendar import monthrange
from datetime import date
from typing import Any

import msgspec

from match.foundation import clock
from match.foundation.db import one, rows
from match.posts.states import Office, PostStatus

COLUMNS = (
    "id, office, home_id, division, account_id, kind, gender, deputy, status, reason, note,"
    " exam_passed_on, starts_on AS since, ended_on, end_reason"
)


class Post(msgspec.Struct, frozen=True):
    """One person's time in one post. ``kind``: DK-* of directors, SK-* of supervisors."""

    id: int
    office: Office
    home_id: int | None
    division: str
    account_id: int | None
    kind: str | None
    gender: str | None
    deputy: bool
    status: PostStatus
    reason: str
    note: str
    exam_passed_on: date | None
    since: date | None
    ended_on: date | None
    end_reason: str


def post_row(row: dict[str, Any]) -> Post:
    """A row of the columns above as a struct."""
    return msgspec.convert(row, Post)


async def director_of(home_id: int) -> Post | None:
    """
    Who directs a home, else who is to (``pending_exam`` before the county's exam, ``ready`` before
    the handover; neither may act: notice 4.4d), else None. ``since`` is None before she acts.
    """
    return await _first("office = 'director' AND home_id = $1", home_id)


async def supervisor_of(township: str) -> Post | None:
    """The supervisor of a township (9 or 12 digits), or None: notice 4.1c wants exactly one."""
    return await _first("office = 'supervisor' AND division = $1", township.ljust(12, "0"))


async def active_months(home_id: int, year: int, quarter: int | None = None) -> tuple[int, ...]:
    """
    The months (1–12) of a year, or of its *quarter* (1–4), in which somebody actively directed
    the home for at least one day, up to today: the allowance pays these only (notice 5.2d).
    """
    first, last = (quarter * 3 - 2, quarter * 3) if quarter else (1, 12)
    found = await rows(
        "SELECT starts_on, ended_on FROM post WHERE office = 'director' AND home_id = $1"
        " AND NOT deputy AND starts_on IS NOT NULL",
        home_id,
    )
    today = clock.today()
    return tuple(
        month
        for month in range(first, last + 1)
        if any(
            row["starts_on"] <= min(date(year, month, monthrange(year, month)[1]), today)
            and (row["ended_on"] is None or row["ended_on"] >= date(year, month, 1))
            and date(year, month, 1) <= today
            for row in found
        )
    )


async def _first(condition: str, value: object) -> Post | None:
    row = await one(
        f"SELECT {COLUMNS} FROM post WHERE {condition} AND NOT deputy"  # noqa: S608 # our own words
        " AND status IN ('active', 'pending_exam', 'ready')"
        " ORDER BY CASE status WHEN 'active' THEN 0 ELSE 1 END, id LIMIT 1",
        value,
    )
    return None if row is None else post_row(row)
