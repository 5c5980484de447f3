"""Which homes this person keeps, helps at, or looks after."""

import msgspec

from match.activities import policy
from match.foundation.actor import Actor
from match.foundation.db import one, rows
from match.foundation.errors import NotFound
from match.foundation.language import _

SHOWN_MOST = 50


class KeptHome(msgspec.Struct, frozen=True):
    """A home at the desk of those who work for it."""

    id: int
    name: str
    division: str
    place: str
    status: str


_HOME = (
    "SELECT h.id, h.name, h.division, h.status, d.path AS place FROM home h"
    " JOIN division d ON d.code = h.division"
)


async def seen_home(actor: Actor, home_id: int) -> KeptHome:
    """A home with its work, for its director, its rota and the offices above. Raises NotFound."""
    row = await one(f"{_HOME} WHERE h.id = $1 AND h.status <> 'none'", home_id)
    if row is None or not policy.sees(actor, home_id, row["division"]):
        raise NotFound(_("没有找到这个儿童之家。"))
    return KeptHome(**row)


async def kept_home(actor: Actor, home_id: int) -> KeptHome:
    """As `seen_home`, for those who keep it: names of the rota are nobody else's."""
    home = await seen_home(actor, home_id)
    if not policy.helps(actor, home_id):
        raise NotFound(_("没有找到这个儿童之家。"))
    return home


async def my_homes(actor: Actor) -> list[KeptHome]:
    """The homes this person directs or helps to keep open."""
    found = await rows(
        f"{_HOME} WHERE h.id = ANY($1) AND h.status NOT IN ('none', 'closed') ORDER BY h.id"
        " LIMIT $2",
        sorted(policy.homes_of(actor)),
        SHOWN_MOST,
    )
    return [KeptHome(**row) for row in found]
