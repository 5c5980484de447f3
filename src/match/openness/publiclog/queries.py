"""The log as everybody may read it: entries with their documents, heads, keys, takedowns."""

from collections.abc import AsyncGenerator
from datetime import date, datetime
from typing import Any

import msgspec

from match.foundation.actor import Actor
from match.foundation.db import one, rows
from match.foundation.decisions import require
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.openness.publiclog import policy, rules
from match.openness.publiclog.states import TakedownStatus

BATCH = 500


class LogLine(msgspec.Struct, frozen=True):
    """
    One line of the files: everything that is hashed, in the words that are hashed. ``salt`` and
    ``document`` are None where the text was taken down or is held back.
    """

    place: int
    at: str
    kind: str
    url: str
    sha256: str
    takes_down: int | None
    link: str
    salt: str | None
    document: str | None

    @property
    def told(self) -> dict[str, Any] | None:
        """The document itself."""
        return None if self.document is None else msgspec.json.decode(self.document)

    @property
    def fields(self) -> list[tuple[str, str]]:
        """The document's fields for reading: what is no text as JSON, as it was written."""
        return [
            (name, value if isinstance(value, str) else rules.canonical(value))
            for name, value in (self.told or {}).items()
        ]

    @property
    def whole(self) -> bool:
        """Whether salt and text give the hash."""
        if self.salt is None or self.document is None:
            return False
        return rules.salted(bytes.fromhex(self.salt), self.document) == self.sha256


class Head(msgspec.Struct, frozen=True):
    """A day's signature, as `heads.json` tells it."""

    day: date
    place: int
    link: str
    at: str
    key: str
    signature: str


class Key(msgspec.Struct, frozen=True):
    """A key that signs or signed heads. Endorsed by the key before; None for the first one."""

    key: str
    since: str
    endorsed_by: str | None
    endorsement: str | None


class TakedownLine(msgspec.Struct, frozen=True):
    """A takedown: ``place`` is the entry's, ``reason`` what everybody reads."""

    id: int
    place: int
    status: TakedownStatus
    reason: str
    asked_by: int
    asked_at: datetime
    decided_at: datetime | None
    kind: str
    url: str


# Held back from the first person's word on; gone after the second's.
_LINE = (
    "SELECT e.id AS place, e.at, e.kind, e.url, e.sha256, e.takes_down, e.link, d.salt,"
    " d.body AS document FROM public_log_entry e LEFT JOIN public_log_document d"
    " ON d.place = e.id AND NOT EXISTS (SELECT FROM public_log_takedown t"
    " WHERE t.place = e.id AND t.status <> 'refused') "
)
_TAKEDOWN = (
    "SELECT t.id, t.place, t.status, t.reason, t.asked_by, t.asked_at, t.decided_at, e.kind, e.url"
    " FROM public_log_takedown t JOIN public_log_entry e ON e.id = t.place "
)


async def entries(after: int = 0, limit: int = BATCH, *, year: int | None = None) -> list[LogLine]:
    """Entries behind the place *after*, in order; of one *year* of Hunan's calendar, if named."""
    found = await rows(
        _LINE + "WHERE e.id > $1"
        " AND ($2::int IS NULL OR extract(year FROM e.at AT TIME ZONE 'Asia/Shanghai') = $2)"
        " ORDER BY e.id LIMIT $3",
        after,
        year,
        limit,
    )
    return [_line(row) for row in found]


async def year_lines(year: int) -> AsyncGenerator[bytes, None]:
    """
    A year as JSON lines, read as it is asked for: a file that lay ready would still hold what was
    taken down since.
    """
    after = 0
    while found := await entries(after, year=year):
        after = found[-1].place
        yield b"".join(msgspec.json.encode(line) + b"\n" for line in found)


async def entry(place: int) -> LogLine:
    """One entry. Raises NotFound."""
    row = await one(_LINE + "WHERE e.id = $1", place)
    if row is None:
        raise NotFound(_("公开日志里没有这一条。"))
    return _line(row)


async def newest(limit: int = 30) -> list[LogLine]:
    """The newest entries first."""
    found = await rows(_LINE + "ORDER BY e.id DESC LIMIT $1", limit)
    return [_line(row) for row in found]


async def of_page(url: str, limit: int = 100) -> list[LogLine]:
    """Everything that was said of one public page, the newest first."""
    found = await rows(_LINE + "WHERE e.url = $1 ORDER BY e.id DESC LIMIT $2", url, limit)
    return [_line(row) for row in found]


async def years() -> list[tuple[int, int]]:
    """Every year that has entries, and how many."""
    found = await rows(
        "SELECT extract(year FROM at AT TIME ZONE 'Asia/Shanghai')::int AS year, count(*) AS count"
        " FROM public_log_entry GROUP BY 1 ORDER BY 1"
    )
    return [(row["year"], row["count"]) for row in found]


async def end() -> tuple[int, str]:
    """The last place and its link: (0, 64 zeros) while the log is empty."""
    row = await one("SELECT id, link FROM public_log_entry ORDER BY id DESC LIMIT 1")
    return (row["id"], row["link"]) if row else (0, "0" * 64)


async def heads(limit: int | None = None) -> list[Head]:
    """Signed heads, the newest first."""
    found = await rows(
        "SELECT day, place, link, at, key, signature FROM public_log_head ORDER BY day DESC"
        " LIMIT $1",
        limit,
    )
    return [Head(**{**row, "at": rules.instant(row["at"])}) for row in found]


async def head_over(place: int) -> Head | None:
    """The first head that covers *place*; None where it waits for the night."""
    row = await one(
        "SELECT day, place, link, at, key, signature FROM public_log_head WHERE place >= $1"
        " ORDER BY place, day LIMIT 1",
        place,
    )
    return Head(**{**row, "at": rules.instant(row["at"])}) if row else None


async def keys() -> list[Key]:
    """Every key that ever signed, the oldest first."""
    found = await rows(
        "SELECT key, since, endorsed_by, endorsement FROM public_log_key ORDER BY id"
    )
    return [Key(**{**row, "since": rules.instant(row["since"])}) for row in found]


async def takedown_of(place: int) -> TakedownLine | None:
    """What holds of an entry's text: asked or done; None where it is shown."""
    row = await one(_TAKEDOWN + "WHERE t.place = $1 AND t.status <> 'refused'", place)
    return _takedown(row) if row else None


async def takedowns(actor: Actor, limit: int = 100) -> list[TakedownLine]:
    """The waiting ones first, then the newest. Raises Denied."""
    require(policy.can_ask(actor))
    found = await rows(_TAKEDOWN + "ORDER BY t.status <> 'asked', t.id DESC LIMIT $1", limit)
    return [_takedown(row) for row in found]


async def count_asked(actor: Actor) -> int:
    """How many takedowns wait for this person's word."""
    if policy.can_ask(actor) is not True:
        return 0
    row = await one(
        "SELECT count(*) AS count FROM public_log_takedown WHERE status = 'asked'"
        " AND asked_by <> ALL($1::bigint[])",
        [one_id for one_id in (actor.id, actor.covering) if one_id is not None],
    )
    return row["count"] if row else 0


def _line(row: dict[str, Any]) -> LogLine:
    return LogLine(**{**row, "at": rules.instant(row["at"])})


def _takedown(row: dict[str, Any]) -> TakedownLine:
    return TakedownLine(**{**row, "status": TakedownStatus(row["status"])})
