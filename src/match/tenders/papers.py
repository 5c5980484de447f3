"""What suppliers read: the attached files with size, date and hash, and the document's versions."""

from datetime import date, datetime

import msgspec

from match.foundation.db import one, rows
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.needs.public import LineView, NeedView
from match.needs.queries import needs_by_ids
from match.tenders.loading import PAPERS


class Attached(msgspec.Struct, frozen=True):
    """A file of the notice, counted from 1. ``size`` in bytes; ``sha256`` as 64 hex digits."""

    position: int
    media_type: str
    size: int
    sha256: str
    at: datetime

    @property
    def kind(self) -> str:
        """PDF, JPEG: what a reader calls it."""
        return self.media_type.rsplit("/", 1)[-1].upper()

    @property
    def size_words(self) -> str:
        """1.2 MB, 640 KB: rounded up, so that nobody expects less than comes."""
        if self.size < 1024 * 1024:
            return f"{-(-self.size // 1024)} KB"
        tenths = -(-self.size * 10 // (1024 * 1024))
        return f"{tenths // 10}.{tenths % 10} MB"


class Version(msgspec.Struct, frozen=True):
    """One version of the terms. ``hash`` is SHA-256 of its canonical text; ``reason`` of change."""

    version: int
    hash: str
    reason: str
    at: datetime


class OfficialStep(msgspec.Struct, frozen=True):
    """
    A step of a mirrored procedure: the day and page of the official system, and what it told;
    *winner* and *amount_fen* with a result and a contract, *reason* with a change.
    """

    step: str
    held_on: date
    url: str
    note: str
    winner: str
    amount_fen: int | None
    reason: str


class Served(msgspec.Struct, frozen=True):
    """A line of a public need that the purchase is to serve, and how many of its units."""

    need: NeedView
    line: LineView
    units: int


async def attached(tender_id: int) -> tuple[Attached, ...]:
    """The files of a notice, then of its official steps. The caller has checked who reads."""
    found = await rows(
        "SELECT d.position, f.media_type, f.bytes AS size, f.sha256, f.created_at AS at"  # noqa: S608 # ours
        f" FROM tender t, unnest({PAPERS}) WITH ORDINALITY AS d(file_id, position)"
        " JOIN file f ON f.id = d.file_id WHERE t.id = $1 ORDER BY d.position",
        tender_id,
    )
    return tuple(Attached(**row) for row in found)


async def versions(tender_id: int) -> tuple[Version, ...]:
    """Every version of the terms, the newest first."""
    found = await rows(
        "SELECT version, hash, reason, at FROM tender_document WHERE tender_id = $1"
        " ORDER BY version DESC",
        tender_id,
    )
    return tuple(Version(**row) for row in found)


async def canonical(tender_id: int, version: int) -> str:
    """The text that a version's hash is over. Raises NotFound."""
    row = await one(
        "SELECT canonical FROM tender_document WHERE tender_id = $1 AND version = $2",
        tender_id,
        version,
    )
    if row is None:
        raise NotFound(_("没有找到这个版本的采购文件。"))
    return row["canonical"]


async def official_steps(tender_id: int) -> tuple[OfficialStep, ...]:
    """What was recorded of a mirrored procedure, in the order of its days."""
    found = await rows(
        "SELECT step, held_on, url, note, coalesce(facts->>'winner', '') AS winner,"
        " (facts->>'amount_fen')::bigint AS amount_fen, coalesce(facts->>'reason', '') AS reason"
        " FROM tender_official_step WHERE tender_id = $1 ORDER BY held_on, id",
        tender_id,
    )
    return tuple(OfficialStep(**row) for row in found)


async def served(tender_id: int) -> tuple[Served, ...]:
    """Which public needs the purchase serves; a need that is not public any more is left out."""
    found = await rows(
        "SELECT l.need_id, n.line_id, n.units FROM tender_need n"
        " JOIN need_line l ON l.id = n.line_id WHERE n.tender_id = $1 ORDER BY n.id",
        tender_id,
    )
    needs = await needs_by_ids(list(dict.fromkeys(row["need_id"] for row in found)))
    lines = {line.id: (need, line) for need in needs for line in need.lines}
    return tuple(
        Served(*lines[row["line_id"]], row["units"]) for row in found if row["line_id"] in lines
    )
