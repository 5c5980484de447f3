"""A person's own searches and what was found for them."""

from datetime import datetime, timedelta

import msgspec

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import rows
from match.needs.queries import needs_by_ids
from match.openness.following.states import Subject
from match.tenders.queries import tenders_by_ids

SHOWN = 20
LOOKED_BACK = timedelta(days=60)


class Hit(msgspec.Struct, frozen=True):
    """One thing that is still open to read."""

    title: str
    url: str
    found_at: datetime


class Kept(msgspec.Struct, frozen=True):
    """One search with the newest things found for it, newest first."""

    id: int
    subject: Subject
    name: str
    words: str
    areas: tuple[str, ...]
    categories: tuple[str, ...]
    active: bool
    hits: tuple[Hit, ...]


async def kept_searches(actor: Actor) -> list[Kept]:
    """All of one's own, the newest first."""
    found = await rows(
        "SELECT id, subject, name, words, areas, categories, active FROM saved_search"
        " WHERE account_id = $1 ORDER BY id DESC",
        actor.id,
    )
    return [
        Kept(
            id=row["id"],
            subject=Subject(row["subject"]),
            name=row["name"],
            words=row["words"],
            areas=tuple(row["areas"]),
            categories=tuple(row["categories"]),
            active=row["active"],
            hits=await _hits(row["id"], Subject(row["subject"])),
        )
        for row in found
    ]


async def _hits(search_id: int, subject: Subject) -> tuple[Hit, ...]:
    found = {
        row["subject_id"]: row["found_at"]
        for row in await rows(
            "SELECT subject_id, found_at FROM search_hit WHERE search_id = $1 AND found_at > $2"
            " ORDER BY id DESC LIMIT $3",
            search_id,
            clock.now() - LOOKED_BACK,
            SHOWN,
        )
    }
    read = tenders_by_ids if subject is Subject.purchases else needs_by_ids
    return tuple(
        Hit(view.title, f"/{subject.value}/{view.id}", found[view.id])
        for view in await read(list(found))
    )
