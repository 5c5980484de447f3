"""What the organisations of a person chose about their names."""

import msgspec

from match.foundation.actor import Actor
from match.foundation.db import rows


class Naming(msgspec.Struct, frozen=True):
    """One organisation; ``named`` False also where nobody chose yet."""

    id: int
    name: str
    named: bool


async def namings(actor: Actor) -> list[Naming]:
    """The organisations that the reader manages, by name."""
    found = await rows(
        "SELECT g.id, g.name, coalesce(w.named, false) AS named FROM organisation g"
        " LEFT JOIN donor_naming w ON w.organisation_id = g.id"
        " WHERE g.id = ANY($1::bigint[]) ORDER BY g.name, g.id",
        sorted(actor.organisations),
    )
    return [Naming(**row) for row in found]
