"""The pages a member of staff named, and those that colleagues of the area share."""

import msgspec

from match.foundation.actor import Actor
from match.foundation.db import rows
from match.foundation.permissions import Permission


class View(msgspec.Struct, frozen=True):
    """One named page. ``own``: one's own, to share or throw away."""

    id: int
    name: str
    address: str
    shared: bool
    own: bool


async def views(actor: Actor, limit: int = 100) -> list[View]:
    """One's own, then those shared in an area that one's own lies in; the newest first."""
    found = await rows(
        "SELECT id, name, address, area <> '' AS shared, account_id = $1 AS own FROM saved_view"
        " WHERE account_id = $1 OR area <> '' AND EXISTS"
        " (SELECT FROM unnest($2::text[]) mine WHERE starts_with(mine, area))"
        " ORDER BY account_id = $1 DESC, id DESC LIMIT $3",
        actor.id,
        list(actor.scope(Permission.insight_read)),
        limit,
    )
    return [View(**row) for row in found]
