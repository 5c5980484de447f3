"""The splitting watch's book, for those who look after public money."""

from datetime import datetime

import msgspec

from match.foundation.actor import Actor
from match.foundation.db import rows
from match.foundation.permissions import Permission


class Sighting(msgspec.Struct, frozen=True):
    """One line of the splitting watch's book; money in fen. ``tender_id`` is None for a draft that
    was refused before it was kept."""

    tender_id: int | None
    organisation_id: int
    purchaser: str
    division: str
    fiscal_year: int
    budget_line: str
    item_code: str
    budget_fen: int
    together_fen: int
    limit_fen: int
    refused: bool
    at: datetime


async def split_sightings(actor: Actor, limit: int = 200) -> list[Sighting]:
    """What the splitting watch saw in the areas this person watches (finance, auditors), newest
    first; nothing for everybody else."""
    found = await rows(
        "SELECT s.*, g.name AS purchaser FROM tender_split s"
        " JOIN organisation g ON g.id = s.organisation_id"
        " WHERE EXISTS (SELECT FROM unnest($1::text[]) AS held WHERE starts_with(s.division, held))"
        " ORDER BY s.id DESC LIMIT $2",
        list(actor.scope(Permission.tenders_watch)),
        limit,
    )
    return [
        Sighting(**{field: row[field] for field in Sighting.__struct_fields__}) for row in found
    ]
