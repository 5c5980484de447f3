"""A person's own links, and one that is being opened."""

from datetime import datetime
from typing import Any

import msgspec

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import rows
from match.openness.sharing import rules
from match.openness.sharing.states import LinkState, SharedView


class Opened(msgspec.Struct, frozen=True):
    """What a link shows, whose it is, and whether it still opens."""

    view: SharedView
    asked: dict[str, Any]
    title: str
    account_id: int
    expires_at: datetime
    state: LinkState


class OwnLink(msgspec.Struct, frozen=True):
    """One line of one's list. ``used_at`` is when it was opened last."""

    id: int
    view: SharedView
    title: str
    made_at: datetime
    expires_at: datetime
    uses: int
    uses_max: int | None
    used_at: datetime | None
    state: LinkState


async def own_links(actor: Actor, limit: int = 200) -> list[OwnLink]:
    """The newest first, also those that are over."""
    found = await rows(
        "SELECT id, view, title, made_at, expires_at, uses, uses_max, used_at, revoked_at"
        " FROM share_link WHERE account_id = $1 ORDER BY id DESC LIMIT $2",
        actor.id,
        limit,
    )
    now = clock.now()
    return [
        OwnLink(
            id=row["id"],
            view=SharedView(row["view"]),
            title=row["title"],
            made_at=row["made_at"],
            expires_at=row["expires_at"],
            uses=row["uses"],
            uses_max=row["uses_max"],
            used_at=row["used_at"],
            state=rules.state_of(row, now),
        )
        for row in found
    ]
