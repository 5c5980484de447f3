"""The feed in its order, single releases, processes; and the chain checked again."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from match.foundation.chain import START, link
from match.foundation.db import one, rows
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.openness.releases import DOMAIN, sha256


class Kept(msgspec.Struct, frozen=True):
    """A release as it was published. ``place`` is that of the feed."""

    place: int
    tender_id: int
    release_id: str
    topic: str
    tags: tuple[str, ...]
    released_at: datetime
    body: str
    sha256: str

    @property
    def json(self) -> dict[str, Any]:
        """The release itself."""
        return msgspec.json.decode(self.body)

    @property
    def whole(self) -> bool:
        """Whether the text is still the one that was hashed when it was published."""
        return sha256(self.body.encode()) == self.sha256


class Checked(msgspec.Struct, frozen=True):
    """The whole chain counted again. ``broken``: the first place that does not fit, or None."""

    releases: int
    broken: int | None
    head: str


class Totals(msgspec.Struct, frozen=True):
    """How much there is."""

    releases: int
    processes: int
    newest: datetime | None


_KEPT = (
    "SELECT id AS place, tender_id, release_id, topic, tags, released_at, body, sha256"
    " FROM ocds_release "
)


async def feed(after: int = 0, limit: int = 100) -> list[Kept]:
    """Releases by their place, from the first one behind *after*. None is ever put in before one
    that was seen: places are given under a lock."""
    found = await rows(_KEPT + "WHERE id > $1 ORDER BY id LIMIT $2", after, limit)
    return [_kept(row) for row in found]


async def one_release(release_id: str) -> Kept:
    """One release for good. Raises NotFound."""
    row = await one(_KEPT + "WHERE release_id = $1", release_id)
    if row is None:
        raise NotFound(_("没有找到这条发布数据。"))
    return _kept(row)


async def process_releases(ocid: str) -> list[Kept]:
    """All releases of one process, the oldest first. Raises NotFound where there is none."""
    found = await rows(_KEPT + "WHERE ocid = $1 ORDER BY id", ocid)
    if not found:
        raise NotFound(_("没有找到这条发布数据。"))
    return [_kept(row) for row in found]


async def released(tender_id: int) -> list[Kept]:
    """All releases of one purchase, the oldest first."""
    found = await rows(_KEPT + "WHERE tender_id = $1 ORDER BY id", tender_id)
    return [_kept(row) for row in found]


async def processes(after: int = 0, limit: int = 20) -> Sequence[tuple[int, str]]:
    """(purchase, ocid) of every process with releases, by the purchase's number."""
    found = await rows(
        "SELECT tender_id, min(ocid) AS ocid FROM ocds_release WHERE tender_id > $1"
        " GROUP BY tender_id ORDER BY tender_id LIMIT $2",
        after,
        limit,
    )
    return [(row["tender_id"], row["ocid"]) for row in found]


async def totals() -> Totals:
    """How much there is."""
    row = await one(
        "SELECT count(*) AS releases, count(DISTINCT tender_id) AS processes,"
        " max(released_at) AS newest FROM ocds_release"
    )
    return Totals(**(row or {"releases": 0, "processes": 0, "newest": None}))


async def checked_chain() -> Checked:
    """Every hash and every link computed again, a thousand releases at a time."""
    before, place, count = START, 0, 0
    while found := await rows(
        "SELECT id, release_id, body, sha256, link FROM ocds_release WHERE id > $1"
        " ORDER BY id LIMIT 1000",
        place,
    ):
        for row in found:
            place, count = row["id"], count + 1
            digest = sha256(row["body"].encode())
            before = link(DOMAIN, before, (row["release_id"], digest))
            if digest != row["sha256"] or before.hex() != row["link"]:
                return Checked(count, place, "")
    return Checked(count, None, before.hex() if count else "")


def _kept(row: dict[str, Any]) -> Kept:
    return Kept(**{**row, "tags": tuple(row["tags"])})
