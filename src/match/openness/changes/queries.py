"""The feed in its order."""

from datetime import datetime

import msgspec

from match.foundation.db import rows, value
from match.foundation.settings import settings
from match.openness.datasets.all import DATASETS


class Change(msgspec.Struct, frozen=True, omit_defaults=True):
    """
    One version of one public thing: `kind` and `id` name it, `version` counts its changes. `gone`:
    it was withdrawn, deleted or is public no more; take it out of your copy. `url` is its page,
    where it has one of its own.
    """

    place: int
    kind: str
    id: str
    version: int
    at: datetime
    gone: bool
    url: str = ""


class Changes(msgspec.Struct, frozen=True):
    """Changes behind a place, oldest first. `next` goes on, also where there was nothing new;
    `newest` is the last place there is."""

    changes: list[Change]
    newest: int
    next: str
    license: str
    publisher: str


async def changes_after(after: int, limit: int) -> list[Change]:
    """Of the feed, so many behind the place *after*."""
    found = await rows(
        "SELECT c.id AS place, c.kind, c.object_id AS id, c.version, c.at, c.gone"
        " FROM public_change c WHERE c.id > $1 ORDER BY c.id LIMIT $2",
        after,
        limit,
    )
    return [Change(**row, url=_address(row)) for row in found]


async def newest_place() -> int:
    """The last place, 0 where there is none."""
    return await value("SELECT coalesce(max(id), 0) FROM public_change")


def _address(row: dict[str, object]) -> str:
    dataset = DATASETS.get(str(row["kind"]))
    if row["gone"] or dataset is None or not dataset.page:
        return ""
    return settings().base_url + dataset.page.format(id=row["id"])
